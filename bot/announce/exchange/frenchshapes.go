package exchange

import (
	"strconv"
	"time"

	"relais/bot/announce"
)

func (d *dating) whole(from, to time.Time) {
	d.dates = append(d.dates, announce.Date{Starts: from, Ends: to, Whole: true})
}

// words reads « du lundi 5 au vendredi 9 octobre 2026 ».
func (d *dating) words(m []string) {
	month, year := or2(m[3], m[7]), or2(m[4], m[8])
	d.span(m[1], m[2], month, year, m[5], m[6], m[7], or2(m[8], m[4]))
}

// numbers reads « du 5/10 au 9/10/2026 ».
func (d *dating) numbers(m []string) {
	d.span(m[1], m[2], m[3], or2(m[4], m[8]), m[5], m[6], m[7], m[8])
}

func (d *dating) span(wd1, n1, m1, y1, wd2, n2, m2, y2 string) {
	to, ok := d.day(wd2, n2, m2, y2)
	if !ok {
		return
	}
	if y1 == "" {
		y1 = strconv.Itoa(to.Year())
	}
	from, ok := d.day(wd1, n1, m1, y1)
	switch {
	case !ok:
	case to.Before(from):
		d.bad = CodeDate
	default:
		d.whole(from, to)
	}
}

func or2(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// list reads « jeudi 8 octobre 2026 » and « les 8, 9 et 10 octobre 2026 ».
func (d *dating) list(m []string) {
	month, year := m[len(m)-2], m[len(m)-1]
	all := append([][]string{{"", m[1], m[2]}}, oneDay.FindAllStringSubmatch(m[3], -1)...)
	var days []time.Time
	for _, one := range all {
		t, ok := d.day(one[1], one[2], month, year)
		if !ok {
			return
		}
		days = append(days, t)
	}
	for _, t := range days {
		d.whole(t, t)
	}
}

// number reads « 08/10/2026 », « 8/10/26 », « 08.10.2026 ».
func (d *dating) number(m []string) {
	if t, ok := d.day(m[1], m[2], or2(m[3], m[5]), or2(m[4], m[6])); ok {
		d.whole(t, t)
	}
}

// iso reads « 2026-10-08 » and « 2026-10-08 18:30 ».
func (d *dating) iso(m []string) {
	t, ok := d.day("", m[3], m[2], m[1])
	if !ok {
		return
	}
	if m[4] == "" {
		d.whole(t, t)
		return
	}
	hour, _ := strconv.Atoi(m[4])
	minute, _ := strconv.Atoi(m[5])
	at := wall(t, hour, minute, 0, paris)
	d.dates, d.timed = append(d.dates, announce.Date{Starts: at, Ends: at}), true
}

// hours reads what follows a mention: « de 14 h à 16 h 30 », « à 18h30 ». Hours
// after several days in a row are not those of each day for sure: the days stay
// whole.
func (d *dating) hours(text string) {
	m := hoursShape.FindStringSubmatch(text[d.to:])
	if m == nil || d.timed {
		return
	}
	begin, end := clock{hour: m[2], minute: m[3], word: m[4]}, clock{hour: m[5], minute: m[6], word: m[7]}
	if m[1] != "" { // « de 14 à 16 h »
		if end.told() {
			return
		}
		begin, end = clock{hour: m[1]}, begin
	}
	d.to += len(m[0])
	for i, date := range d.dates {
		if !date.Starts.Equal(date.Ends) {
			continue
		}
		d.dates[i] = atHours(date.Starts, begin, end)
	}
}

// atHours is a date of a day; an end before its beginning is of the next day.
func atHours(day time.Time, begin, end clock) announce.Date {
	starts := begin.of(day)
	if !end.told() {
		return announce.Date{Starts: starts, Ends: starts}
	}
	ends := end.of(day)
	if !ends.After(starts) {
		ends = end.of(day.AddDate(0, 0, 1))
	}
	return announce.Date{Starts: starts, Ends: ends}
}

// clock is an hour as written.
type clock struct{ hour, minute, word string }

func (c clock) told() bool { return c.hour != "" || c.word != "" }

func (c clock) of(day time.Time) time.Time {
	hour, _ := strconv.Atoi(c.hour)
	minute, _ := strconv.Atoi(c.minute)
	if c.word == "midi" {
		hour = 12
	}
	return wall(day, hour, minute, 0, paris)
}
