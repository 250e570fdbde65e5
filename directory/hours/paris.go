package hours

import (
	"time"
	_ "time/tzdata" // the program must know Paris on a machine without zone files
)

// Paris is the zone of every rule in this package.
var Paris = mustLoad("Europe/Paris")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // the zone data is embedded
	}
	return loc
}

// IsPublicHoliday tells whether the Paris day of t is one of the eleven public
// holidays of metropolitan France. Those of Alsace-Moselle are not.
func IsPublicHoliday(t time.Time) bool {
	y, m, d := t.In(Paris).Date()
	return isPublicHoliday(y, m, d)
}

func isPublicHoliday(year int, month time.Month, day int) bool {
	switch monthDay(int(month), day) {
	case monthDay(1, 1), monthDay(5, 1), monthDay(5, 8), monthDay(7, 14),
		monthDay(8, 15), monthDay(11, 1), monthDay(11, 11), monthDay(12, 25):
		return true
	}
	if month < time.March || month > time.June {
		return false
	}
	em, ed := easter(year)
	since := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).
		Sub(time.Date(year, em, ed, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)
	return since == 1 || since == 39 || since == 50 // Easter Monday, Ascension, Whit Monday
}

// easter returns Easter Sunday of a Gregorian year (Meeus, Jones and Butcher).
func easter(year int) (time.Month, int) {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Month(n / 31), n%31 + 1
}
