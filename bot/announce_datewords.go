package bot

import (
	"regexp"
	"strconv"
	"strings"

	"relais/bot/text"
)

type tokenKind int

// What words of dates are.
const (
	linkTo     tokenKind = iota + 1 // à, jusqu’à, -; n is 1 for « au », which a comma may come before
	linkAnd                         // et, virgule
	linkFrom                        // du, de; n is 1 for « entre »
	endOfGroup                      // ; or a new line
	tokWeekday
	tokNumber
	tokDate
	tokRelative // days after today
	tokMonth
	tokYear
	tokTime
)

// dateToken is a word of dates; word is as it was typed, for the person.
type dateToken struct {
	kind                   tokenKind
	n, month, year, minute int
	word                   string
}

// unaccent writes words in small letters, without accents or odd spaces.
var unaccent = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "û", "u", "ù", "u", "ô", "o", "î", "i",
	"ï", "i", "ç", "c", "’", "'", "\u00a0", " ", "\u202f", " ", "–", "-", "—", "-", "\r", "")

// maxDateWords bounds what is read, in bytes.
const maxDateWords = 2000

var dateShapes = []struct {
	shape *regexp.Regexp
	read  func(m []string, rest string) (dateToken, bool)
}{
	{regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})\b`), func(m []string, _ string) (dateToken, bool) {
		return dateToken{kind: tokDate, year: atoi(m[1]), month: atoi(m[2]), n: atoi(m[3])}, true
	}},
	{regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b`), numericDate},
	{regexp.MustCompile(`^(\d{1,2})-(\d{1,2})-(\d{4})\b`), numericDate},
	{regexp.MustCompile(`^(\d{1,2}) ?(?:heures?|h|:) ?(\d{2})?(?: ?(?:minutes?|min|mn)\b)?`), hourToken},
	{regexp.MustCompile(`^(\d{4})\b`), func(m []string, _ string) (dateToken, bool) {
		return dateToken{kind: tokYear, n: atoi(m[1])}, true
	}},
	{regexp.MustCompile(`^(\d{1,2})(?:er|eme)?\b`), func(m []string, _ string) (dateToken, bool) {
		return dateToken{kind: tokNumber, n: atoi(m[1])}, true
	}},
	{regexp.MustCompile(`^[a-z]+(?:'[a-z]+)?(?:-demain)?\.?`), func(m []string, _ string) (dateToken, bool) {
		t, ok := dateWords[strings.TrimSuffix(m[0], ".")]
		return t, ok
	}},
	{regexp.MustCompile(`^[,+&]`), func([]string, string) (dateToken, bool) { return dateToken{kind: linkAnd}, true }},
	{regexp.MustCompile(`^[-/]`), func([]string, string) (dateToken, bool) { return dateToken{kind: linkTo}, true }},
	{regexp.MustCompile(`^[;\n]`), func([]string, string) (dateToken, bool) { return dateToken{kind: endOfGroup}, true }},
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // digits, few of them
	return n
}

func numericDate(m []string, _ string) (dateToken, bool) {
	t := dateToken{kind: tokDate, n: atoi(m[1]), month: atoi(m[2]), year: atoi(m[3])}
	if len(m[3]) == 2 {
		t.year += 2000
	}
	return t, t.month >= 1 && t.month <= 12
}

func hourToken(m []string, _ string) (dateToken, bool) {
	t := dateToken{kind: tokTime, n: atoi(m[1]), minute: atoi(m[2])}
	if t.n == 24 && t.minute == 0 {
		t.n = 0
	}
	return t, t.n < 24 && t.minute < 60
}

// spaced are minutes after a space, which may be a day: « 14 h 10 octobre ».
var spaced = regexp.MustCompile(`^\d{1,2} ?(?:heures?|h|:) \d{2}$`)

// dateTokens cuts words. An unknown one is a *dateTrouble.
func dateTokens(words string) ([]dateToken, error) {
	if len(words) > maxDateWords {
		return nil, &dateTrouble{text.WhenMany, ""}
	}
	rest := unaccent.Replace(strings.ToLower(words))
	var out []dateToken
	for {
		rest = strings.TrimLeft(rest, " \t.()")
		if rest == "" {
			return out, nil
		}
		t, used, ok := nextDateToken(rest)
		if !ok {
			word, _, _ := strings.Cut(rest, " ")
			return nil, &dateTrouble{text.WhenUnknown, text.Echo(word, 30)}
		}
		if t.kind == tokMonth && len(out) > 0 { // give the day back
			if last := &out[len(out)-1]; last.kind == tokTime && spaced.MatchString(last.word) {
				out = append(out, dateToken{kind: tokNumber, n: last.minute})
				out[len(out)-2].minute = 0
			}
		}
		if t.kind != 0 {
			out = append(out, t)
		}
		rest = rest[used:]
	}
}

func nextDateToken(rest string) (t dateToken, used int, ok bool) {
	for _, s := range dateShapes {
		m := s.shape.FindStringSubmatch(rest)
		if m == nil {
			continue
		}
		t, ok = s.read(m, rest)
		t.word = strings.TrimSpace(m[0])
		return t, len(m[0]), ok
	}
	return dateToken{}, 0, false
}

// dateWords are the words that dates are made of; those of kind 0 say nothing.
var dateWords = map[string]dateToken{
	"midi": {kind: tokTime, n: 12}, "minuit": {kind: tokTime}, "aujourd'hui": {kind: tokRelative}, "demain": {kind: tokRelative, n: 1},
	"apres-demain": {kind: tokRelative, n: 2}, "a": {kind: linkTo}, "au": {kind: linkTo, n: 1}, "jusqu'a": {kind: linkTo}, "jusqu'au": {kind: linkTo, n: 1},
	"et": {kind: linkAnd}, "puis": {kind: linkAnd}, "ou": {kind: linkAnd}, "du": {kind: linkFrom}, "de": {}, "entre": {kind: linkFrom, n: 1},
	"le": {}, "les": {}, "partir": {}, "des": {}, "prochain": {}, "prochaine": {}, "date": {}, "dates": {}, "heure": {},
}

func init() {
	for i, name := range []string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"} {
		for _, word := range []string{name, name[:3]} {
			if word != "mar" { // mardi, or mars
				dateWords[word] = dateToken{kind: tokWeekday, n: i}
			}
		}
	}
	for i, names := range []string{"janvier janv jan", "fevrier fevr fev", "mars", "avril avr", "mai", "juin", "juillet juil", "aout",
		"septembre sept sep", "octobre oct", "novembre nov", "decembre dec"} {
		for name := range strings.FieldsSeq(names) {
			dateWords[name] = dateToken{kind: tokMonth, n: i + 1}
		}
	}
}
