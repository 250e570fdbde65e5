package hours

import (
	"slices"
	"time"
)

// period is a time of a weekday in minutes, to up to 48:00, that is not
// closed; the note is the comment it stands under.
type period struct {
	from, to int
	note     string
}

// usual returns the periods of a weekday by the rules that depend on nothing
// but the day of the week.
func (s Schedule) usual(weekday time.Weekday) []period {
	var plain []rule
	for _, r := range s.rules {
		if r.plain() && !r.fallback {
			plain = append(plain, r)
		}
	}
	return periodsOf(plain, day{weekday: weekday})
}

// periodsOf returns the periods of a day, in order, those that touch joined.
func periodsOf(rules []rule, d day) []period {
	edges := []int{0, dayMinutes}
	for _, r := range rules {
		for _, x := range r.spans {
			edges = append(edges, x.from, x.to)
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var list []period
	for i, from := range edges[:len(edges)-1] {
		note, open := openUnder(rules, d, from)
		if !open {
			continue
		}
		if n := len(list) - 1; n >= 0 && list[n].to == from && list[n].note == note {
			list[n].to = edges[i+1]
			continue
		}
		list = append(list, period{from, edges[i+1], note})
	}
	return list
}

// openUnder tells whether a minute is not closed and the comment it is under.
func openUnder(rules []rule, d day, minute int) (note string, open bool) {
	var before *rule
	for i := range rules {
		r := &rules[i]
		if r.matches(d, false) {
			if r.replaces(before) {
				note, open = "", false
			}
			if state, ok := r.stateIn(minute); ok && (!r.fallback || !open) {
				note, open = r.comment, state != Closed
			}
		}
		before = r
	}
	return note, open
}

// all returns the periods a weekday may have: the usual ones, and those of
// rules kept for some weeks, dates or weekdays of the month. Hours for
// holidays only and fallbacks do not count.
func (s Schedule) all(weekday time.Weekday) []period {
	list := s.usual(weekday)
	for _, r := range s.rules {
		if r.plain() || r.fallback || r.onlyPublic || r.onlySchool {
			continue
		}
		r.years, r.dates, r.weeks = nil, nil, nil
		on := r.weekdays&(1<<weekday) != 0 || !r.byWeekday()
		for _, n := range r.nth {
			on = on || n.weekday == weekday
		}
		if on {
			r.weekdays = everyDay
			list = append(list, periodsOf([]rule{r}, day{weekday: weekday})...)
		}
	}
	return list
}

// some tells whether a period of any weekday passes a test.
func (s Schedule) some(test func(period) bool) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if slices.ContainsFunc(s.all(d), test) {
			return true
		}
	}
	return false
}

// OpenOn tells whether the place is open, be it by appointment, at some hour
// of that day of the week. The small hours belong to the day before.
func (s Schedule) OpenOn(weekday time.Weekday) bool { return len(s.all(weekday)) > 0 }

// OpenEvening tells whether some day of the week has hours past 18:00.
func (s Schedule) OpenEvening() bool {
	return s.some(func(p period) bool { return p.to > 18*60 })
}

// OpenMorning tells whether some day of the week has hours between 6:00 and
// noon.
func (s Schedule) OpenMorning() bool {
	return s.some(func(p period) bool { return p.from < 12*60 && p.to > 6*60 })
}
