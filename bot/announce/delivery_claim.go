package announce

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"relais/directory/db"
)

const (
	// leaseLasts is how long a claimed delivery is its holder's: longer than
	// patience and a call together, so that it ends only with its holder.
	leaseLasts = 90 * time.Second
	// patience is how long a Sender may wait for its turn.
	patience = time.Minute
)

// errHeld is an ErrLater: what became of the delivery is written already.
var errHeld = fmt.Errorf("%w: it must not leave any more", ErrLater)

// claim is the hold of one delivery. Its proof is needed to finish it.
type claim struct {
	board   *Board
	on      func() bool // sending is on
	row     row
	proof   string
	left    bool // Clear let it leave
	settled bool // by Clear: it must not leave
}

// claimDue takes up to n deliveries that are due, oldest first, with a lease.
// Those that may not leave now are ended, or put off, instead; ended and looked
// tell how many ended and how many were looked at. With departed they count as
// sent from now on: nobody will ask again before they leave.
func (b *Board) claimDue(ctx context.Context, n int, departed bool) (claims []*claim, ended, looked int, err error) {
	now := b.now()
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		claims, ended = nil, 0
		due, err := dueRows(ctx, tx, n, now)
		looked = len(due)
		for _, r := range due {
			if err != nil {
				return err
			}
			if r, err = rowOf(ctx, tx, r.mailing, r.who); err != nil {
				return err
			}
			e, ok := r.verdict(now)
			if !ok {
				ended += oneIf(e.state != Waiting)
				err = r.write(ctx, tx, e, now)
				continue
			}
			c := &claim{board: b, row: r, proof: rand.Text()}
			claims, err = append(claims, c), c.take(ctx, tx, departed, now)
		}
		return err
	})
	return claims, ended, looked, err
}

// dueRows names deliveries to look at. Rows another replica is claiming are
// passed over.
func dueRows(ctx context.Context, tx *db.Tx, n int, now time.Time) (due []row, err error) {
	query := `SELECT mailing, who FROM announce_deliveries
		WHERE state = 'waiting' AND not_before <= ?1 AND lease <= ?1 ORDER BY not_before LIMIT ?2`
	if tx.Dialect() == db.Postgres {
		query += " FOR UPDATE SKIP LOCKED"
	}
	err = tx.Rows(ctx, query, []any{now.UnixMilli(), n}, func(scan func(...any) error) error {
		var r row
		err := scan(&r.mailing, &r.who)
		due = append(due, r)
		return err
	})
	return due, err
}

// take writes the lease.
func (c *claim) take(ctx context.Context, tx *db.Tx, departed bool, now time.Time) error {
	state := Waiting
	if departed {
		state = Sending
	}
	c.row.lease = now.Add(leaseLasts).UnixMilli()
	_, err := tx.Exec(ctx, `UPDATE announce_deliveries SET state = ?3, lease = ?4, proof = ?5, at = ?6 WHERE mailing = ?1 AND who = ?2`,
		c.row.mailing, c.row.who, state, c.row.lease, c.proof, now.UnixMilli())
	return err
}

// clear is Delivery.Clear.
func (c *claim) clear(ctx context.Context) (err error) {
	defer wrap(&err, "Clear")
	if c.on != nil && !c.on() {
		return ErrLater
	}
	b, now := c.board, c.board.now()
	held := false
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		held = false
		r, err := rowOf(ctx, tx, c.row.mailing, c.row.who)
		if errors.Is(err, db.ErrNotFound) || err == nil && (r.proof != c.proof || r.lease <= now.UnixMilli()) {
			held = true // stopped, moved, forgotten, or another's by now
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := r.verdict(now)
		if ok && !r.sameItem(c.row) { // the words in hand are not those that stand
			e, ok = end{state: Waiting, notBefore: now}, false
		}
		if !ok {
			held = true
			return r.write(ctx, tx, e, now)
		}
		n, err := tx.Exec(ctx, `UPDATE announce_deliveries SET state = 'sending', lease = ?4, at = ?5
			WHERE mailing = ?1 AND who = ?2 AND proof = ?3 AND EXISTS
			(SELECT 1 FROM announce_mailings m WHERE m.id = announce_deliveries.mailing AND m.state <> 'stopped')`,
			r.mailing, r.who, c.proof, now.Add(leaseLasts).UnixMilli(), now.UnixMilli())
		held = n == 0
		return err
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrLater, err)
	}
	if held {
		c.settled = true
		return errHeld
	}
	c.left = true
	return nil
}

// finish writes how a delivery ended, with its proof: one whose lease ran out is
// uncertain and stays so. ok tells whether it was still held.
func (c *claim) finish(ctx context.Context, e end) (ok bool, err error) {
	now := c.board.now()
	const set = `UPDATE announce_deliveries SET state = ?4, reason = ?5, not_before = ?6, attempts = ?7, message = ?8, at = ?9,
		lease = 0, proof = '' WHERE mailing = ?1 AND proof = ?3 AND `
	args := []any{c.row.mailing, c.row.who, c.proof, e.state, e.reason, toMillis(e.notBefore), e.attempts, e.message, now.UnixMilli()}
	err = c.board.db.Update(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, set+"who = ?2", args...)
		if err == nil && n == 0 { // the chat has another name since: moved, or forgotten
			n, err = tx.Exec(ctx, set+"who <> ?2", args...)
		}
		ok = n > 0
		return err
	})
	return ok, err
}
