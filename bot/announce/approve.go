package announce

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"relais/directory/db"
)

// Approve approves the record of a digest: ErrState when it changed since it
// was shown or nothing waits any more, ErrAllowed for a second approval by the
// same person or by its author when two are needed. The last approval needed
// publishes: it opens the mailing. published tells whether it did.
func (b *Board) Approve(ctx context.Context, id int64, digest, actor string) (published bool, err error) {
	defer wrap(&err, "Approve(%d)", id)
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		published = false
		p, err := b.held(ctx, tx, id)
		if err != nil {
			return err
		}
		if p.Digest != digest {
			return ErrState
		}
		if err := b.approval(ctx, tx, p, actor); err != nil {
			return err
		}
		if published = p.Approvals+1 >= p.Needed; !published {
			return nil
		}
		return b.publish(ctx, tx, p, actor)
	})
	return published && err == nil, err
}

// held is what waits for an item, which stays so until the transaction ends;
// ErrState when nothing waits.
func (b *Board) held(ctx context.Context, tx *db.Tx, id int64) (Pending, error) {
	if err := hold(ctx, tx, id); err != nil {
		return Pending{}, err
	}
	p, err := b.pending(ctx, tx, id)
	if errors.Is(err, db.ErrNotFound) {
		return Pending{}, ErrState
	}
	return p, err
}

// approval writes down that actor approves.
func (b *Board) approval(ctx context.Context, tx *db.Tx, p Pending, actor string) error {
	if actor == "" || p.Needed > 1 && slices.Contains(p.authors, actor) {
		return ErrAllowed
	}
	n, err := tx.Exec(ctx, `INSERT INTO announce_approvals (item, digest, actor, at) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (item, digest, actor) DO NOTHING`, p.Item.ID, p.proof, actor, b.now().UnixMilli())
	if err == nil && n == 0 {
		return ErrAllowed
	}
	return err
}

// publish makes what waited the item, and opens its mailing.
func (b *Board) publish(ctx context.Context, tx *db.Tx, p Pending, actor string) error {
	it, now := p.Item, b.now()
	it.Updated = now
	if it.Published.IsZero() {
		it.Published = now
	}
	if err := updateItem(ctx, tx, it); err != nil {
		return err
	}
	if it.Source == "" {
		if err := setDigest(ctx, tx, it.ID, contents(it)); err != nil {
			return err
		}
	}
	if err := unwait(ctx, tx, it.ID); err != nil {
		return err
	}
	if p.Before == nil {
		return openMailing(ctx, tx, it, p.Change, 0, actor, now)
	}
	if err := moveEnd(ctx, tx, it, now); err != nil {
		return err
	}
	if p.Before.State == Cancelled {
		if err := reopen(ctx, tx, it.ID, now); err != nil {
			return err
		}
	}
	period, err := beforeDigest(ctx, tx, *p.Before, it, now)
	if err != nil {
		return err
	}
	return openMailing(ctx, tx, it, p.Change, period, actor, now)
}

// openMailing opens the mailing of a version of an item: once, by its name.
// period is what beforeDigest tells of a change, 0 for a new item.
func openMailing(ctx context.Context, tx *db.Tx, it Item, purpose string, period int, actor string, now time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO announce_mailings (name, item, version, purpose, period, state, not_after, author, created)
		VALUES (?1, ?2, ?3, ?4, ?8, 'ready', ?5, ?6, ?7) ON CONFLICT (name) DO NOTHING`,
		mailingName(it.ID, it.Version, purpose, 0), it.ID, it.Version, purpose,
		notAfter(it, now).UnixMilli(), actor, now.UnixMilli(), period)
	return err
}

// moveEnd gives the first mailing of an item that changed the end of its new
// dates: it tells the item as it stands to who was not reached yet, and to who
// subscribes since.
func moveEnd(ctx context.Context, tx *db.Tx, it Item, now time.Time) error {
	if len(it.Dates) == 0 && it.Deadline == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, "UPDATE announce_mailings SET not_after = ?2 WHERE item = ?1 AND purpose = 'new'",
		it.ID, notAfter(it, now).UnixMilli())
	return err
}

// mailingName is the natural key of a mailing: what it sends, why, and for which
// day (YYYYMMDD, or 0). Of a digest item and version are 0.
func mailingName(item int64, version int, purpose string, period int) string {
	return fmt.Sprintf("%d/%d/%s/%d", item, version, purpose, period)
}

// How long what has no date is worth sending.
const (
	alertLasts = 48 * time.Hour
	newsLasts  = 7 * 24 * time.Hour
)

// notAfter is when an item is not worth sending any more: its last date began,
// its deadline passed, or it is no news.
func notAfter(it Item, now time.Time) time.Time {
	switch n := len(it.Dates); {
	case n > 0 && it.Dates[n-1].Whole:
		return it.Dates[n-1].Over()
	case n > 0:
		return it.Dates[n-1].Starts
	case it.Deadline != 0:
		return dayAfter(it.Deadline, 1)
	case it.Kind == Alert:
		return now.Add(alertLasts)
	}
	return now.Add(newsLasts)
}

// Refuse refuses what waits; a published item stays as it was. ErrState when
// nothing waits.
func (b *Board) Refuse(ctx context.Context, id int64, actor string) (err error) {
	defer wrap(&err, "Refuse(%d)", id)
	return b.db.Update(ctx, func(tx *db.Tx) error {
		p, err := b.held(ctx, tx, id)
		if err != nil {
			return err
		}
		if p.Change == changeNew {
			_, err = tx.Exec(ctx, "UPDATE announce_items SET state = 'refused', updated = ?2 WHERE id = ?1", id, b.now().UnixMilli())
		}
		if err != nil {
			return err
		}
		return unwait(ctx, tx, id)
	})
}
