package relay

import (
	"context"
	"errors"
	"slices"
	"time"

	"relais/directory"
	"relais/directory/db"
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

// Roles lists them, least powerful first.
var Roles = []Role{Operator, Partner, Mediator, Coordinator, Administrator}

func (r Role) rank() int { return slices.Index(Roles, r) }

// Structures are the kinds of structure an operator works for.
var Structures = []string{"centre-social", "ccas", "association", "ecole", "bailleur", "mission-locale", "mds", "sante", "autre"}

// States of a person.
const (
	Active  = "active"
	Paused  = "paused"  // may not ask until resumed
	Removed = "removed" // may not ask; an invitation makes them active again
)

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

// Coordinates tells whether the person may read the console: an active
// Coordinator or Administrator.
func (p Person) Coordinates() bool {
	return p.State == Active && p.Role.rank() >= Coordinator.rank()
}

// reach is the territory a person acts upon: an Administrator's is everywhere.
func (p Person) reach() Territory {
	if p.Role == Administrator {
		return Territory{}
	}
	return p.Territory
}

// Errors of people, invitations and sessions.
var (
	ErrInvite  = errors.New("invitation unknown, used or expired")
	ErrSession = errors.New("session unknown or expired")
	ErrAllowed = errors.New("not allowed")
)

// Person finds who an operator is; somebody never seen is an active Operator
// that is not Known.
func (l *Log) Person(ctx context.Context, operator int64) (p Person, err error) {
	defer wrap(&err, "Person")
	who, err := l.who(ctx, operator)
	if err != nil {
		return Person{}, err
	}
	err = l.db.View(ctx, func(tx *db.Tx) error {
		p, err = l.personOrNew(ctx, tx, who)
		return err
	})
	return p, err
}

// PersonOf is Person by pseudonym; db.ErrNotFound when never seen.
func (l *Log) PersonOf(ctx context.Context, pseudonym string) (p Person, err error) {
	defer wrap(&err, "PersonOf")
	err = l.db.View(ctx, func(tx *db.Tx) error {
		p, err = l.person(ctx, tx, pseudonym)
		return err
	})
	return p, err
}

// People lists everybody, latest first.
func (l *Log) People(ctx context.Context) (people []Person, err error) {
	defer wrap(&err, "People")
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, selectPeople+" ORDER BY p.since DESC, p.operator", nil, func(scan func(...any) error) error {
			p, err := l.scanPerson(scan)
			people = append(people, p)
			return err
		})
	})
	return people, err
}

const selectPeople = `SELECT p.operator, p.role, p.structure, p.commune, p.quartier, p.state, p.asked, p.since,
	COALESCE(h.kind, ''), COALESCE(h.place, '')
	FROM relay_people p LEFT JOIN relay_homes h ON h.operator = p.operator`

// person reads one person; db.ErrNotFound when never seen.
func (l *Log) person(ctx context.Context, tx *db.Tx, who string) (Person, error) {
	return l.scanPerson(func(into ...any) error {
		return tx.Row(ctx, selectPeople+" WHERE p.operator = ?1", []any{who}, into...)
	})
}

// personOrNew is person, and an active Operator for somebody never seen.
func (l *Log) personOrNew(ctx context.Context, tx *db.Tx, who string) (Person, error) {
	p, err := l.person(ctx, tx, who)
	if !errors.Is(err, db.ErrNotFound) {
		return p, err
	}
	p = Person{Operator: who, Role: Operator, State: Active}
	kind, place, err := home(ctx, tx, who)
	if errors.Is(err, db.ErrNotFound) {
		return p, nil
	}
	p.Home = l.place(kind, place)
	return p, err
}

func (l *Log) scanPerson(scan func(...any) error) (p Person, err error) {
	var since int64
	var kind, place string
	err = scan(&p.Operator, &p.Role, &p.Structure, &p.Territory.Commune, &p.Territory.Quartier,
		&p.State, &p.Asked, &since, &kind, &place)
	if err != nil {
		return Person{}, err
	}
	p.Since, p.Home = time.UnixMilli(since), l.place(kind, place)
	return p, nil
}

// place is the territory of a home.
func (l *Log) place(kind, id string) Territory {
	switch kind {
	case directory.Quartier:
		return Territory{Quartier: id, Commune: l.communes[id]}
	case directory.Commune:
		return Territory{Commune: id}
	}
	return Territory{}
}

// see writes down somebody at their first use: since their first question, or
// at (unix ms) when they asked none.
func see(ctx context.Context, tx *db.Tx, who string, at int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO relay_people
		(operator, role, structure, quartier, commune, state, asked, since)
		VALUES (?1, 'operator', '', '', '', 'active', 0,
		  COALESCE((SELECT MIN(q.at) FROM relay_questions q WHERE q.operator = ?1), ?2))
		ON CONFLICT (operator) DO NOTHING`, who, at)
	return err
}

// Asked notes that somebody was asked who they are. structure is one of
// Structures, or empty when they skipped it: what they said before stays.
func (l *Log) Asked(ctx context.Context, operator int64, structure string) (err error) {
	defer wrap(&err, "Asked")
	if structure != "" && !slices.Contains(Structures, structure) {
		return ErrInvalid
	}
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	return l.db.Update(ctx, func(tx *db.Tx) error {
		if err := see(ctx, tx, who, l.now().UnixMilli()); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE relay_people SET asked = 1,
			structure = CASE WHEN ?2 = '' THEN structure ELSE ?2 END WHERE operator = ?1`, who, structure)
		return err
	})
}

// Pseudonym is the operator's name in activity.
func (l *Log) Pseudonym(operator int64) string { return l.operator(operator) }
