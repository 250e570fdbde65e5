package relay

import (
	"encoding/json"
	"fmt"
	"time"
	_ "time/tzdata" // days are days of Paris, on any machine
)

// Day is a civil day in Europe/Paris, written YYYYMMDD: 20261010. Divided by
// 100 it is a month.
type Day int

var paris = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err) // tzdata is embedded
	}
	return loc
}()

// DayOf is the day it is in Paris at t.
func DayOf(t time.Time) Day {
	y, m, d := t.In(paris).Date()
	return Day(y*10000 + int(m)*100 + d)
}

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	t, err := time.ParseInLocation(time.DateOnly, s, paris)
	if err != nil {
		return 0, fmt.Errorf("day %q: %w, YYYY-MM-DD expected", s, ErrInvalid)
	}
	return DayOf(t), nil
}

// Start is the first instant of the day.
func (d Day) Start() time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, paris)
}

// valid tells whether the day exists.
func (d Day) valid() bool { return d > 20000101 && d < 21000101 && DayOf(d.Start()) == d }

// Add is the day n days later.
func (d Day) Add(n int) Day {
	return DayOf(d.Start().Add(12*time.Hour).AddDate(0, 0, n))
}

// String writes YYYY-MM-DD.
func (d Day) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", int(d)/10000, int(d)/100%100, int(d)%100)
}

// MarshalJSON writes "YYYY-MM-DD".
func (d Day) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads "YYYY-MM-DD".
func (d *Day) UnmarshalJSON(b []byte) (err error) {
	var s string
	if err = json.Unmarshal(b, &s); err == nil {
		*d, err = ParseDay(s)
	}
	return err
}
