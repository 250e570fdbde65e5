package hours

import (
	"slices"
	"sort"
	"strings"
	"time"
)

// State is what is known of a place at an instant.
type State int

// The states of a place.
const (
	Unknown State = iota
	Open
	Closed
)

// String returns "unknown", "open" or "closed".
func (s State) String() string {
	switch s {
	case Open:
		return "open"
	case Closed:
		return "closed"
	}
	return "unknown"
}

// How many days ahead At looks for a change: where all days are alike, one
// of three is not that of a clock change.
const (
	horizon  = 400
	sameDays = 3
)

// Schedule is a parsed opening_hours value; the zero Schedule is unknown.
// It is immutable and may be shared.
type Schedule struct {
	rules []rule
	edges []int // minutes of the day at which a state may change, ascending, 0 first
	tails bool  // some range runs past midnight
	days  int   // how many days ahead a change is looked for
	doubt doubt
	notes []string
}

// doubt is what an unquoted remark does to the hours before it.
type doubt uint8

const (
	certain    doubt = iota
	doubtOpen        // "sur rendez-vous": open hours are unknown
	doubtWhole       // words we cannot weigh: everything is unknown
)

// newSchedule prepares the rules for evaluation.
func newSchedule(rules []rule, d doubt, notes []string) Schedule {
	s := Schedule{rules: rules, edges: []int{0}, days: sameDays, doubt: d, notes: notes}
	for _, r := range rules {
		if r.dated() {
			s.days = horizon
		}
		for _, x := range r.spans {
			s.edges = append(s.edges, x.from%dayMinutes, x.to%dayMinutes)
			s.tails = s.tails || x.to > dayMinutes
		}
	}
	slices.Sort(s.edges)
	s.edges = slices.Compact(s.edges)
	return s
}

// ByAppointment tells whether a comment asks for an appointment.
func (s Schedule) ByAppointment() bool {
	return slices.ContainsFunc(s.notes, asksAppointment)
}

// Comment returns the comments of the value, joined by semicolons.
func (s Schedule) Comment() string { return strings.Join(s.notes, "\u00a0; ") }

// At returns the state at t (any location; rules are in Europe/Paris) and the
// next instant at which the state changes: zero when there is none within 400
// days, or when the state is unknown. The next state may be Unknown.
func (s Schedule) At(t time.Time) (State, time.Time) {
	state, next, _ := s.at(t)
	return state, next
}

// at also returns the state after the change.
func (s Schedule) at(t time.Time) (now State, next time.Time, then State) {
	local := t.In(Paris)
	y, m, d := local.Date()
	today, before := dayOf(y, m, d), dayOf(y, m, d-1)
	now = s.state(before, today, local.Hour()*60+local.Minute())
	if now == Unknown {
		return Unknown, time.Time{}, Unknown
	}
	for i := range s.days {
		following := dayOf(y, m, d+i+1)
		if next, then, ok := s.changeIn(before, today, following.midnight(), t, now); ok {
			return now, next, then
		}
		before, today = today, following
	}
	return now, time.Time{}, now
}

// changeIn looks for the first instant of a day, after t, whose state is not
// now. The day is cut where the clocks change, so that on these two nights an
// hour that is skipped or repeated is read as the clock on the wall shows it.
func (s Schedule) changeIn(before, today day, end, t time.Time, now State) (time.Time, State, bool) {
	for start := today.midnight(); start.Before(end); {
		stop := clockChange(start, end)
		first := start.Hour()*60 + start.Minute()
		last := first + int(stop.Sub(start)/time.Minute)
		for _, minute := range s.minutes(first) {
			if minute >= last {
				break
			}
			at := start.Add(time.Duration(minute-first) * time.Minute)
			if !at.After(t) {
				continue
			}
			if then := s.state(before, today, minute); then != now {
				return at, then, true
			}
		}
		start = stop
	}
	return time.Time{}, now, false
}

// clockChange returns the first whole minute at which the offset of Paris is
// no longer that of start, or end. (ZoneBounds does not go forward around the
// new years after 2037.)
func clockChange(start, end time.Time) time.Time {
	_, offset := start.Zone()
	if _, after := end.Add(-time.Nanosecond).Zone(); after == offset {
		return end
	}
	i := sort.Search(int(end.Sub(start)/time.Minute), func(i int) bool {
		_, o := start.Add(time.Duration(i) * time.Minute).Zone()
		return o != offset
	})
	return start.Add(time.Duration(i) * time.Minute)
}

// minutes returns the edges from a minute of the day on, that minute first.
func (s Schedule) minutes(first int) []int {
	i, found := slices.BinarySearch(s.edges, first)
	if found {
		return s.edges[i:]
	}
	return append([]int{first}, s.edges[i:]...)
}

// state returns the state at a minute of a day, given the day before.
func (s Schedule) state(before, today day, minute int) State {
	if len(s.rules) == 0 || s.doubt == doubtWhole {
		return Unknown
	}
	state := s.supposing(before, today, minute)
	if s.doubt == doubtOpen && state == Open {
		return Unknown
	}
	return state
}

// supposing tries what is not known of the school holidays both ways.
func (s Schedule) supposing(before, today day, minute int) State {
	if today.school == unsure {
		return agree(func(a answer) State {
			today.school = a
			return s.supposing(before, today, minute)
		})
	}
	if before.school == unsure && s.tails {
		return agree(func(a answer) State {
			before.school = a
			return s.supposing(before, today, minute)
		})
	}
	return s.read(before, today, minute)
}

// agree returns the state both answers lead to, or Unknown.
func agree(state func(answer) State) State {
	if a := state(yes); a == state(no) {
		return a
	}
	return Unknown
}
