package relay

import (
	"context"
	"errors"

	"relais/directory/db"
)

// names are the columns that hold the pseudonym of an operator; those of
// relay_digests hold one of another purpose.
var names = []struct{ table, column string }{
	{"relay_needs", "operator"}, {"relay_questions", "operator"}, {"relay_intents", "operator"},
	{"relay_unmet", "operator"}, {"relay_flags", "operator"}, {"relay_corrections", "operator"},
	{"relay_outcomes", "operator"}, {"relay_homes", "operator"}, {"relay_people", "operator"},
	{"relay_sessions", "operator"}, {"relay_invites", "author"}, {"relay_entries", "author"},
	{"relay_audit", "actor"}, {"relay_audit", "subject"},
}

// who is the pseudonym of an operator who acts. While the secret changes, what
// stands under their former one is renamed first, in one transaction.
func (l *Log) who(ctx context.Context, operator int64) (string, error) {
	who := l.operator(operator)
	if l.previous == nil {
		return who, nil
	}
	old := l.previous.Pseudonym(operators, operator)
	var found bool
	err := l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, `SELECT EXISTS (SELECT 1 FROM relay_people WHERE operator = ?1)
			OR EXISTS (SELECT 1 FROM relay_homes WHERE operator = ?1)
			OR EXISTS (SELECT 1 FROM relay_questions WHERE operator = ?1)
			OR EXISTS (SELECT 1 FROM relay_intents WHERE operator = ?1)
			OR EXISTS (SELECT 1 FROM relay_digests WHERE who = ?2)`,
			[]any{old, l.previous.Pseudonym(digests, operator)}, &found)
	})
	if err != nil || !found {
		return who, err
	}
	return who, l.db.Update(ctx, func(tx *db.Tx) error { return l.rename(ctx, tx, operator) })
}

// rename gives what stands under the former pseudonym of an operator to the
// present one. It changes nothing the second time.
func (l *Log) rename(ctx context.Context, tx *db.Tx, operator int64) error {
	old, who := l.previous.Pseudonym(operators, operator), l.operator(operator)
	if err := l.merge(ctx, tx, old, who); err != nil {
		return err
	}
	for _, n := range names {
		_, err := tx.Exec(ctx, "UPDATE "+n.table+" SET "+n.column+" = ?2 WHERE "+n.column+" = ?1", old, who)
		if err != nil {
			return err
		}
	}
	if err := l.reseal(ctx, tx, operator); err != nil {
		return err
	}
	return l.note(ctx, tx, Act{Actor: System, Action: "rename", Subject: who})
}

// merge makes way for old where who has a row already, because they acted
// before the previous secret was told: who keeps the higher role and the later
// home, the rest is as it was.
func (l *Log) merge(ctx context.Context, tx *db.Tx, old, who string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM relay_homes WHERE operator = ?1
		AND EXISTS (SELECT 1 FROM relay_homes WHERE operator = ?2)`, old, who); err != nil {
		return err
	}
	was, err := l.person(ctx, tx, old)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	is, err := l.personOrNew(ctx, tx, who)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "DELETE FROM relay_people WHERE operator = ?1", who); err != nil {
		return err
	}
	if is.Role.rank() <= was.Role.rank() {
		return nil
	}
	_, err = tx.Exec(ctx, "UPDATE relay_people SET role = ?2, quartier = ?3, commune = ?4 WHERE operator = ?1",
		old, string(is.Role), is.Territory.Quartier, is.Territory.Commune)
	return err
}

// reseal moves the digest of an operator under the present secret.
func (l *Log) reseal(ctx context.Context, tx *db.Tx, operator int64) error {
	old, who := l.previous.Pseudonym(digests, operator), l.key.Pseudonym(digests, operator)
	var sealed []byte
	err := tx.Row(ctx, "DELETE FROM relay_digests WHERE who = ?1 RETURNING sealed", []any{old}, &sealed)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	plain, err := l.unlock(digests, sealed)
	if err != nil {
		return err
	}
	if sealed, err = l.key.Seal(digests, plain); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO relay_digests (who, sealed, sent) VALUES (?1, ?2, 0)
		ON CONFLICT (who) DO NOTHING`, who, sealed)
	return err
}

// unlock opens what was sealed with the secret, or with the previous one.
func (l *Log) unlock(purpose string, sealed []byte) ([]byte, error) {
	plain, err := l.key.Open(purpose, sealed)
	if err != nil && l.previous != nil {
		return l.previous.Open(purpose, sealed)
	}
	return plain, err
}
