package relay_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// act is one thing that happened, as a slow obvious program remembers it.
type act struct {
	day      relay.Day
	question int // index in questions, -1 for none
	what     string
}

// TestReportRecount plays a random month and counts it again by hand.
func TestReportRecount(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		rnd := rand.New(rand.NewPCG(1, 2))
		themes := []string{"", "dentaire", "addictions", "logement"}
		besoins := []string{"", "", "domiciliation", "arret-tabac"}
		quartiers := []string{"", "sanitas", "fontaines"}
		reasons := relay.Reasons[:3]
		var questions []relay.Question
		var ids []int64
		var acts []act
		ctx := context.Background()
		for i := range 150 {
			c.t = start.Add(time.Duration(i) * 4 * time.Hour)
			q := relay.Question{
				UpdateID: int64(i + 1), OperatorID: int64(rnd.IntN(6)), At: c.t, Quartier: pick(rnd, quartiers),
				Commune: "37261", Results: rnd.IntN(3), Danger: pick(rnd, []string{"", "", "suicide"}),
			}
			if theme := pick(rnd, themes); theme != "" {
				q.Themes = []string{theme, "jeunes"}
			}
			if besoin := pick(rnd, besoins); besoin != "" {
				q.Besoins = []string{"Mots d’une question", besoin, "ecrans"}
			}
			questions, ids = append(questions, q), append(ids, record(t, l, q))
			record(t, l, q)
			on := rnd.IntN(len(ids))
			day := relay.DayOf(c.t)
			switch rnd.IntN(3) {
			case 0:
				kind := pick(rnd, []relay.Intent{relay.Card, relay.Call, relay.Referral})
				if err := l.Intent(ctx, ids[on], q.UpdateID+1000, 1, fmt.Sprintf("service-%d", i), kind); err != nil {
					t.Fatal(err)
				}
				acts = append(acts, act{day, on, string(kind)})
			case 1:
				if err := l.Unmet(ctx, ids[i], q.UpdateID+1000, 1, pick(rnd, reasons)); err != nil {
					t.Fatal(err)
				}
				acts = append(acts, act{day, i, "unmet"})
			}
		}
		from, to := relay.DayOf(start).Add(3), relay.DayOf(start).Add(20)
		got, err := l.Report(ctx, from, to)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range []struct {
			rows []relay.Row
			name func(relay.Row) string
			of   func(relay.Question) string
		}{
			{got.ByTheme, func(r relay.Row) string { return r.Theme }, func(q relay.Question) string {
				return append(q.Themes, relay.OtherTheme)[0]
			}},
			{got.ByBesoin, func(r relay.Row) string { return r.Besoin }, func(q relay.Question) string {
				return append(q.Besoins, "", "")[min(len(q.Besoins), 1)]
			}},
			{got.ByQuartier, func(r relay.Row) string { return r.Quartier }, func(q relay.Question) string {
				if q.Quartier == "" {
					return relay.UnknownPlace
				}
				return q.Quartier
			}},
			{got.ByCommune, func(r relay.Row) string { return r.Commune }, func(q relay.Question) string { return q.Commune }},
		} {
			want := recount(questions, acts, from, to, table.of)
			delete(want, "") // no precise need, no row
			rows := map[string]relay.Row{}
			for _, r := range table.rows {
				name := table.name(r)
				r.Theme, r.Besoin, r.Quartier, r.Commune = "", "", "", ""
				rows[name] = r
			}
			if diff := cmp.Diff(want, rows); diff != "" {
				t.Error(diff)
			}
		}
		total := recount(questions, acts, from, to, func(relay.Question) string { return "" })[""]
		if got.Questions != total.Questions || got.Operators != total.Operators || got.Unmet != total.Unmet ||
			got.Intents["referrals"] != total.Referrals || got.Intents["cards"] != total.Cards {
			t.Errorf("totals %+v, want %+v", got, total)
		}
		protected, err := relay.New(d, key(t, "a secret of tests, long enough"), c.now).Report(ctx, from, to)
		if err != nil {
			t.Fatal(err)
		}
		checkProtected(t, got, protected)
	})
}

// checkProtected rounds the rows of exact down, slowly.
func checkProtected(t *testing.T, exact, got relay.Report) {
	t.Helper()
	down := func(n int) int { return n / relay.DefaultK * relay.DefaultK }
	want := exact
	want.K = relay.DefaultK
	for _, rows := range []*[]relay.Row{&want.ByTheme, &want.ByBesoin, &want.ByQuartier, &want.ByCommune} {
		for i := range *rows {
			r := &(*rows)[i]
			r.Questions, r.Needs, r.Operators, r.Unmet = down(r.Questions), down(r.Needs), down(r.Operators), down(r.Unmet)
			r.Intents, r.Referrals, r.Cards = down(r.Intents), down(r.Referrals), down(r.Cards)
		}
	}
	for _, counts := range []*map[string]int{&want.UnmetByReason, &want.Danger} {
		*counts = maps.Clone(*counts)
		for name, n := range *counts {
			(*counts)[name] = down(n)
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.SortSlices(func(a, b relay.Row) bool {
		return a.Theme+a.Besoin+a.Quartier+a.Commune < b.Theme+b.Besoin+b.Quartier+b.Commune
	})); diff != "" {
		t.Error(diff)
	}
	if len(got.ByTheme) == 0 || cmp.Equal(got.UnmetByReason, exact.UnmetByReason) {
		t.Error("nothing is shown, or nothing hidden: the test proves little")
	}
}

// recount counts rows by walking everything for each of them. No two
// questions of the month are close enough to tell one need.
func recount(questions []relay.Question, acts []act, from, to relay.Day, of func(relay.Question) string) map[string]relay.Row {
	rows := map[string]relay.Row{}
	operators := map[string]map[int64]bool{}
	for _, q := range questions {
		if d := relay.DayOf(q.At); d < from || d > to {
			continue
		}
		r := rows[of(q)]
		r.Questions++
		r.Needs++
		if operators[of(q)] == nil {
			operators[of(q)] = map[int64]bool{}
		}
		operators[of(q)][q.OperatorID] = true
		r.Operators = len(operators[of(q)])
		rows[of(q)] = r
	}
	for _, a := range acts {
		if a.day < from || a.day > to {
			continue
		}
		name := of(questions[a.question])
		r := rows[name]
		switch a.what {
		case "unmet":
			r.Unmet++
		case string(relay.Card):
			r.Cards++
		case string(relay.Referral):
			r.Referrals++
			r.Intents++
		default:
			r.Intents++
		}
		rows[name] = r
	}
	return rows
}

func pick[T any](rnd *rand.Rand, from []T) T { return from[rnd.IntN(len(from))] }

func TestReportJSON(t *testing.T) {
	l, _ := open(t, dbtest.Open(t, t.TempDir()))
	record(t, l, question(1, 7, start))
	r, err := l.Report(context.Background(), 20261101, 20261130)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got["from"] != "2026-11-01" || got["to"] != "2026-11-30" || got["questions"] != 1.0 || got["unmet"] != 0.0 || got["k"] != 1.0 {
		t.Errorf("report %s", b)
	}
	for _, key := range []string{"calls", "shares", "referrals", "cards", "routes", "escorts"} {
		if got["intents"].(map[string]any)[key] != 0.0 {
			t.Errorf("intents.%s = %v, want 0", key, got["intents"].(map[string]any)[key])
		}
	}
	want := map[string]any{"theme": "addictions", "questions": 1.0, "needs": 1.0, "operators": 1.0,
		"intents": 0.0, "referrals": 0.0, "cards": 0.0, "unmet": 0.0}
	if diff := cmp.Diff([]any{want}, got["by_theme"]); diff != "" {
		t.Error(diff)
	}
	delete(want, "theme")
	want["besoin"] = "arret-tabac"
	if diff := cmp.Diff([]any{want}, got["by_besoin"]); diff != "" {
		t.Error(diff)
	}
	delete(want, "besoin")
	want["quartier"] = "sanitas"
	if diff := cmp.Diff([]any{want}, got["by_quartier"]); diff != "" {
		t.Error(diff)
	}

	empty, err := l.Report(context.Background(), 20200101, 20200102)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := json.Marshal(empty.ByTheme); string(b) != "[]" {
		t.Errorf("no row is written %s, want []", b)
	}
}

func TestDay(t *testing.T) {
	for _, c := range []struct {
		at   string
		want relay.Day
	}{
		{"2026-11-22T22:59:59Z", 20261122},
		{"2026-11-22T23:00:00Z", 20261123}, // winter: UTC+1
		{"2026-07-14T22:00:00Z", 20260715}, // summer: UTC+2
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := relay.DayOf(at); got != c.want {
			t.Errorf("DayOf(%s) = %d, want %d", c.at, got, c.want)
		}
	}
	d, err := relay.ParseDay("2026-10-24")
	if err != nil || d != 20261024 || d.String() != "2026-10-24" || d.Add(2) != 20261026 || d.Add(-24) != 20260930 {
		t.Errorf("ParseDay = %d, %v", d, err)
	}
	for _, bad := range []string{"", "24/10/2026", "2026-02-30"} {
		if _, err := relay.ParseDay(bad); err == nil {
			t.Errorf("ParseDay(%q) succeeds", bad)
		}
	}
}

func TestAgeBand(t *testing.T) {
	for age, want := range map[int]string{-1: "", 0: "0-5", 5: "0-5", 6: "6-10", 16: "11-17", 18: "18-25", 26: "26-59", 60: "60+", 121: ""} {
		if got := relay.AgeBand(&age); got != want {
			t.Errorf("AgeBand(%d) = %q, want %q", age, got, want)
		}
	}
	if got := relay.AgeBand(nil); got != "" {
		t.Errorf("AgeBand(nil) = %q", got)
	}
}
