package announce

import (
	"context"
	"errors"
	"time"

	"relais/directory/db"
)

// tidy ends what ran out and opens what is due. While sending is off it only
// tells what would go.
func (p *Post) tidy(ctx context.Context) error {
	if err := p.Board.expire(ctx); err != nil {
		return err
	}
	if !p.on() {
		return p.offer(ctx)
	}
	now := p.Board.now()
	if d := now.Sub(p.looked); d < 0 || d >= remindEvery {
		if err := p.Board.openReminders(ctx); err != nil {
			return err
		}
		if err := p.Board.openAttendance(ctx, p.ChatOf); err != nil {
			return err
		}
		p.looked = now
	}
	if err := p.resolve(ctx); err != nil {
		return err
	}
	return p.close(ctx)
}

// offer logs what would be sent if sending were on, when that changes.
func (p *Post) offer(ctx context.Context) error {
	due, err := p.Board.Due(ctx)
	if err != nil || len(due) == p.offered {
		return err
	}
	p.offered = len(due)
	for _, m := range due {
		p.log().Info("announcements are off: this would be sent", "mailing", m.Mailing, "what", m.describe())
	}
	return nil
}

// resolve writes the recipients of the mailings that are ready.
func (p *Post) resolve(ctx context.Context) error {
	ready, err := p.Board.mailingsIn(ctx, mailingReady, time.Time{})
	for _, id := range ready {
		if err != nil {
			break
		}
		var n int
		if n, err = p.Board.Resolve(ctx, id); errors.Is(err, ErrState) {
			err = nil // stopped meanwhile
			continue
		}
		p.log().Info("mailing resolved", "mailing", id, "recipients", n)
	}
	return err
}

// close gives up what is late, and notes the mailings of which nothing waits.
func (p *Post) close(ctx context.Context) error {
	late, err := p.Board.mailingsIn(ctx, mailingRunning, p.Board.now())
	for _, id := range late {
		if err == nil {
			err = p.Board.giveUp(ctx, id)
		}
	}
	if err != nil {
		return err
	}
	running, err := p.Board.mailingsIn(ctx, mailingRunning, time.Time{})
	for _, id := range running {
		if err == nil {
			err = p.Board.finish(ctx, id)
		}
	}
	return err
}

// mailingsIn lists the mailings in a state, in order; with before, those that
// are over by then.
func (b *Board) mailingsIn(ctx context.Context, state string, before time.Time) (ids []int64, err error) {
	err = b.db.View(ctx, func(tx *db.Tx) error {
		ids = nil
		return tx.Rows(ctx, `SELECT id FROM announce_mailings
			WHERE state = ?1 AND (CAST(?2 AS BIGINT) = 0 OR not_after <= ?2) ORDER BY id`,
			[]any{state, toMillis(before)}, func(scan func(...any) error) error {
				var id int64
				err := scan(&id)
				ids = append(ids, id)
				return err
			})
	})
	return ids, err
}

// expire makes uncertain what left and was not finished in its lease.
func (b *Board) expire(ctx context.Context) error {
	now := b.now().UnixMilli()
	var n int
	err := b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT COUNT(*) FROM announce_deliveries WHERE state = 'sending' AND lease <= ?1", []any{now}, &n)
	})
	if err != nil || n == 0 {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE announce_deliveries SET state = 'uncertain', reason = 'lease', lease = 0, proof = '', at = ?1
			WHERE state = 'sending' AND lease <= ?1`, now)
		return err
	})
}

// giveUp ends what waits of a mailing whose time is over. What is claimed is its
// holder's, who asks before it leaves.
func (b *Board) giveUp(ctx context.Context, mailing int64) error {
	now := b.now().UnixMilli()
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE announce_deliveries SET state = 'late', reason = '', lease = 0, proof = '', at = ?2
			WHERE mailing = ?1 AND state = 'waiting' AND lease <= ?2`, mailing, now)
		return err
	})
}

// finish notes that nothing of a mailing waits any more.
func (b *Board) finish(ctx context.Context, mailing int64) error {
	const nothing = "NOT EXISTS (SELECT 1 FROM announce_deliveries d WHERE d.mailing = ?1 AND d.state IN ('waiting', 'sending'))"
	var over bool
	err := b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT "+nothing, []any{mailing}, &over)
	})
	if err != nil || !over {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE announce_mailings SET state = 'done', finished = ?2 WHERE id = ?1 AND state = 'running' AND "+nothing,
			mailing, b.now().UnixMilli())
		return err
	})
}

// nextDue is when something may leave or a lease ends, latest at most.
func (b *Board) nextDue(ctx context.Context, latest time.Time) (time.Time, error) {
	ms := latest.UnixMilli()
	err := b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, `SELECT COALESCE(MIN(CASE WHEN state = 'sending' OR lease > not_before THEN lease ELSE not_before END), ?1)
			FROM announce_deliveries WHERE state = 'sending' OR state = 'waiting' AND not_before < ?1`, []any{ms}, &ms)
	})
	return time.UnixMilli(min(ms, latest.UnixMilli())), err
}
