package source

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold keeps the letters and digits of s, in lower case, without accents:
// "Âge minimum" is "ageminimum".
func fold(s string) string { return strings.ReplaceAll(words(s), " ", "") }

// words is the words of s, in lower case, without accents, with one space
// between them.
func words(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case r == 'œ' || r == 'Œ':
			b.WriteString("oe")
			continue
		case unicode.Is(unicode.Mn, r):
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

var dotted = regexp.MustCompile(`(^|[\s("'’/-])(\p{Lu}(?:\.\s?\p{Lu})+\.?)($|[\s)"'’/,-])`)

// undot writes acronyms without their dots: "C.M.P. ADULTES" is "CMP ADULTES".
// It also gives the acronyms it found.
func undot(s string) (string, map[string]bool) {
	found := map[string]bool{}
	out := dotted.ReplaceAllStringFunc(s, func(m string) string {
		part := dotted.FindStringSubmatch(m)
		acronym := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, part[2])
		found[acronym] = true
		return part[1] + acronym + part[3]
	})
	return out, found
}
