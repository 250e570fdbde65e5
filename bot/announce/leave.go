package announce

import (
	"context"
	"errors"
	"time"

	"relais/directory/db"
)

// Leave unsubscribes a chat; its choices are kept, so that it may be undone by
// Return. db.ErrNotFound when it never subscribed.
func (b *Board) Leave(ctx context.Context, chat int64) (err error) {
	defer wrap(&err, "Leave")
	return b.depart(ctx, chat, unsubscribed)
}

// Lost notes that Telegram cannot reach a chat any more. Of a chat that never
// subscribed nothing is noted.
func (b *Board) Lost(ctx context.Context, chat int64) (err error) {
	defer wrap(&err, "Lost")
	if err = b.depart(ctx, chat, unreachable); errors.Is(err, db.ErrNotFound) {
		return nil
	}
	return err
}

// depart ends an active subscription; one that ended stays as it ended. What
// waits for it is left where it is: whoever sends looks at the subscription.
func (b *Board) depart(ctx context.Context, chat int64, state string) error {
	who, err := b.who(ctx, chat)
	if err != nil {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		if _, err := subscriptionOf(ctx, tx, who); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE announce_subscribers SET state = ?2, changed = ?3 WHERE who = ?1 AND state = 'active'",
			who, state, b.now().UnixMilli())
		return err
	})
}

// Return subscribes a chat again as it was;
// db.ErrNotFound when it never subscribed.
func (b *Board) Return(ctx context.Context, chat int64) (err error) {
	defer wrap(&err, "Return")
	who, err := b.who(ctx, chat)
	if err != nil {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		s, err := subscriptionOf(ctx, tx, who)
		if err != nil {
			return err
		}
		s.Chat = chat
		return b.subscribe(ctx, tx, who, s)
	})
}

// Mute sends nothing for a while; zero ends it. db.ErrNotFound for a chat that
// never subscribed.
func (b *Board) Mute(ctx context.Context, chat int64, until time.Time) (err error) {
	defer wrap(&err, "Mute")
	who, err := b.who(ctx, chat)
	if err != nil {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, "UPDATE announce_subscribers SET muted = ?2 WHERE who = ?1", who, toMillis(until))
		if err == nil && n == 0 {
			return db.ErrNotFound
		}
		return err
	})
}
