package hours

import (
	"slices"
	"time"
)

// period is a time of a weekday in minutes, up to 48:00, that is not closed.
type period struct {
	from, to int
	note     string // the comment it stands under
	openEnd  bool   // only from is given; to is a guess
	more     bool   // an open end follows: it may last longer
}

// until is the minute up to which the period can be counted on, about.
func (p period) until() int {
	if p.openEnd {
		return min(p.to, p.from+2*60)
	}
	return p.to
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
		if p, open := periodUnder(rules, d, from); open {
			p.from, p.to = from, edges[i+1]
			list = append(list, p)
		}
	}
	return joined(list)
}

// joined joins the periods that touch and stand under the same comment.
func joined(list []period) []period {
	var out []period
	for _, p := range list {
		n := len(out) - 1
		switch {
		case n < 0 || out[n].to != p.from || out[n].note != p.note:
			out = append(out, p)
		case out[n].openEnd == p.openEnd && !out[n].more:
			out[n].to = p.to
		case p.openEnd:
			out[n].more = true
		default:
			out = append(out, p)
		}
	}
	return out
}

// periodUnder tells whether a minute is not closed, and of what kind it is.
func periodUnder(rules []rule, d day, minute int) (p period, open bool) {
	var before *rule
	for i := range rules {
		r := &rules[i]
		if r.matches(d, false) {
			if r.replaces(before) && before != nil && before.days != r.days {
				p, open = period{}, false
			}
			if state, ok := r.stateIn(minute); ok && (!r.fallback || !open) {
				p = period{note: r.comment, openEnd: state == Unknown && r.state == Open}
				open = state != Closed
			}
		}
		before = r
	}
	return p, open
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
	return s.some(func(p period) bool { return p.until() > 18*60 })
}

// OpenMorning tells whether some day of the week has hours between 6:00 and
// noon.
func (s Schedule) OpenMorning() bool {
	return s.some(func(p period) bool { return p.from < 12*60 && p.until() > 6*60 })
}
