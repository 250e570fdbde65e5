package announce

import (
	"time"
	_ "time/tzdata" // days are days of Paris, on any machine
)

var paris = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err) // tzdata is embedded
	}
	return loc
}()

// DayOf is the day it is in Paris at t, YYYYMMDD.
func DayOf(t time.Time) int {
	y, m, d := t.In(paris).Date()
	return y*10000 + int(m)*100 + d
}

// DayStart is the first instant of a day, YYYYMMDD, in Paris.
func DayStart(day int) time.Time { return dayAfter(day, 0) }

// dayAfter is the first instant n days after the beginning of day.
func dayAfter(day, n int) time.Time {
	return time.Date(day/10000, time.Month(day/100%100), day%100+n, 0, 0, 0, 0, paris)
}

// validDay tells whether day exists, from 2000 to 2099.
func validDay(day int) bool { return day > 20000000 && day < 21000000 && DayOf(DayStart(day)) == day }

// FirstDay is the first day of a date, YYYYMMDD.
func (d Date) FirstDay() int { return DayOf(d.Starts) }

// LastDay is the last of them. What ends at midnight ends the day before.
func (d Date) LastDay() int {
	if d.Whole || !d.Ends.After(d.Starts) {
		return DayOf(d.Ends)
	}
	return DayOf(d.Ends.Add(-time.Millisecond))
}

// Over is the instant from which a date is past: its end, or the end of its
// last day when the hour of its end is unknown.
func (d Date) Over() time.Time {
	if d.Whole || !d.Ends.After(d.Starts) {
		return dayAfter(DayOf(d.Ends), 1)
	}
	return d.Ends
}

// shown is how long an item without date nor deadline is still news.
const shown = 30 * 24 * time.Hour

// Upcoming tells whether an item still lies ahead: a date that is not over, or
// without dates a deadline, or without deadline 30 days after its publication.
// What has none of them and is not published yet lies ahead.
func (it Item) Upcoming(now time.Time) bool {
	switch {
	case len(it.Dates) > 0:
		_, ok := it.Next(now)
		return ok
	case it.Deadline != 0:
		return it.Deadline >= DayOf(now)
	}
	return it.Published.IsZero() || now.Before(it.Published.Add(shown))
}

// Next is the first date that is not over.
func (it Item) Next(now time.Time) (Date, bool) {
	for _, d := range it.Dates {
		if now.Before(d.Over()) {
			return d, true
		}
	}
	return Date{}, false
}

// instant is where an item stands in a list: its next date, its deadline, or
// its last date when all are over; the end of times without any.
func (it Item) instant(now time.Time) time.Time {
	next, ok := it.Next(now)
	switch {
	case ok:
		return next.Starts
	case len(it.Dates) > 0:
		return it.Dates[len(it.Dates)-1].Starts
	case it.Deadline != 0:
		return dayAfter(it.Deadline, 1)
	}
	return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
}
