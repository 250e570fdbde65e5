package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"relais/bot/announce"
)

// seed adds the fixtures whose names end so.
func seed(f *testing.F, ends ...string) {
	for _, end := range ends {
		files, err := filepath.Glob("testdata/feeds/*" + end)
		if err != nil || len(files) == 0 {
			f.Fatal(files, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(data))
		}
	}
}

// sound holds what was read to what is promised of it, whatever it was read of.
func sound(t *testing.T, r Result, err error) {
	t.Helper()
	if err != nil {
		return
	}
	seen := map[string]bool{}
	for _, it := range r.Items {
		if wrong := announce.Check(it); len(wrong) > 0 && it.State != announce.Cancelled {
			t.Errorf("%v: %+v", wrong, it)
		}
		if it.SourceUID == "" || seen[it.SourceUID] {
			t.Errorf("uid %q", it.SourceUID)
		}
		seen[it.SourceUID] = true
	}
}

func FuzzReadCalendar(f *testing.F) {
	seed(f, ".ics")
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20200101\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ReadCalendar(strings.NewReader(s), Options{Now: now, Organiser: "X"})
		sound(t, r, err)
	})
}

func FuzzReadFeed(f *testing.F) {
	seed(f, ".xml", ".atom")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ReadFeed(strings.NewReader(s), Options{Now: now, Organiser: "X"})
		sound(t, r, err)
	})
}

func FuzzReadTable(f *testing.F) {
	f.Add(spreadsheet)
	f.Add("Titre,Dates\nx,\"8/10/2026\"")
	f.Fuzz(func(t *testing.T, s string) {
		if Form([]byte(s)) == Sheet && strings.HasPrefix(s, "PK") {
			return // workbooks are excelize's
		}
		r, err := ReadSheet(strings.NewReader(s), options)
		sound(t, r, err)
	})
}

func FuzzMentions(f *testing.F) {
	f.Add("jeudi 8 et vendredi 9 octobre 2026 de 14 h à 16 h 30")
	f.Add("du 05/10/2026 au 09/10/2026, 2026-10-08 18:30")
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range mentions(flatten(s), now) {
			if (m.bad == "") != (len(m.dates) > 0) && m.bad == "" || m.to <= m.from {
				t.Errorf("%q: %+v", s, m)
			}
			for _, d := range m.dates {
				if d.Ends.Before(d.Starts) {
					t.Errorf("%q: ends before it starts", s)
				}
			}
		}
	})
}
