package sample

import (
	"math/rand/v2"
	"time"

	"relais/bot/relay"
)

// How much is asked by month, weekday and hour, beside an ordinary one.
var (
	byMonth   = [13]float64{0, 1.28, .95, 1.1, .92, .9, 1.05, .7, .38, 1.32, 1.12, 1.08, .82}
	byWeekday = [7]float64{.03, 1.1, 1.25, 1, 1.2, .95, .12} // from Sunday
	byHour    = [24]float64{7: .1, 8: .5, 9: 1.2, 10: 1.6, 11: 1.5, 12: .6, 13: .7, 14: 1.5, 15: 1.4, 16: 1.3, 17: .8, 18: .35, 19: .15, 20: .1, 21: .05}
)

// closedDays are holidays that fall on the same day every year, MMDD.
var closedDays = map[int]bool{101: true, 501: true, 508: true, 714: true, 815: true, 1101: true, 1111: true, 1225: true}

// date is a day with what it is asked about it often.
type date struct {
	day     relay.Day
	noon    time.Time // of Paris
	weekday time.Weekday
	month   int
}

func newDate(d relay.Day) date {
	start := d.Start()
	noon := time.Date(start.Year(), start.Month(), start.Day(), 12, 0, 0, 0, start.Location())
	return date{day: d, noon: noon, weekday: noon.Weekday(), month: int(noon.Month())}
}

// dates are the days from the first of the first month to that of until.
func dates(until time.Time, months int) (all []date) {
	last := relay.DayOf(until.Add(-time.Millisecond))
	first := (last/100*100 + 1).Start().AddDate(0, 1-months, 0)
	for d := relay.DayOf(first); d <= last; d = d.Add(1) {
		all = append(all, newDate(d))
	}
	return all
}

// sism tells whether the mental-health weeks are held: the first half of October.
func (d date) sism() bool { return d.month == 10 && d.day%100 <= 15 }

// weight is how much is asked on the day, beside an ordinary one.
func (d date) weight(r *rand.Rand) float64 {
	w := byMonth[d.month] * byWeekday[d.weekday] * (.88 + .24*r.Float64())
	mmdd := int(d.day) % 10000
	switch {
	case closedDays[mmdd]:
		w *= .06
	case mmdd >= 1224:
		w *= .35
	}
	if d.sism() {
		w *= 1.15
	}
	return w
}

// instant is a moment of the day in Paris, by the habits of a counter, before
// until.
func (d date) instant(r *rand.Rand, until time.Time) time.Time {
	for range 16 {
		hour := pick(r, byHour[:])
		t := d.noon.Add(time.Duration((hour-12)*3600+r.IntN(3600))*time.Second + time.Duration(r.IntN(1000))*time.Millisecond)
		if t.Before(until) {
			return t
		}
	}
	return until.Add(-time.Duration(1+r.IntN(60_000)) * time.Millisecond)
}

// elapsed is the part of the day's questions that come before until.
func (d date) elapsed(until time.Time) (part float64) {
	all := 0.
	for hour, w := range byHour {
		all += w
		if d.noon.Add(time.Duration(hour-11) * time.Hour).Before(until) {
			part += w
		}
	}
	return part / all
}

// pick draws an index by weight.
func pick(r *rand.Rand, weights []float64) int {
	sum := 0.
	for _, w := range weights {
		sum += w
	}
	at := r.Float64() * sum
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// one draws a value of a list that is not empty.
func one[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
