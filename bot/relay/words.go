package relay

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed names/*.txt
var nameFiles embed.FS

// Word lists, folded; what each is for stands in names/README.md.
var (
	firstNames   = wordSet("first")
	unsureFirsts = wordSet("first-or-word")
	lastNames    = wordSet("last")
	commonWords  = wordSet("common")
	placeWords   = wordSet("places")
)

func wordSet(file string) map[string]bool {
	b, err := nameFiles.ReadFile("names/" + file + ".txt")
	if err != nil {
		panic(err) // embedded
	}
	return set(string(b))
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[fold(w)] = true
	}
	return out
}

// fold is s in lower case without accents, ligatures opened.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// word is a run of letters, digits and inner hyphens. An elision ("s’", "l'")
// is a word of its own, without its apostrophe.
type word struct {
	start, end int    // bytes in the text
	folded     string // lower case, no accents
	capital    bool   // begins with a capital
	caps       bool   // two letters or more, all capitals
	digits     bool   // digits only
}

var elided = set("l d s m n t j c y qu jusqu lorsqu puisqu quelqu aujourd presqu")

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' || r == '´' }

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// split cuts text into words.
func split(text string) []word {
	var words []word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		end := wordEnd(text, i)
		words = append(words, makeWord(text, i, end))
		i = end
	}
	return words
}

func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		inner := i+size < len(text) && unicode.IsLetter(next)
		switch {
		case wordRune(r):
		case r == '-' && inner:
		case isApostrophe(r) && inner && !elided[fold(text[start:i])]:
		default:
			return i
		}
		i += size
	}
	return i
}

func makeWord(text string, start, end int) word {
	s := text[start:end]
	first, _ := utf8.DecodeRuneInString(s)
	w := word{start: start, end: end, folded: fold(s), capital: unicode.IsUpper(first)}
	w.caps = w.capital && utf8.RuneCountInString(s) > 1 && strings.ToUpper(s) == s
	w.digits = strings.Trim(s, "0123456789") == ""
	return w
}

// apart is what stands between two neighbouring words.
func apart(text string, a, b word) string { return text[a.end:b.start] }

// near tells whether b follows a with nothing but blanks, or with an
// apostrophe, between them.
func near(text string, a, b word) bool {
	gap := apart(text, a, b)
	return len(gap) <= 6 && strings.TrimFunc(gap, func(r rune) bool {
		return unicode.IsSpace(r) && r != '\n' || isApostrophe(r)
	}) == ""
}

// shouting tells whether the text is typed all in capitals, so that a capital
// says nothing.
func shouting(words []word) bool {
	caps, all := 0, 0
	for _, w := range words {
		if w.digits || w.end-w.start < 3 {
			continue
		}
		all++
		if w.caps {
			caps++
		}
	}
	return all >= 3 && caps*10 >= all*8
}

// lookBack is how many bytes before a place in a text are read to judge it.
const lookBack = 160

// before cuts into words what stands before byte i, no further than lookBack.
func before(text string, i int) []word {
	from := max(0, i-lookBack)
	for from < i && !utf8.RuneStart(text[from]) {
		from++
	}
	return split(text[from:i])
}

// lastBefore is the word before byte i, folded, or empty.
func lastBefore(text string, i int) string {
	words := before(text, i)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1].folded
}
