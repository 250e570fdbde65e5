package relay

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"strings"
	"time"

	"relais/directory/db"
)

// Lifetime is how long the words of a question may be kept, sealed, while its
// answer is browsed.
const Lifetime = 24 * time.Hour

// Browsing is an answer being browsed. Only its ID and Expires stand in the
// open; the rest is sealed.
type Browsing struct {
	ID              string // of NewBrowsingID; fits callback data
	Owner           int64  // Telegram user who asked
	Chat            int64
	QuestionMessage int
	AnswerMessage   int
	QuestionID      int64  // of Record
	State           []byte // of the caller: text, facets dropped and added, page
	Expires         time.Time
}

// NewBrowsingID makes a random ID of 8 letters and digits.
func NewBrowsingID() string { return strings.ToLower(rand.Text()[:8]) }

// Keep inserts or updates a browsing by its ID. It expires at b.Expires, or
// Lifetime from now when that is zero or later; an update never makes it live
// longer.
func (l *Log) Keep(ctx context.Context, b Browsing) (err error) {
	defer wrap(&err, "Keep(%q)", b.ID)
	latest := l.now().Add(Lifetime)
	if b.Expires.IsZero() || b.Expires.After(latest) {
		b.Expires = latest
	}
	plain, err := json.Marshal(b)
	if err != nil {
		return err
	}
	sealed, err := l.key.Seal("browsing", plain)
	if err != nil {
		return err
	}
	return l.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO relay_browsing (id, message, sealed, expires)
			VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (id) DO UPDATE SET message = excluded.message, sealed = excluded.sealed,
			  expires = CASE WHEN relay_browsing.expires < excluded.expires
			    THEN relay_browsing.expires ELSE excluded.expires END`,
			b.ID, l.message("browsing", b.Chat, b.QuestionMessage), sealed, b.Expires.UnixMilli())
		return err
	})
}

// Recall finds a browsing; db.ErrNotFound when it is unknown or expired.
func (l *Log) Recall(ctx context.Context, id string) (b Browsing, err error) {
	defer wrap(&err, "Recall(%q)", id)
	return l.recall(ctx, `SELECT id, sealed, expires FROM relay_browsing
		WHERE id = ?1 AND expires > ?2`, id, l.now().UnixMilli())
}

// RecallByMessage finds the newest browsing of a question by its message, for
// an edited question; db.ErrNotFound when there is none.
func (l *Log) RecallByMessage(ctx context.Context, chat int64, questionMessage int) (b Browsing, err error) {
	defer wrap(&err, "RecallByMessage")
	if questionMessage == 0 {
		return Browsing{}, db.ErrNotFound
	}
	old := l
	if l.previous != nil {
		old = &Log{key: *l.previous}
	}
	return l.recall(ctx, `SELECT id, sealed, expires FROM relay_browsing
		WHERE message IN (?1, ?3) AND expires > ?2 ORDER BY expires DESC, id LIMIT 1`,
		l.message("browsing", chat, questionMessage), l.now().UnixMilli(), old.message("browsing", chat, questionMessage))
}

func (l *Log) recall(ctx context.Context, query string, args ...any) (Browsing, error) {
	var id string
	var sealed []byte
	var expires int64
	err := l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, query, args, &id, &sealed, &expires)
	})
	if err != nil {
		return Browsing{}, err
	}
	return l.unseal(id, sealed, expires)
}

// unseal reads a row of relay_browsing.
func (l *Log) unseal(id string, sealed []byte, expires int64) (b Browsing, err error) {
	plain, err := l.unlock("browsing", sealed)
	if err != nil {
		return Browsing{}, err
	}
	if err := json.Unmarshal(plain, &b); err != nil {
		return Browsing{}, err
	}
	if b.ID != id { // a sealed value moved to another row
		return Browsing{}, db.ErrSealed
	}
	b.Expires = time.UnixMilli(expires)
	return b, nil
}

// Forget erases a browsing before its time. An unknown one is no error.
func (l *Log) Forget(ctx context.Context, id string) (err error) {
	defer wrap(&err, "Forget(%q)", id)
	return l.exec(ctx, "DELETE FROM relay_browsing WHERE id = ?1", id)
}

// Sweep erases what has expired: browsings, sessions, invitations.
func (l *Log) Sweep(ctx context.Context) (err error) {
	defer wrap(&err, "Sweep")
	for _, table := range []string{"relay_browsing", "relay_sessions", "relay_invites"} {
		if err := l.exec(ctx, "DELETE FROM "+table+" WHERE expires <= ?1", l.now().UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}

func (l *Log) exec(ctx context.Context, query string, args ...any) error {
	return l.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
}
