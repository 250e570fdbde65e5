package relay

import (
	"context"

	"relais/directory/db"
)

// verbs name a change of state in the audit trail.
var verbs = map[string]string{Active: "resume", Paused: "pause", Removed: "remove"}

// SetState pauses, resumes or removes somebody, by pseudonym; it ends their
// sessions and their invitations. Only an Administrator, or a Coordinator for
// operators, partners and mediators at home in their territory; nobody changes
// themselves: else ErrAllowed. Who is removed loses their role.
func (l *Log) SetState(ctx context.Context, actor, pseudonym, state string) (err error) {
	defer wrap(&err, "SetState")
	verb, ok := verbs[state]
	if !ok || !actorShape.MatchString(pseudonym) {
		return ErrInvalid
	}
	refusal := Act{Actor: actor, Action: "state-refused", Subject: pseudonym, Detail: state}
	return l.try(ctx, refusal, func(tx *db.Tx) error {
		p, err := l.person(ctx, tx, pseudonym)
		if err != nil {
			return err
		}
		if err := l.mayChange(ctx, tx, actor, p); err != nil || p.State == state {
			return err
		}
		if err := setState(ctx, tx, pseudonym, state); err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: actor, Action: verb, Subject: pseudonym})
	})
}

func (l *Log) mayChange(ctx context.Context, tx *db.Tx, actor string, p Person) error {
	a, err := l.actor(ctx, tx, actor)
	if err != nil {
		return err
	}
	reach := a.reach()
	below := p.Role.rank() < Coordinator.rank() && (reach.Holds(p.Home) || reach.Holds(p.Territory))
	if a.Operator == p.Operator || a.Role != Administrator && !below {
		return ErrAllowed
	}
	return nil
}

func setState(ctx context.Context, tx *db.Tx, who, state string) error {
	_, err := tx.Exec(ctx, "UPDATE relay_people SET state = ?2 WHERE operator = ?1", who, state)
	if err == nil && state == Removed {
		_, err = tx.Exec(ctx, "UPDATE relay_people SET role = ?2, quartier = '', commune = '' WHERE operator = ?1",
			who, string(Operator))
	}
	if err == nil {
		_, err = tx.Exec(ctx, "DELETE FROM relay_sessions WHERE operator = ?1", who)
	}
	if err == nil {
		_, err = tx.Exec(ctx, "DELETE FROM relay_invites WHERE author = ?1 AND used IS NULL", who)
	}
	return err
}

// actor finds who acts: Terminal is an Administrator; anybody who does not
// coordinate is ErrAllowed.
func (l *Log) actor(ctx context.Context, tx *db.Tx, actor string) (Person, error) {
	if actor == Terminal {
		return Person{Operator: Terminal, Role: Administrator, State: Active}, nil
	}
	p, err := l.personOrNew(ctx, tx, actor)
	if err == nil && !p.Coordinates() {
		err = ErrAllowed
	}
	return p, err
}
