package announce

import (
	"context"
	"errors"
	"time"

	"relais/directory/db"
)

// Subscribe keeps a chat's subscription, new or changed, and makes it active. A
// chat that was not active gets, once, what is still to come of the running
// edition and was sent before (rhythm AtOnce only): rows are added to mailings
// that were resolved, and those that were done run again. ErrInvalid tells what
// is wrong in the choices.
func (b *Board) Subscribe(ctx context.Context, s Subscription) (err error) {
	defer wrap(&err, "Subscribe")
	if err := invalid(checkChoices(s)); err != nil {
		return err
	}
	who, err := b.who(ctx, s.Chat)
	if err != nil {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error { return b.subscribe(ctx, tx, who, s) })
}

func (b *Board) subscribe(ctx context.Context, tx *db.Tx, who string, s Subscription) error {
	was, err := subscriptionOf(ctx, tx, who)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	sealed, err := b.sealChat(s.Chat)
	if err != nil {
		return err
	}
	now := b.now()
	_, err = tx.Exec(ctx, `INSERT INTO announce_subscribers
		(who, sealed, chat, kinds, themes, places, rhythm, quiet_from, quiet_to, muted, state, since, changed)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'active', ?11, ?11)
		ON CONFLICT (who) DO UPDATE SET sealed = excluded.sealed, chat = excluded.chat, kinds = excluded.kinds,
		themes = excluded.themes, places = excluded.places, rhythm = excluded.rhythm, quiet_from = excluded.quiet_from,
		quiet_to = excluded.quiet_to, muted = excluded.muted, changed = excluded.changed, state = 'active',
		since = CASE WHEN announce_subscribers.state = 'active' THEN announce_subscribers.since ELSE excluded.since END`,
		who, sealed, s.ChatKind, spaced(s.Kinds), spaced(s.Themes), spaced(s.Places), s.Rhythm, s.QuietFrom, s.QuietTo,
		toMillis(s.Muted), now.UnixMilli())
	if err != nil || was.Active || s.Rhythm != AtOnce {
		return err
	}
	return catchUp(ctx, tx, who, s, now)
}

// catchUp gives a new subscriber what was sent before of the running edition and
// is still to come. A row of theirs that exists stays as it is: once is enough;
// but what did not leave because they had left waits again.
func catchUp(ctx context.Context, tx *db.Tx, who string, s Subscription, now time.Time) error {
	edition, err := editionOn(ctx, tx, DayOf(now))
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	items, err := itemsWhere(ctx, tx, selectItems, "i.edition = ?1 AND i.state IN ('confirmed', 'changed')", edition.ID)
	for _, it := range items {
		if err == nil && Fits(it, s) && it.Upcoming(now) {
			err = joinMailing(ctx, tx, it.ID, who, now)
		}
	}
	return err
}

// joinMailing adds a subscriber to the first mailing of an item, when its
// recipients were written already and it was not stopped. It holds the mailing
// first: whoever writes its recipients at this moment ends before, or sees the
// new subscriber.
func joinMailing(ctx context.Context, tx *db.Tx, item int64, who string, now time.Time) error {
	const mailing = `item = ?1 AND purpose = 'new' AND resolved IS NOT NULL AND state IN ('running', 'done')
		AND (not_after IS NULL OR not_after > ?2)`
	if _, err := tx.Exec(ctx, "UPDATE announce_mailings SET state = state WHERE item = ?1 AND purpose = 'new'", item); err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `INSERT INTO announce_deliveries
		(mailing, who, state, reason, not_before, lease, proof, attempts, message, at)
		SELECT id, ?3, 'waiting', '', ?2, 0, '', 0, 0, ?2 FROM announce_mailings WHERE `+mailing+`
		ON CONFLICT (mailing, who) DO UPDATE SET state = 'waiting', reason = '', not_before = excluded.not_before, at = excluded.at
		WHERE announce_deliveries.state = 'left'`, item, now.UnixMilli(), who)
	if err != nil || n == 0 {
		return err
	}
	_, err = tx.Exec(ctx, "UPDATE announce_mailings SET state = 'running', finished = NULL WHERE state = 'done' AND "+mailing,
		item, now.UnixMilli())
	return err
}
