package exchange

import (
	"regexp"
	"time"

	"relais/bot/announce"
)

// notThen is what stands before a date that is not that of the event.
var notThen = regexp.MustCompile(`(?:\b(?:avant|jusqu'au|publiee?|mise? a jour|mise? en ligne|modifiee?|depuis|nee?|date limite|limites?|inscri[a-z]+|reserv[a-z]+|candidatures?|dossiers?|(?:est|sera|sont|seront) fermee?s?|fermeture|cloture|au plus tard|reportee?s?|initialement|prevue?s?|sauf|annulee?s?|remplace)\b[^.!?;\n]{0,40})$`)

// mostText is how many bytes of a text are read for dates.
const mostText = 20000

// plainDates is the dates a title and its text tell plainly, as seen from when
// they were written: those of the title, or the only ones of the text that are
// to come. A text that tells several dates, or one that may be of something
// else, tells none.
func plainDates(title, text string, ref time.Time) []announce.Date {
	for _, words := range []string{title, text[:min(len(text), mostText)]} {
		var found []announce.Date
		several := false
		flat := flatten(words)
		for _, m := range mentions(flat, ref) {
			if notThen.MatchString(flat[max(0, m.from-80):m.from]) {
				continue
			}
			if m.bad != "" {
				return nil
			}
			ahead := m.dates[len(m.dates)-1].Over().After(ref)
			switch {
			case !ahead:
			case found == nil:
				found = m.dates
			case !sameDays(found, m.dates):
				several = true
			default:
				found = finer(found, m.dates)
			}
		}
		if several {
			return nil
		}
		if found != nil {
			return found
		}
	}
	return nil
}

func sameDays(a, b []announce.Date) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].FirstDay() != b[i].FirstDay() || a[i].LastDay() != b[i].LastDay() {
			return false
		}
	}
	return true
}

// finer is the one of two tellings of the same days that tells hours.
func finer(a, b []announce.Date) []announce.Date {
	if a[0].Whole && !b[0].Whole {
		return b
	}
	return a
}
