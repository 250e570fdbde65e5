package figures

import (
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// all reads every count there is.
func all(t *testing.T, d *db.DB, table string) map[Month]counts {
	t.Helper()
	ctx := context.Background()
	out := map[Month]counts{}
	err := d.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, "SELECT month, measure, dimension, value, commune, quartier, n FROM "+table, nil,
			func(scan func(...any) error) error {
				var k key
				var month, n int
				err := scan(&month, &k.measure, &k.dimension, &k.value, &k.commune, &k.quartier, &n)
				if out[Month(month)] == nil {
					out[Month(month)] = counts{}
				}
				out[Month(month)][k] = n
				return err
			})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestClosedStays: what was closed does not change, whatever becomes of rows.
func TestClosedStays(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		activity(t, d, 5, 200)
		clock := now
		f := at(d, 0, &clock)
		tally(t, f)
		before := all(t, d, "relay_counts")
		do(t, d, func(exec func(string, ...any)) {
			exec("DELETE FROM relay_intents WHERE day < 20260101")
			exec("DELETE FROM relay_needs WHERE day < 20260101")
			exec("DELETE FROM relay_flags WHERE day < 20260101")
		})
		clock = clock.Add(2 * lull)
		tally(t, f)
		after := all(t, d, "relay_counts")
		for c := range before {
			if c < 202600 {
				if diff := cmp.Diff(before[c], after[c]); diff != "" {
					t.Errorf("%s changed:\n%s", c, diff)
				}
			}
		}
		if len(before[202500]) == 0 || len(before[202521]) == 0 {
			t.Error("no persons of the year or its first quarter")
		}
	})
}

// TestTallyAgain: a tally that was cut is made good by the next one.
func TestTallyAgain(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		activity(t, d, 6, 150)
		clock := time.Date(2025, 6, 30, 22, 30, 0, 0, time.UTC) // 1 July in Paris, too early to close June
		f := at(d, 0, &clock)
		tally(t, f)
		closed := func(c Month) (n int) {
			_ = d.View(context.Background(), func(tx *db.Tx) error {
				return tx.Row(context.Background(), "SELECT COALESCE(MAX(closed), 0) FROM relay_months WHERE month = ?1", []any{c}, &n)
			})
			return n
		}
		if closed(202505) != 1 || closed(202506) != 0 || closed(202522) != 0 || closed(202521) != 1 {
			t.Error("closed too much or too little", closed(202505), closed(202506), closed(202522), closed(202521))
		}
		cut, cancel := context.WithCancel(context.Background())
		cancel()
		clock = now
		if err := f.Tally(cut); err == nil {
			t.Error("a tally that was cut is no error")
		}
		tally(t, f)
		got := all(t, d, "relay_counts")
		do(t, d, func(exec func(string, ...any)) {
			exec("DELETE FROM relay_counts")
			exec("DELETE FROM relay_months")
		})
		tally(t, f)
		if diff := cmp.Diff(all(t, d, "relay_counts"), got); diff != "" {
			t.Error(diff)
		}
	})
}

// TestOneReplica: while one tallies, another counts nothing.
func TestOneReplica(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	release, ok, err := d.TryLock(context.Background(), "figures")
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	clock := now
	f := at(d, 0, &clock)
	tally(t, f)
	if n := len(all(t, d, "relay_counts")); n != 0 {
		t.Errorf("%d months counted under another's lock", n)
	}
	release()
}

// TestFold: counts are the same with the rows of an operator and once they are
// erased.
func TestFold(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		activity(t, d, 7, 300)
		clock := now
		f := at(d, 0, &clock)
		tally(t, f)
		before := all(t, d, "relay_counts")
		for _, operator := range []string{"op3", "op4"} {
			err := d.Update(context.Background(), func(tx *db.Tx) error { return Fold(context.Background(), tx, operator) })
			if err != nil {
				t.Fatal(err)
			}
			do(t, d, func(exec func(string, ...any)) {
				for _, table := range []string{"corrections", "unmet", "flags", "outcomes", "intents", "questions", "needs", "people"} {
					exec("DELETE FROM relay_"+table+" WHERE operator = ?1", operator)
				}
			})
		}
		clock = clock.Add(2 * lull)
		tally(t, f)
		if diff := cmp.Diff(before, all(t, d, "relay_counts")); diff != "" {
			t.Error(diff)
		}
		clock = time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
		tally(t, f)
		if left := all(t, d, "relay_erased"); len(left) > 0 {
			t.Errorf("erased counts of %d closed months are still there", len(left))
		}
		if diff := cmp.Diff(before[202602], all(t, d, "relay_counts")[202602]); diff != "" {
			t.Error(diff)
		}
	})
}

// TestRunning: what is shown of a running month moves by k at least.
func TestRunning(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	activity(t, d, 8, 500)
	clock := now
	f := at(d, 0, &clock)
	ctx := context.Background()
	last := map[string]int{}
	for day := 1; day <= 20; day += 2 {
		clock = time.Date(2026, 3, day, 12, 0, 0, 0, time.UTC)
		do(t, d, func(exec func(string, ...any)) { // as if the month had been asked all in one place
			exec("UPDATE relay_questions SET day = ?1, zone_quartier = 'sanitas', zone_commune = '37261' WHERE id % 20 = ?2", 20260300+day, day)
		})
		tally(t, f)
		seen := map[string]int{}
		for _, by := range []Dimension{Theme, Age, Structure, Quartier} {
			table, err := f.Table(ctx, by, []Measure{Questions, Needs}, Period{202603, 202603}, Territory{})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range append(table.Rows, table.Total) {
				for m, c := range row.Cells {
					if !c.Least || c.N%f.k != 0 {
						t.Fatalf("%s of %s: %+v", m, row.ID, c)
					}
					seen[string(by)+row.ID+string(m)] = c.N
				}
			}
		}
		for cell, n := range seen {
			if d := n - last[cell]; d != 0 && max(d, -d) < f.k {
				t.Errorf("%s moved by %d", cell, d)
			}
		}
		maps.Copy(last, seen)
	}
	if len(last) < 8 {
		t.Errorf("only %d figures seen", len(last))
	}
}

// TestStretch: months that are no calendar period are made of what is shown.
func TestStretch(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	activity(t, d, 9, 900)
	clock := now
	f := at(d, 0, &clock)
	tally(t, f)
	ctx := context.Background()
	p := Period{202502, 202603}
	s, err := f.Summary(ctx, p, Territory{})
	if err != nil {
		t.Fatal(err)
	}
	points, err := f.Series(ctx, Questions, Total, "", p, Territory{})
	if err != nil {
		t.Fatal(err)
	}
	sum := Cell{}
	for _, point := range points {
		sum.N, sum.Least = sum.N+point.Cell.N, sum.Least || point.Cell.Least
	}
	if got := s.Figures[Questions].Now; got != sum || got.N == 0 {
		t.Errorf("%+v, want %+v", got, sum)
	}
	themes, err := f.Table(ctx, Theme, []Measure{Questions}, p, Territory{})
	if err != nil || len(themes.Rows) == 0 {
		t.Fatal(err)
	}
	for _, r := range themes.Rows {
		if c := r.Cells[Questions]; !c.Least || c.N%f.k != 0 || c.N == 0 {
			t.Errorf("%s: %+v", r.ID, c)
		}
	}
	if _, err := f.Table(ctx, Danger, []Measure{Cards}, p, Territory{}); !errors.Is(err, ErrDimension) {
		t.Errorf("cards by danger: %v", err)
	}
	if rises, err := f.Rising(ctx, Period{202503, 202503}, Territory{}, 1); err != nil || len(rises) > 1 {
		t.Error(rises, err)
	}
}

func TestWeek(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		activity(t, d, 10, 900)
		clock := now
		w, err := at(d, 1, &clock).Week(context.Background(), 20260309, Territory{Commune: "37261"})
		if err != nil {
			t.Fatal(err)
		}
		rows, since := raws(t, d)
		n := map[Measure]int{}
		for _, r := range rows {
			if r.day >= 20260309 && r.day <= 20260315 && r.of.commune == "37261" {
				for _, m := range []Measure{Questions, Acts, Misread} {
					if r.is(m) {
						n[m]++
					}
				}
			}
		}
		for m, want := range n {
			if got := w.Figures[m]; got.N != want || got.Least { // at k = 1
				t.Errorf("%s: %+v, want %d", m, got, want)
			}
		}
		if len(n) < 3 || len(since) == 0 || len(w.Themes) == 0 {
			t.Error("nothing happened that week")
		}
		if _, err := at(d, 1, &clock).Week(context.Background(), 20260310, Territory{}); !errors.Is(err, ErrPeriod) {
			t.Errorf("a week from a Tuesday: %v", err)
		}
	})
}

func TestGaps(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	activity(t, d, 11, 900)
	clock := now
	f := at(d, 1, &clock)
	tally(t, f)
	lat, lon, far := 47.38, 0.70, 47.30
	places := []directory.Place{
		{Kind: directory.Quartier, ID: "sanitas", INSEE: "37261", Point: directory.Point{Lat: lat, Lon: lon}},
		{Kind: directory.Quartier, ID: "rabaterie", INSEE: "37233", Point: directory.Point{Lat: lat, Lon: lon}},
		{Kind: directory.Commune, ID: "37261", INSEE: "37261"},
	}
	services := []directory.Service{
		{ID: "near", Themes: []string{"dentaire"}, INSEE: "37261", Lat: &lat, Lon: &lon},
		{ID: "far", Themes: []string{"addictions"}, INSEE: "37261", Lat: &far, Lon: &lon},
	}
	gaps, err := f.Gaps(context.Background(), Period{202501, 202512}, Territory{}, places, services, 1000)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Offer{}
	for _, g := range gaps {
		got[g.Territory.Commune+"/"+g.Territory.Quartier+" "+g.Theme] = g
	}
	if _, ok := got["37261/sanitas dentaire"]; ok || len(got) != 3 {
		t.Errorf("gaps %v", got)
	}
	if g := got["37261/sanitas addictions"]; g.NearestM < 8000 || g.InCommune != 1 || g.Asked.N == 0 {
		t.Errorf("%+v", g)
	}
	if g := got["37233/rabaterie dentaire"]; g.NearestM != 0 || g.InCommune != 0 {
		t.Errorf("%+v", g)
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct{ in, before, yearBefore string }{
		{"2026", "2025", "2025"}, {"2026-T1", "2025-T4", "2025-T1"}, {"2026-01", "2025-12", "2025-01"},
		{"2026-03..2026-08", "2025-09..2026-02", "2025-03..2025-08"},
	} {
		p, err := ParsePeriod(c.in)
		if err != nil || p.String() != c.in || p.Before().String() != c.before || p.YearBefore().String() != c.yearBefore {
			t.Errorf("%s: %s, %s, %s, %v", c.in, p, p.Before(), p.YearBefore(), err)
		}
	}
	for _, bad := range []string{"", "26", "2026-13", "2026-00", "2026-T5", "2026-08..2026-03", "2026-1", "1999", "2026-01..2226-01", "2026-T1..2026-T2"} {
		if p, err := ParsePeriod(bad); !errors.Is(err, ErrPeriod) {
			t.Errorf("%q: %v, %v", bad, p, err)
		}
	}
	p, _ := ParsePeriod("2026-T1")
	from, to := p.Days()
	if from != 20260101 || to != relay.Day(20260331) || p.Exact(now) || !p.Before().Exact(now) || len(p.Months()) != 3 {
		t.Error(from, to, p.Exact(now))
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range append(periods, "2026-03..2026-08", "2026-T9") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		if again, err := ParsePeriod(p.String()); err != nil || again != p {
			t.Errorf("%q is %v, written %q, read %v, %v", s, p, p.String(), again, err)
		}
	})
}
