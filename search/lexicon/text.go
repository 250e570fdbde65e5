package lexicon

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is one word of a text.
type Word struct {
	Raw        string // as typed
	Fold       string // lower case, without accents
	Stem       string // of Fold
	Start, End int    // bytes in the text
	Break      bool   // a comma, a full stop or the like stands before it
}

// Fold lowers case, drops accents and unfolds ligatures; every apostrophe
// becomes '. The result is ASCII where the text is French.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		r = unicode.ToLower(r)
		if to, ok := folded[r]; ok {
			b.WriteString(to)
		} else if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var folded = map[rune]string{
	'à': "a", 'â': "a", 'ä': "a", 'á': "a", 'ã': "a", 'å': "a",
	'ç': "c", 'é': "e", 'è': "e", 'ê': "e", 'ë': "e",
	'î': "i", 'ï': "i", 'í': "i", 'ì': "i", 'ñ': "n",
	'ô': "o", 'ö': "o", 'ó': "o", 'ò': "o", 'õ': "o", 'ø': "o",
	'ù': "u", 'û': "u", 'ü': "u", 'ú': "u", 'ÿ': "y", 'ý': "y",
	'œ': "oe", 'æ': "ae", 'ß': "ss", '’': "'", '‘': "'", 'ʼ': "'", '`': "'",
	'\u00a0': " ", '\u202f': " ", '–': "-", '—': "-", '…': "...", '€': "euro",
}

// elided are the short words an apostrophe cuts off: "l'hôpital", "qu'il".
var elided = map[string]bool{
	"l": true, "d": true, "j": true, "n": true, "s": true, "c": true, "m": true, "t": true,
	"qu": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quelqu": false, "aujourd": false,
}

// Words cuts a text into words: runs of letters, or of digits. An elided word
// stands alone, "aujourd'hui" stays whole, a hyphen separates, and digits
// separate from letters ("17ans" is two words).
func Words(text string) []Word {
	if strings.IndexByte(text, '(') > 0 {
		text = inclusive.ReplaceAllString(text, "$1$2$3")
	}
	out := make([]Word, 0, 16)
	brk := false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			j := wordEnd(text, i)
			out = append(out, newWord(text, i, j, brk))
			brk, i = false, j
		case unicode.IsDigit(r):
			j := i
			for j < len(text) && text[j] >= '0' && text[j] <= '9' {
				j++
			}
			if j == i {
				j = i + n
			}
			out = append(out, newWord(text, i, j, brk))
			brk, i = false, j
		default:
			if strings.ContainsRune(".,;:!?()\n«»\"/|…", r) {
				brk = true
			}
			i += n
		}
	}
	return out
}

// inclusive is a word with an ending in brackets, as in "Pluriel(le)s". The
// brackets are dropped, so offsets after one are those of the shortened text.
var inclusive = regexp.MustCompile(`(\pL)\((\pL{1,3})\)(\pL?)`)

func newWord(text string, i, j int, brk bool) Word {
	raw := text[i:j]
	f := strings.Trim(Fold(raw), "'")
	return Word{Raw: raw, Fold: f, Stem: Stem(f), Start: i, End: j, Break: brk}
}

// wordEnd is the end of the run of letters that starts at i; an apostrophe
// inside a word belongs to it unless what precedes is an elided word.
func wordEnd(text string, i int) int {
	j := i
	for j < len(text) {
		r, n := utf8.DecodeRuneInString(text[j:])
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			j += n
			continue
		}
		if Fold(string(r)) != "'" {
			break
		}
		whole, ok := elided[Fold(text[i:j])]
		next, _ := utf8.DecodeRuneInString(text[j+n:])
		if !unicode.IsLetter(next) || ok && whole {
			break
		}
		if !ok {
			break
		}
		j += n
	}
	return j
}

// Stem cuts the endings that do not change what a French word is about:
// plurals, feminines, most endings of verbs. It takes a folded word and
// keeps at least three letters. It is meant for both sides of a comparison,
// never to be shown.
func Stem(w string) string {
	if len(w) < 4 || w[0] >= '0' && w[0] <= '9' {
		return w
	}
	if strings.HasSuffix(w, "aux") && len(w) > 5 && !strings.HasSuffix(w, "eaux") {
		return w[:len(w)-2] + "l" // hôpitaux, médicaux
	}
	w = trim(w, 3, "s", "x")
	w = trimE(w)
	for _, e := range endings {
		if strings.HasSuffix(w, e.suffix) && len(w)-len(e.suffix) >= e.keep && !(e.suffix == "er" && strings.HasSuffix(w, "ier")) {
			w = w[:len(w)-len(e.suffix)]
			break
		}
	}
	w = trimE(w)
	if n := len(w); n > 3 && w[n-1] == w[n-2] && w[n-1] < utf8.RuneSelf { // cruel(l), bon(n)
		w = w[:n-1]
	}
	return w
}

func trimE(w string) string {
	for len(w) > 3 && w[len(w)-1] == 'e' {
		w = w[:len(w)-1]
	}
	return w
}

// endings are tried in order, longest first; keep is how many letters must
// remain. The final e of a feminine is gone when they are tried.
var endings = []struct {
	suffix string
	keep   int
}{
	{"issement", 4}, {"ement", 3}, {"atric", 4}, {"ateur", 4}, {"ation", 4}, {"aient", 3},
	{"erait", 4}, {"eur", 5}, {"eus", 4}, {"ait", 3}, {"ant", 4}, {"ais", 4},
	{"ez", 3}, {"er", 3}, {"ir", 4}, {"it", 4},
}

func trim(w string, keep int, suffixes ...string) string {
	for _, s := range suffixes {
		if strings.HasSuffix(w, s) && len(w)-len(s) >= keep {
			return w[:len(w)-len(s)]
		}
	}
	return w
}

// Sound is a key under which French words that sound alike meet: "fosse" and
// "fausse", "dantiste" and "dentiste". Words of different length in sounds
// differ. It takes a folded word.
func Sound(w string) string {
	w = soundNasals.Replace(soundRules.Replace(w))
	var b strings.Builder
	var last byte
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c == 'h' || c == last {
			continue
		}
		last = c
		b.WriteByte(c)
	}
	s := b.String()
	for len(s) > 3 && strings.ContainsRune("estdxpz", rune(s[len(s)-1])) {
		s = s[:len(s)-1]
	}
	return s
}

var (
	soundRules = strings.NewReplacer(
		"cc", "k", "sch", "C", "ch", "C", "ph", "f", "qu", "k", "q", "k", "ck", "k", "gn", "N",
		"gue", "Ge", "gui", "Gi", "ge", "je", "gi", "ji", "gy", "ji",
		"sce", "se", "sci", "si", "ce", "se", "ci", "si", "cy", "si", "c", "k", "y", "i", "w", "v", "z", "s", "ss", "s",
	)
	soundNasals = strings.NewReplacer(
		"eaux", "o", "eau", "o", "aux", "o", "au", "o", "oeu", "e", "oe", "e", "tion", "s3",
		"aim", "1", "ain", "1", "ein", "1", "im", "1", "in", "1", "en", "2", "em", "2", "an", "2", "am", "2",
		"on", "3", "om", "3", "ai", "e", "ei", "e", "et", "e", "er", "e", "ez", "e", "x", "s", "k", "k",
	)
)
