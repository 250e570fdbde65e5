package telegram

import (
	"context"
	"time"

	"relais/directory/db"
)

const (
	// pausePurpose names chats that are paused.
	pausePurpose = "pause"
	// wholeBot is the name of the bot among them.
	wholeBot = "*"
	// briefly is how long a pause is not worth remembering over a restart.
	briefly = 3 * time.Second
	// recalling bounds how long a message may wait for that memory.
	recalling = time.Second
)

// pauses remembers how long Telegram asked to wait, over restarts and between
// replicas. It runs on the real clock, like the pacer.
type pauses struct {
	db  *db.DB
	key db.Key
}

func (s pauses) name(chatID int64) string { return s.key.Pseudonym(pausePurpose, chatID) }

// keep notes a pause of the bot and of a chat, 0 being none; a longer one stays.
func (s pauses) keep(ctx context.Context, chatID int64, until time.Time) error {
	names := []string{wholeBot}
	if chatID != 0 {
		names = append(names, s.name(chatID))
	}
	return s.db.Update(ctx, func(tx *db.Tx) error {
		for _, name := range names {
			_, err := tx.Exec(ctx, `INSERT INTO telegram_pauses (chat, until) VALUES (?1, ?2)
				ON CONFLICT (chat) DO UPDATE SET until = excluded.until WHERE telegram_pauses.until < excluded.until`,
				name, until.UnixMilli())
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// load reads the pauses that last.
func (s pauses) load(ctx context.Context) (bot time.Time, chats map[string]time.Time, err error) {
	err = s.db.View(ctx, func(tx *db.Tx) error {
		bot, chats = time.Time{}, map[string]time.Time{}
		return tx.Rows(ctx, `SELECT chat, until FROM telegram_pauses WHERE until > ?1`, []any{time.Now().UnixMilli()},
			func(scan func(...any) error) error {
				var name string
				var until int64
				err := scan(&name, &until)
				if name == wholeBot {
					bot = time.UnixMilli(until)
				} else {
					chats[name] = time.UnixMilli(until)
				}
				return err
			})
	})
	return bot, chats, err
}

// purge forgets the pauses that are over.
func (s pauses) purge(ctx context.Context) error {
	return s.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM telegram_pauses WHERE until <= ?1`, time.Now().UnixMilli())
		return err
	})
}

// obey takes a 429 as said.
func (e *Edge) obey(ctx context.Context, chatID int64, d time.Duration) {
	e.log.Warn("telegram asks to wait", "wait", d)
	e.pacer.pause(chatID, d)
	if d <= briefly {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recalling)
	defer cancel()
	if err := e.pauses.keep(ctx, chatID, time.Now().Add(d)); err != nil {
		e.log.Warn("a pause was not kept", "error", e.describe(err))
	}
}

// recallOnce takes up, before the first call, the pauses of the run before.
// When the database does not answer, nothing is held back for that.
func (e *Edge) recallOnce(ctx context.Context) { e.recalled.Do(func() { e.recall(ctx) }) }

func (e *Edge) recall(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recalling)
	defer cancel()
	bot, chats, err := e.pauses.load(ctx)
	if err != nil {
		e.log.Warn("pauses not read", "error", e.describe(err))
		return
	}
	e.pacer.remember(bot, chats)
}
