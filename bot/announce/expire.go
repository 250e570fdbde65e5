package announce

import (
	"context"
	"errors"
	"time"

	"relais/directory/db"
)

// How long what nobody uses is kept.
const (
	draftsKept = 30 * 24 * time.Hour  // since their last change
	leftKept   = 365 * 24 * time.Hour // since the chat left or was lost
)

// Expire forgets drafts nobody touched for 30 days and the subscriptions of
// chats that left a year ago, and tells how many of both. It is to be called
// once a day.
func (b *Board) Expire(ctx context.Context) (drafts, subscriptions int, err error) {
	defer wrap(&err, "Expire")
	now := b.now()
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, "DELETE FROM announce_drafts WHERE updated < ?1", now.Add(-draftsKept).UnixMilli())
		if err != nil {
			return err
		}
		drafts, subscriptions = int(n), 0
		for {
			var who string
			err := tx.Row(ctx, "SELECT who FROM announce_subscribers WHERE state <> 'active' AND changed < ?1 LIMIT 1",
				[]any{now.Add(-leftKept).UnixMilli()}, &who)
			if errors.Is(err, db.ErrNotFound) {
				return nil
			}
			if err == nil {
				err = forget(ctx, tx, who)
			}
			if err != nil {
				return err
			}
			subscriptions++
		}
	})
	return drafts, subscriptions, err
}
