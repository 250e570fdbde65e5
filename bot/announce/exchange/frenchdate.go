package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"relais/bot/announce"
)

// mention is where a text tells dates. bad is the code of what is wrong with
// them, and why its argument.
type mention struct {
	from, to int // in the text read
	dates    []announce.Date
	bad, why string
}

const (
	dayWord   = `(?:(lun(?:di|\.)?|mar(?:di|\.)?|mer(?:credi|\.)?|jeu(?:di|\.)?|ven(?:dredi|\.)?|sam(?:edi|\.)?|dim(?:anche|\.)?),? +)?`
	dayNumber = `(1 ?er|[0-3]?[0-9])`
	monthWord = `(janvier|janv\.?|fevrier|fevr?\.?|mars|avril|avr\.?|mai|juin|juillet|juil\.?|aout|septembre|sept\.?|octobre|oct\.?|novembre|nov\.?|decembre|dec\.?)`
	yearWord  = `(?: +(20[0-9][0-9]))?`
	hourWord  = `(?:([01]?[0-9]|2[0-3]) ?(?:h|:|heures?\b) ?([0-5][0-9])?|(midi|minuit))`
)

var (
	rangeShape   = regexp.MustCompile(`\bdu +` + dayWord + dayNumber + `(?: +` + monthWord + `)?` + yearWord + ` +au +` + dayWord + dayNumber + ` +` + monthWord + yearWord + `\b`)
	listShape    = regexp.MustCompile(`\b` + dayWord + dayNumber + `((?:(?: *, *| *& *| +et +(?:le +)?)` + dayWord + `(?:1 ?er|[0-3]?[0-9]))*) +` + monthWord + yearWord + `\b`)
	numberShape  = regexp.MustCompile(`\b` + dayWord + `([0-3]?[0-9])(?:[/.-]([01]?[0-9])[/.-](20[0-9][0-9])|/([01]?[0-9])/([0-9][0-9]))\b`)
	isoShape     = regexp.MustCompile(`\b(20[0-9][0-9])-([01][0-9])-([0-3][0-9])(?:[t ]([0-2][0-9]):([0-5][0-9])(?::[0-9]{2})?)?\b`)
	numericRange = regexp.MustCompile(`\bdu +` + dayWord + `([0-3]?[0-9])[/.-]([01]?[0-9])(?:[/.-](20[0-9][0-9]|[0-9][0-9]))? +au +` + dayWord + `([0-3]?[0-9])[/.-]([01]?[0-9])[/.-](20[0-9][0-9]|[0-9][0-9])\b`)
	oneDay       = regexp.MustCompile(dayWord + dayNumber)
	hoursShape   = regexp.MustCompile(`^ *(?:[,:(-] *)?(?:(?:a partir de|des|de|a|entre) +)?(?:([01]?[0-9]|2[0-3]) ?(?:-|a|et) ?)?` + hourWord + `(?: *(?:-|a|et|jusqu'a) *` + hourWord + `)?`)
)

// flatten writes s as the shapes above read it: lower case, no accents, plain
// spaces, hyphens and apostrophes.
func flatten(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’':
			b.WriteByte('\'')
		case r == '–' || r == '—' || r == '‑':
			b.WriteByte('-')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// mentions finds the dates a flattened text tells plainly. A year that is not
// told is found by the day of the week, in the year after ref, or it is bad.
func mentions(text string, ref time.Time) []mention {
	var out []mention
	scan := scanner{text: text, next: make([][]int, len(shapes))}
	for from := 0; from < len(text) && len(out) < 200; {
		m, ok := scan.mention(from, ref)
		if !ok {
			break
		}
		out, from = append(out, m), max(m.to, from+1)
	}
	return out
}

// shapes are what dates look like; the first that begins earliest is read.
var shapes = []struct {
	shape *regexp.Regexp
	read  func(d *dating, m []string)
}{
	{rangeShape, (*dating).words}, {numericRange, (*dating).numbers}, {listShape, (*dating).list},
	{isoShape, (*dating).iso}, {numberShape, (*dating).number},
}

// scanner looks for each shape once, from where it was found last.
type scanner struct {
	text string
	next [][]int // of each shape: where it is, empty for nowhere; nil when not looked for
}

func (s *scanner) mention(from int, ref time.Time) (mention, bool) {
	text, best, at := s.text, -1, []int(nil)
	for i, shape := range shapes {
		if m := s.next[i]; m == nil || len(m) > 0 && m[0] < from {
			s.next[i] = find(shape.shape, text, from)
		}
		if m := s.next[i]; len(m) > 0 && (best < 0 || m[0] < at[0]) {
			best, at = i, m
		}
	}
	if best < 0 {
		return mention{}, false
	}
	groups := make([]string, len(at)/2)
	for i := range groups {
		if at[2*i] >= 0 {
			groups[i] = text[at[2*i]:at[2*i+1]]
		}
	}
	d := dating{mention: mention{from: at[0], to: at[1]}, ref: ref}
	shapes[best].read(&d, groups)
	d.hours(text)
	return d.mention, true
}

// find finds a shape from a place of a text on, unless it is a piece of a longer
// number, as of a phone; empty for nowhere.
func find(shape *regexp.Regexp, text string, from int) []int {
	for from < len(text) {
		m := shape.FindStringSubmatchIndex(text[from:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if !joins(text[:m[0]], text[m[1]:]) {
			return m
		}
		from = m[0] + 1
	}
	return []int{}
}

var (
	numberBefore = regexp.MustCompile(`[0-9][ ./-]?$`)
	numberAfter  = regexp.MustCompile(`^[./-][0-9]`)
)

func joins(before, after string) bool {
	return numberBefore.MatchString(before[max(0, len(before)-2):]) || numberAfter.MatchString(after)
}

// dating reads one mention.
type dating struct {
	mention
	ref   time.Time
	timed bool // the hour is already read
}

// day is the day told; wd, month, year may be empty, and year of two digits.
func (d *dating) day(wd, number, month, year string) (time.Time, bool) {
	n, _ := strconv.Atoi(strings.TrimRight(number, " er"))
	m, y := monthOf(month), 0
	if year != "" {
		if y, _ = strconv.Atoi(year); y < 100 {
			y += 2000
		}
	}
	if y == 0 && wd == "" {
		d.bad = CodeYear
		return time.Time{}, false
	}
	for _, try := range d.years(y) {
		t := time.Date(try, m, n, 0, 0, 0, 0, paris)
		if t.Day() != n || t.Month() != m || m == 0 || y == 0 && !d.near(t) {
			continue
		}
		if wd == "" || weekdayOf(wd) == t.Weekday() {
			return t, true
		}
		d.why = strconv.Itoa(int(t.Weekday()))
	}
	switch {
	case y == 0:
		d.bad, d.why = CodeYear, ""
	case d.why != "":
		d.bad = CodeWeekday
	default:
		d.bad = CodeDate
	}
	return time.Time{}, false
}

// near tells whether a day lies in the year after ref.
func (d *dating) near(t time.Time) bool {
	today := announce.DayStart(announce.DayOf(d.ref))
	return !t.Before(today) && t.Before(today.AddDate(1, 0, 0))
}

// years are those a date may be of: the one told, or that of ref and the next.
func (d *dating) years(told int) []int {
	if told != 0 {
		return []int{told}
	}
	y := d.ref.In(paris).Year()
	return []int{y, y + 1}
}

func monthOf(s string) time.Month {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 12 {
		return time.Month(n)
	}
	for i, start := range []string{"janv", "fev", "mars", "av", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"} {
		if strings.HasPrefix(s, start) {
			return time.Month(i + 1)
		}
	}
	return 0
}

func weekdayOf(s string) time.Weekday {
	for i, start := range []string{"dim", "lun", "mar", "mer", "jeu", "ven", "sam"} {
		if strings.HasPrefix(s, start) {
			return time.Weekday(i)
		}
	}
	return -1
}
