package announce

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"relais/directory/db"
)

// Propose keeps a new item, or the change of one that is known by its ID; its
// Author is who proposes that. A change to a published item waits beside it
// until it is approved; one that changes nothing takes back what was waiting.
// Approvals given before fall with any edit. ErrInvalid tells the fields that
// are wrong, ErrState an item that was taken back.
//
// A new item that has the UID of a draft is proposed once: with that of an item
// its author proposed before, it is that item, and the same words change nothing.
//
// The poster of it becomes the item's: one edits what Item or WaitingFor
// returned, not what Items listed without posters.
func (b *Board) Propose(ctx context.Context, it Item) (id int64, err error) {
	defer wrap(&err, "Propose(%d)", it.ID)
	if it.Author == "" {
		return 0, invalid([]string{"author"})
	}
	it = b.tidy(it)
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		if err := checkEdition(ctx, tx, it.Edition); err != nil {
			return err
		}
		if it.ID == 0 {
			id, err = b.proposeOnce(ctx, tx, it)
			return err
		}
		id = it.ID
		return b.proposeChange(ctx, tx, it)
	})
	return id, err
}

// proposeOnce is proposeNew, unless its author proposed it before.
func (b *Board) proposeOnce(ctx context.Context, tx *db.Tx, it Item) (id int64, err error) {
	before, err := itemsWhere(ctx, tx, selectWhole, "i.uid = ?1", it.UID)
	if err != nil {
		return 0, err
	}
	if len(before) == 0 {
		return b.proposeNew(ctx, tx, it, contents(it))
	}
	was := before[0]
	if was.Author != it.Author || was.State == Removed {
		it.UID = ""
		return b.proposeNew(ctx, tx, it, contents(it))
	}
	if bytes.Equal(contents(was), contents(it)) && was.State != Refused {
		return was.ID, nil
	}
	it.ID = was.ID
	return it.ID, b.proposeChange(ctx, tx, it)
}

func (b *Board) proposeNew(ctx context.Context, tx *db.Tx, it Item, digest []byte) (id int64, err error) {
	now := b.now()
	if err := invalid(CheckAt(it, now)); err != nil {
		return 0, err
	}
	if it.UID == "" {
		it.UID = newUID()
	}
	it.State, it.Created = Proposed, now
	if id, err = insertItem(ctx, tx, it, digest); err != nil {
		return 0, err
	}
	return id, b.wait(ctx, tx, waiting{id, changeNew, "", it.Author})
}

func newUID() string { return strings.ToLower(rand.Text()) + "@relais" }

// proposeChange keeps the change of a known item.
func (b *Board) proposeChange(ctx context.Context, tx *db.Tx, it Item) error {
	if err := hold(ctx, tx, it.ID); err != nil {
		return err
	}
	now, err := itemByID(ctx, tx, it.ID)
	if err != nil {
		return err
	}
	if err := invalid(checkSince(it, &now, b.now())); err != nil {
		return err
	}
	if now.Published.IsZero() {
		return b.editUnpublished(ctx, tx, now, it)
	}
	if bytes.Equal(contents(now), contents(it)) && now.State != Cancelled {
		return unwait(ctx, tx, it.ID)
	}
	text, err := recordOf(it).encode()
	if err != nil {
		return err
	}
	return b.wait(ctx, tx, waiting{it.ID, Changed, string(text), it.Author})
}

// editUnpublished changes an item nobody has seen yet; one that was refused is
// proposed again. Whoever proposed it first stays its author.
func (b *Board) editUnpublished(ctx context.Context, tx *db.Tx, now, it Item) error {
	same := bytes.Equal(contents(now), contents(it))
	if same && now.State == Proposed {
		return nil
	}
	editor := it.Author
	it = recordOf(it).onto(now)
	it.State, it.Updated = Proposed, b.now()
	if err := updateItem(ctx, tx, it); err != nil {
		return err
	}
	if it.Source == "" {
		if err := setDigest(ctx, tx, it.ID, contents(it)); err != nil {
			return err
		}
	}
	return b.wait(ctx, tx, waiting{it.ID, changeNew, "", editor})
}

// Cancel proposes that a published item be cancelled, instead of any change
// that was waiting; an item never published is removed at once, and one of a
// feed refused, so that the feed does not bring it back. ErrState when it is
// cancelled already.
func (b *Board) Cancel(ctx context.Context, id int64, actor string) (err error) {
	defer wrap(&err, "Cancel(%d)", id)
	return b.db.Update(ctx, func(tx *db.Tx) error { return b.cancel(ctx, tx, id, actor) })
}

func (b *Board) cancel(ctx context.Context, tx *db.Tx, id int64, actor string) error {
	if err := hold(ctx, tx, id); err != nil {
		return err
	}
	it, err := itemByID(ctx, tx, id)
	switch {
	case err != nil:
		return err
	case it.State == Cancelled:
		return ErrState
	case it.Published.IsZero():
		return b.takeBack(ctx, tx, it.ID, afterCancel(it))
	}
	w, err := waitingOf(ctx, tx, id)
	if err == nil && w.change == Cancelled {
		return nil
	}
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	return b.wait(ctx, tx, waiting{id, Cancelled, "", actor})
}

// afterCancel is the state of an item never published that was cancelled.
func afterCancel(it Item) string {
	if it.Source != "" {
		return Refused
	}
	return Removed
}

// takeBack takes an item never published away, with its poster.
func (b *Board) takeBack(ctx context.Context, tx *db.Tx, id int64, state string) error {
	_, err := tx.Exec(ctx, "UPDATE announce_items SET state = ?2, poster = NULL, updated = ?3 WHERE id = ?1",
		id, state, b.now().UnixMilli())
	if err != nil {
		return err
	}
	return unwait(ctx, tx, id)
}
