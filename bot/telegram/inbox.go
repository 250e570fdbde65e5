package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	"relais/directory/db"
)

// How long rows stay in the inbox, beyond their words, which go at once.
const (
	keepDone    = 72 * time.Hour      // Telegram repeats an update for 24 hours at most
	keepDead    = 30 * 24 * time.Hour // so that a coordinator on holiday still sees them
	keepWaiting = 24 * time.Hour      // nobody's words wait longer, sealed or not
)

// inbox is the table of updates received: sealed, one row per update id.
type inbox struct {
	db    *db.DB
	key   db.Key
	owner string        // names this run of the program in leases
	lease time.Duration // how long a lane stays ours without renewal
	now   func() time.Time
}

// sealPurpose separates the key of the inbox from every other.
const sealPurpose = "inbox"

// put commits updates in one transaction and returns those that were new.
// Unreadable ones enter as dead letters, without their payload.
func (b *inbox) put(ctx context.Context, batch []arrived) (fresh []arrived, err error) {
	sealed := make([][]byte, len(batch))
	for i, a := range batch {
		if a.kind == kindUnreadable {
			continue
		}
		if sealed[i], err = b.key.Seal(sealPurpose, a.raw); err != nil {
			return nil, fmt.Errorf("%w: %w", errStore, err)
		}
	}
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		fresh = fresh[:0]
		for i, a := range batch {
			n, err := b.insert(ctx, tx, a, sealed[i])
			if err != nil {
				return err
			}
			if n == 1 {
				fresh = append(fresh, a)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w: put: %w", errStore, err)
	}
	return fresh, nil
}

func (b *inbox) insert(ctx context.Context, tx *db.Tx, a arrived, sealed []byte) (int64, error) {
	now := b.now().UnixMilli()
	state, class, finished := "waiting", "", any(nil)
	if a.kind == kindUnreadable {
		state, class, finished = "dead", Class(errUnreadable), now
	}
	return tx.Exec(ctx, `
		INSERT INTO inbox (update_id, lane, kind, payload, state, received, not_before, attempts, begun, finished, error)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, ?8, ?9)
		ON CONFLICT (update_id) DO NOTHING`,
		a.id, a.lane, a.kind, sealed, state, now, now, finished, class)
}

// depth counts the updates that wait.
func (b *inbox) depth(ctx context.Context) (n int64, err error) {
	err = b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, `SELECT COUNT(*) FROM inbox WHERE state = 'waiting'`, nil, &n)
	})
	return n, err
}

// purge erases what has been kept long enough, and gives up what waited too
// long. It returns the number of updates given up.
func (b *inbox) purge(ctx context.Context) (expired int64, err error) {
	now := b.now()
	before := func(d time.Duration) int64 { return now.Add(-d).UnixMilli() }
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		_, e1 := tx.Exec(ctx, `DELETE FROM inbox WHERE state = 'done' AND finished < ?1`, before(keepDone))
		_, e2 := tx.Exec(ctx, `DELETE FROM inbox WHERE state = 'dead' AND finished < ?1`, before(keepDead))
		n, e3 := tx.Exec(ctx, `
			UPDATE inbox SET state = 'dead', payload = NULL, finished = ?1, error = ?2
			WHERE state = 'waiting' AND received < ?3`, now.UnixMilli(), Class(errExpired), before(keepWaiting))
		expired = n
		return errors.Join(e1, e2, e3)
	})
	return expired, err
}

// DeadLetter is an update given up: what kind it was and why, without its words.
type DeadLetter struct {
	UpdateID int64
	Kind     string // message, callback_query, …, unreadable
	Class    string // see Class
	Attempts int
	Received time.Time
	Died     time.Time
}

// deadLetters returns the newest dead letters, at most 100.
func (b *inbox) deadLetters(ctx context.Context) (out []DeadLetter, err error) {
	err = b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, `
			SELECT update_id, kind, error, attempts, received, finished FROM inbox
			WHERE state = 'dead' ORDER BY finished DESC, update_id DESC LIMIT 100`, nil,
			func(scan func(...any) error) error {
				var l DeadLetter
				var received, died int64
				if err := scan(&l.UpdateID, &l.Kind, &l.Class, &l.Attempts, &received, &died); err != nil {
					return err
				}
				l.Received, l.Died = time.UnixMilli(received).UTC(), time.UnixMilli(died).UTC()
				out = append(out, l)
				return nil
			})
	})
	return out, err
}
