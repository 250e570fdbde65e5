package source

import (
	"bufio"
	"bytes"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// title writes a name in capitals, as FINESS has them, the French way:
// acronyms keep their capitals, abbreviations and accents that are certain
// are restored, link words and, unless places is true (an address), common
// nouns are in lower case. Words that are not all in capitals stay as they are.
func title(s string, places bool) string {
	s, acronyms := undot(unquote(s))
	t := titler{acronyms: acronyms, places: places, first: true}
	tokens := elisions(strings.Fields(s))
	for i, token := range tokens {
		if i > 0 && !strings.HasSuffix(tokens[i-1], "’") && !joined(tokens[i-1]) {
			t.WriteByte(' ')
		}
		if token == "-" || token == "–" {
			t.WriteString("–")
			t.first = true
			continue
		}
		if m := ordinal.FindStringSubmatch(token); m != nil {
			t.WriteString(m[1] + map[string]string{"ER": "er", "ERE": "re"}[m[2]])
			if m[2] == "EME" || m[2] == "E" {
				t.WriteByte('e')
			}
			continue
		}
		last := i == len(tokens)-1
		if joined(token) && !last {
			t.WriteString(map[string]string{"ST": "Saint-", "SAINT": "Saint-", "SAINTE": "Sainte-", "STE-": "Sainte-"}[token])
			t.first, t.article = false, false
			continue
		}
		t.token(token, last)
	}
	return strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»").Replace(strings.Trim(t.String(), " –,;"))
}

// joined tells a token that sticks to the next: ST MARTIN is Saint-Martin.
func joined(token string) bool {
	return token == "ST" || token == "SAINT" || token == "SAINTE" || token == "STE-"
}

var ordinal = regexp.MustCompile(`^(\d+)(ERE|ER|EME)$`)

// titler writes a name word by word.
type titler struct {
	strings.Builder
	acronyms map[string]bool
	places   bool
	first    bool // the next word is the first
	article  bool // an article would begin a proper name: EHPAD La Vallée
}

func (t *titler) token(token string, last bool) {
	token = strings.TrimSuffix(token, "-")
	for _, saint := range []string{"ST-", "-ST-"} {
		if strings.HasPrefix(token, "ST-") || saint == "-ST-" {
			token = strings.Replace(token, saint, strings.Replace(saint, "ST", "SAINT", 1), 1)
		}
	}
	pieces := slices.Collect(parts(token))
	for i, p := range pieces {
		if !isLetter(p) {
			t.WriteString(p)
			if p == "«" {
				t.first = true
			}
			continue
		}
		initial := utf8.RuneCountInString(p) == 1 && (last && i == len(pieces)-1 || i+1 < len(pieces) && pieces[i+1] == ".")
		bracketed := i > 0 && pieces[i-1] == "(" && i+1 < len(pieces) && pieces[i+1] == ")"
		if initial || bracketed {
			t.WriteString(p)
		} else {
			t.WriteString(t.word(p))
		}
		upper := plain(p)
		spelled, known := spelling()[upper]
		t.first, t.article = false, t.acronyms[p] || known && spelled == strings.ToLower(spelled)
	}
}

// word writes one word, without separators.
func (t *titler) word(w string) string {
	if w != strings.ToUpper(w) || strings.ContainsAny(w, "0123456789") || t.acronyms[w] {
		return w
	}
	upper := plain(w)
	if linkWords[upper] {
		if t.first || t.article && articles[upper] {
			return capital(strings.ToLower(w))
		}
		return strings.ToLower(w)
	}
	if spelled, ok := spelling()[upper]; ok {
		switch {
		case spelled == "":
			return w
		case t.first || t.places:
			return capital(spelled)
		}
		return spelled
	}
	if !strings.ContainsAny(upper, "AEIOUY") && utf8.RuneCountInString(w) > 1 {
		return w
	}
	return capital(strings.ToLower(w))
}

// elisions joins what capitals leave apart: D ISLE and D' ISLE are "d’Isle".
// STE before a woman saint is marked STE-.
func elisions(tokens []string) []string {
	out := make([]string, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		t := strings.ReplaceAll(tokens[i], "'", "’")
		if i+1 < len(tokens) {
			next := plain(strings.ToUpper(tokens[i+1]))
			switch {
			case (t == "D" || t == "L" || t == "D’" || t == "L’") && strings.ContainsAny(next[:min(1, len(next))], "AEIOUYH"):
				t = t[:1] + "’"
			case t == "STE" && womenSaints[next]:
				t = "STE-"
			}
		}
		out = append(out, t)
	}
	return out
}

// parts splits a token at its separators, which are parts of their own.
func parts(token string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for i, r := range token {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				if i > start && !yield(token[start:i]) {
					return
				}
				if !yield(string(r)) {
					return
				}
				start = i + utf8.RuneLen(r)
			}
		}
		if start < len(token) {
			yield(token[start:])
		}
	}
}

var quoted = regexp.MustCompile(`"+\s*([^"]*?)\s*"+`)

// unquote reads the quotes that a CSV left in a name, and writes French ones.
func unquote(s string) string {
	if strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`) && strings.Contains(s, `""`) {
		s = strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`)
	}
	s = quoted.ReplaceAllString(s, " « $1 » ")
	s = strings.ReplaceAll(s, `"`, " ")
	return strings.Join(strings.Fields(s), " ")
}

// spelling gives the writing of a word known by its capitals without accents;
// empty for an acronym.
var spelling = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range table("mots.csv") {
		out[r[0]] = r[1]
	}
	data, err := dataFiles.ReadFile("data/sigles.txt")
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		for acronym := range strings.FieldsSeq(lines.Text()) {
			out[acronym] = ""
		}
	}
	return out
})

// plain is w in capitals, without accents.
func plain(w string) string { return strings.ToUpper(fold(w)) }

func capital(w string) string {
	r, size := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[size:]
}

func isLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var (
	articles    = set("L LA LE LES")
	linkWords   = set("A AU AUX AVEC CHEZ D DANS DE DES DU EN ET L LA LE LES OU PAR POUR SANS SOUS SUR VERS")
	womenSaints = set(`AGNES ANNE BARBE CATHERINE CECILE CLAIRE CLOTILDE COLOMBE CROIX ELISABETH EUGENIE EULALIE
		FOY GENEVIEVE HELENE JEANNE LUCIE MADELEINE MARGUERITE MARIE MARTHE MAURE ODILE SOPHIE THERESE URSULE`)
)
