package announce

import (
	"context"

	"relais/directory/db"
)

// changeNew is the change of an item nobody has seen yet. The others are
// Changed and Cancelled.
const changeNew = "new"

// waiting is a change that waits for approval. Its record is empty unless it is
// Changed: a new item is its own, and a cancelled one stays as it is.
type waiting struct {
	item           int64
	change, record string
	author         string
}

// wait makes a change wait, instead of any other; approvals fall.
func (b *Board) wait(ctx context.Context, tx *db.Tx, w waiting) error {
	if err := unwait(ctx, tx, w.item); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "INSERT INTO announce_changes (item, change, record, author, at) VALUES (?1, ?2, ?3, ?4, ?5)",
		w.item, w.change, w.record, w.author, b.now().UnixMilli())
	return err
}

// unwait takes back what waits for an item, with its approvals.
func unwait(ctx context.Context, tx *db.Tx, item int64) error {
	if _, err := tx.Exec(ctx, "DELETE FROM announce_approvals WHERE item = ?1", item); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "DELETE FROM announce_changes WHERE item = ?1", item)
	return err
}

// waitingOf finds what waits for an item; db.ErrNotFound when nothing does.
func waitingOf(ctx context.Context, tx *db.Tx, item int64) (w waiting, err error) {
	w.item = item
	err = tx.Row(ctx, "SELECT change, record, author FROM announce_changes WHERE item = ?1", []any{item},
		&w.change, &w.record, &w.author)
	return w, err
}

// applied is the item as it would be once a change is approved.
func (w waiting) applied(it Item) (Item, error) {
	switch w.change {
	case changeNew:
		it.State = Confirmed
		return it, nil
	case Cancelled:
		it.State = Cancelled
	default:
		r, err := decodeRecord(w.record)
		if err != nil {
			return Item{}, err
		}
		it = r.onto(it)
		it.State = Changed
	}
	it.Version++
	return it, nil
}
