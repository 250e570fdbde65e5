package relay

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

const (
	monthName = `(?:janv(?:ier|\.)?|f[ée]v(?:rier|r\.?|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?)`
	blank     = `[\s\x{00A0}\x{202F}\x{2009}]`
	// birthDate is a date said after "née": any shape, with or without a year.
	birthDate = `(?:\d{1,2}` + blank + `?[/.\-\s]` + blank + `?\d{1,2}` + blank + `?[/.\-\s]` + blank + `?(?:\d{4}|\d{2})` +
		`|(?:19|20)\d\d-\d\d-\d\d|\d{8}|\d{1,2}[/.\-]\d{1,2}` +
		`|\d{1,2}(?:er)?` + blank + `+` + monthName + `(?:` + blank + `+(?:\d{4}|\d{2}))?|` + monthName + blank + `+(?:19|20)\d\d)`
	weekday = `(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)?` + blank + `*`
	linking = blank + `*(?:\(e\)|\.e|·e)?` + blank + `*[:=]?` + blank + `*(?:(?:est|était)` + blank + `+)?(?:le|en|du|au|un)?` + blank + `*` + weekday
)

var (
	birthCue = regexp.MustCompile(`(?i)(?:n[ée]e?s?|naissances?|ddn|d\.?d\.?n\.?|dob)` + linking + `(` + birthDate + `)`)
	// birthPlace is "née à Alger le …", with the accent: "ne" is too common a word.
	birthPlace = regexp.MustCompile(`(?i)née?s?` + blank + `+(?:à|a|au|aux|en)` + blank + `+[\pL\s\x{00A0}'’\-()]{2,40}?[\s,]+(?:le|en)?` + blank + `*` + weekday + `(` + birthDate + `)`)
	bareDate   = regexp.MustCompile(`(\d{1,2})([/.\-])(\d{1,2})[/.\-](\d{4}|\d{2})`)
	isoDate    = regexp.MustCompile(`((?:19|20)\d\d)-(\d\d)-(\d\d)`)
	wordyDate  = regexp.MustCompile(`(?i)\d{1,2}(?:er)?` + blank + `+` + monthName + blank + `+((?:19|20)\d\d)`)
)

// findBirths finds birth dates: any date after "né(e)", and a bare date old
// enough to be no event. A recent one stays: the dates of events look so.
func findBirths(text string) []span {
	for _, find := range []func(string) []span{findCuedBirths, findBareDates, findWordyDates} {
		if spans := find(text); spans != nil {
			return spans
		}
	}
	return nil
}

func findCuedBirths(text string) []span {
	for _, re := range []*regexp.Regexp{birthCue, birthPlace} {
		spans := scan(re, text, func(m []int) (span, bool) {
			cue := span{m[0], m[0] + 1}
			date := span{m[2], m[3]}
			return date, startsWord(text, cue.start) && alone(text, date) && possible(text[date.start:date.end])
		})
		if spans != nil {
			return spans
		}
	}
	return nil
}

var numbers = regexp.MustCompile(`\d+`)

// possible tells whether a date in figures has a day and a month.
func possible(date string) bool {
	parts := numbers.FindAllString(date, -1)
	if len(parts) < 2 || len(parts[0]) == 4 || strings.ContainsFunc(date, unicode.IsLetter) {
		return true
	}
	return day(parts[0]) && monthOf(parts[1])
}

// startsWord tells whether a word starts at i; "nouveau-né" is one word.
func startsWord(text string, i int) bool {
	return alone(text, span{i, len(text)}) && !strings.HasSuffix(text[:i], "-")
}

// lastBirthYear is the year up to which a bare date is taken for a birth:
// later ones may be events, and a baby's date comes with "né".
const lastBirthYear = 2022

func findBareDates(text string) []span {
	spans := scan(bareDate, text, func(m []int) (span, bool) {
		s := span{m[0], m[1]}
		y, _ := strconv.Atoi(text[m[8]:m[9]])
		if m[9]-m[8] == 2 { // 87, never 26
			if y < 30 {
				return s, false
			}
			y += 1900
		}
		return s, born(text, s, y) && day(text[m[2]:m[3]]) && monthOf(text[m[6]:m[7]])
	})
	if spans != nil {
		return spans
	}
	return scan(isoDate, text, func(m []int) (span, bool) {
		s := span{m[0], m[1]}
		y, _ := strconv.Atoi(text[m[2]:m[3]])
		return s, born(text, s, y) && monthOf(text[m[4]:m[5]]) && day(text[m[6]:m[7]])
	})
}

func born(text string, s span, year int) bool {
	return year >= 1900 && alone(text, s) && !chained(text, s) &&
		(year <= lastBirthYear || aboutPerson(before(text, s.start)))
}

// chained tells whether the date is part of a longer number: 06.12.34.56.78.
func chained(text string, s span) bool {
	before := s.start >= 2 && strings.ContainsRune("/.-", rune(text[s.start-1])) && digitAt(text, s.start-2)
	after := s.end+1 < len(text) && strings.ContainsRune("/.-", rune(text[s.end])) && digitAt(text, s.end+1)
	return before || after
}

func digitAt(text string, i int) bool { return text[i] >= '0' && text[i] <= '9' }

// aboutPerson tells whether the words just before a date name a person and
// none of them ("le", "du") makes it an appointment.
func aboutPerson(words []word) bool {
	if len(words) == 0 || datedBy[words[len(words)-1].folded] {
		return false
	}
	for _, w := range words[max(0, len(words)-4):] {
		if kin[w.folded] || firstNames[w.folded] || w.folded == "nom" {
			return true
		}
	}
	return false
}

var datedBy = set("le la du au avant apres depuis jusqu des pour rdv ce date et lundi mardi mercredi jeudi vendredi samedi dimanche prevu prevue debut fin rendez-vous vu vue")

// findWordyDates finds "3 mars 1990" alone; "du 8 mai 1945" is a street or a law.
func findWordyDates(text string) []span {
	return scan(wordyDate, text, func(m []int) (span, bool) {
		s := span{m[0], m[1]}
		y, _ := strconv.Atoi(text[m[2]:m[3]])
		last := lastBefore(text, s.start)
		return s, last != "du" && !streetTypes[last] && born(text, s, y)
	})
}

func day(s string) bool     { n, _ := strconv.Atoi(s); return n >= 1 && n <= 31 }
func monthOf(s string) bool { n, _ := strconv.Atoi(s); return n >= 1 && n <= 12 }
