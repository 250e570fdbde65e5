package announce

import (
	"context"
	"fmt"
	"time"

	"relais/directory/db"
)

// Automatic is the author of a mailing that nobody asked for: a reminder.
const Automatic = "automatic"

// reminder is a mailing that opens by itself. It is known by its name: opened
// once, whatever becomes of its item's version.
type reminder struct {
	item     int64 // 0 for a digest
	version  int
	purpose  string
	period   int // YYYYMMDD
	notAfter time.Time
}

func (r reminder) name() string { return fmt.Sprintf("%d/0/%s/%d", r.item, r.purpose, r.period) }

// hourOf is an hour of a day, n days after another, in Paris.
func hourOf(day, n, hour int) time.Time {
	y, m, d := dayAfter(day, n).Date()
	return time.Date(y, m, d, hour, 0, 0, 0, paris)
}

// eveOf is when those who come on a day are reminded: the day before at 18 h.
func eveOf(day int) time.Time { return hourOf(day, -1, 18) }

// remindBy is when a reminder of a date is no use any more.
func remindBy(d Date) time.Time {
	if d.Whole {
		return hourOf(d.FirstDay(), 0, 12)
	}
	return d.Starts
}

// open opens the reminders that are due and were not opened.
func (b *Board) openReminders(ctx context.Context) error {
	now := b.now()
	var list []reminder
	err := b.db.View(ctx, func(tx *db.Tx) (err error) {
		list, err = dueReminders(ctx, tx, now)
		return err
	})
	if err != nil || len(list) == 0 {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		for _, r := range list {
			if _, err := r.open(ctx, tx, mailingReady, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// open writes the mailing of a reminder and tells its id, 0 when it was open.
func (r reminder) open(ctx context.Context, tx *db.Tx, state string, now time.Time) (id int64, err error) {
	n, err := tx.Exec(ctx, `INSERT INTO announce_mailings (name, item, version, purpose, period, state, not_after, author, created)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (name) DO NOTHING`,
		r.name(), orNull(r.item), r.version, r.purpose, r.period, state, r.notAfter.UnixMilli(), Automatic, now.UnixMilli())
	if err != nil || n == 0 {
		return 0, err
	}
	err = tx.Row(ctx, "SELECT id FROM announce_mailings WHERE name = ?1", []any{r.name()}, &id)
	return id, err
}

// dueReminders lists the eves and the digest to open now.
func dueReminders(ctx context.Context, tx *db.Tx, now time.Time) ([]reminder, error) {
	list, err := dueEves(ctx, tx, now)
	if err != nil {
		return nil, err
	}
	weekly, err := dueWeekly(ctx, tx, now)
	if err != nil {
		return nil, err
	}
	return unopened(ctx, tx, append(list, weekly...))
}

// unopened keeps the reminders that have no mailing yet.
func unopened(ctx context.Context, tx *db.Tx, list []reminder) (kept []reminder, err error) {
	for _, r := range list {
		var n int
		if err := tx.Row(ctx, "SELECT COUNT(*) FROM announce_mailings WHERE name = ?1", []any{r.name()}, &n); err != nil {
			return nil, err
		}
		if n == 0 {
			kept = append(kept, r)
		}
	}
	return kept, nil
}

// dueEves lists, from 18 h the day before until it begins, each date that
// somebody said they come to before.
func dueEves(ctx context.Context, tx *db.Tx, now time.Time) (list []reminder, err error) {
	items, err := itemsWhere(ctx, tx, selectItems, `i.state IN ('confirmed', 'changed') AND EXISTS
		(SELECT 1 FROM announce_dates e WHERE e.item = i.id AND e.starts >= ?1 AND e.starts < ?2)
		AND EXISTS (SELECT 1 FROM announce_answers a WHERE a.item = i.id AND a.answer = 'viens')`,
		dayAfter(DayOf(now), 0).UnixMilli(), dayAfter(DayOf(now), 2).UnixMilli())
	for _, it := range items {
		for _, d := range it.Dates {
			if now.Before(eveOf(d.FirstDay())) || !now.Before(remindBy(d)) {
				continue
			}
			r := reminder{it.ID, it.Version, ForEve, d.FirstDay(), remindBy(d)}
			to := whoComes(it.ID, eveOf(r.period))
			if n, later, err := to.count(ctx, tx, now); err != nil {
				return nil, err
			} else if n+later > 0 {
				list = append(list, r)
			}
		}
	}
	return list, err
}
