package hours

import "time"

const (
	dayMinutes = 24 * 60
	everyDay   = 1<<7 - 1 // a mask of all weekdays
)

// span is a time of day in minutes after midnight; to may lie in the next
// day, up to 48:00.
type span struct {
	from, to int
	openEnd  bool // what lies in it is unknown: the closing hour is not given
}

// numbers is a range of years or weeks, both ends included.
type numbers struct{ from, to, step int }

func (n numbers) has(i int) bool {
	return n.from <= i && i <= n.to && (i-n.from)%n.step == 0
}

// dates is a range of days within the year, or between two dated days when
// the years are not zero. Both ends are included.
type dates struct {
	fromYear, toYear int
	from, to         int  // as monthDay
	months           bool // written as whole months
}

func (r dates) has(d day) bool {
	md := d.monthDay()
	if r.fromYear != 0 {
		on := d.year*512 + md
		return r.fromYear*512+r.from <= on && on <= r.toYear*512+r.to
	}
	if r.from <= r.to {
		return r.from <= md && md <= r.to
	}
	return md >= r.from || md <= r.to
}

// nth is a weekday counted in its month: 1 the first, -1 the last.
type nth struct {
	weekday time.Weekday
	n       int
}

func (n nth) has(d day) bool {
	if d.weekday != n.weekday {
		return false
	}
	if n.n > 0 {
		return (d.dom-1)/7+1 == n.n
	}
	return (d.length-d.dom)/7+1 == -n.n
}

// rule is one rule of a value: some days, some hours, a state.
type rule struct {
	years []numbers
	dates []dates
	weeks []numbers

	weekdays       uint8 // mask, bit 0 Sunday; with nth, public and school: any of them
	nth            []nth
	public, school bool

	onlyPublic, onlySchool bool // "SH Mo-Fr": the weekdays, within the holidays

	spans      []span // none: the whole day
	state      State
	comment    string
	additional bool   // after a comma: adds to the rules before
	fallback   bool   // after ||: counts where nothing else does
	days       string // the day selectors as written
	repeats    bool   // an earlier rule has the same days
}

// byWeekday tells whether the rule has a weekday or holiday selector.
func (r *rule) byWeekday() bool {
	return r.weekdays != 0 || len(r.nth) > 0 || r.public || r.school
}

// dated tells whether the rule has any day selector.
func (r *rule) dated() bool {
	return r.byWeekday() || r.seasonal() || r.onlyPublic || r.onlySchool
}

func (r *rule) seasonal() bool {
	return len(r.years) > 0 || len(r.dates) > 0 || len(r.weeks) > 0
}

// plain tells whether the rule depends on nothing but the day of the week.
func (r *rule) plain() bool {
	return !r.seasonal() && len(r.nth) == 0 && !r.onlyPublic && !r.onlySchool &&
		(r.weekdays != 0 || !r.byWeekday())
}

// matches tells whether the rule speaks of a day, school telling whether that
// day is in the school holidays.
func (r *rule) matches(d day, school bool) bool {
	if r.onlyPublic && !d.public || r.onlySchool && !school {
		return false
	}
	return anyNumber(r.years, d.year) && r.inDates(d) && anyNumber(r.weeks, d.week) && r.onWeekday(d, school)
}

func (r *rule) inDates(d day) bool {
	for _, x := range r.dates {
		if x.has(d) {
			return true
		}
	}
	return len(r.dates) == 0
}

func (r *rule) onWeekday(d day, school bool) bool {
	if !r.byWeekday() {
		return true
	}
	if r.weekdays&(1<<d.weekday) != 0 || r.public && d.public || r.school && school {
		return true
	}
	for _, n := range r.nth {
		if n.has(d) {
			return true
		}
	}
	return false
}

func anyNumber(list []numbers, i int) bool {
	for _, n := range list {
		if n.has(i) {
			return true
		}
	}
	return len(list) == 0
}

// replaces tells whether the rule, where it matches, overrides those before
// it. A closed one does not: it is applied over them. A rule without days
// overrides only another without days.
func (r *rule) replaces(before *rule) bool {
	if r.additional || r.fallback || r.state == Closed {
		return false
	}
	return r.dated() || before != nil && r.state == Open && !before.dated()
}

// stateIn returns what the rule says of a minute, if it does.
func (r *rule) stateIn(minute int) (State, bool) {
	if len(r.spans) == 0 {
		return r.state, minute < dayMinutes
	}
	state, found := Closed, false
	for _, s := range r.spans {
		if s.from <= minute && minute < s.to {
			state, found = r.state, true
			if s.openEnd && state == Open {
				state = Unknown
			}
		}
	}
	return state, found
}
