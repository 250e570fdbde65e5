package exchange

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory/starter"
)

var update = flag.Bool("update", false, "rewrite testdata/golden")

// now is the day every fixture is read.
var now = time.Date(2026, time.September, 20, 10, 0, 0, 0, paris)

var options = Options{Now: now, Places: starter.Places()}

// TestFixtures holds what is read of agendas of every usual program to what
// testdata/golden says.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/feeds/*")
	if err != nil || len(files) != 6 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			in, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			r, err := Read(in, options)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Base(file)+".json", shown(r))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// shown is a result as people compare it: only what is there.
func shown(r Result) string {
	type record map[string]any
	list := []record{}
	for _, it := range r.Items {
		out := record{}
		for name, v := range map[string]string{"uid": it.SourceUID, "kind": it.Kind, "state": it.State, "title": it.Title,
			"what": it.What, "venue": it.Venue, "address": it.Address, "quartier": it.Quartier, "commune": it.Commune,
			"organiser": it.Organiser, "url": it.URL, "image": r.Images[it.SourceUID], "audience": it.Audience,
			"booking": it.Booking, "contact": it.Contact, "themes": strings.Join(it.Themes, " "),
			"access": strings.Join(it.Access, " "), "partners": strings.Join(it.Partners, ", ")} {
			if v != "" {
				out[name] = v
			}
		}
		if it.Free != nil {
			out["free"] = *it.Free
		}
		if it.Deadline != 0 {
			out["deadline"] = it.Deadline
		}
		if dates := datesText(it.Dates); len(dates) > 0 {
			out["dates"] = dates
		}
		list = append(list, out)
	}
	problems := []string{}
	for _, p := range r.Problems {
		said := fmt.Sprintf("%d: %s %q", p.Line, p.Code, p.Args)
		if p.Lost {
			said += " lost"
		}
		problems = append(problems, said)
	}
	broken := []string{}
	for _, it := range r.Broken {
		broken = append(broken, it.SourceUID)
	}
	var text strings.Builder
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	err := out.Encode(map[string]any{"name": r.Name, "items": list, "problems": problems, "broken": broken, "partial": r.Partial})
	if err != nil {
		panic(err)
	}
	return text.String()
}

// datesText writes dates as « 2026-10-08 18:30 > 20:30 » or whole days.
func datesText(dates []announce.Date) (out []string) {
	for _, d := range dates {
		from, to := d.Starts.In(paris), d.Ends.In(paris)
		switch {
		case d.Whole:
			out = append(out, from.Format("2006-01-02")+" > "+to.Format("2006-01-02"))
		case from.Equal(to):
			out = append(out, from.Format("2006-01-02 15:04"))
		case d.FirstDay() == d.LastDay():
			out = append(out, from.Format("2006-01-02 15:04 > ")+to.Format("15:04"))
		default:
			out = append(out, from.Format("2006-01-02 15:04 > ")+to.Format("2006-01-02 15:04"))
		}
	}
	return out
}
