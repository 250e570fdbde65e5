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

var dotted = regexp.MustCompile(`(^|[\s("'’/-])((?:\p{Lu}\.\s?){2,}\p{Lu}?)(?:$|[\s)"'’/,-])`)

// undot writes acronyms without their dots: "C.M.P. ADULTES" is "CMP ADULTES".
// It also gives the acronyms it found.
func undot(s string) (string, map[string]bool) {
	found := map[string]bool{}
	out := dotted.ReplaceAllStringFunc(s, func(m string) string {
		var b, acronym strings.Builder
		runes := []rune(m)
		for i, r := range runes {
			inside := i > 0 && i < len(runes)-1
			if r == '.' || r == ' ' && inside && runes[i-1] == '.' {
				continue
			}
			if unicode.IsLetter(r) {
				acronym.WriteRune(r)
			}
			b.WriteRune(r)
		}
		found[acronym.String()] = true
		return b.String()
	})
	return out, found
}
