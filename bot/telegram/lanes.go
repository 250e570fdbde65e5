package telegram

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"relais/directory/db"
)

// A lane is worked on by whoever holds its row in inbox_lanes, until it is
// released or expires; an outcome is only written under that proof. An idle
// lane has no row.

// letter is an update handed out to be handled.
type letter struct {
	id       int64
	lane     string
	kind     string
	sealed   []byte
	attempts int
	begun    int
	received time.Time
}

// outcome is what becomes of a letter. Class is that of its last error.
type outcome struct {
	state string // done, dead, or waiting for a retry
	class string
	tries int           // attempts so far
	delay time.Duration // of the retry
	keep  bool          // leave the row as it is: we are stopping
}

// errLeaseLost: the lane went to another replica while we worked. What we did
// may be done again there.
var errLeaseLost = fmt.Errorf("%w: lease lost", errStore)

// claim takes up to n lanes that have something to do and are nobody's, except
// those in busy, and hands out the first letter of each.
func (b *inbox) claim(ctx context.Context, n int, busy map[string]bool) (out []*letter, err error) {
	lanes, err := b.due(ctx, n+len(busy))
	if err != nil {
		return nil, fmt.Errorf("%w: due: %w", errStore, err)
	}
	lanes = slices.DeleteFunc(lanes, func(l string) bool { return busy[l] })
	lanes = lanes[:min(n, len(lanes))]
	if len(lanes) == 0 {
		return nil, nil
	}
	slices.Sort(lanes) // two replicas lock rows in the same order
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		out = out[:0]
		for _, lane := range lanes {
			l, err := b.take(ctx, tx, lane)
			if err != nil {
				return err
			}
			if l != nil {
				out = append(out, l)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w: claim: %w", errStore, err)
	}
	return out, nil
}

// due lists lanes whose first waiting letter may be handled now, oldest first.
func (b *inbox) due(ctx context.Context, n int) (lanes []string, err error) {
	err = b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, `
			SELECT i.lane FROM inbox i
			JOIN (SELECT MIN(update_id) AS id FROM inbox WHERE state = 'waiting' GROUP BY lane) h ON h.id = i.update_id
			WHERE i.not_before <= ?1
			  AND NOT EXISTS (SELECT 1 FROM inbox_lanes l WHERE l.lane = i.lane AND l.expires > ?1)
			ORDER BY i.update_id LIMIT ?2`, []any{b.now().UnixMilli(), n},
			func(scan func(...any) error) error {
				var lane string
				if err := scan(&lane); err != nil {
					return err
				}
				lanes = append(lanes, lane)
				return nil
			})
	})
	return lanes, err
}

// take leases a lane and hands out its first letter; nil when another replica
// was faster or nothing is due any more.
func (b *inbox) take(ctx context.Context, tx *db.Tx, lane string) (*letter, error) {
	now := b.now()
	n, err := tx.Exec(ctx, `
		INSERT INTO inbox_lanes (lane, owner, expires) VALUES (?1, ?2, ?3)
		ON CONFLICT (lane) DO UPDATE SET owner = excluded.owner, expires = excluded.expires
		WHERE inbox_lanes.expires <= ?4`,
		lane, b.owner, now.Add(b.lease).UnixMilli(), now.UnixMilli())
	if err != nil || n == 0 {
		return nil, err
	}
	return b.next(ctx, tx, lane)
}

// next hands out the first letter of a lane we hold, or releases the lane when
// nothing is due.
func (b *inbox) next(ctx context.Context, tx *db.Tx, lane string) (*letter, error) {
	l, received, notBefore := letter{lane: lane}, int64(0), int64(0)
	err := tx.Row(ctx, `
		SELECT update_id, kind, payload, attempts, begun, received, not_before FROM inbox
		WHERE state = 'waiting' AND lane = ?1 ORDER BY update_id LIMIT 1`, []any{lane},
		&l.id, &l.kind, &l.sealed, &l.attempts, &l.begun, &received, &notBefore)
	if errors.Is(err, db.ErrNotFound) || err == nil && notBefore > b.now().UnixMilli() {
		return nil, b.release(ctx, tx, lane)
	}
	if err != nil {
		return nil, err
	}
	l.begun++
	l.received = time.UnixMilli(received)
	_, err = tx.Exec(ctx, `UPDATE inbox SET begun = ?1 WHERE update_id = ?2`, l.begun, l.id)
	return &l, err
}

func (b *inbox) release(ctx context.Context, tx *db.Tx, lane string) error {
	_, err := tx.Exec(ctx, `DELETE FROM inbox_lanes WHERE lane = ?1 AND owner = ?2`, lane, b.owner)
	return err
}

// settle writes the outcome of a letter and, when more is wanted, hands out the
// next of the lane; otherwise, or when there is none due, it releases the lane.
func (b *inbox) settle(ctx context.Context, l *letter, o outcome, more bool) (next *letter, err error) {
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		next = nil
		if err := b.write(ctx, tx, l, o); err != nil {
			return err
		}
		if !more {
			return b.release(ctx, tx, l.lane)
		}
		next, err = b.next(ctx, tx, l.lane)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%w: settle: %w", errStore, err)
	}
	return next, nil
}

func (b *inbox) write(ctx context.Context, tx *db.Tx, l *letter, o outcome) error {
	const held = ` WHERE update_id = ?1 AND state = 'waiting'
		AND EXISTS (SELECT 1 FROM inbox_lanes WHERE lane = ?2 AND owner = ?3)`
	var n int64
	var err error
	now := b.now()
	switch {
	case o.keep:
		n, err = tx.Exec(ctx, `UPDATE inbox SET begun = begun - 1`+held, l.id, l.lane, b.owner)
	case o.state == "waiting":
		n, err = tx.Exec(ctx, `UPDATE inbox SET begun = 0, attempts = ?4, not_before = ?5, error = ?6`+held,
			l.id, l.lane, b.owner, o.tries, now.Add(o.delay).UnixMilli(), o.class)
	default:
		n, err = tx.Exec(ctx, `UPDATE inbox SET payload = NULL, state = ?4, attempts = ?5, finished = ?6, error = ?7`+held,
			l.id, l.lane, b.owner, o.state, o.tries, now.UnixMilli(), o.class)
	}
	if err == nil && n == 0 {
		return errLeaseLost
	}
	return err
}

// renew extends our leases on the lanes in busy and gives back any other lane
// that still stands in our name, left by an outcome that could not be written.
func (b *inbox) renew(ctx context.Context, busy map[string]bool) error {
	return b.db.Update(ctx, func(tx *db.Tx) error {
		var held []string
		err := tx.Rows(ctx, `SELECT lane FROM inbox_lanes WHERE owner = ?1 ORDER BY lane`, []any{b.owner},
			func(scan func(...any) error) error {
				var lane string
				err := scan(&lane)
				held = append(held, lane)
				return err
			})
		if err != nil {
			return err
		}
		expires := b.now().Add(b.lease).UnixMilli()
		for _, lane := range held {
			if !busy[lane] {
				err = b.release(ctx, tx, lane)
			} else {
				_, err = tx.Exec(ctx, `UPDATE inbox_lanes SET expires = ?1 WHERE lane = ?2 AND owner = ?3`, expires, lane, b.owner)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// evict ends every lease: for an engine where we know that no one else lives.
func (b *inbox) evict(ctx context.Context) error {
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM inbox_lanes`)
		return err
	})
}
