package relay

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"relais/directory/db"
)

// How long a Door stays open, and a Session lasts.
const (
	DoorLife    = 5 * time.Minute
	SessionLife = 8 * time.Hour
)

// Session is somebody reading the console.
type Session struct {
	Person  Person
	Expires time.Time
}

// Door makes a one-time code by which an operator enters the console within
// DoorLife. ErrAllowed unless they are an active Coordinator or Administrator.
func (l *Log) Door(ctx context.Context, operator int64) (code string, err error) {
	defer wrap(&err, "Door")
	who, err := l.who(ctx, operator)
	if err != nil {
		return "", err
	}
	code = rand.Text()
	err = l.try(ctx, Act{Actor: who, Action: "door-refused"}, func(tx *db.Tx) error {
		if _, err := l.actor(ctx, tx, who); err != nil {
			return err
		}
		if err := l.opened(ctx, tx, "link", code, who, l.now().Add(DoorLife)); err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: who, Action: "door"})
	})
	if err != nil {
		return "", err
	}
	return code, nil
}

// opened writes down a link or a session.
func (l *Log) opened(ctx context.Context, tx *db.Tx, kind, code, who string, expires time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO relay_sessions (token, operator, kind, created, expires)
		VALUES (?1, ?2, ?3, ?4, ?5)`,
		l.digest(kind, code), who, kind, l.now().UnixMilli(), expires.UnixMilli())
	return err
}

// Enter exchanges a Door code for a session token: once. ErrSession for a code
// that is unknown, used or too old; ErrAllowed for somebody who may not enter
// any more.
func (l *Log) Enter(ctx context.Context, code string) (token string, s Session, err error) {
	defer wrap(&err, "Enter")
	d := l.digestsOf("link", code)
	var who string
	err = l.db.Update(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, `DELETE FROM relay_sessions
			WHERE token IN (?1, ?2) AND kind = 'link' AND expires > ?3 RETURNING operator`,
			[]any{d[0], d[1], l.now().UnixMilli()}, &who)
	})
	if errors.Is(err, db.ErrNotFound) {
		return "", Session{}, ErrSession
	}
	if err != nil {
		return "", Session{}, err
	}
	return l.enter(ctx, who)
}

// EnterAs opens a session for an operator whose identity was verified otherwise
// (the init data of a Mini App). ErrAllowed unless they are an active
// Coordinator or Administrator.
func (l *Log) EnterAs(ctx context.Context, operator int64) (token string, s Session, err error) {
	defer wrap(&err, "EnterAs")
	who, err := l.who(ctx, operator)
	if err != nil {
		return "", Session{}, err
	}
	return l.enter(ctx, who)
}

func (l *Log) enter(ctx context.Context, who string) (token string, s Session, err error) {
	token = rand.Text()
	s.Expires = l.now().Add(SessionLife)
	err = l.try(ctx, Act{Actor: who, Action: "enter-refused"}, func(tx *db.Tx) error {
		if s.Person, err = l.actor(ctx, tx, who); err != nil {
			return err
		}
		if err := l.opened(ctx, tx, "session", token, who, s.Expires); err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: who, Action: "enter"})
	})
	if err != nil {
		return "", Session{}, err
	}
	return token, s, nil
}

// Session finds the session of a token, with the person as they are now:
// ErrSession when it is over or they may not read the console any more.
func (l *Log) Session(ctx context.Context, token string) (s Session, err error) {
	defer wrap(&err, "Session")
	err = l.db.View(ctx, func(tx *db.Tx) error {
		d := l.digestsOf("session", token)
		var who string
		var expires int64
		err := tx.Row(ctx, `SELECT operator, expires FROM relay_sessions
			WHERE token IN (?1, ?2) AND kind = 'session' AND expires > ?3`,
			[]any{d[0], d[1], l.now().UnixMilli()}, &who, &expires)
		if err != nil {
			return err
		}
		s.Expires = time.UnixMilli(expires)
		s.Person, err = l.actor(ctx, tx, who)
		return err
	})
	if errors.Is(err, db.ErrNotFound) || errors.Is(err, ErrAllowed) {
		return Session{}, ErrSession
	}
	return s, err
}

// Leave ends a session. An unknown one is no error.
func (l *Log) Leave(ctx context.Context, token string) (err error) {
	defer wrap(&err, "Leave")
	d := l.digestsOf("session", token)
	return l.db.Update(ctx, func(tx *db.Tx) error {
		var who string
		err := tx.Row(ctx, "DELETE FROM relay_sessions WHERE token IN (?1, ?2) AND kind = 'session' RETURNING operator",
			[]any{d[0], d[1]}, &who)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: who, Action: "leave"})
	})
}
