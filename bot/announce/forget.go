package announce

import (
	"context"
	"crypto/rand"

	"relais/directory/db"
)

// Forget erases a chat's subscription and drafts, and what waits for it. What it
// received and answered stays counted, each under a name of its own that is
// nobody's. What the person proposed or approved has Effaced as its author;
// their approvals of what still waits fall.
func (b *Board) Forget(ctx context.Context, chat int64) (err error) {
	defer wrap(&err, "Forget")
	if err := b.Meet(ctx, chat); err != nil {
		return err
	}
	who, err := b.who(ctx, chat)
	if err != nil {
		return err
	}
	author := b.key.Pseudonym(operators, chat)
	return b.db.Update(ctx, func(tx *db.Tx) error {
		if err := forget(ctx, tx, who); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM announce_approvals WHERE actor = ?1", author); err != nil {
			return err
		}
		return renameAuthor(ctx, tx, author, Effaced)
	})
}

// forget erases what stands under the pseudonym of a chat.
func forget(ctx context.Context, tx *db.Tx, who string) error {
	for _, query := range erasures {
		if _, err := tx.Exec(ctx, query, who); err != nil {
			return err
		}
	}
	return anonymise(ctx, tx, who)
}

var erasures = []string{
	"DELETE FROM announce_subscribers WHERE who = ?1",
	"DELETE FROM announce_drafts WHERE who = ?1",
	"DELETE FROM announce_deliveries WHERE who = ?1 AND state = 'waiting'",
}

// anonymise gives each delivery and answer of who a name of its own, so that
// they cannot be put together again.
func anonymise(ctx context.Context, tx *db.Tx, who string) error {
	for _, t := range []struct{ table, of string }{{"announce_deliveries", "mailing"}, {"announce_answers", "item"}} {
		var ids []int64
		err := tx.Rows(ctx, "SELECT DISTINCT "+t.of+" FROM "+t.table+" WHERE who = ?1", []any{who}, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
		for _, id := range ids {
			if err == nil {
				_, err = tx.Exec(ctx, "UPDATE "+t.table+" SET who = ?3 WHERE who = ?1 AND "+t.of+" = ?2", who, id, Effaced+"/"+rand.Text())
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
