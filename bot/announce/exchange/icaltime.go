package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones are known on any machine
)

var paris = zone("Europe/Paris")

func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // tzdata is embedded
	}
	return loc
}

// moment is a time of iCalendar. Its wall clock is what recurs.
type moment struct {
	time.Time
	whole bool // a day: midnight in Paris
}

var momentShape = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$`)

// momentOf reads « 20261009 », « 20261009T183000 », « 20261009T163000Z ».
// Floating times are times of zone loc.
func momentOf(value string, loc *time.Location) (moment, bool) {
	m := momentShape.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(value)))
	if m == nil {
		return moment{}, false
	}
	var n [7]int
	for i, s := range m[1:7] {
		n[i], _ = strconv.Atoi(s) // digits, or nothing
	}
	whole := m[4] == ""
	switch {
	case whole:
		loc = paris
	case m[7] == "Z":
		loc = time.UTC
	}
	day := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if n[0] < 2000 || n[0] > 2099 || day.Day() != n[2] || int(day.Month()) != n[1] || n[3] > 23 || n[4] > 59 || n[5] > 60 {
		return moment{}, false
	}
	return moment{wall(day, n[3], n[4], n[5], loc), whole}, true
}

// wall is the instant a clock of loc shows an hour of a day: the first one, when
// it shows it twice.
func wall(d time.Time, hour, minute, second int, loc *time.Location) time.Time {
	t := time.Date(d.Year(), d.Month(), d.Day(), hour, minute, second, 0, loc)
	if earlier := t.Add(-time.Hour); earlier.Hour() == t.Hour() {
		return earlier
	}
	return t
}

// windows are the zones of Outlook and Exchange that a feed of here may name.
var windows = map[string]string{
	"romance standard time": "Europe/Paris", "w. europe standard time": "Europe/Berlin",
	"central europe standard time": "Europe/Budapest", "central european standard time": "Europe/Warsaw",
	"gmt standard time": "Europe/London", "greenwich standard time": "Atlantic/Reykjavik", "utc": "UTC",
	"paris": "Europe/Paris", "(utc+01:00) brussels, copenhagen, madrid, paris": "Europe/Paris",
}

// zoneOf finds the zone of a TZID, also behind a prefix as « /example.org/ ».
func zoneOf(tzid string) (*time.Location, bool) {
	tzid = strings.TrimSpace(tzid)
	if tzid == "" {
		return paris, true
	}
	if name, ok := windows[strings.ToLower(tzid)]; ok {
		return zone(name), true
	}
	parts := strings.Split(strings.Trim(tzid, "/"), "/")
	for i := range parts {
		name := strings.Join(parts[i:], "/")
		if name == "" || name == "Local" {
			continue
		}
		if loc, err := time.LoadLocation(name); err == nil {
			return loc, true
		}
	}
	return paris, false
}

var durationShape = regexp.MustCompile(`^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$`)

// durationOf reads « PT1H30M », « P2D ».
func durationOf(value string) (time.Duration, bool) {
	m := durationShape.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(value)))
	if m == nil {
		return 0, false
	}
	var out time.Duration
	for i, unit := range []time.Duration{7 * 24 * time.Hour, 24 * time.Hour, time.Hour, time.Minute, time.Second} {
		n, _ := strconv.Atoi(m[i+1]) // digits, or nothing
		out += time.Duration(n) * unit
	}
	return out, true
}
