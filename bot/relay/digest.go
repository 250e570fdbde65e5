package relay

import (
	"context"
	"encoding/json"
	"errors"

	"relais/directory/db"
)

// Digest is a weekly digest to send.
type Digest struct{ Operator, Chat int64 }

// SetDigest subscribes an operator to the weekly digest in a chat, or with
// chat 0 unsubscribes them.
func (l *Log) SetDigest(ctx context.Context, operator, chat int64) (err error) {
	defer wrap(&err, "SetDigest")
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(Digest{operator, chat})
	if err != nil {
		return err
	}
	sealed, err := l.key.Seal(digests, plain)
	if err != nil {
		return err
	}
	return l.db.Update(ctx, func(tx *db.Tx) error {
		action, key := "digest-on", l.key.Pseudonym(digests, operator)
		if chat == 0 {
			action = "digest-off"
			_, err = tx.Exec(ctx, "DELETE FROM relay_digests WHERE who = ?1", key)
		} else {
			_, err = tx.Exec(ctx, `INSERT INTO relay_digests (who, sealed, sent) VALUES (?1, ?2, 0)
				ON CONFLICT (who) DO UPDATE SET sealed = excluded.sealed`, key, sealed)
		}
		if err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: who, Action: action})
	})
}

// DigestOn tells whether an operator subscribed to the weekly digest.
func (l *Log) DigestOn(ctx context.Context, operator int64) (on bool, err error) {
	defer wrap(&err, "DigestOn")
	if _, err := l.who(ctx, operator); err != nil {
		return false, err
	}
	err = l.db.View(ctx, func(tx *db.Tx) error {
		d, err := l.heldDigest(ctx, tx, operator)
		on = d != nil
		return err
	})
	return on, err
}

// heldDigest reads a subscription; nil when there is none.
func (l *Log) heldDigest(ctx context.Context, tx *db.Tx, operator int64) (*HeldDigest, error) {
	var sealed []byte
	var h HeldDigest
	err := tx.Row(ctx, "SELECT sealed, sent FROM relay_digests WHERE who = ?1",
		[]any{l.key.Pseudonym(digests, operator)}, &sealed, &h.Sent)
	if errors.Is(err, db.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d, err := l.readDigest(sealed)
	h.Chat = d.Chat
	return &h, err
}

func (l *Log) readDigest(sealed []byte) (d Digest, err error) {
	plain, err := l.unlock(digests, sealed)
	if err == nil {
		err = json.Unmarshal(plain, &d)
	}
	return d, err
}

// DueDigests claims the digests of the week that begins on monday, each handed
// out once: sent is noted before it is returned. The subscription of somebody
// who may not read the console any more is not handed out: it ends.
func (l *Log) DueDigests(ctx context.Context, monday Day, limit int) (due []Digest, err error) {
	defer wrap(&err, "DueDigests(%s)", monday)
	var claimed []Digest
	err = l.db.Update(ctx, func(tx *db.Tx) error {
		claimed = nil
		return tx.Rows(ctx, `UPDATE relay_digests SET sent = ?1 WHERE sent < ?1
			AND who IN (SELECT who FROM relay_digests WHERE sent < ?1 ORDER BY who LIMIT ?2)
			RETURNING sealed`, []any{monday, limit}, func(scan func(...any) error) error {
			var sealed []byte
			if err := scan(&sealed); err != nil {
				return err
			}
			d, err := l.readDigest(sealed)
			if errors.Is(err, db.ErrSealed) { // of a secret that is lost: nobody can be written to
				return nil
			}
			claimed = append(claimed, d)
			return err
		})
	})
	for _, d := range claimed {
		p, err := l.Person(ctx, d.Operator)
		if err == nil && !p.Coordinates() {
			err = l.SetDigest(ctx, d.Operator, 0)
		} else if err == nil {
			due = append(due, d)
		}
		if err != nil {
			return due, err
		}
	}
	return due, err
}
