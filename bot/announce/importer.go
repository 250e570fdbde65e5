package announce

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"slices"

	"relais/directory/db"
)

// importer is one import.
type importer struct {
	ctx    context.Context
	tx     *db.Tx
	b      *Board
	source string
	sum    Summary
	known  map[string]imported // by their id there
	uids   []string            // of known, in order
	seen   map[string]bool
	others []Item // of other sources, and entered
}

// imported is an item of the source, and the digest of what it said last.
type imported struct {
	Item
	said []byte
}

// goneDigest stands for what a source said last of what it cancelled or dropped.
var goneDigest = func() []byte { sum := sha256.Sum256([]byte("gone")); return sum[:] }()

func (im *importer) author() string { return "source:" + im.source }

func (im *importer) read() error {
	said := map[int64][]byte{}
	err := im.tx.Rows(im.ctx, "SELECT id, digest FROM announce_items WHERE source = ?1", []any{im.source}, func(scan func(...any) error) error {
		var id int64
		var digest []byte
		err := scan(&id, &digest)
		said[id] = digest
		return err
	})
	if err != nil {
		return err
	}
	own, err := itemsWhere(im.ctx, im.tx, selectItems, "i.source = ?1", im.source)
	if err != nil {
		return err
	}
	im.known = map[string]imported{}
	for _, it := range own {
		im.known[it.SourceUID] = imported{it, said[it.ID]}
		im.uids = append(im.uids, it.SourceUID)
	}
	im.others, err = itemsWhere(im.ctx, im.tx, selectItems,
		"i.source <> ?1 AND i.state IN ('proposed', 'confirmed', 'changed')", im.source)
	return err
}

// take does what one record asks for.
func (im *importer) take(it Item) error {
	it = im.b.tidy(it)
	it.ID, it.UID, it.Source, it.Author, it.Reach = 0, "", im.source, im.author(), Fitting
	if it.SourceUID == "" || im.seen[it.SourceUID] {
		im.wrong(it, "uid")
		return nil
	}
	im.seen[it.SourceUID] = true
	if err := checkEdition(im.ctx, im.tx, it.Edition); errors.Is(err, ErrInvalid) {
		im.wrong(it, "edition")
		return nil
	} else if err != nil {
		return err
	}
	old, known := im.known[it.SourceUID]
	said := contents(it)
	if it.State == Cancelled {
		said = goneDigest
	}
	switch {
	case known && bytes.Equal(old.said, said):
		im.sum.Same++
		return nil
	case known && it.State == Cancelled:
		return im.gone(old)
	case known:
		return im.changed(old, it, said)
	case it.State == Cancelled:
		im.sum.Past++
		return nil
	}
	return im.fresh(it, said)
}

func (im *importer) wrong(it Item, fields ...string) {
	im.sum.Wrong = append(im.sum.Wrong, Wrong{it.SourceUID, it.Title, fields})
}

// fresh proposes what is new, without the dates that are past.
func (im *importer) fresh(it Item, said []byte) error {
	now := im.b.now()
	if !it.Upcoming(now) {
		im.sum.Past++
		return nil
	}
	it.Dates = slices.DeleteFunc(it.Dates, func(d Date) bool { return !now.Before(d.Over()) })
	if fields := CheckAt(it, now); len(fields) > 0 {
		im.wrong(it, fields...)
		return nil
	}
	for _, other := range im.others {
		if Alike(it, other) {
			im.sum.Repeated = append(im.sum.Repeated, Repeated{it.SourceUID, it.Title, other.ID})
			return nil
		}
	}
	_, err := im.b.proposeNew(im.ctx, im.tx, it, said)
	im.sum.New++
	return err
}

// changed proposes what a source now says of a known item. A cancellation that
// somebody asked for goes first.
func (im *importer) changed(old imported, it Item, said []byte) error {
	if err := im.revive(old); err != nil {
		return err
	}
	now, base, w, err := im.current(old.ID)
	if err != nil {
		return err
	}
	if w.change == Cancelled && w.author != im.author() {
		im.sum.Same++
		return nil
	}
	it = merged(it, base, im.b.now())
	it.ID = now.ID
	if fields := checkSince(it, &now, im.b.now()); len(fields) > 0 {
		im.wrong(it, fields...)
		return nil
	}
	if err := setDigest(im.ctx, im.tx, it.ID, said); err != nil {
		return err
	}
	stands := old.State != Removed && now.State != Cancelled && w.change != Cancelled
	if stands && bytes.Equal(contents(it), contents(base)) {
		im.sum.Same++
		return nil
	}
	im.sum.Changed++
	return im.b.proposeChange(im.ctx, im.tx, it)
}

// revive finds again what was removed because the source dropped it.
func (im *importer) revive(old imported) error {
	if old.State != Removed {
		return nil
	}
	_, err := im.tx.Exec(im.ctx, "UPDATE announce_items SET state = 'refused' WHERE id = ?1", old.ID)
	return err
}

// current reads an item, the item as it would be once the change that waits is
// approved, and that change.
func (im *importer) current(id int64) (now, base Item, w waiting, err error) {
	if err = hold(im.ctx, im.tx, id); err != nil {
		return
	}
	if now, err = itemByID(im.ctx, im.tx, id); err != nil {
		return
	}
	base = now
	w, err = waitingOf(im.ctx, im.tx, id)
	if errors.Is(err, db.ErrNotFound) {
		return now, base, waiting{}, nil
	}
	if err == nil && w.change == Changed {
		base, err = w.applied(now)
	}
	return now, base, w, err
}

// vanished looks for what the source does not tell any more.
func (im *importer) vanished() error {
	dropped, ahead, published := []imported{}, 0, 0
	for _, uid := range im.uids {
		old := im.known[uid]
		dated := len(old.Dates) > 0 || old.Deadline != 0
		if !dated || !old.Upcoming(im.b.now()) || bytes.Equal(old.said, goneDigest) {
			continue
		}
		public := oneIf(old.State == Confirmed || old.State == Changed)
		ahead += public
		if !im.seen[uid] {
			dropped = append(dropped, old)
			published += public
		}
	}
	if len(im.seen) == 0 || published > fewDropped && 2*published > ahead {
		im.sum.Kept = len(dropped)
		return nil
	}
	for _, old := range dropped {
		if err := im.gone(old); err != nil {
			return err
		}
	}
	return nil
}

// fewDropped is how many a source may always drop at once.
const fewDropped = 3

// gone proposes to cancel what a source cancelled or dropped.
func (im *importer) gone(old imported) error {
	if old.State == Removed || old.State == Refused || old.State == Cancelled {
		im.sum.Same++
		return nil
	}
	im.sum.Cancelled++
	if err := setDigest(im.ctx, im.tx, old.ID, goneDigest); err != nil {
		return err
	}
	if old.Published.IsZero() {
		return im.b.takeBack(im.ctx, im.tx, old.ID, Removed)
	}
	return im.b.cancel(im.ctx, im.tx, old.ID, im.author())
}
