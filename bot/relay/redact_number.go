package relay

import (
	"regexp"
	"strconv"
	"strings"
)

// gap is what people put between the digits of a number; nirGap is narrower,
// so that a date and a phone number side by side make no NIR.
const (
	gap    = `(?:` + blank + `?[./_\-–—]{0,2}` + blank + `?|,)`
	nirGap = `(?:` + blank + `?[.\-–—]?` + blank + `?)`
)

var mailRE = regexp.MustCompile(`(?i)[\pL\pN][\pL\pN._%+'\-]*(?:\s?@\s?|\s?\(at\)\s?|\s?\[at\]\s?|\sarobase?\s)` +
	`(?:[\pL\pN\-]+(?:\s?\.\s?|\s(?:point|dot)\s))+[\pL]{2,}` +
	`|[\pL\pN][\pL\pN._%+'\-]*\s?@\s?(?:gmail|hotmail|yahoo|outlook|orange|free|sfr|laposte|live|wanadoo|icloud)`)

func findMails(text string) []span {
	return scan(mailRE, text, func(m []int) (span, bool) { return span{m[0], m[1]}, true })
}

var (
	frenchIBAN = regexp.MustCompile(`(?i)(?:FR|MC)` + gap + `\d` + gap + `\d(?:` + gap + `[0-9A-Z]){23}`)
	anyIBAN    = regexp.MustCompile(`(?i)[A-Z]{2}\d{2}(?:` + gap + `[0-9A-Z]){11,30}`)
	ribRE      = regexp.MustCompile(`(?i)\d{5}[\s.\-]\d{5}[\s.\-][0-9A-Z]{11}[\s.\-]\d{2}`)
)

// findIBANs finds French accounts by their shape, mistyped ones too, and the
// others by their check digits.
func findIBANs(text string) []span {
	out := scan(frenchIBAN, text, func(m []int) (span, bool) {
		s := span{m[0], m[1]}
		return s, alone(text, s) && len(digitsOf(text[s.start:s.end])) >= 14
	})
	if out == nil {
		out = scan(ribRE, text, func(m []int) (span, bool) {
			return span{m[0], m[1]}, alone(text, span{m[0], m[1]})
		})
	}
	if out != nil {
		return out
	}
	return scan(anyIBAN, text, func(m []int) (span, bool) { return ibanAt(text, m[0], m[1]) })
}

// ibanAt tries the lengths an IBAN may have, longest first: the match may
// have swallowed the word after it.
func ibanAt(text string, start, end int) (span, bool) {
	for ; end > start; end-- {
		s := span{start, end}
		compact := strings.ToUpper(strings.Map(alnum, text[start:end]))
		if len(compact) < 15 {
			break
		}
		if alone(text, s) && alnum(rune(text[end-1])) >= 0 && mod97(compact[4:]+compact[:4]) == 1 {
			return s, true
		}
	}
	return span{}, false
}

func alnum(r rune) rune {
	if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
		return r
	}
	return -1
}

// mod97 is the remainder by 97 of digits, letters counting A=10 to Z=35.
func mod97(s string) int {
	n := 0
	for _, r := range s {
		if r >= 'A' {
			n = (n*100 + int(r-'A') + 10) % 97
		} else {
			n = (n*10 + int(r-'0')) % 97
		}
	}
	return n
}

var nirRE = regexp.MustCompile(`(?i)([1-478])` + nirGap + `(\d` + nirGap + `\d)` + nirGap + `(\d` + nirGap + `\d)` + nirGap +
	`(\d` + nirGap + `\d|2` + nirGap + `[AB])((?:` + nirGap + `\d){6})((?:` + nirGap + `\d){2})?`)

// findNIRs finds social security numbers, with their key or without. A
// mistyped one is still somebody's, so a key that is wrong saves nothing; only
// the rare first digits 3, 4, 7 and 8 need a right one.
func findNIRs(text string) []span {
	return scan(nirRE, text, func(m []int) (span, bool) {
		whole, bare := span{m[0], m[1]}, span{m[0], m[11]}
		if joined(text, whole) {
			return whole, false
		}
		good := m[12] >= 0 && alone(text, whole) && keyed(text[m[0]:m[11]], text[m[12]:m[13]])
		common := strings.Contains("12", text[m[2]:m[3]]) && month(digitsOf(text[m[6]:m[7]]))
		switch {
		case good:
			return whole, true
		case !common:
			return whole, false
		case m[12] >= 0 && alone(text, whole) && !unitAfter.MatchString(text[m[1]:]):
			return whole, true
		}
		return bare, alone(text, bare)
	})
}

var unitAfter = regexp.MustCompile(`(?i)^\s*(?:ans?|mois|jours|euros|€|h)(?:[^\pL]|$)`)

// month tells whether two digits may be the month of a NIR: 20 and more stand
// for civil records that lack it.
func month(s string) bool {
	n, _ := strconv.Atoi(s)
	return n >= 1 && n <= 12 || n >= 20 && n <= 42 || n >= 50
}

// keyed tells whether key is 97 − n mod 97, Corsica counting 2A=19, 2B=18.
func keyed(number, key string) bool {
	n := strings.ToUpper(strings.Map(alnum, number))
	n = strings.NewReplacer("2A", "19", "2B", "18").Replace(n)
	v, err := strconv.ParseInt(n, 10, 64)
	k, kerr := strconv.Atoi(digitsOf(key))
	return err == nil && kerr == nil && int64(k) == 97-v%97
}

var (
	nationalRE = regexp.MustCompile(`\(?[0oO]` + gap + `[1-79]\)?(?:` + gap + `\d){8}`)
	shortRE    = regexp.MustCompile(`(?:33` + gap + `)?[67](?:` + gap + `\d\d){4}`)
	franceRE   = regexp.MustCompile(`(?:\+|00)` + gap + `3` + gap + `3` + gap + `(?:\(?0\)?)?` + gap + `[1-79](?:` + gap + `\d){8}`)
	worldRE    = regexp.MustCompile(`(?:\+|00)` + gap + `[124-9](?:` + gap + `\(?\d\)?){7,12}|(?:\+|00)` + gap + `3[0-24-9](?:` + gap + `\(?\d\)?){6,11}`)
	dateLike   = regexp.MustCompile(`^\d{2}[^\d]\d{2}[^\d](?:19|20)\d\d(?:[^\d]|$)`)
)

// helplines are national lines that are not in 08: they help, they tell nobody.
var helplines = set(`0980980930 0980980940 0972394050 0974751313 0142630303 0145394000
	0148064241 0153624030 0241482121 0142463030 0185740000`)

// findPhones finds phone numbers, French or not. Short numbers and 08 numbers
// are those of services and stay.
func findPhones(text string) []span {
	for _, f := range []struct {
		re *regexp.Regexp
		ok func(string) bool
	}{{franceRE, isFrench}, {worldRE, isWorld}, {nationalRE, isNational}, {shortRE, isShort}} {
		last := 0
		spans := scan(f.re, text, func(m []int) (span, bool) {
			s := span{m[0], m[1]}
			if f.re == worldRE {
				s.end = beforeUnit(text, s)
			}
			if !loneNumber(text, s) || s.start > last && joined(text, s) || !f.ok(text[s.start:s.end]) {
				return s, false
			}
			last = s.end + 1 // a comma may follow
			return s, true
		})
		if spans != nil {
			return spans
		}
	}
	return nil
}

// loneNumber is alone, but for letters stuck before it: "tel06…".
func loneNumber(text string, s span) bool {
	return endsWord(text, s.end) && (alone(text, s) || digitAt(text, s.start) && !digitAt(text, s.start-1))
}

// joined tells whether the number goes on on the left, as in 3.06.
func joined(text string, s span) bool {
	return s.start >= 2 && strings.ContainsRune(".,/", rune(text[s.start-1])) && digitAt(text, s.start-2)
}

// beforeUnit gives up the last group of digits when it is cut or counts
// something: "+213 661 23 45 67 15 ans".
func beforeUnit(text string, s span) int {
	if !endsWord(text, s.end) || unitAfter.MatchString(text[s.end:]) {
		if i := strings.LastIndexAny(text[s.start:s.end], " \u00a0\u202f"); i > 0 {
			return s.start + i
		}
	}
	return s.end
}

func isFrench(s string) bool {
	d := digitsOf(s)
	return !helplines["0"+d[len(d)-9:]]
}

func isWorld(s string) bool { return len(digitsOf(s)) >= 8 }

func isNational(s string) bool {
	seps := separators(s)
	if strings.Contains(seps, "/") && strings.Trim(seps, "/ ") == "" && strings.Contains(seps, " ") {
		return false // 03/10/26 18 30
	}
	return !dateLike.MatchString(s) && !helplines["0"+digitsOf(strings.TrimLeft(s, "(0oO"))]
}

// isShort is for a mobile number without its 0: in pairs, or all in a row.
func isShort(s string) bool {
	n := len([]rune(separators(s)))
	return !dateLike.MatchString(s) && (n == 0 || n >= 4)
}

// separators keeps what is not a digit, no-break spaces as spaces.
func separators(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r == 'o' || r == 'O':
			return -1
		case r == '\u00a0' || r == '\u202f' || r == '\u2009':
			return ' '
		}
		return r
	}, s)
}
