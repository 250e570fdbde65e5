package announce

import (
	"context"
	"slices"
	"time"

	"relais/directory/db"
)

// A digest opens on Monday at 9 h, until Tuesday evening should the program not
// run, and is worth sending until Wednesday at 9 h.
const (
	digestHour  = 9
	digestOpens = 35 * time.Hour
	digestLasts = 48 * time.Hour
	// digestWeeks is how far a digest goes back when those before had nothing.
	digestWeeks = 4
)

// mondayOf is the Monday of the week of t, YYYYMMDD.
func mondayOf(t time.Time) int {
	back := (int(t.In(paris).Weekday()) + 6) % 7
	return DayOf(dayAfter(DayOf(t), -back))
}

// dueWeekly is the digest of this Monday, when it has something for somebody.
func dueWeekly(ctx context.Context, tx *db.Tx, now time.Time) ([]reminder, error) {
	day := mondayOf(now)
	opens := hourOf(day, 0, digestHour)
	if now.Before(opens) || now.Sub(opens) >= digestOpens {
		return nil, nil
	}
	items, err := digestItems(ctx, tx, day, now)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	to := whoWeekly(items, now)
	n, later, err := to.count(ctx, tx, now)
	if err != nil || n+later == 0 {
		return nil, err
	}
	return []reminder{{0, 0, ForWeekly, day, opens.Add(digestLasts)}}, nil
}

// digestItems lists what is told in the digest of a Monday, by next date: what
// was published since the one before and is still to come, and what was told
// before and was changed or cancelled since. What was sent to everyone was told.
func digestItems(ctx context.Context, tx *db.Tx, monday int, now time.Time) ([]Item, error) {
	since, err := digestSince(ctx, tx, monday)
	if err != nil {
		return nil, err
	}
	items, err := itemsWhere(ctx, tx, selectItems, `i.reach <> 'tous' AND
		(i.state IN ('confirmed', 'changed') AND i.published >= ?1 AND i.published < ?2 OR
		i.state IN ('changed', 'cancelled') AND i.published < ?1 AND EXISTS (SELECT 1 FROM announce_mailings c
		WHERE c.item = i.id AND c.purpose IN ('changed', 'cancelled') AND c.created >= ?1 AND c.created < ?2))`,
		since.UnixMilli(), hourOf(monday, 0, digestHour).UnixMilli())
	items = slices.DeleteFunc(items, func(it Item) bool { return !it.Upcoming(now) })
	slices.SortStableFunc(items, func(x, y Item) int { return x.instant(now).Compare(y.instant(now)) })
	return items, err
}

// digestSince is when the digest before ended: a week ago, or longer when the
// weeks between had none.
func digestSince(ctx context.Context, tx *db.Tx, monday int) (time.Time, error) {
	var last int
	err := tx.Row(ctx, `SELECT COALESCE(MAX(period), 0) FROM announce_mailings
		WHERE purpose = 'weekly' AND period < ?1 AND period >= ?2`,
		[]any{monday, DayOf(dayAfter(monday, -7*digestWeeks))}, &last)
	if last == 0 {
		last = DayOf(dayAfter(monday, -7))
	}
	return hourOf(last, 0, digestHour), err
}

// digestFor is what a digest tells one subscriber: what fits, without what they
// received by itself.
func digestFor(ctx context.Context, tx *db.Tx, items []Item, r row) (list []Item, err error) {
	received := map[int64]int{}
	err = tx.Rows(ctx, `SELECT m.item, MAX(m.version) FROM announce_mailings m
		JOIN announce_deliveries d ON d.mailing = m.id AND d.who = ?1 AND d.state IN ('sending', 'sent', 'uncertain')
		WHERE m.item IS NOT NULL AND m.purpose IN ('new', 'changed', 'cancelled') GROUP BY m.item`, []any{r.who},
		func(scan func(...any) error) error {
			var item int64
			var version int
			err := scan(&item, &version)
			received[item] = version
			return err
		})
	for _, it := range items {
		if version, ok := received[it.ID]; Fits(it, r.choices) && (!ok || version < it.Version) {
			list = append(list, it)
		}
	}
	return list, err
}
