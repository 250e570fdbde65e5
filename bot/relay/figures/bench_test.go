package figures

import (
	"context"
	"fmt"
	"testing"
	"time"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// million writes a million questions of 300 operators over the twelve months
// of 2025, and 90,000 of January 2026, with an intent to every second one, by
// SQL alone.
func million(b *testing.B, d *db.DB) {
	b.Helper()
	const total = 1_090_000
	// The day of question i: 2025 spread evenly, then January 2026.
	day := func(i string) string {
		month := "(" + i + " % 1000000 * 12 / 1000000 + 1)"
		return "CASE WHEN " + i + " < 1000000 THEN 20250000 + " + month + " * 100 + " + i + " % 28 + 1 ELSE 20260100 + " + i + " % 19 + 1 END"
	}
	at := "1735700000000 + i * 30000"
	numbers := fmt.Sprintf("WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d) ", total-1)
	text := func(prefix, of string) string { return "'" + prefix + "' || CAST(" + of + " AS TEXT)" }
	do(b, d, func(exec func(string, ...any)) {
		exec("INSERT INTO relay_needs (id, operator, at, day) " + override(d) + numbers +
			"SELECT i, " + text("op", "i % 300") + ", " + at + ", " + day("i") + " FROM n")
		exec("INSERT INTO relay_questions (id, update_id, need, operator, message, channel, at, day, alike, theme, besoin, age, " +
			"quartier, commune, danger, results, took, edited, structure, zone_quartier, zone_commune) " + override(d) + numbers +
			"SELECT i, i, i, " + text("op", "i % 300") + ", '', 'private', " + at + ", " + day("i") + ", i, " +
			text("theme-", "i % 7 * (i % 3)") + ", " + text("besoin-", "i % 41") + ", '18-25', 'inconnu', 'inconnu', " +
			"CASE WHEN i % 50 = 0 THEN 'suicide' ELSE '' END, i % 9, 3, 0, " + text("structure-", "i % 9") + ", " +
			text("q", "i % 11 * (i % 4) / 3") + ", '37261' FROM n")
		exec("INSERT INTO relay_tags (question, kind, rank, value) " + numbers +
			"SELECT i, 'service', 0, " + text("s-", "i % 159") + " FROM n")
		exec("INSERT INTO relay_intents (id, update_id, question, need, operator, service, kind, at, day) " + override(d) + numbers +
			"SELECT i, i, i, i, " + text("op", "i % 300") + ", " + text("s-", "i % 159") +
			", CASE WHEN i % 3 = 0 THEN 'referral' ELSE 'call' END, " + at + ", " + day("i") + " FROM n WHERE i % 2 = 0")
		if d.Dialect() == db.Postgres {
			exec("ANALYZE")
		}
	})
}

func BenchmarkSQLite(b *testing.B)   { benchmark(b, b.TempDir()) }
func BenchmarkPostgres(b *testing.B) { benchmark(b, dbtest.Postgres(b)) }

func benchmark(b *testing.B, address string) {
	d := dbtest.Open(b, address)
	million(b, d)
	clock := time.Date(2026, 1, 20, 12, 0, 0, 0, time.UTC)
	f := at(d, 0, &clock)
	start := time.Now()
	tally(b, f)
	b.Logf("first tally, twelve months and a year closed: %v", time.Since(start))
	ctx := context.Background()
	p, running := Period{202501, 202512}, Period{202601, 202601}
	b.Run("TallyRunningMonth", func(b *testing.B) {
		for b.Loop() {
			tally(b, f)
		}
	})
	b.Run("TallyRunningYear", func(b *testing.B) {
		for b.Loop() {
			clock = clock.Add(2 * lull)
			tally(b, f)
		}
	})
	for name, read := range map[string]func(f *Figures) error{
		"Table": func(f *Figures) error {
			_, err := f.Table(ctx, Theme, []Measure{Questions, Needs, Operators, Acts, Unmet}, p, Territory{})
			return err
		},
		"TableServices": func(f *Figures) error {
			_, err := f.Table(ctx, Service, []Measure{Questions, Acts, Referrals, Flags}, p, Territory{})
			return err
		},
		"Summary": func(f *Figures) error { _, err := f.Summary(ctx, p, Territory{}); return err },
		"Heat":    func(f *Figures) error { _, err := f.Heat(ctx, p, Territory{}); return err },
		"HeatNow": func(f *Figures) error { _, err := f.Heat(ctx, running, Territory{}); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := read(f); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"Cold", func(b *testing.B) {
			for b.Loop() {
				if err := read(at(d, 0, &clock)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
