package announce

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"relais/directory/db"
)

// Item finds one as it stands, published or not, with its poster; db.ErrNotFound.
func (b *Board) Item(ctx context.Context, id int64) (it Item, err error) {
	defer wrap(&err, "Item(%d)", id)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		it, err = itemByID(ctx, tx, id)
		return err
	})
	return it, err
}

// Filter chooses items. Zero values choose all.
type Filter struct {
	Kinds, Themes     []string
	Quartier, Commune string // a quarter's items are its commune's too
	Edition           int64
	From, To          int      // YYYYMMDD, of one of their dates or of their deadline
	States            []string // Confirmed, Changed and Cancelled by default: what the public may see
	Author            string
	Upcoming          bool // as Item.Upcoming
}

// Items lists items, by next date then title, without posters.
func (b *Board) Items(ctx context.Context, f Filter) (items []Item, err error) {
	defer wrap(&err, "Items")
	where, args := f.where()
	err = b.db.View(ctx, func(tx *db.Tx) error {
		items, err = itemsWhere(ctx, tx, selectItems, where, args...)
		return err
	})
	if err != nil {
		return nil, err
	}
	now := b.now()
	items = slices.DeleteFunc(items, func(it Item) bool { return !f.holds(it) || f.Upcoming && !it.Upcoming(now) })
	slices.SortStableFunc(items, func(x, y Item) int {
		return cmp.Or(x.instant(now).Compare(y.instant(now)), strings.Compare(Fold(x.Title), Fold(y.Title)), cmp.Compare(x.ID, y.ID))
	})
	return items, nil
}

// where chooses what the database can.
func (f Filter) where() (string, []any) {
	states := f.States
	if len(states) == 0 {
		states = []string{Confirmed, Changed, Cancelled}
	}
	args := []any{}
	for _, s := range states {
		args = append(args, s)
	}
	where := "i.state <> 'removed' AND i.state IN (" + db.List(1, len(states)) + ")"
	add := func(column string, value any) {
		args = append(args, value)
		where += fmt.Sprintf(" AND i.%s = ?%d", column, len(args))
	}
	if f.Edition != 0 {
		add("edition", f.Edition)
	}
	if f.Author != "" {
		add("author", f.Author)
	}
	if f.Quartier != "" {
		add("quartier", f.Quartier)
	}
	if f.Commune != "" {
		add("commune", f.Commune)
	}
	return where, args
}

// holds chooses by what stands in lists.
func (f Filter) holds(it Item) bool {
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, it.Kind) {
		return false
	}
	if len(f.Themes) > 0 && !meet(f.Themes, it.Themes) {
		return false
	}
	return f.From == 0 && f.To == 0 || f.during(it)
}

func (f Filter) during(it Item) bool {
	within := func(first, last int) bool { return last >= f.From && (f.To == 0 || first <= f.To) }
	if it.Deadline != 0 && within(it.Deadline, it.Deadline) {
		return true
	}
	return slices.ContainsFunc(it.Dates, func(d Date) bool { return within(d.FirstDay(), d.LastDay()) })
}

// Poster is the picture of an item; db.ErrNotFound without one.
func (b *Board) Poster(ctx context.Context, id int64) (poster []byte, err error) {
	defer wrap(&err, "Poster(%d)", id)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT poster FROM announce_items WHERE id = ?1 AND state <> 'removed' AND poster IS NOT NULL",
			[]any{id}, &poster)
	})
	return poster, err
}

// meet tells whether two lists have something in common.
func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
