package announce

import (
	"context"

	"relais/directory/db"
)

// Answers.
const (
	Comes  = "viens"
	Relays = "relaie"
)

// MaxTold is the most people one answer or one date may count.
const MaxTold = 100000

// Answer records "J’y serai" or "Je relaie" of a chat, with how many people
// were told (0 when not said: what was said before stays); on false takes it
// back. ErrState for an item that is not published or is cancelled: answers to
// that can be taken back only.
func (b *Board) Answer(ctx context.Context, item, chat int64, answer string, number int, on bool) (err error) {
	defer wrap(&err, "Answer(%d, %q)", item, answer)
	if answer != Comes && answer != Relays {
		return invalid([]string{"answer"})
	}
	if number < 0 || number > MaxTold {
		return invalid([]string{"number"})
	}
	who, err := b.who(ctx, chat)
	if err != nil {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		if !on {
			_, err := tx.Exec(ctx, "DELETE FROM announce_answers WHERE item = ?1 AND who = ?2 AND answer = ?3", item, who, answer)
			return err
		}
		if err := public(ctx, tx, item); err != nil {
			return err
		}
		now := b.now()
		_, err := tx.Exec(ctx, `INSERT INTO announce_answers (item, who, answer, number, at, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT (item, who, answer) DO UPDATE SET
			number = CASE WHEN excluded.number > 0 THEN excluded.number ELSE announce_answers.number END`,
			item, who, answer, number, now.UnixMilli(), DayOf(now))
		return err
	})
}

// public refuses an item that is not published or is cancelled: ErrState;
// db.ErrNotFound for an unknown one.
func public(ctx context.Context, tx *db.Tx, item int64) error {
	var state string
	err := tx.Row(ctx, "SELECT state FROM announce_items WHERE id = ?1 AND state <> 'removed'", []any{item}, &state)
	if err == nil && state != Confirmed && state != Changed {
		return ErrState
	}
	return err
}

// Answered tells a chat's answers to an item, and how many people it told.
func (b *Board) Answered(ctx context.Context, item, chat int64) (comes, relays bool, number int, err error) {
	defer wrap(&err, "Answered(%d)", item)
	who, err := b.who(ctx, chat)
	if err != nil {
		return false, false, 0, err
	}
	err = b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, "SELECT answer, number FROM announce_answers WHERE item = ?1 AND who = ?2", []any{item, who},
			func(scan func(...any) error) error {
				var answer string
				var n int
				err := scan(&answer, &n)
				if comes = comes || answer == Comes; answer == Relays {
					relays, number = true, n
				}
				return err
			})
	})
	return comes, relays, number, err
}
