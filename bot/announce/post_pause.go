package announce

import (
	"context"
	"errors"
	"time"

	"relais/directory/db"
)

// everybody is the name, among the pauses Telegram asked for, of the bot as a
// whole. Whoever is told to wait writes it; every replica reads it.
const everybody = "*"

// longestPause is more than Telegram ever asked for. What lasts longer comes
// from a clock that was wrong, and is not obeyed.
const longestPause = 24 * time.Hour

// paused tells whether Telegram asked to send nothing at all.
func (b *Board) paused(ctx context.Context) (bool, error) {
	var until int64
	err := b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT until FROM telegram_pauses WHERE chat = ?1", []any{everybody}, &until)
	})
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	left := time.UnixMilli(until).Sub(b.now())
	return left > 0 && left <= longestPause, err
}

// pause sends nothing for a while, here or in any replica; a longer pause stays.
func (b *Board) pause(ctx context.Context, d time.Duration) error {
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO telegram_pauses (chat, until) VALUES (?1, ?2)
			ON CONFLICT (chat) DO UPDATE SET until = excluded.until WHERE telegram_pauses.until < excluded.until`,
			everybody, b.now().Add(d).UnixMilli())
		return err
	})
}
