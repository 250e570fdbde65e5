package announce

import (
	"context"
	"testing"
	"time"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// TestChatIsFound: the chat to write to is found under either secret, and under
// the new one alone once the chat acted.
func TestChatIsFound(t *testing.T) {
	ctx := context.Background()
	first, err := db.NewKey("a secret of tests, long enough")
	if err != nil {
		t.Fatal(err)
	}
	second, err := db.NewKey("another secret of tests, longer")
	if err != nil {
		t.Fatal(err)
	}
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		before, both, after := New(d, first, time.Now), New(d, second, time.Now, WithPrevious(first)), New(d, second, time.Now)
		if err := before.Subscribe(ctx, Default(-1001, "group")); err != nil {
			t.Fatal(err)
		}
		found := func(b *Board) int64 {
			t.Helper()
			var sealed []byte
			err := d.View(ctx, func(tx *db.Tx) error {
				return tx.Row(ctx, "SELECT sealed FROM announce_subscribers", nil, &sealed)
			})
			if err != nil {
				t.Fatal(err)
			}
			chat, _ := b.openChat(sealed)
			return chat
		}
		if found(before) != -1001 || found(both) != -1001 || found(after) != 0 {
			t.Error("the chat is not found under both secrets")
		}
		if err := both.Mute(ctx, -1001, time.Time{}); err != nil {
			t.Fatal(err)
		}
		if found(after) != -1001 {
			t.Error("the chat is not found under the new secret")
		}
	})
}
