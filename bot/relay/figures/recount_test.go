package figures

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// raw is a raw row of any table, joined by hand.
type raw struct {
	kind          string // question, card, call, route, share, referral, escort, unmet, correction, outcome, flag
	id, need, day int
	operator      string
	value         string // reason, what, outcome
	service       string
	tags          [][2]string
	of            *raw // the question of an event
	first         bool // of its need
	at            int64

	theme, besoin, age, structure, channel, danger, commune, quartier string
	results                                                           int
}

// raws reads every row there is.
func raws(t *testing.T, d *db.DB) (all []*raw, since map[string]int64) {
	t.Helper()
	ctx := context.Background()
	questions, intents := map[int]*raw{}, map[int]*raw{}
	since = map[string]int64{}
	err := d.View(ctx, func(tx *db.Tx) error {
		rows := func(query string, each func(scan func(...any) error) error) {
			if err := tx.Rows(ctx, query, nil, each); err != nil {
				t.Fatal(err)
			}
		}
		needs := map[int]bool{}
		rows(`SELECT id, need, day, operator, at, theme, besoin, age, structure, channel, danger, results, zone_commune, zone_quartier
			FROM relay_questions ORDER BY id`, func(scan func(...any) error) error {
			r := &raw{kind: "question"}
			err := scan(&r.id, &r.need, &r.day, &r.operator, &r.at, &r.theme, &r.besoin, &r.age, &r.structure, &r.channel,
				&r.danger, &r.results, &r.commune, &r.quartier)
			r.of, r.first, needs[r.need] = r, !needs[r.need], true
			questions[r.id], all = r, append(all, r)
			return err
		})
		rows("SELECT question, kind, value FROM relay_tags", func(scan func(...any) error) error {
			var q int
			var tag [2]string
			err := scan(&q, &tag[0], &tag[1])
			questions[q].tags = append(questions[q].tags, tag)
			return err
		})
		nobody := &raw{theme: "autre", commune: Unknown, quartier: Unknown}
		event := func(scan func(...any) error, r *raw, more ...any) error {
			var q int
			err := scan(append([]any{&r.id, &q, &r.day, &r.operator}, more...)...)
			if r.of = questions[q]; r.of == nil {
				r.of = nobody
			}
			all = append(all, r)
			return err
		}
		rows("SELECT id, COALESCE(question, 0), day, operator, kind, service FROM relay_intents", func(scan func(...any) error) error {
			r := &raw{}
			err := event(scan, r, &r.kind, &r.service)
			intents[r.id] = r
			return err
		})
		declared := map[int]bool{}
		rows("SELECT id, COALESCE(question, 0), day, operator, reason, need FROM relay_unmet ORDER BY id", func(scan func(...any) error) error {
			r := &raw{kind: "unmet"}
			err := event(scan, r, &r.value, &r.need)
			r.first, declared[r.need] = !declared[r.need], true
			return err
		})
		rows("SELECT id, COALESCE(question, 0), day, operator, what FROM relay_corrections", func(scan func(...any) error) error {
			r := &raw{kind: "correction"}
			return event(scan, r, &r.value)
		})
		rows("SELECT id, COALESCE(question, 0), day, operator, service FROM relay_flags", func(scan func(...any) error) error {
			r := &raw{kind: "flag"}
			return event(scan, r, &r.service)
		})
		rows("SELECT intent, 0, day, operator, outcome FROM relay_outcomes", func(scan func(...any) error) error {
			r := &raw{kind: "outcome"}
			err := event(scan, r, &r.value)
			r.of = intents[r.id].of
			return err
		})
		rows("SELECT operator, since FROM relay_people", func(scan func(...any) error) error {
			var operator string
			var at int64
			err := scan(&operator, &at)
			since[operator] = at
			return err
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, since
}

// is tells whether a row counts as a measure.
func (r *raw) is(m Measure) bool {
	switch m {
	case Questions, Operators, Newcomers, Returning:
		return r.kind == "question"
	case Needs:
		return r.kind == "question" && r.first
	case Candidates:
		return r.kind == "question" && r.results == 0 && r.danger == ""
	case Dangers:
		return r.kind == "question" && r.danger != ""
	case Cards:
		return r.kind == "card"
	case Acts:
		return slices.Contains([]string{"call", "route", "share", "referral"}, r.kind)
	case Referrals:
		return r.kind == "referral"
	case Escorts:
		return r.kind == "escort"
	case Unmet:
		return r.kind == "unmet"
	case Misread:
		return r.kind == "correction"
	case Outcomes:
		return r.kind == "outcome"
	case Flags:
		return r.kind == "flag"
	}
	return false
}

// values are those a row has in a dimension.
func (r *raw) values(by Dimension) (out []string) {
	said := func(s string) []string {
		if s == "" {
			return []string{Unknown}
		}
		return []string{s}
	}
	switch by {
	case Total:
		return []string{""}
	case Theme:
		return said(r.of.theme)
	case Besoin:
		return said(r.of.besoin)
	case Age:
		return said(r.of.age)
	case Structure:
		return said(r.of.structure)
	case Channel:
		return said(r.of.channel)
	case Danger:
		return said(r.of.danger)
	case Quartier:
		return []string{r.of.quartier}
	case Commune:
		return []string{r.of.commune}
	case Reason, What, Outcome:
		return []string{r.value}
	case ThemeReason, ThemeWhat:
		return []string{r.of.theme + "/" + r.value}
	case Act:
		return []string{r.kind}
	case Service:
		if r.kind != "question" {
			return []string{r.service}
		}
	}
	for _, tag := range r.tags {
		if tag[0] == string(by) {
			out = append(out, tag[1])
		}
	}
	return out
}

// recount counts a table the slow way, row by row.
func recount(all []*raw, since map[string]int64, m Measure, by Dimension, p Period, where Territory) map[string]int {
	out := map[string]int{}
	persons := map[[2]string]bool{}
	from, to := p.Days()
	for _, r := range all {
		if !r.is(m) || r.day < int(from) || r.day > int(to) ||
			(where.Commune != "" && where.Commune != r.of.commune) || (where.Quartier != "" && where.Quartier != r.of.quartier) {
			continue
		}
		if m == Unmet && by != Reason && by != ThemeReason && !r.first {
			continue
		}
		for _, value := range r.values(by) {
			if !distinct(m) {
				out[value]++
				continue
			}
			known := false
			for _, other := range all {
				known = known || (other.kind == "question" && other.operator == r.operator && other.day < int(from))
			}
			if at, ok := since[r.operator]; ok && time.UnixMilli(at).Before(from.Start()) {
				known = true
			}
			if (m == Newcomers && known) || (m == Returning && !known) || persons[[2]string{value, r.operator}] {
				continue
			}
			persons[[2]string{value, r.operator}] = true
			out[value]++
		}
	}
	return out
}

var periods = []string{"2025", "2026", "2025-T1", "2025-T2", "2025-T4", "2026-T1", "2025-01", "2025-06", "2025-12", "2026-02", "2026-03"}

var territories = []Territory{{}, {Commune: "37261"}, {Quartier: "sanitas"}, {Commune: "37261", Quartier: Unknown},
	{Commune: "37233"}, {Commune: Unknown}, {Commune: "37000"}}

// TestRecount compares every figure with a slow, obvious count of raw rows.
func TestRecount(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		activity(t, d, 3, 500)
		clock := now
		f := at(d, 1, &clock)
		tally(t, f)
		all, since := raws(t, d)
		compared := 0
		for _, s := range periods {
			p, err := ParsePeriod(s)
			if err != nil {
				t.Fatal(err)
			}
			for _, where := range territories {
				compared += recountTables(t, f, all, since, p, where)
			}
		}
		t.Logf("%d tables agree", compared)
		recountRest(t, f, all, since)
	})
}

func recountTables(t *testing.T, f *Figures, all []*raw, since map[string]int64, p Period, where Territory) (n int) {
	t.Helper()
	ctx := context.Background()
	for _, m := range Measures {
		for _, by := range append([]Dimension{Total, Quartier, Commune}, counted[m]...) {
			if by == Commune && where.Quartier != "" {
				continue // a quarter has no communes
			}
			table, err := f.Table(ctx, by, []Measure{m}, p, where)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for _, row := range table.Rows {
				got[row.ID] = row.Cells[m].N
			}
			want := recount(all, since, m, by, p, where)
			if by == Total {
				got, want = map[string]int{"": table.Total.Cells[m].N}, map[string]int{"": want[""]}
			}
			if by == Quartier && where.Commune == "" { // the rest of a commune stands in its own table only
				delete(want, Unknown)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s by %s, %s, %+v (want -, got +):\n%s", m, by, p, where, diff)
			}
			n++
		}
	}
	return n
}

// recountRest compares Series, Summary and Heat.
func recountRest(t *testing.T, f *Figures, all []*raw, since map[string]int64) {
	t.Helper()
	ctx := context.Background()
	p := Period{202501, 202603}
	for _, m := range []Measure{Questions, Operators, Acts} {
		points, err := f.Series(ctx, m, Theme, "dentaire", p, Territory{Quartier: "sanitas"})
		if err != nil || len(points) != 15 {
			t.Fatal(len(points), err)
		}
		for _, point := range points {
			want := recount(all, since, m, Theme, point.Period, Territory{Quartier: "sanitas"})["dentaire"]
			if point.Cell.N != want {
				t.Errorf("%s in %s: %d, want %d", m, point.Period, point.Cell.N, want)
			}
		}
	}
	quarter := Period{202510, 202512}
	s, err := f.Summary(ctx, quarter, Territory{Commune: "37261"})
	if err != nil || len(s.Figures) != len(Measures) {
		t.Fatal(len(s.Figures), err)
	}
	for m, c := range s.Figures {
		want := recount(all, since, m, Total, quarter, Territory{Commune: "37261"})[""]
		before := recount(all, since, m, Total, quarter.Before(), Territory{Commune: "37261"})[""]
		if c.Now.N != want || c.Before.N != before || c.YearBefore.N != 0 {
			t.Errorf("%s: %+v, want %d and %d", m, c, want, before)
		}
	}
	g, err := f.Heat(ctx, quarter, Territory{})
	if err != nil || len(g.Rows) != 3 || !slices.Contains(g.Columns, "rabaterie") {
		t.Fatal(fmt.Sprint(g), err)
	}
	for i, theme := range g.Rows {
		for j, quartier := range g.Columns {
			want := recount(all, since, Questions, Theme, quarter, Territory{Quartier: quartier})[theme]
			if g.Cells[i][j].N != want {
				t.Errorf("%s in %s: %d, want %d", theme, quartier, g.Cells[i][j].N, want)
			}
		}
	}
}
