package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory"
)

// readTime, readEvent and reply are the answers of testdata/ical/read.mjs.
type readTime struct {
	Day  bool   `json:"day"`
	Ms   int64  `json:"ms"`
	Wall string `json:"wall"`
}

type readEvent struct {
	UID, Status, Summary, Description, Location, URL, Organiser string
	Sequence                                                    int
	Categories                                                  []string
	Geo                                                         []float64
	Start, End, Stamp                                           *readTime
}

type reply struct {
	Error, Method, Name, Refresh string
	Events                       []readEvent
	Days                         []string
}

// ask runs the npm package, which CI installs before the tests.
func ask(t *testing.T, questions ...any) []reply {
	t.Helper()
	node, err := exec.LookPath("node")
	folder := filepath.Join("testdata", "ical")
	if err == nil {
		_, err = os.Stat(filepath.Join(folder, "node_modules"))
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the reference is not installed: %v", err)
		}
		t.Skipf("the reference is not installed (npm ci in %s): %v", folder, err)
	}
	var in bytes.Buffer
	for _, q := range questions {
		if err := json.NewEncoder(&in).Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(node, "read.mjs")
	cmd.Dir, cmd.Stdin, cmd.Stderr = folder, &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var replies []reply
	for lines := json.NewDecoder(bytes.NewReader(out)); lines.More(); {
		var r reply
		if err := lines.Decode(&r); err != nil {
			t.Fatal(err)
		}
		replies = append(replies, r)
	}
	if len(replies) != len(questions) {
		t.Fatalf("%d replies to %d questions", len(replies), len(questions))
	}
	return replies
}

func written(t *testing.T, o CalendarOptions, items ...announce.Item) string {
	t.Helper()
	var b bytes.Buffer
	if err := Calendar(&b, items, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func paristime(y, m, d, hour, minute int) time.Time {
	return time.Date(y, time.Month(m), d, hour, minute, 0, 0, paris)
}

// programme is items with everything that is hard to write.
func programme() []announce.Item {
	updated := time.Date(2026, 9, 18, 8, 30, 0, 0, time.UTC)
	base := announce.Item{Kind: announce.Event, State: announce.Confirmed, Created: updated, Updated: updated}
	item := func(change func(*announce.Item)) announce.Item {
		it := base
		change(&it)
		return it
	}
	secondTwo := time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC) // 2 h 30 for the second time
	return []announce.Item{
		item(func(it *announce.Item) {
			it.UID, it.Version, it.State = "soir@relais", 3, announce.Changed
			it.Title = "Ciné-débat ; « vivre, \\ parler » : l’échange 🎬 " + strings.Repeat("très ", 12) + "long"
			it.What = "Première ligne, avec virgule;\nSeconde ligne \\n qui n’en est pas une.\r\nTroisième" + strings.Repeat("é", 200)
			it.Venue, it.Address, it.Organiser = "Salle « Ockeghem »", "15, place Châteauneuf, Tours", `Collectif "Debout": l'écoute; ensemble`
			it.URL, it.Contact = "https://exemple.fr/a?b=1,2;c=é", "02 47 00 00 00, accueil@exemple.fr"
			it.Themes = []string{"sante-mentale", "lien-social"}
			it.Dates = []announce.Date{
				{Starts: paristime(2026, 3, 28, 18, 30), Ends: paristime(2026, 3, 28, 20, 0)},
				{Starts: paristime(2026, 3, 29, 18, 30), Ends: paristime(2026, 3, 29, 20, 0)}, // summer time began
				{Starts: paristime(2026, 10, 24, 22, 0), Ends: paristime(2026, 10, 25, 9, 0)}, // through the night it ends
				{Starts: secondTwo, Ends: secondTwo.Add(time.Hour)},                           // within it
				{Starts: paristime(2026, 11, 3, 9, 0), Ends: paristime(2026, 11, 3, 9, 0)},    // end unknown
				{Starts: paristime(2026, 12, 31, 23, 0), Ends: paristime(2027, 1, 1, 1, 0)},   // past midnight
			}
		}),
		item(func(it *announce.Item) {
			it.UID, it.Title, it.Organiser = "expo@relais", "Exposition", "Ville"
			it.Dates = []announce.Date{{Starts: paristime(2026, 10, 24, 0, 0), Ends: paristime(2026, 10, 26, 0, 0), Whole: true}}
		}),
		item(func(it *announce.Item) {
			it.UID, it.Title, it.State, it.Version = "annule@relais", "Sortie", announce.Cancelled, 1
			it.Dates = []announce.Date{{Starts: paristime(2026, 10, 9, 14, 0), Ends: paristime(2026, 10, 9, 16, 0)}}
		}),
		item(func(it *announce.Item) {
			it.UID, it.Title, it.State = "propose@relais", "Idée", announce.Proposed
			it.Dates = []announce.Date{{Starts: paristime(2026, 10, 9, 14, 0), Ends: paristime(2026, 10, 9, 14, 0)}}
		}),
		item(func(it *announce.Item) {
			it.UID, it.Title, it.Kind, it.Deadline = "appel@relais", "Contrat de ville", announce.Call, 20261115
		}),
		item(func(it *announce.Item) { it.UID, it.Title, it.State = "refus@relais", "Refusé", announce.Refused }),
		item(func(it *announce.Item) { it.UID, it.Title, it.Kind = "camp@relais", "Sans date", announce.Campaign }),
	}
}

var full = CalendarOptions{
	Name: "Programme « tout »", Refresh: 90 * time.Minute, Cancelled: "Annulé\u00a0: ", Deadline: "Date limite\u00a0: ",
	Point: func(it announce.Item) (directory.Point, bool) {
		return directory.Point{Lat: 47.3815, Lon: 0.6995}, it.UID == "soir@relais"
	},
}

// TestReference holds what is written to what another program reads of it.
func TestReference(t *testing.T) {
	items := programme()
	got := ask(t, map[string]string{"calendar": written(t, full, items...)})[0]
	if got.Error != "" || got.Method != "PUBLISH" || got.Name != full.Name || got.Refresh != "PT90M" {
		t.Fatalf("%+v", got)
	}
	read := map[string]readEvent{}
	for _, e := range got.Events {
		read[e.UID] = e
	}
	if len(read) != 10 || len(got.Events) != 10 {
		t.Fatalf("%d events, %d UIDs", len(got.Events), len(read))
	}
	for _, it := range items {
		for i, d := range full.dates(it) {
			e, ok := read[eventUID(it.UID, i)]
			if it.State == announce.Refused {
				continue
			}
			if !ok || e.Sequence != it.Version || e.Stamp.Ms != it.Updated.UnixMilli() {
				t.Errorf("%s %d: %v %+v", it.UID, i, ok, e)
				continue
			}
			sameTimes(t, fmt.Sprint(it.UID, " ", i), d, e)
		}
	}
	first := read["soir@relais"]
	want := readEvent{
		UID: "soir@relais", Status: "CONFIRMED", Sequence: 3, Summary: items[0].Title,
		Description: strings.ReplaceAll(items[0].What, "\r\n", "\n"), Location: "Salle « Ockeghem », 15, place Châteauneuf, Tours",
		URL: items[0].URL, Organiser: "Collectif ’Debout’  l’écoute  ensemble", Categories: []string{"Santé mentale", "Lien social"},
		Geo: []float64{47.3815, 0.6995}, Start: first.Start, End: first.End, Stamp: first.Stamp,
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	for uid, want := range map[string][2]string{
		"annule@relais": {"CANCELLED", "Annulé\u00a0: Sortie"}, "propose@relais": {"TENTATIVE", "Idée"},
		"appel@relais": {"CONFIRMED", "Date limite\u00a0: Contrat de ville"}, "expo@relais": {"CONFIRMED", "Exposition"},
	} {
		if e := read[uid]; e.Status != want[0] || e.Summary != want[1] {
			t.Errorf("%s: %+v", uid, e)
		}
	}
}

// sameTimes compares a date with the event another program read.
func sameTimes(t *testing.T, name string, d announce.Date, e readEvent) {
	t.Helper()
	if d.Whole {
		from, after := d.Starts.In(paris).Format("2006-01-02"), d.Ends.In(paris).AddDate(0, 0, 1).Format("2006-01-02")
		if !e.Start.Day || e.Start.Wall != from || e.End == nil || e.End.Wall != after {
			t.Errorf("%s: %+v %+v", name, e.Start, e.End)
		}
		return
	}
	if e.Start.Day || e.Start.Ms != d.Starts.UnixMilli() {
		t.Errorf("%s starts %+v, want %s", name, e.Start, d.Starts)
	}
	if known := d.Ends.After(d.Starts); known != (e.End != nil) || known && e.End.Ms != d.Ends.UnixMilli() {
		t.Errorf("%s ends %+v, want %s", name, e.End, d.Ends)
	}
}

// TestUpdatesInPlace changes and cancels an event: the same UID, a higher
// SEQUENCE, another STATUS.
func TestUpdatesInPlace(t *testing.T) {
	it := announce.Item{UID: "a@relais", State: announce.Confirmed, Title: "Atelier", Updated: now, Dates: []announce.Date{
		{Starts: paristime(2026, 10, 8, 14, 0), Ends: paristime(2026, 10, 8, 16, 0)},
		{Starts: paristime(2026, 10, 9, 14, 0), Ends: paristime(2026, 10, 9, 16, 0)},
	}}
	moved := it
	moved.Version, moved.State, moved.Updated = 1, announce.Changed, now.Add(time.Hour)
	moved.Dates = append([]announce.Date{}, it.Dates...)
	moved.Dates[1] = announce.Date{Starts: paristime(2026, 10, 9, 15, 0), Ends: paristime(2026, 10, 9, 17, 0)}
	off := moved
	off.Version, off.State = 2, announce.Cancelled
	var questions []any
	for _, x := range []announce.Item{it, moved, off} {
		questions = append(questions, map[string]string{"calendar": written(t, CalendarOptions{}, x)})
	}
	replies := ask(t, questions...)
	for i, want := range []struct {
		status string
		second time.Time
	}{{"CONFIRMED", it.Dates[1].Starts}, {"CONFIRMED", moved.Dates[1].Starts}, {"CANCELLED", moved.Dates[1].Starts}} {
		got := replies[i].Events
		if len(got) != 2 || got[0].UID != "a@relais" || got[1].UID != "a-2@relais" {
			t.Fatalf("%d: %+v", i, got)
		}
		for _, e := range got {
			if e.Sequence != i || e.Status != want.status {
				t.Errorf("%d: %+v", i, e)
			}
		}
		if got[1].Start.Ms != want.second.UnixMilli() {
			t.Errorf("%d: starts %+v", i, got[1].Start)
		}
	}
}

// TestSeriesReference expands rules as another program does.
func TestSeriesReference(t *testing.T) {
	random := rand.New(rand.NewPCG(37, 2026))
	var rules, starts []string
	var questions []any
	for range 600 {
		start := time.Date(2026, time.Month(1+random.IntN(12)), 1+random.IntN(28), 18, 30, 0, 0, time.UTC)
		rule := randomRule(random, start)
		rules, starts = append(rules, rule), append(starts, start.Format("2006-01-02T15:04:05"))
		questions = append(questions, map[string]any{"start": starts[len(starts)-1], "rule": rule, "most": 20})
	}
	for i, want := range ask(t, questions...) {
		start, err := time.ParseInLocation("2006-01-02T15:04:05", starts[i], paris)
		if err != nil || want.Error != "" {
			t.Fatal(err, want.Error)
		}
		r, ok := ruleOf(rules[i], paris)
		if !ok {
			t.Errorf("%s is not understood", rules[i])
			continue
		}
		var got []string
		steps := maxSteps
		r.occurrences(start, &steps, func(at time.Time) bool {
			got = append(got, at.Format("2006-01-02T15:04:05"))
			return len(got) < 20
		})
		if diff := cmp.Diff(want.Days, got); diff != "" {
			t.Errorf("%s from %s: %s", rules[i], starts[i], diff)
		}
	}
}

// randomRule is a rule that start itself follows: what happens otherwise is not
// settled.
func randomRule(random *rand.Rand, start time.Time) string {
	names := []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}
	on := names[start.Weekday()]
	other := names[random.IntN(7)]
	nth := (start.Day()-1)/7 + 1
	rule := []string{
		"FREQ=DAILY",
		"FREQ=WEEKLY",
		fmt.Sprintf("FREQ=WEEKLY;BYDAY=%s,%s", on, other),
		"FREQ=MONTHLY",
		fmt.Sprintf("FREQ=MONTHLY;BYDAY=%d%s", nth, on),
		fmt.Sprintf("FREQ=MONTHLY;BYDAY=%s;BYSETPOS=%d", on, nth),
		fmt.Sprintf("FREQ=MONTHLY;BYMONTHDAY=%d,%d", start.Day(), 1+random.IntN(28)),
		"FREQ=YEARLY",
		fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", start.Month(), nth, on),
		fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%d", start.Month(), start.Day()),
	}[random.IntN(10)]
	if random.IntN(2) == 0 {
		rule += fmt.Sprintf(";INTERVAL=%d", 1+random.IntN(3))
	}
	switch random.IntN(3) {
	case 0:
		rule += fmt.Sprintf(";COUNT=%d", 1+random.IntN(30))
	case 1:
		rule += ";UNTIL=" + start.AddDate(0, random.IntN(20), random.IntN(28)).Format("20060102T150405")
	}
	return rule
}
