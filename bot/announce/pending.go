package announce

import (
	"context"

	"relais/directory/db"
)

// Pending is what waits for approval: the item as it would be, and what
// approving it would do.
type Pending struct {
	Item      Item   // as it would be, in the state and version it would have
	Change    string // new, changed, cancelled
	Before    *Item  // as it is now, nil when new
	Digest    string // of the very record, 22 of A-Za-z0-9_-: to be given back to Approve
	Approvals int    // given so far
	Needed    int    // 1, or 2 when it is or was for Everyone
	Audience  int    // subscribers it would go to, as Preview tells
	Author    string // who proposed it, or edited it last

	proof   []byte
	authors []string // who may not approve when two are needed
}

// Waiting lists what waits for approval, oldest first.
func (b *Board) Waiting(ctx context.Context) (list []Pending, err error) {
	defer wrap(&err, "Waiting")
	err = b.db.View(ctx, func(tx *db.Tx) error {
		var ids []int64
		err := tx.Rows(ctx, "SELECT item FROM announce_changes ORDER BY at, item", nil, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
		list = nil
		for _, id := range ids {
			var p Pending
			if err == nil {
				p, err = b.pendingFor(ctx, tx, id)
			}
			list = append(list, p)
		}
		return err
	})
	return list, err
}

// WaitingFor is one of them; db.ErrNotFound when nothing waits.
func (b *Board) WaitingFor(ctx context.Context, id int64) (p Pending, err error) {
	defer wrap(&err, "WaitingFor(%d)", id)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		p, err = b.pendingFor(ctx, tx, id)
		return err
	})
	return p, err
}

// pendingFor reads what waits for an item, with its audience.
func (b *Board) pendingFor(ctx context.Context, tx *db.Tx, id int64) (Pending, error) {
	p, err := b.pending(ctx, tx, id)
	if err == nil {
		err = b.audience(ctx, tx, &p)
	}
	return p, err
}

// pending reads what waits for an item, without its audience.
func (b *Board) pending(ctx context.Context, tx *db.Tx, id int64) (Pending, error) {
	w, err := waitingOf(ctx, tx, id)
	if err != nil {
		return Pending{}, err
	}
	now, err := itemByID(ctx, tx, id)
	if err != nil {
		return Pending{}, err
	}
	next, err := w.applied(now)
	if err != nil {
		return Pending{}, err
	}
	p := Pending{Item: next, Change: w.change, Author: w.author, Needed: 1, authors: []string{w.author}}
	if w.change == changeNew {
		p.authors = append(p.authors, now.Author)
	} else {
		p.Before = &now
	}
	if next.Reach == Everyone || now.Reach == Everyone {
		p.Needed = 2
	}
	p.proof = proofOf(id, w.change, next.Version, next)
	p.Digest = digestText(p.proof)
	err = tx.Row(ctx, "SELECT COUNT(*) FROM announce_approvals WHERE item = ?1 AND digest = ?2", []any{id, p.proof}, &p.Approvals)
	return p, err
}

// audience counts the subscribers a publication would go to, now or after their
// quiet hours: as Preview does.
func (b *Board) audience(ctx context.Context, tx *db.Tx, p *Pending) (err error) {
	now := b.now()
	to := whoNew(p.Item, now)
	if p.Before != nil {
		if to, err = whoKnowsOf(ctx, tx, *p.Before, p.Item, now); err != nil {
			return err
		}
	}
	soon, later, err := to.count(ctx, tx, now)
	p.Audience = soon + later
	return err
}
