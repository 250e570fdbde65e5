package text

import (
	"fmt"
	"time"
	_ "time/tzdata" // hours are hours of Paris, on any machine
)

// datesShown is how many dates an announcement spells out.
const datesShown = 6

var zone = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err) // tzdata is embedded
	}
	return loc
}()

var weekdays = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

// HourWords writes an hour: « 18 h », « 18 h 30 ».
func HourWords(t time.Time) string {
	t = t.In(zone)
	if t.Minute() == 0 {
		return fmt.Sprintf("%d%sh", t.Hour(), nbsp)
	}
	return fmt.Sprintf("%d%sh%s%02d", t.Hour(), nbsp, nbsp, t.Minute())
}

// DateWords writes a date of an announcement, in Paris: « jeudi 9 octobre,
// 18 h 30 », « du lundi 6 au mercredi 8 octobre ». The year is told when it is
// not that of now.
func DateWords(d AnnounceDate, now time.Time) string {
	starts, ends := d.Starts.In(zone), d.Ends.In(zone)
	if d.Ends.IsZero() || ends.Before(starts) {
		ends = starts
	}
	sameDay := starts.Format(time.DateOnly) == ends.Format(time.DateOnly)
	switch {
	case d.Whole && sameDay:
		return weekdayWords(starts, now)
	case d.Whole:
		return "du " + firstOfTwo(starts, ends) + " au " + weekdayWords(ends, now)
	case starts.Equal(ends):
		return weekdayWords(starts, now) + ", " + HourWords(starts)
	case sameDay:
		return weekdayWords(starts, now) + ", de " + HourWords(starts) + " à " + HourWords(ends)
	}
	return "du " + weekdayWords(starts, now) + ", " + HourWords(starts) + ", au " + weekdayWords(ends, now) + ", " + HourWords(ends)
}

// DatesWords writes several dates, the last ones as a count when there are many.
func DatesWords(dates []AnnounceDate, now time.Time) []string {
	var out []string
	for i, d := range dates {
		if rest := len(dates) - i; i == datesShown && rest > 1 {
			return append(out, announceMoreDates.Say("count", Count(rest, "autre date", "autres dates")))
		}
		out = append(out, DateWords(d, now))
	}
	return out
}

// DayWords writes a day given as YYYYMMDD: « jeudi 9 octobre ».
func DayWords(day int, now time.Time) string {
	return weekdayWords(time.Date(day/10000, time.Month(day/100%100), day%100, 12, 0, 0, 0, zone), now)
}

// weekdayWords is « jeudi 9 octobre », with its year when it is another one.
func weekdayWords(t, now time.Time) string {
	words := dayNumber(t) + nbsp + months[t.Month()-1]
	if t.Year() != now.In(zone).Year() {
		words += nbsp + fmt.Sprint(t.Year())
	}
	return words
}

// dayNumber is « jeudi 9 ».
func dayNumber(t time.Time) string {
	day := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return weekdays[t.Weekday()] + nbsp + day
}

// firstOfTwo is the first day of a range: its month and year are told when the
// last day has others.
func firstOfTwo(first, last time.Time) string {
	switch {
	case first.Year() != last.Year():
		return weekdayWords(first, time.Time{})
	case first.Month() != last.Month():
		return dayNumber(first) + nbsp + months[first.Month()-1]
	}
	return dayNumber(first)
}
