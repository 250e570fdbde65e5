package relay_test

import (
	"slices"
	"testing"
	"time"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// BenchmarkRecord records beside 100,000 questions of 300 operators. The limit
// is 2 ms at the 99th percentile on SQLite.
func BenchmarkRecord(b *testing.B) {
	for name, address := range map[string]func() string{
		"sqlite":   func() string { return b.TempDir() },
		"postgres": func() string { return dbtest.Postgres(b) },
	} {
		b.Run(name, func(b *testing.B) {
			d := dbtest.Open(b, address())
			l, _ := open(b, d)
			crowd(b, d, 100_000)
			var took []time.Duration
			for i := int64(1); b.Loop(); i++ {
				q := question(1_000_000+i, i%300, start.Add(time.Duration(i)*time.Minute))
				began := time.Now()
				record(b, l, q)
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}

// crowd writes n questions of some months, each its need.
func crowd(b *testing.B, d *db.DB, n int) {
	b.Helper()
	l, _ := open(b, d)
	for i := range int64(300) {
		record(b, l, question(i+1, i, start.AddDate(-1, 0, 0)))
	}
	exec(b, d, `INSERT INTO relay_needs (operator, at, day)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
		SELECT q.operator, q.at + CAST(n.i AS BIGINT) * 60000, q.day FROM n JOIN relay_questions q ON q.update_id = n.i % 300 + 1`, n)
	exec(b, d, `INSERT INTO relay_questions (update_id, need, operator, message, channel, at, day, alike, theme, age,
		  quartier, commune, danger, results, took, edited)
		SELECT id + 1000, id, operator, '', 'private', at, day, id, 'addictions', '', 'sanitas', '37261', '', 5, 3, 0
		FROM relay_needs WHERE id > 300`)
	exec(b, d, `INSERT INTO relay_tags (question, kind, rank, value)
		SELECT id, 'theme', 0, theme FROM relay_questions WHERE update_id > 1000`)
}
