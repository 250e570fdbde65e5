package exchange

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
)

func eventText(lines ...string) string {
	return "BEGIN:VEVENT\nUID:a\nSUMMARY:Atelier\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n"
}

func calendarText(events ...string) string {
	return "BEGIN:VCALENDAR\n" + strings.Join(events, "") + "END:VCALENDAR\n"
}

// TestSeries reads one event and tells its dates.
func TestSeries(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []string
		want   string
	}{
		{"summer time", []string{eventText("DTSTART:20261024T183000", "DTEND:20261024T203000", "RRULE:FREQ=DAILY;COUNT=2")},
			"2026-10-24 18:30 > 20:30|2026-10-25 18:30 > 20:30"},
		{"through the night", []string{eventText("DTSTART:20261024T220000", "DURATION:PT11H")}, "2026-10-24 22:00 > 2026-10-25 08:00"},
		{"days", []string{eventText("DTSTART;VALUE=DATE:20261023", "DURATION:P3D")}, "2026-10-23 > 2026-10-25"},
		{"days without end", []string{eventText("DTSTART;VALUE=DATE:20261023")}, "2026-10-23 > 2026-10-23"},
		{"days that end the same day", []string{eventText("DTSTART;VALUE=DATE:20261023", "DTEND;VALUE=DATE:20261023")}, "2026-10-23 > 2026-10-23"},
		{"other zone", []string{eventText("DTSTART;TZID=America/New_York:20261008T103000")}, "2026-10-08 16:30"},
		{"more dates", []string{eventText("DTSTART:20261008T100000", "RDATE:20261010T110000,20261012T110000")},
			"2026-10-08 10:00|2026-10-10 11:00|2026-10-12 11:00"},
		{"day left out", []string{eventText("DTSTART:20261008T100000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261009")},
			"2026-10-08 10:00|2026-10-10 10:00"},
		{"instant left out", []string{eventText("DTSTART:20261008T100000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261009T080000Z")},
			"2026-10-08 10:00|2026-10-10 10:00"},
		{"until a day", []string{eventText("DTSTART:20261008T100000", "RRULE:FREQ=DAILY;UNTIL=20261009")}, "2026-10-08 10:00|2026-10-09 10:00"},
		{"changed before its series", []string{
			eventText("RECURRENCE-ID:20261009T100000", "DTSTART:20261009T150000"),
			eventText("DTSTART:20261008T100000", "RRULE:FREQ=DAILY;COUNT=2")}, "2026-10-08 10:00|2026-10-09 15:00"},
		{"changed by day", []string{eventText("DTSTART:20261008T100000", "RRULE:FREQ=DAILY;COUNT=2"),
			eventText("RECURRENCE-ID;VALUE=DATE:20261009", "DTSTART:20261009T150000")}, "2026-10-08 10:00|2026-10-09 15:00"},
		{"change alone", []string{eventText("RECURRENCE-ID:20261009T100000", "DTSTART:20261009T150000")}, "2026-10-09 15:00"},
		{"all off", []string{eventText("DTSTART:20261008T100000"),
			eventText("RECURRENCE-ID:20261008T100000", "DTSTART:20261008T100000", "STATUS:CANCELLED")}, "cancelled 2026-10-08 10:00"},
		{"twice", []string{eventText("DTSTART:20261008T100000", "SEQUENCE:2", "DTEND:20261008T110000"),
			eventText("DTSTART:20261008T100000", "SEQUENCE:1")}, "2026-10-08 10:00 > 11:00"},
		{"impossible day", []string{eventText("DTSTART:20261031T100000", "RRULE:FREQ=MONTHLY;COUNT=3")},
			"2026-10-31 10:00|2026-12-31 10:00|2027-01-31 10:00"},
		{"small letters and params", []string{"begin:vevent\nuid:a\nsummary;language=fr:Atelier\ndtstart;tzid=\"Europe/Paris\":20261008T100000\nend:vevent\n"},
			"2026-10-08 10:00"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			text := strings.ReplaceAll(calendarText(c.events...), "\n", end)
			r, err := ReadCalendar(strings.NewReader(text), Options{Now: now, Organiser: "Ville"})
			if err != nil || len(r.Items) != 1 {
				t.Errorf("%s: %v %+v", c.name, err, r)
				continue
			}
			got := strings.Join(datesText(r.Items[0].Dates), "|")
			if r.Items[0].State == announce.Cancelled {
				got = "cancelled " + got
			}
			if got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
			}
		}
	}
}

// TestSeasons reads series that never end: the same dates whenever it is in the
// season, and another announcement in the next.
func TestSeasons(t *testing.T) {
	weekly := calendarText(eventText("DTSTART:20230902T100000", "RRULE:FREQ=WEEKLY"))
	daily := calendarText(eventText("DTSTART:20230902T100000", "RRULE:FREQ=DAILY"))
	long := calendarText(eventText("DTSTART:20260907T100000", "RRULE:FREQ=WEEKLY;COUNT=60"))
	over := calendarText(eventText("DTSTART:20200907T100000", "RRULE:FREQ=WEEKLY;COUNT=100"))
	for _, c := range []struct {
		text, at, want string
	}{
		{weekly, "2026-09-20", "a/2026 53 2026-08-01 2027-07-31"},
		{weekly, "2027-03-20", "a/2026 53 2026-08-01 2027-07-31"},
		{weekly, "2027-08-01", "a/2027 52 2027-08-07 2028-07-29"},
		{daily, "2026-09-20", "a/2026-09 30 2026-09-01 2026-09-30"},
		{daily, "2026-10-01", "a/2026-10 31 2026-10-01 2026-10-31"},
		{long, "2026-09-20", "a 60 2026-09-07 2027-10-25"},
		{over, "2026-09-20", "a/2022 1 2022-08-01 2022-08-01"},
	} {
		at, err := time.ParseInLocation("2006-01-02", c.at, paris)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ReadCalendar(strings.NewReader(c.text), Options{Now: at, Organiser: "Ville"})
		if err != nil || len(r.Items) != 1 {
			t.Fatalf("%v %+v", err, r)
		}
		it := r.Items[0]
		n := len(it.Dates)
		got := fmt.Sprint(it.SourceUID, " ", n, " ", it.Dates[0].Starts.Format("2006-01-02"), " ", it.Dates[n-1].Starts.Format("2006-01-02"))
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.at, got, c.want)
		}
	}
}

// TestPatience reads, in little time, a calendar and a text made to take long.
func TestPatience(t *testing.T) {
	began := time.Now()
	var events []string
	for i := range 3000 {
		events = append(events, eventText(fmt.Sprintf("DTSTART:2000%02d01T%02d%02d00", i%12+1, i%24, i%60), "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
	}
	r, err := ReadCalendar(strings.NewReader(calendarText(events...)), Options{Now: now, Organiser: "Ville"})
	if err != nil || len(r.Items) != 1 {
		t.Errorf("%v", err)
	}
	plainDates("", strings.Repeat("le 8 octobre 2026 ", 200000), now)
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}
