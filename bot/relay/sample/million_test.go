package sample_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// millionVar asks for the benchmarks that make a million questions up: the
// everyday run is too short for them.
const millionVar = "RELAIS_BENCH_MILLION"

// end is the last evening of the year the million questions are asked in.
var end = time.Date(2026, 12, 31, 22, 0, 0, 0, time.UTC)

// million is a database with a million questions asked in a year by 2,000
// operators.
func million(b *testing.B, address string) (*db.DB, time.Duration) {
	b.Helper()
	d := dbtest.Open(b, address)
	o := options(b)
	o.Until, o.Months, o.Operators, o.Questions = end, 12, 2000, 1_000_000
	start := time.Now()
	fill(b, d, o)
	return d, time.Since(start)
}

// engines runs f on SQLite, and on PostgreSQL when there is one.
func engines(b *testing.B, f func(b *testing.B, address string)) {
	if os.Getenv(millionVar) == "" {
		b.Skipf("%s is not set", millionVar)
	}
	b.Run("sqlite", func(b *testing.B) { f(b, b.TempDir()) })
	b.Run("postgres", func(b *testing.B) { f(b, dbtest.Postgres(b)) })
}

// BenchmarkMillion makes a million questions up, then measures on the same
// database what is promised of it: recording, counting, reading.
func BenchmarkMillion(b *testing.B) {
	engines(b, func(b *testing.B, address string) {
		d, took := million(b, address)
		b.Run("Fill", func(b *testing.B) {
			b.ReportMetric(took.Seconds(), "s")
			b.ReportMetric(float64(number(b, d, "SELECT COUNT(*) FROM relay_questions")), "questions")
			b.ReportMetric(0, "ns/op")
		})
		b.Run("Record", func(b *testing.B) { record(b, d) })
		b.Run("Figures", func(b *testing.B) { read(b, d) })
	})
}

// record measures Record, one question after the other.
func record(b *testing.B, d *db.DB) {
	key, err := db.NewKey("a secret for tests only")
	if err != nil {
		b.Fatal(err)
	}
	l := relay.New(d, key, func() time.Time { return end })
	update := int64(number(b, d, "SELECT MAX(update_id) FROM relay_questions"))
	update = max(update, 0)
	age := 16
	var took []time.Duration
	for b.Loop() {
		update++
		q := relay.Question{UpdateID: update, OperatorID: -1 - update%2000, ChatID: 5, MessageID: int(update), Channel: "private",
			At: end.Add(time.Duration(update) * time.Second), Themes: []string{"addictions"}, Audiences: []string{"adolescents"},
			Age: &age, Quartier: "sanitas", Commune: "37261", Needs: []string{"gratuit"}, Results: 4,
			First: []string{"mda-tours", "csapa-port-bretagne", "csapa-la-rotonde"}, Took: 20 * time.Millisecond}
		start := time.Now()
		if _, _, err := l.Record(context.Background(), q); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	report(b, took)
}

// report tells the median and the 99th percentile, in milliseconds.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	at := func(part float64) float64 {
		return float64(took[int(part*float64(len(took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(.5), "p50-ms")
	b.ReportMetric(at(.99), "p99-ms")
}

// read measures Tally over the twelve months, then what a page asks for.
func read(b *testing.B, d *db.DB) {
	ctx := context.Background()
	f := figures.New(d, 0, func() time.Time { return end })
	start := time.Now()
	if err := f.Tally(ctx); err != nil {
		b.Fatal(err)
	}
	first := time.Since(start)
	year := figures.Period{From: 202601, To: 202612}
	month := figures.Period{From: 202610, To: 202610}
	var everywhere figures.Territory
	b.Run("TallyFirst", func(b *testing.B) {
		b.ReportMetric(first.Seconds(), "s")
		b.ReportMetric(0, "ns/op")
	})
	for _, c := range []struct {
		name string
		f    func() error
	}{
		{"TallyAgain", func() error { return f.Tally(ctx) }},
		{"SummaryMonth", func() error { _, err := f.Summary(ctx, month, everywhere); return err }},
		{"SummaryYear", func() error { _, err := f.Summary(ctx, year, everywhere); return err }},
		{"TableThemesYear", func() error {
			_, err := f.Table(ctx, figures.Theme, []figures.Measure{figures.Questions, figures.Needs, figures.Acts, figures.Unmet}, year, everywhere)
			return err
		}},
		{"TableServicesMonth", func() error {
			_, err := f.Table(ctx, figures.Service, []figures.Measure{figures.Cards, figures.Acts}, month, everywhere)
			return err
		}},
		{"HeatYear", func() error { _, err := f.Heat(ctx, year, everywhere); return err }},
		{"HeatMonth", func() error { _, err := f.Heat(ctx, month, everywhere); return err }},
		{"SeriesYear", func() error {
			_, err := f.Series(ctx, figures.Questions, figures.Total, "", year, everywhere)
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) { each(b, c.f) })
	}
}

// each measures f as often as the benchmark asks.
func each(b *testing.B, f func() error) {
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	report(b, took)
}
