package announce_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// BenchmarkPost measures what a delivery costs beside the message itself, of a
// mailing to 100,000: claimed, asked again, finished.
func BenchmarkPost(b *testing.B) {
	run := func(b *testing.B, address string) {
		w := newWorld(b, dbtest.Open(b, address))
		w.crowd(100_000)
		w.join(1, nil)
		ctx := context.Background()
		w.must(w.d.Update(ctx, func(tx *db.Tx) error { // chats that open
			_, err := tx.Exec(ctx, "UPDATE announce_subscribers SET sealed = (SELECT sealed FROM announce_subscribers WHERE sealed <> ?1)", []byte("sealed"))
			return err
		}))
		it := event("Ciné-débat", 20261105)
		it.Reach = announce.Everyone
		w.publish(it)
		var sent atomic.Int64
		p := &announce.Post{Board: w.Board, Enabled: func() bool { return true }, Clears: true}
		p.Send = func(ctx context.Context, d announce.Delivery) (int, string, error) {
			err := d.Clear(ctx)
			sent.Add(1)
			return 1, "", err
		}
		_, _, err := p.Step(ctx)
		w.must(err)
		ctx, stop := context.WithTimeout(ctx, 5*time.Second)
		defer stop()
		b.ResetTimer()
		before := sent.Load()
		w.must(p.Run(ctx))
		b.ReportMetric(float64(sent.Load()-before)/b.Elapsed().Seconds(), "deliveries/s")
	}
	b.Run("sqlite", func(b *testing.B) { run(b, b.TempDir()) })
	b.Run("postgres", func(b *testing.B) { run(b, dbtest.Postgres(b)) })
}
