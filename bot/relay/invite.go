package relay

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"time"

	"relais/directory/db"
)

// Invite makes a link that gives a role once, within life. actor is the
// pseudonym of who invites, or Terminal. An actor who is not an Administrator
// may invite operators, partners and mediators only, a Coordinator only for
// their own territory: else ErrAllowed. The code fits a start payload.
func (l *Log) Invite(ctx context.Context, actor string, role Role, where Territory, life time.Duration) (code string, err error) {
	defer wrap(&err, "Invite")
	where, err = l.territory(where)
	if err != nil {
		return "", err
	}
	if !slices.Contains(Roles, role) || life <= 0 {
		return "", ErrInvalid
	}
	code = rand.Text()
	refusal := Act{Actor: actor, Action: "invite-refused", Subject: where.id(), Detail: string(role)}
	err = l.try(ctx, refusal, func(tx *db.Tx) error {
		a, err := l.actor(ctx, tx, actor)
		if err != nil {
			return err
		}
		if a.Role != Administrator && (role.rank() >= Coordinator.rank() || !a.Territory.Holds(where)) {
			return ErrAllowed
		}
		now := l.now()
		_, err = tx.Exec(ctx, `INSERT INTO relay_invites (code, role, quartier, commune, author, created, expires)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
			l.digest("invite", code), string(role), where.Quartier, where.Commune, actor,
			now.UnixMilli(), now.Add(life).UnixMilli())
		if err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: actor, Action: "invite", Subject: where.id(), Detail: string(role)})
	})
	if err != nil {
		return "", err
	}
	return code, nil
}

// Join uses an invitation: it gives its role, never one below what the person
// has, and makes who was removed active again; who is paused stays so, and the
// link stays good. ErrInvite when it cannot be used; that is written in the
// audit trail too.
func (l *Log) Join(ctx context.Context, operator int64, code string) (p Person, err error) {
	defer wrap(&err, "Join")
	who, err := l.who(ctx, operator)
	if err != nil {
		return Person{}, err
	}
	err = l.try(ctx, Act{Actor: who, Action: "join-refused"}, func(tx *db.Tx) error {
		p, err = l.personOrNew(ctx, tx, who)
		if err != nil {
			return err
		}
		if p.State == Paused {
			return ErrInvite
		}
		role, where, err := l.redeem(ctx, tx, code)
		if err != nil {
			return err
		}
		if role.rank() < p.Role.rank() {
			role, where = p.Role, p.Territory
		}
		p, err = l.grant(ctx, tx, who, role, where)
		return err
	})
	if err != nil {
		return Person{}, err
	}
	return p, nil
}

// redeem marks an invitation used and tells what it gives: of two who redeem
// it at once, one gets ErrInvite.
func (l *Log) redeem(ctx context.Context, tx *db.Tx, code string) (role Role, where Territory, err error) {
	d := l.digestsOf("invite", code)
	err = tx.Row(ctx, `UPDATE relay_invites SET used = ?3
		WHERE code IN (?1, ?2) AND used IS NULL AND expires > ?3
		RETURNING role, commune, quartier`,
		[]any{d[0], d[1], l.now().UnixMilli()}, &role, &where.Commune, &where.Quartier)
	if errors.Is(err, db.ErrNotFound) {
		err = ErrInvite
	}
	return role, where, err
}

func (l *Log) grant(ctx context.Context, tx *db.Tx, who string, role Role, where Territory) (Person, error) {
	if err := see(ctx, tx, who, l.now().UnixMilli()); err != nil {
		return Person{}, err
	}
	_, err := tx.Exec(ctx, `UPDATE relay_people SET role = ?2, quartier = ?3, commune = ?4, state = ?5
		WHERE operator = ?1`, who, string(role), where.Quartier, where.Commune, Active)
	if err != nil {
		return Person{}, err
	}
	if err := l.note(ctx, tx, Act{Actor: who, Action: "join", Subject: where.id(), Detail: string(role)}); err != nil {
		return Person{}, err
	}
	return l.person(ctx, tx, who)
}

// digest is the keyed digest of a code or token: what the database holds of it.
func (l *Log) digest(purpose, code string) string {
	return l.key.Pseudonym(purpose+"/"+code, 0)
}

// digestsOf are the digests a code may be held under: with the secret, and
// with the previous one while it changes.
func (l *Log) digestsOf(purpose, code string) [2]string {
	now := l.digest(purpose, code)
	if l.previous == nil {
		return [2]string{now, now}
	}
	return [2]string{now, l.previous.Pseudonym(purpose+"/"+code, 0)}
}
