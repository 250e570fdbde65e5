package announce_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
)

// TestOnePersonUnderTwoSecrets: while the secret changes, the approvals somebody
// gives under either pseudonym are one, and they may not approve their own.
func TestOnePersonUnderTwoSecrets(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		first, second := key(t, "a secret of tests, long enough"), key(t, "another secret of tests, longer")
		old, now := first.Pseudonym("operator", 7), second.Pseudonym("operator", 7)
		b := announce.New(w.d, second, func() time.Time { return w.now }, announce.WithPrevious(first))
		urgent := func(author string) int64 {
			it := event("Ciné-débat", 20261009)
			it.Reach, it.Author = announce.Everyone, author
			return w.propose(it)
		}
		id, own := urgent(partner), urgent(old)
		digest := w.pending(id).Digest
		if published, err := w.Approve(ctx, id, digest, old); err != nil || published {
			t.Fatal(published, err)
		}
		w.must(b.Meet(ctx, 7))
		for id, digest := range map[int64]string{id: digest, own: w.pending(own).Digest} {
			if published, err := b.Approve(ctx, id, digest, now); !errors.Is(err, announce.ErrAllowed) || published {
				t.Errorf("approved twice, or their own: %v, %v", published, err)
			}
		}
		// Both names approved before they were known to be one.
		w.exec("INSERT INTO announce_approvals SELECT item, digest, '"+old+"', at FROM announce_approvals WHERE actor = ?1", now)
		w.must(b.Meet(ctx, 7))
		w.must(b.Meet(ctx, 7))
		if n := w.number("SELECT COUNT(*) FROM announce_approvals WHERE item = ?1", id); n != 1 {
			t.Errorf("%d approvals", n)
		}
		if published, err := b.Approve(ctx, id, digest, anne); err != nil || !published {
			t.Errorf("by another: %v, %v", published, err)
		}
		w.must(b.Forget(ctx, 7))
		if err := w.d.View(ctx, func(tx *db.Tx) error {
			var n int
			err := tx.Row(ctx, "SELECT COUNT(*) FROM announce_items WHERE author IN (?1, ?2)", []any{old, now}, &n)
			if n != 0 {
				t.Errorf("%d items of who was forgotten", n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}
