package announce

import (
	"context"

	"relais/directory/db"
)

// Stop stops a mailing at once: what waits will not leave, only what is on its
// way arrives. Resume lets it leave. ErrState when it is neither ready nor
// running; db.ErrNotFound. The caller notes who did it.
func (b *Board) Stop(ctx context.Context, mailing int64, actor string) (err error) {
	defer wrap(&err, "Stop(%d)", mailing)
	return b.db.Update(ctx, func(tx *db.Tx) error {
		if err := setMailing(ctx, tx, mailing, "state = 'stopped'", "state IN ('ready', 'running')"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE announce_deliveries SET state = 'stopped', reason = 'stop', lease = 0, proof = '', at = ?2
			WHERE mailing = ?1 AND state = 'waiting'`, mailing, b.now().UnixMilli())
		return err
	})
}

// Resume is the contrary of Stop. What is over since ends Late.
func (b *Board) Resume(ctx context.Context, mailing int64, actor string) (err error) {
	defer wrap(&err, "Resume(%d)", mailing)
	return b.db.Update(ctx, func(tx *db.Tx) error {
		err := setMailing(ctx, tx, mailing, "state = CASE WHEN resolved IS NULL THEN 'ready' ELSE 'running' END", "state = 'stopped'")
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE announce_deliveries SET state = 'waiting', reason = '', at = ?2
			WHERE mailing = ?1 AND state = 'stopped' AND reason = 'stop'`, mailing, b.now().UnixMilli())
		return err
	})
}

// Resend makes failed deliveries wait again; uncertain ones stay. It tells how
// many. ErrState for a mailing that is stopped, or whose time is over.
func (b *Board) Resend(ctx context.Context, mailing int64, actor string) (rows int, err error) {
	defer wrap(&err, "Resend(%d)", mailing)
	now := b.now().UnixMilli()
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		err := setMailing(ctx, tx, mailing, "state = 'running', finished = NULL",
			"state IN ('running', 'done') AND (not_after IS NULL OR not_after > ?2)", now)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE announce_deliveries SET state = 'waiting', reason = '', attempts = 0, not_before = ?2, at = ?2
			WHERE mailing = ?1 AND state = 'failed'`, mailing, now)
		rows = int(n)
		return err
	})
	return rows, err
}

// setMailing changes a mailing that is in a state that allows it: ErrState
// otherwise, db.ErrNotFound for an unknown one.
func setMailing(ctx context.Context, tx *db.Tx, mailing int64, set, allowed string, args ...any) error {
	n, err := tx.Exec(ctx, "UPDATE announce_mailings SET "+set+" WHERE id = ?1 AND "+allowed, append([]any{mailing}, args...)...)
	if err != nil || n > 0 {
		return err
	}
	var state string
	if err := tx.Row(ctx, "SELECT state FROM announce_mailings WHERE id = ?1", []any{mailing}, &state); err != nil {
		return err
	}
	return ErrState
}
