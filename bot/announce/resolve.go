package announce

import (
	"context"

	"relais/directory/db"
)

// States of a mailing.
const (
	mailingReady   = "ready"
	mailingRunning = "running"
	mailingStopped = "stopped"
	mailingDone    = "done"
)

// Resolve writes the recipients of a mailing: each subscriber once, in one
// transaction. Done before, it changes nothing. It tells how many there are.
// ErrState when the mailing was stopped before.
func (b *Board) Resolve(ctx context.Context, mailing int64) (recipients int, err error) {
	defer wrap(&err, "Resolve(%d)", mailing)
	now := b.now()
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE announce_mailings SET state = 'running', resolved = ?2
			WHERE id = ?1 AND state = 'ready' AND resolved IS NULL`, mailing, now.UnixMilli())
		if err != nil {
			return err
		}
		if n == 0 {
			recipients, err = resolvedBefore(ctx, tx, mailing)
			return err
		}
		to, front, err := recipientsOf(ctx, tx, mailing, now)
		if err != nil || to.where == "" {
			return err
		}
		recipients, err = to.insert(ctx, tx, mailing, front, now)
		return err
	})
	return recipients, err
}

func resolvedBefore(ctx context.Context, tx *db.Tx, mailing int64) (n int, err error) {
	var resolved int
	err = tx.Row(ctx, `SELECT CASE WHEN resolved IS NULL THEN 0 ELSE 1 END FROM announce_mailings WHERE id = ?1`, []any{mailing}, &resolved)
	if err == nil && resolved == 0 {
		err = ErrState
	}
	if err == nil {
		err = tx.Row(ctx, "SELECT COUNT(*) FROM announce_deliveries WHERE mailing = ?1", []any{mailing}, &n)
	}
	return n, err
}

// Preview tells, without writing anything, how many a published or pending item
// would go to: now, and later because of quiet hours. A published item stands
// for its next change.
func (b *Board) Preview(ctx context.Context, it Item) (now, later int, err error) {
	defer wrap(&err, "Preview(%d)", it.ID)
	it = b.placed(it)
	if it.Reach == "" {
		it.Reach = Fitting
	}
	at := b.now()
	err = b.db.View(ctx, func(tx *db.Tx) error {
		to := whoNew(it, at)
		if !it.Published.IsZero() {
			if to, err = whoKnowsOf(ctx, tx, it, it, at); err != nil {
				return err
			}
		}
		now, later, err = to.count(ctx, tx, at)
		return err
	})
	return now, later, err
}
