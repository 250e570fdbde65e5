package announce

import (
	"context"
	"errors"

	"relais/directory/db"
)

// Purposes of pseudonyms. Those of authors are made by whoever records relay
// activity, under the same secret; they are known here to rename and to forget.
const (
	subscribers = "subscriber"
	operators   = "operator"
)

// whoTables hold the pseudonym of a subscriber in who, authorColumns that of
// somebody who proposed or approved.
var (
	whoTables     = []string{"announce_subscribers", "announce_drafts", "announce_deliveries", "announce_answers"}
	authorColumns = []struct{ table, column string }{
		{"announce_items", "author"}, {"announce_changes", "author"}, {"announce_approvals", "actor"},
		{"announce_mailings", "author"}, {"announce_attendance", "author"},
	}
)

// who is the pseudonym of a chat. While the secret changes, what stands under
// its former one is renamed first, in one transaction.
func (b *Board) who(ctx context.Context, chat int64) (string, error) {
	who := b.key.Pseudonym(subscribers, chat)
	if b.previous == nil {
		return who, nil
	}
	old := b.previous.Pseudonym(subscribers, chat)
	query := "SELECT 1 = 0"
	for _, t := range whoTables {
		query += " OR EXISTS (SELECT 1 FROM " + t + " WHERE who = ?1)"
	}
	found, err := b.stands(ctx, query, old)
	if err != nil || !found {
		return who, err
	}
	return who, b.db.Update(ctx, func(tx *db.Tx) error { return b.move(ctx, tx, old, who, chat) })
}

func (b *Board) stands(ctx context.Context, query, old string) (found bool, err error) {
	err = b.db.View(ctx, func(tx *db.Tx) error { return tx.Row(ctx, query, []any{old}, &found) })
	return found, err
}

// Meet is to be called when somebody acts under their present pseudonym of
// author, and before: while the secret changes, what they proposed and approved
// under the former one becomes theirs, so that nobody counts twice. It costs
// nothing otherwise.
func (b *Board) Meet(ctx context.Context, user int64) (err error) {
	defer wrap(&err, "Meet")
	if b.previous == nil {
		return nil
	}
	old := b.previous.Pseudonym(operators, user)
	query := "SELECT 1 = 0"
	for _, c := range authorColumns {
		query += " OR EXISTS (SELECT 1 FROM " + c.table + " WHERE " + c.column + " = ?1)"
	}
	found, err := b.stands(ctx, query, old)
	if err != nil || !found {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error { return renameAuthor(ctx, tx, old, b.key.Pseudonym(operators, user)) })
}

// renameAuthor gives what somebody proposed or approved another name. Who
// approved under both approved once.
func renameAuthor(ctx context.Context, tx *db.Tx, old, name string) error {
	_, err := tx.Exec(ctx, `DELETE FROM announce_approvals WHERE actor = ?1 AND EXISTS (SELECT 1 FROM announce_approvals o
		WHERE o.actor = ?2 AND o.item = announce_approvals.item AND o.digest = announce_approvals.digest)`, old, name)
	if err != nil {
		return err
	}
	for _, c := range authorColumns {
		_, err := tx.Exec(ctx, "UPDATE "+c.table+" SET "+c.column+" = ?2 WHERE "+c.column+" = ?1", old, name)
		if err != nil {
			return err
		}
	}
	return nil
}

// Moved follows a group that became another chat: its choices, answers and what
// waits for it. When the other subscribed already, its own choices stay, and
// what one of them received is not sent to the other.
func (b *Board) Moved(ctx context.Context, from, to int64) (err error) {
	defer wrap(&err, "Moved")
	old, err := b.who(ctx, from)
	if err != nil {
		return err
	}
	who, err := b.who(ctx, to)
	if err != nil || old == who {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error { return b.move(ctx, tx, old, who, to) })
}

// move gives what stands under the pseudonym old to who, the pseudonym of chat.
// It changes nothing the second time.
func (b *Board) move(ctx context.Context, tx *db.Tx, old, who string, chat int64) error {
	for _, query := range makeWay {
		if _, err := tx.Exec(ctx, query, old, who); err != nil {
			return err
		}
	}
	for _, t := range whoTables {
		if _, err := tx.Exec(ctx, "UPDATE "+t+" SET who = ?2 WHERE who = ?1", old, who); err != nil {
			return err
		}
	}
	_, err := subscriptionOf(ctx, tx, who)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	sealed, err := b.sealChat(chat)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "UPDATE announce_subscribers SET sealed = ?2 WHERE who = ?1", who, sealed)
	return err
}

// makeWay deletes one of two rows that would have the same name: of ?1, whom ?2
// replaces, except a delivery that left while the other waits.
var makeWay = []string{
	"DELETE FROM announce_subscribers WHERE who = ?1 AND EXISTS (SELECT 1 FROM announce_subscribers o WHERE o.who = ?2)",
	"DELETE FROM announce_drafts WHERE who = ?1 AND EXISTS (SELECT 1 FROM announce_drafts o WHERE o.who = ?2)",
	`DELETE FROM announce_answers WHERE who = ?1 AND EXISTS (SELECT 1 FROM announce_answers o
		WHERE o.who = ?2 AND o.item = announce_answers.item AND o.answer = announce_answers.answer)`,
	`DELETE FROM announce_deliveries WHERE who = ?2 AND state NOT IN ('sending', 'sent', 'uncertain')
		AND EXISTS (SELECT 1 FROM announce_deliveries o WHERE o.who = ?1
		AND o.mailing = announce_deliveries.mailing AND o.state IN ('sending', 'sent', 'uncertain'))`,
	`DELETE FROM announce_deliveries WHERE who = ?1 AND EXISTS (SELECT 1 FROM announce_deliveries o
		WHERE o.who = ?2 AND o.mailing = announce_deliveries.mailing)`,
}
