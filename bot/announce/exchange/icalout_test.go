package exchange

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
)

// TestLines holds what is written to the shape of iCalendar: lines of 75 bytes
// at most that end in CRLF, and are cut between characters.
func TestLines(t *testing.T) {
	text := written(t, full, programme()...)
	if text != written(t, full, programme()...) {
		t.Error("the same items give other bytes")
	}
	lines := strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
	for _, line := range lines {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || strings.ToValidUTF8(line, "?") != line {
			t.Errorf("%d bytes: %q", len(line), line)
		}
	}
	if lines[0] != "BEGIN:VCALENDAR" || lines[len(lines)-1] != "END:VCALENDAR" {
		t.Errorf("%s … %s", lines[0], lines[len(lines)-1])
	}
	for _, want := range []string{"VERSION:2.0", "METHOD:PUBLISH", "X-WR-CALNAME:Programme « tout »",
		"REFRESH-INTERVAL;VALUE=DURATION:PT90M", "TZID:Europe/Paris", "DTSTART;TZID=Europe/Paris:20260329T183000",
		"DTSTART:20261025T013000Z", "DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261027", "STATUS:CANCELLED",
		"SEQUENCE:3", "LAST-MODIFIED:20260918T083000Z", "GEO:47.3815;0.6995", "CATEGORIES:Lien social"} {
		if !strings.Contains(text, "\r\n"+want+"\r\n") {
			t.Errorf("no line %s", want)
		}
	}
	for _, not := range []string{"Refusé", "Sans date"} {
		if strings.Contains(text, not) {
			t.Errorf("%s is written", not)
		}
	}
}

// TestRoundTrip reads back what was written.
func TestRoundTrip(t *testing.T) {
	items := programme()[:4]
	for i, it := range items {
		for rank, d := range it.Dates {
			one := it
			one.Dates = []announce.Date{d}
			r, err := ReadCalendar(strings.NewReader(written(t, CalendarOptions{}, one)), Options{Now: now, Organiser: "X"})
			if err != nil || len(r.Items) != 1 || len(r.Problems) != 0 {
				t.Fatalf("%d %d: %v %+v", i, rank, err, r)
			}
			got := r.Items[0]
			if got.Title != clip(it.Title, announce.MaxTitle) || got.SourceUID != it.UID || !got.Updated.Equal(it.Updated) {
				t.Errorf("%d: %+v", i, got)
			}
			same := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
			if diff := cmp.Diff([]announce.Date{d}, got.Dates, same); diff != "" {
				t.Errorf("%d %d: %s", i, rank, diff)
			}
		}
	}
}

// TestHostile writes what no calendar should hold.
func TestHostile(t *testing.T) {
	it := announce.Item{UID: "a@relais", State: announce.Confirmed, Title: "a\r\nEND:VEVENT\x00\xff", Organiser: "x\"\r\nY:Z",
		URL: "javascript:alert(1)", What: "b\rc", Updated: now,
		Dates: []announce.Date{{Starts: now, Ends: now}}}
	text := written(t, CalendarOptions{}, it)
	if strings.Count(text, "\r\nEND:VEVENT\r\n") != 1 || strings.Contains(text, "\r\nY:Z") || strings.Contains(text, "javascript") {
		t.Error(text)
	}
}
