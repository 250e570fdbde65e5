package announce

import (
	"context"
	"fmt"
	"time"

	"relais/directory/db"
)

// Board holds the announcements. It is safe for concurrent use.
type Board struct {
	db       *db.DB
	key      db.Key
	now      func() time.Time
	previous *db.Key           // while the secret changes
	communes map[string]string // quarter → INSEE code
}

// Option changes what New makes.
type Option func(*Board)

// WithPrevious lets the secret change: who subscribed or proposed under key
// becomes, the first time they act, the same under the new secret, and what key
// sealed still opens.
func WithPrevious(key db.Key) Option {
	return func(b *Board) { b.previous = &key }
}

// WithCommunes tells the commune (INSEE code) of each quarter (slug), so that
// what happens in a quarter reaches who chose its commune.
func WithCommunes(communes map[string]string) Option {
	return func(b *Board) { b.communes = communes }
}

// New makes a Board. key seals chats and names subscribers; now is the clock.
func New(d *db.DB, key db.Key, now func() time.Time, opts ...Option) *Board {
	b := &Board{db: d, key: key, now: now}
	for _, o := range opts {
		o(b)
	}
	return b
}

// hold keeps an item from changing until the transaction ends; db.ErrNotFound
// for an unknown one. Whoever reads what waits, to write, holds it first.
func hold(ctx context.Context, tx *db.Tx, id int64) error {
	n, err := tx.Exec(ctx, "UPDATE announce_items SET state = state WHERE id = ?1 AND state <> 'removed'", id)
	if err == nil && n == 0 {
		return db.ErrNotFound
	}
	return err
}

func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("announce: %s: %w", fmt.Sprintf(format, args...), *err)
	}
}

// orNull is NULL for zero.
func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// fromMillis is the instant of unix ms; zero for 0.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// toMillis is the contrary of fromMillis.
func toMillis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
