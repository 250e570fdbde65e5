package relay

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands in place of what Redact removes.
const (
	maskName    = "[nom]"
	maskPhone   = "[téléphone]"
	maskMail    = "[courriel]"
	maskBirth   = "[date de naissance]"
	maskNIR     = "[numéro de sécurité sociale]"
	maskIBAN    = "[IBAN]"
	maskAddress = "[adresse]"
)

// Redact removes what tells a person from text: names, phone numbers, birth
// dates, people's street addresses, social security numbers, e-mail addresses
// and bank accounts, each replaced by a word in brackets. It errs on the side
// of removing; helplines, the names and addresses of services, and the dates
// of events stay. It is a second wall, for what is printed or logged: the
// first is that words are not kept.
//
// The gap: a rare name typed in lower case with nothing around that says a
// person stays.
//
// Redact(Redact(x)) == Redact(x), and the result is valid UTF-8.
func Redact(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	for range maxPasses {
		next := text
		for _, rule := range rules {
			next = replace(next, rule.find(next), rule.mask)
		}
		if next == text {
			break
		}
		text = next
	}
	return text
}

// maxPasses ends a cascade. What one rule removes may bring to light what
// another sees; two passes are usual, and each shortens what is left to read.
const maxPasses = 1000

var rules = []struct {
	find func(string) []span
	mask string
}{
	{findMails, maskMail},
	{findIBANs, maskIBAN},
	{findNIRs, maskNIR},
	{findBirths, maskBirth},
	{findPhones, maskPhone},
	{findAddresses, maskAddress},
	{findNames, maskName},
}

// span is a part of a text, in bytes.
type span struct{ start, end int }

// replace puts mask in place of spans, which are in order; overlapping ones
// are merged.
func replace(text string, spans []span, mask string) string {
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.start < at {
			continue
		}
		b.WriteString(text[at:s.start])
		b.WriteString(mask)
		at = s.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// scan tries re from each place on and keeps the spans accept returns;
// accept gets the indexes of the match and its groups in text. A refused match
// does not hide one that begins inside it.
func scan(re *regexp.Regexp, text string, accept func(m []int) (span, bool)) []span {
	var out []span
	for at := 0; at < len(text); {
		m := re.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		if s, ok := accept(m); ok && s.end > s.start {
			out = append(out, s)
			at = s.end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[m[0]:])
		at = m[0] + size
	}
	return out
}

// alone tells whether neither end of a span cuts a word or a number.
func alone(text string, s span) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:s.start])
	first, _ := utf8.DecodeRuneInString(text[s.start:])
	return (s.start == 0 || !wordRune(before) || !wordRune(first)) && endsWord(text, s.end)
}

// endsWord tells whether no word goes on at i.
func endsWord(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i == len(text) || !wordRune(r)
}

// digitsOf keeps the digits of s.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func trimBlank(s string) string { return strings.TrimFunc(s, unicode.IsSpace) }
