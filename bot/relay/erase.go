package relay

import (
	"context"

	"relais/directory/db"
)

// Erase removes all that is held about an operator but the counts. It is
// complete when it returns nil. In the audit trail, and as author of entries
// and invitations, they become Effaced. With their questions go the unmet needs
// and the corrections others recorded on them, in a group; the acts of others
// stay, of no known question.
//
// What WithFold set is called first, so that the counts of months that are not
// closed stay.
func (l *Log) Erase(ctx context.Context, operator int64) (err error) {
	defer wrap(&err, "Erase")
	who := l.operator(operator)
	return l.db.Update(ctx, func(tx *db.Tx) error {
		if l.previous != nil {
			if err := l.rename(ctx, tx, operator); err != nil {
				return err
			}
		}
		if l.fold != nil {
			if err := l.fold(ctx, tx, who); err != nil {
				return err
			}
		}
		for _, query := range erasures {
			if _, err := tx.Exec(ctx, query, who); err != nil {
				return err
			}
		}
		if err := l.eraseSealed(ctx, tx, operator); err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: System, Action: "erase", Subject: Effaced})
	})
}

// erasures go from what refers to what is referred to. Tags, corrections and
// outcomes of what goes follow by themselves.
var erasures = []string{
	"DELETE FROM relay_outcomes WHERE operator = ?1",
	"DELETE FROM relay_corrections WHERE operator = ?1",
	"DELETE FROM relay_flags WHERE operator = ?1",
	"DELETE FROM relay_unmet WHERE operator = ?1",
	"DELETE FROM relay_intents WHERE operator = ?1",
	"DELETE FROM relay_questions WHERE operator = ?1",
	"DELETE FROM relay_needs WHERE operator = ?1",
	"DELETE FROM relay_homes WHERE operator = ?1",
	"DELETE FROM relay_people WHERE operator = ?1",
	"DELETE FROM relay_sessions WHERE operator = ?1",
	"DELETE FROM relay_invites WHERE author = ?1 AND used IS NULL",
	"UPDATE relay_invites SET author = 'efface' WHERE author = ?1",
	"UPDATE relay_entries SET author = 'efface' WHERE author = ?1",
	"UPDATE relay_audit SET actor = 'efface' WHERE actor = ?1",
	"UPDATE relay_audit SET subject = 'efface' WHERE subject = ?1",
}

// eraseSealed erases what stands under no pseudonym of activity.
func (l *Log) eraseSealed(ctx context.Context, tx *db.Tx, operator int64) error {
	_, err := tx.Exec(ctx, "DELETE FROM relay_digests WHERE who = ?1", l.key.Pseudonym(digests, operator))
	if err != nil {
		return err
	}
	own, err := l.browsings(ctx, tx, operator)
	for _, b := range own {
		if err == nil {
			_, err = tx.Exec(ctx, "DELETE FROM relay_browsing WHERE id = ?1", b.ID)
		}
	}
	return err
}
