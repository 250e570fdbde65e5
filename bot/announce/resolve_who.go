package announce

import (
	"context"
	"fmt"
	"strings"
	"time"

	"relais/directory/db"
)

// recipients are active subscribers chosen by a condition on announce_subscribers
// s, and the parameters of that condition.
type recipients struct {
	where string
	args  []any
}

// param adds a parameter and tells its name.
func (r *recipients) param(value any) string {
	r.args = append(r.args, value)
	return fmt.Sprintf("?%d", len(r.args))
}

// lists tells whether a spaced list is empty, or holds one of some ids.
func (r *recipients) lists(column string, ids ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "(s.%s = ' '", column)
	for _, id := range ids {
		if id != "" {
			fmt.Fprintf(&b, ` OR s.%s LIKE %s ESCAPE '\'`, column, r.param("% "+escape.Replace(id)+" %"))
		}
	}
	return b.String() + ")"
}

var escape = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// fits is Fits in SQL.
func (r *recipients) fits(it Item) string {
	if it.Reach == Everyone {
		return "1 = 1"
	}
	fits := r.lists("kinds", it.Kind)
	if len(it.Themes) > 0 {
		fits += " AND " + r.lists("themes", it.Themes...)
	}
	if it.Quartier != "" || it.Commune != "" {
		fits += " AND " + r.lists("places", it.Quartier, it.Commune)
	}
	return fits
}

// whoNew are those a new item goes to at once: whom it fits, who want that
// rhythm unless it is for everyone, and who did not mute.
func whoNew(it Item, now time.Time) (r recipients) {
	r.where = "s.muted <= " + r.param(now.UnixMilli()) + " AND " + r.fits(it)
	if it.Reach != Everyone {
		r.where += " AND s.rhythm = 'now'"
	}
	return r
}

// whoKnows are those a change or a cancellation goes to: who said they come, and
// who received the item, as far as they want that rhythm or it was for everyone.
// With soon, the next digest is too late: those it would tell are told at once.
func whoKnows(ctx context.Context, tx *db.Tx, it Item, soon bool, now time.Time) (r recipients, err error) {
	var mailings []string
	rhythms := "s.rhythm = 'now'"
	r.where = "EXISTS (SELECT 1 FROM announce_answers a WHERE a.item = " + r.param(it.ID) + " AND a.who = s.who AND a.answer = 'viens')"
	if soon {
		rhythms = "s.rhythm IN ('now', 'weekly')"
		r.where += " OR s.rhythm = 'weekly' AND s.muted <= " + r.param(now.UnixMilli()) + " AND " + r.fits(it)
	}
	err = tx.Rows(ctx, "SELECT id FROM announce_mailings WHERE item = ?1 AND purpose IN ('new', 'changed')", []any{it.ID},
		func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			mailings = append(mailings, r.param(id))
			return err
		})
	if err != nil || len(mailings) == 0 {
		return r, err
	}
	received := `EXISTS (SELECT 1 FROM announce_deliveries d WHERE d.mailing IN (` + strings.Join(mailings, ", ") + `)
		AND d.who = s.who AND d.state IN ('sending', 'sent', 'uncertain'))`
	if it.Reach != Everyone {
		received = rhythms + " AND " + received
	}
	r.where += " OR " + received
	return r, nil
}

// whoComes are those who said, before an instant, that they come.
func whoComes(item int64, before time.Time) (r recipients) {
	r.where = "EXISTS (SELECT 1 FROM announce_answers a WHERE a.item = " + r.param(item) +
		" AND a.who = s.who AND a.answer = 'viens' AND a.at <= " + r.param(before.UnixMilli()) + ")"
	return r
}

// whoWeekly are those a digest is for: whom one of its items fits.
func whoWeekly(items []Item, now time.Time) (r recipients) {
	var fits []string
	muted := r.param(now.UnixMilli())
	for _, it := range items {
		fits = append(fits, "("+r.fits(it)+")")
	}
	if len(fits) > 0 {
		r.where = "s.rhythm = 'weekly' AND s.muted <= " + muted + " AND (" + strings.Join(fits, " OR ") + ")"
	}
	return r
}

// recipientsOf chooses the recipients of a mailing; none is an empty condition.
// front tells those that go before others: what changed, what is tomorrow, what
// is urgent.
func recipientsOf(ctx context.Context, tx *db.Tx, mailing int64, now time.Time) (to recipients, front bool, err error) {
	var item int64
	var purpose string
	var period int
	err = tx.Row(ctx, "SELECT COALESCE(item, 0), purpose, period FROM announce_mailings WHERE id = ?1", []any{mailing}, &item, &purpose, &period)
	if err != nil {
		return to, false, err
	}
	if purpose == ForWeekly {
		items, err := digestItems(ctx, tx, period, now)
		return whoWeekly(items, now), false, err
	}
	found, err := itemsWhere(ctx, tx, selectItems, "i.id = ?1", item)
	if err != nil || len(found) == 0 || found[0].State == Cancelled && purpose != ForCancelled {
		return to, false, err
	}
	switch it := found[0]; purpose {
	case ForNew:
		return whoNew(it, now), it.Kind == Alert, nil
	case ForEve:
		return whoComes(it.ID, eveOf(period)), true, nil
	case ForChanged, ForCancelled:
		soon := period != 0 && now.Before(digestAt(period))
		to, err = whoKnows(ctx, tx, it, soon, now)
		return to, true, err
	}
	return to, false, nil // attendance: its one row was written with it
}
