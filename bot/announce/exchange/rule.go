package exchange

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// rule is an RRULE: daily, weekly, monthly or yearly. Finer ones, and weeks and
// days of the year, are not understood.
type rule struct {
	freq       string
	interval   int
	count      int       // 0 for no limit
	until      time.Time // zero for no limit
	byDay      []nthDay
	byMonthDay []int
	byMonth    []int
	bySetPos   []int
	weekStart  time.Weekday
}

// nthDay is a weekday, the nth of a month or year, from its end when negative;
// 0 for each.
type nthDay struct {
	n   int
	day time.Weekday
}

var weekdays = map[string]time.Weekday{"SU": 0, "MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6}

// ruleOf reads an RRULE; loc is the zone of a floating UNTIL.
func ruleOf(s string, loc *time.Location) (r rule, ok bool) {
	r = rule{interval: 1, weekStart: time.Monday}
	for part := range strings.SplitSeq(strings.ToUpper(strings.TrimSpace(s)), ";") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		if !r.set(strings.TrimSpace(name), strings.TrimSpace(value), loc) {
			return rule{}, false
		}
	}
	known := r.freq == "DAILY" || r.freq == "WEEKLY" || r.freq == "MONTHLY" || r.freq == "YEARLY"
	return r, known && r.sensible()
}

// sensible refuses what has no meaning, as the second Monday of a week.
func (r rule) sensible() bool {
	nth := slices.ContainsFunc(r.byDay, func(d nthDay) bool { return d.n != 0 })
	return !nth || r.freq == "MONTHLY" || r.freq == "YEARLY"
}

func (r *rule) set(name, value string, loc *time.Location) (ok bool) {
	switch name {
	case "FREQ":
		r.freq, ok = value, true
	case "INTERVAL":
		r.interval, ok = number(value, 1, 1000)
	case "COUNT":
		r.count, ok = number(value, 1, 1000000)
	case "UNTIL":
		r.until, ok = untilOf(value, loc)
	case "WKST":
		r.weekStart, ok = weekdays[value]
	case "BYDAY":
		r.byDay, ok = each(value, nthDayOf)
	case "BYMONTHDAY":
		r.byMonthDay, ok = each(value, func(s string) (int, bool) { return signed(s, 31) })
	case "BYMONTH":
		r.byMonth, ok = each(value, func(s string) (int, bool) { return number(s, 1, 12) })
	case "BYSETPOS":
		r.bySetPos, ok = each(value, func(s string) (int, bool) { return signed(s, 366) })
	default:
		ok = strings.HasPrefix(name, "X-")
	}
	return ok
}

// untilOf is the last instant of an UNTIL; a day counts to its end.
func untilOf(value string, loc *time.Location) (time.Time, bool) {
	m, ok := momentOf(value, loc)
	if m.whole {
		return time.Date(m.Year(), m.Month(), m.Day()+1, 0, 0, 0, -1, loc), ok
	}
	return m.Time, ok
}

func each[T any](value string, read func(string) (T, bool)) (out []T, ok bool) {
	for part := range strings.SplitSeq(value, ",") {
		v, ok := read(strings.TrimSpace(part))
		if !ok || len(out) > 366 {
			return nil, false
		}
		out = append(out, v)
	}
	return out, true
}

func nthDayOf(s string) (nthDay, bool) {
	if len(s) < 2 {
		return nthDay{}, false
	}
	day, ok := weekdays[s[len(s)-2:]]
	if len(s) == 2 || !ok {
		return nthDay{0, day}, ok
	}
	n, ok := signed(s[:len(s)-2], 53)
	return nthDay{n, day}, ok
}

func number(s string, least, most int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= least && n <= most
}

// signed is a number from -most to most, not 0.
func signed(s string, most int) (int, bool) {
	n, ok := number(strings.TrimPrefix(s, "+"), -most, most)
	return n, ok && n != 0
}
