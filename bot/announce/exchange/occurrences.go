package exchange

import (
	"slices"
	"time"
)

// day is a calendar day, at midnight UTC: it has no hour to lose.
func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func dayOf(t time.Time) time.Time { return day(t.Date()) }

// occurrences gives the days of a series from start, in order, until more says
// no or the rule ends; it tells whether the rule ended by itself. The first one
// is start itself, whether or not it follows the rule. steps is how many periods
// may still be looked at; it is counted down.
func (r rule) occurrences(start time.Time, steps *int, more func(time.Time) bool) (ended bool) {
	first, count := dayOf(start), 0
	take := func(d time.Time) (goes bool) {
		t := wall(d, start.Hour(), start.Minute(), start.Second(), start.Location())
		if !r.until.IsZero() && t.After(r.until) {
			ended = true
			return false
		}
		if !more(t) {
			return false
		}
		count++
		ended = r.count > 0 && count >= r.count
		return !ended
	}
	if !take(first) {
		return ended
	}
	for period := 0; *steps > 0; period++ {
		*steps--
		days, from := r.period(first, period)
		if from.Year() > 2100 || !r.until.IsZero() && from.AddDate(0, 0, -1).After(r.until) {
			return !r.until.IsZero()
		}
		for _, d := range r.positions(days) {
			if d.After(first) && !take(d) {
				return ended
			}
		}
	}
	return false
}

// period is the days of the nth period after that of first, in order, and the
// day the period begins.
func (r rule) period(first time.Time, n int) (days []time.Time, from time.Time) {
	n *= r.interval
	switch r.freq {
	case "DAILY":
		from = first.AddDate(0, 0, n)
		days = []time.Time{from}
	case "WEEKLY":
		back := (int(first.Weekday()) - int(r.weekStart) + 7) % 7
		from = first.AddDate(0, 0, 7*n-back)
		days = r.week(from, first.Weekday())
	case "MONTHLY":
		from = day(first.Year(), first.Month()+time.Month(n), 1)
		days = r.month(from, first.Day())
	default:
		from = day(first.Year()+n, 1, 1)
		days = r.year(from, first)
	}
	days = slices.DeleteFunc(days, func(d time.Time) bool { return !r.allows(d) })
	slices.SortFunc(days, time.Time.Compare)
	return slices.CompactFunc(days, time.Time.Equal), from
}

// allows applies the limits that have the same meaning in every period.
func (r rule) allows(d time.Time) bool {
	if len(r.byMonth) > 0 && !slices.Contains(r.byMonth, int(d.Month())) {
		return false
	}
	last := day(d.Year(), d.Month()+1, 0).Day()
	if len(r.byMonthDay) > 0 && !slices.Contains(r.byMonthDay, d.Day()) && !slices.Contains(r.byMonthDay, d.Day()-last-1) {
		return false
	}
	on := func(n nthDay) bool { return n.day == d.Weekday() }
	return len(r.byDay) == 0 || slices.ContainsFunc(r.byDay, on)
}

func (r rule) week(from time.Time, on time.Weekday) (days []time.Time) {
	for i := range 7 {
		if d := from.AddDate(0, 0, i); len(r.byDay) > 0 || d.Weekday() == on {
			days = append(days, d)
		}
	}
	return days
}

func (r rule) month(from time.Time, on int) (days []time.Time) {
	for d := from; d.Month() == from.Month(); d = d.AddDate(0, 0, 1) {
		if len(r.byMonthDay) > 0 || r.nth(d, from, day(from.Year(), from.Month()+1, 1)) || len(r.byDay) == 0 && d.Day() == on {
			days = append(days, d)
		}
	}
	return days
}

// year is the days of a year. A weekday is the nth of its month when months are
// named, of the year otherwise.
func (r rule) year(from, first time.Time) (days []time.Time) {
	for m := time.January; m <= time.December; m++ {
		start, next := day(from.Year(), m, 1), day(from.Year(), m+1, 1)
		lone := len(r.byDay) == 0 && len(r.byMonthDay) == 0
		if len(r.byMonth) == 0 && lone && m != first.Month() {
			continue
		}
		for d := start; d.Before(next); d = d.AddDate(0, 0, 1) {
			a, b := start, next
			if len(r.byMonth) == 0 {
				a, b = from, day(from.Year()+1, 1, 1)
			}
			if len(r.byMonthDay) > 0 || r.nth(d, a, b) || lone && d.Day() == first.Day() {
				days = append(days, d)
			}
		}
	}
	return days
}

// nth tells whether d is one of the weekdays asked for between two days.
func (r rule) nth(d, from, to time.Time) bool {
	between := func(a, b time.Time) int { return int(b.Sub(a) / (24 * time.Hour)) }
	return slices.ContainsFunc(r.byDay, func(n nthDay) bool {
		return n.day == d.Weekday() && (n.n == 0 || n.n == between(from, d)/7+1 || n.n == -(between(d, to)-1)/7-1)
	})
}

// positions keeps the days of a period at the places asked for.
func (r rule) positions(days []time.Time) []time.Time {
	if len(r.bySetPos) == 0 {
		return days
	}
	var out []time.Time
	for i, d := range days {
		if slices.Contains(r.bySetPos, i+1) || slices.Contains(r.bySetPos, i-len(days)) {
			out = append(out, d)
		}
	}
	return out
}
