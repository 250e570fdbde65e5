package relay

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"time"

	"relais/directory/db"
)

// Actors that are nobody's pseudonym.
const (
	Terminal = "terminal" // what is done at the command line
	System   = "relais"   // what Relais does by itself
	Effaced  = "efface"   // somebody who was erased
)

// Act is one line of the audit trail.
type Act struct {
	At      time.Time
	Actor   string // pseudonym, Terminal, System or Effaced
	Action  string // of Actions
	Subject string // pseudonym; a territory as quartier:slug or commune:code; entry:number; or empty
	Detail  string // id of a role, a state, a kind, or empty
}

// Actions is the closed list of what the audit trail tells.
var Actions = []string{
	"invite", "invite-refused", "join", "join-refused", // Subject: territory; Detail: role
	"pause", "resume", "remove", "state-refused", // Subject: pseudonym
	"door", "door-refused", "enter", "enter-refused", "leave",
	"entry-add", "entry-change", "entry-remove", "entry-refused", // Subject: entry; Detail: kind
	"digest-on", "digest-off",
	"held", "erase", // at somebody's wish
	"expire",                                                                     // Detail: month
	"rename",                                                                     // a pseudonym that follows the secret
	"export",                                                                     // Subject: what; Detail: period or format
	"announce-propose", "announce-approve", "announce-refuse", "announce-cancel", // Subject: annonce:ID; Detail: kind, or what changes
	"announce-stop", "announce-resume", "announce-resend", // Subject: annonce:ID; Detail: envoi:ID
	"announce-edition", "announce-feed", "announce-import", // Subject: year, or flux-ID
}

var (
	actorShape  = regexp.MustCompile(`^([A-Za-z0-9_-]{22}|terminal|relais|efface)$`)
	detailShape = regexp.MustCompile(`^[a-z0-9][a-z0-9:_./=,-]{0,63}$`)
)

// Note writes a line of the audit trail. Values are ids: ErrInvalid for words.
func (l *Log) Note(ctx context.Context, actor, action, subject, detail string) (err error) {
	defer wrap(&err, "Note")
	return l.db.Update(ctx, func(tx *db.Tx) error {
		return l.note(ctx, tx, Act{Actor: actor, Action: action, Subject: subject, Detail: detail})
	})
}

// note writes a at the present time.
func (l *Log) note(ctx context.Context, tx *db.Tx, a Act) error {
	ok := actorShape.MatchString(a.Actor) && slices.Contains(Actions, a.Action) &&
		(a.Subject == "" || actorShape.MatchString(a.Subject) || serviceShape.MatchString(a.Subject)) &&
		(a.Detail == "" || detailShape.MatchString(a.Detail))
	if !ok {
		return ErrInvalid
	}
	_, err := tx.Exec(ctx, "INSERT INTO relay_audit (at, actor, action, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
		l.now().UnixMilli(), a.Actor, a.Action, a.Subject, a.Detail)
	return err
}

// try runs f in a transaction; when it refuses, the refusal is written in the
// audit trail and returned.
func (l *Log) try(ctx context.Context, refusal Act, f func(tx *db.Tx) error) error {
	err := l.db.Update(ctx, f)
	if !errors.Is(err, ErrAllowed) && !errors.Is(err, ErrInvite) {
		return err
	}
	noted := l.db.Update(ctx, func(tx *db.Tx) error { return l.note(ctx, tx, refusal) })
	return errors.Join(err, noted)
}

// Audit reads the trail between two days, both included, latest first, limit
// lines at most.
func (l *Log) Audit(ctx context.Context, from, to Day, limit int) (acts []Act, err error) {
	defer wrap(&err, "Audit(%s, %s)", from, to)
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, `SELECT at, actor, action, subject, detail FROM relay_audit
			WHERE at >= ?1 AND at < ?2 ORDER BY at DESC, id DESC LIMIT ?3`,
			[]any{from.Start().UnixMilli(), to.Add(1).Start().UnixMilli(), limit}, appendActs(&acts))
	})
	return acts, err
}

func appendActs(acts *[]Act) func(scan func(...any) error) error {
	return func(scan func(...any) error) error {
		var a Act
		var at int64
		err := scan(&at, &a.Actor, &a.Action, &a.Subject, &a.Detail)
		a.At = time.UnixMilli(at)
		*acts = append(*acts, a)
		return err
	}
}
