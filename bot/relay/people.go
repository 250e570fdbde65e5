package relay

import (
	"context"
	"errors"
	"time"
)

// Role is what a person may do.
type Role string

// The roles, least powerful first. Everyone may ask.
const (
	Operator      Role = "operator"
	Partner       Role = "partner"       // proposes announcements
	Mediator      Role = "mediator"      // an operator who accompanies people
	Coordinator   Role = "coordinator"   // reads the figures of a territory, approves announcements, enters by hand
	Administrator Role = "administrator" // everything, everywhere
)

// Structures are the kinds of structure an operator works for.
var Structures = []string{"centre-social", "ccas", "association", "ecole", "bailleur", "mission-locale", "mds", "sante", "autre"}

// States of a person.
const (
	Active  = "active"
	Paused  = "paused"  // may not ask until resumed
	Removed = "removed" // may not ask; an invitation makes them active again
)

// Territory is what a coordinator coordinates: a quarter, a commune, or with
// neither everything.
type Territory struct {
	Commune  string // INSEE code, also of the quarter
	Quartier string // slug
}

// Person is what is known of somebody who uses Relais.
type Person struct {
	Operator  string // pseudonym
	Role      Role
	Structure string // of Structures, or empty when not said
	Home      Territory
	Territory Territory // of a coordinator
	State     string
	Asked     bool // once asked who they are, whether they answered or not
	Since     time.Time
}

// Known tells whether the person was ever seen, invited or said who they are.
func (p Person) Known() bool { return !p.Since.IsZero() }

// Errors of people, invitations and sessions.
var (
	ErrInvite  = errors.New("invitation unknown, used or expired")
	ErrSession = errors.New("session unknown or expired")
	ErrAllowed = errors.New("not allowed")
)

// Person finds who an operator is; somebody never seen is an active Operator
// that is not Known.
func (l *Log) Person(ctx context.Context, operator int64) (Person, error) { panic("to write") }

// PersonOf is Person by pseudonym; db.ErrNotFound when never seen.
func (l *Log) PersonOf(ctx context.Context, pseudonym string) (Person, error) { panic("to write") }

// People lists everybody, latest first.
func (l *Log) People(ctx context.Context) ([]Person, error) { panic("to write") }

// Asked notes that somebody was asked who they are. structure is one of
// Structures, or empty when they skipped it.
func (l *Log) Asked(ctx context.Context, operator int64, structure string) error { panic("to write") }

// Invite makes a link that gives a role once, within life. actor is the
// pseudonym of who invites, or Terminal. An actor who is not an Administrator
// may invite operators, partners and mediators only, a Coordinator only for
// their own territory: else ErrAllowed.
func (l *Log) Invite(ctx context.Context, actor string, role Role, where Territory, life time.Duration) (code string, err error) {
	panic("to write")
}

// Terminal is the actor of what is done at the command line.
const Terminal = "terminal"

// Join uses an invitation: it gives its role, never one below what the person
// has. ErrInvite when it cannot be used; that is written in the audit trail too.
func (l *Log) Join(ctx context.Context, operator int64, code string) (Person, error) {
	panic("to write")
}

// SetState pauses, resumes or removes somebody, by pseudonym; it ends their
// sessions. Only an Administrator, or a Coordinator for operators, partners and
// mediators; nobody changes themselves.
func (l *Log) SetState(ctx context.Context, actor, pseudonym, state string) error { panic("to write") }

// Session is somebody reading the console.
type Session struct {
	Person  Person
	Expires time.Time
}

// Door makes a one-time code by which an operator enters the console within a
// few minutes. ErrAllowed unless they are an active Coordinator or Administrator.
func (l *Log) Door(ctx context.Context, operator int64) (code string, err error) { panic("to write") }

// Enter exchanges a Door code for a session token.
func (l *Log) Enter(ctx context.Context, code string) (token string, s Session, err error) {
	panic("to write")
}

// EnterAs opens a session for an operator whose identity was verified otherwise
// (the init data of a Mini App).
func (l *Log) EnterAs(ctx context.Context, operator int64) (token string, s Session, err error) {
	panic("to write")
}

// Session finds the session of a token, with the person as they are now:
// ErrSession when it is over or they may not read the console any more.
func (l *Log) Session(ctx context.Context, token string) (Session, error) { panic("to write") }

// Leave ends a session.
func (l *Log) Leave(ctx context.Context, token string) error { panic("to write") }

// Act is one line of the audit trail.
type Act struct {
	At      time.Time
	Actor   string // pseudonym, Terminal, or "relais"
	Action  string // of Actions
	Subject string
	Detail  string
}

// Note writes a line of the audit trail. Values are ids: ErrInvalid for words.
func (l *Log) Note(ctx context.Context, actor, action, subject, detail string) error {
	panic("to write")
}

// Audit reads the trail between two days, both included, latest first, limit
// lines at most.
func (l *Log) Audit(ctx context.Context, from, to Day, limit int) ([]Act, error) { panic("to write") }

// Pseudonym is the operator's name in activity.
func (l *Log) Pseudonym(operator int64) string { return l.operator(operator) }
