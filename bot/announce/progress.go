package announce

import (
	"context"
	"fmt"
	"time"

	"relais/directory/db"
)

// Progress of a mailing.
type Progress struct {
	Mailing  int64
	Item     int64  // 0 for a digest
	Version  int    // of the item it tells
	Title    string // empty for a digest
	Purpose  string
	Period   int    // YYYYMMDD: the day it is for, or 0
	State    string // ready: its recipients are not written yet; running, stopped, done
	Author   string // pseudonym of who approved it, or Automatic
	Created  time.Time
	NotAfter time.Time      // what is not sent by then is Late; zero for never
	Counts   map[string]int // by state
	Reasons  map[string]int // of what did not arrive, or may not have
	Finished time.Time
}

// Mailings lists the latest mailings with their progress, latest first.
func (b *Board) Mailings(ctx context.Context, limit int) (list []Progress, err error) {
	defer wrap(&err, "Mailings(%d)", limit)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		list, err = progress(ctx, tx, "ORDER BY m.id DESC LIMIT ?1", limit)
		return err
	})
	return list, err
}

// Mailing is the progress of one; db.ErrNotFound.
func (b *Board) Mailing(ctx context.Context, id int64) (p Progress, err error) {
	defer wrap(&err, "Mailing(%d)", id)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		list, err := progress(ctx, tx, "WHERE m.id = ?1", id)
		if err == nil && len(list) == 0 {
			return db.ErrNotFound
		}
		if err == nil {
			p = list[0]
		}
		return err
	})
	return p, err
}

// progress reads mailings m, chosen and put in order by tail, with their counts.
func progress(ctx context.Context, tx *db.Tx, tail string, args ...any) (list []Progress, err error) {
	err = tx.Rows(ctx, `SELECT m.id, COALESCE(m.item, 0), m.version, COALESCE(i.title, ''), m.purpose, m.period, m.state, m.author,
		m.created, COALESCE(m.not_after, 0), COALESCE(m.finished, 0)
		FROM announce_mailings m LEFT JOIN announce_items i ON i.id = m.item `+tail, args,
		func(scan func(...any) error) error {
			var created, notAfter, finished int64
			p := Progress{Counts: map[string]int{}, Reasons: map[string]int{}}
			err := scan(&p.Mailing, &p.Item, &p.Version, &p.Title, &p.Purpose, &p.Period, &p.State, &p.Author, &created, &notAfter, &finished)
			p.Created, p.NotAfter, p.Finished = fromMillis(created), fromMillis(notAfter), fromMillis(finished)
			list = append(list, p)
			return err
		})
	for _, p := range list {
		if err == nil {
			err = p.count(ctx, tx)
		}
	}
	return list, err
}

func (p Progress) count(ctx context.Context, tx *db.Tx) error {
	return tx.Rows(ctx, "SELECT state, reason, COUNT(*) FROM announce_deliveries WHERE mailing = ?1 GROUP BY state, reason",
		[]any{p.Mailing}, func(scan func(...any) error) error {
			var state, reason string
			var n int
			err := scan(&state, &reason, &n)
			p.Counts[state] += n
			if reason != "" && state != Waiting {
				p.Reasons[reason] += n
			}
			return err
		})
}

// Due tells what would go if sending were on: mailings whose recipients are not
// written yet, as Preview counts them, those that run, and the reminders that
// would open. Counts holds Waiting only. Nothing is written.
func (b *Board) Due(ctx context.Context) (list []Progress, err error) {
	defer wrap(&err, "Due")
	now := b.now()
	err = b.db.View(ctx, func(tx *db.Tx) error {
		if list, err = progress(ctx, tx, "WHERE m.state IN ('ready', 'running') ORDER BY m.id"); err != nil {
			return err
		}
		for i, p := range list {
			waits := p.Counts[Waiting]
			if p.State == mailingReady {
				waits, err = expected(ctx, tx, p.Mailing, now)
			}
			list[i].Counts = map[string]int{Waiting: waits}
			if err != nil {
				return err
			}
		}
		reminders, err := dueReminders(ctx, tx, now)
		for _, r := range reminders {
			p := Progress{Item: r.item, Version: r.version, Purpose: r.purpose, Period: r.period,
				Author: Automatic, NotAfter: r.notAfter, Counts: map[string]int{}, Reasons: map[string]int{}}
			if err == nil {
				p.Title, p.Counts[Waiting], err = r.expected(ctx, tx, now)
			}
			list = append(list, p)
		}
		return err
	})
	return list, err
}

// expected tells what a reminder is about and how many it would go to.
func (r reminder) expected(ctx context.Context, tx *db.Tx, now time.Time) (title string, n int, err error) {
	to := whoComes(r.item, eveOf(r.period))
	if r.purpose == ForWeekly {
		items, err := digestItems(ctx, tx, r.period, now)
		if err != nil {
			return "", 0, err
		}
		to = whoWeekly(items, now)
	} else if err := tx.Row(ctx, "SELECT title FROM announce_items WHERE id = ?1", []any{r.item}, &title); err != nil {
		return "", 0, err
	}
	soon, later, err := to.count(ctx, tx, now)
	return title, soon + later, err
}

func expected(ctx context.Context, tx *db.Tx, mailing int64, now time.Time) (int, error) {
	to, _, err := recipientsOf(ctx, tx, mailing, now)
	if err != nil || to.where == "" {
		return 0, err
	}
	n, later, err := to.count(ctx, tx, now)
	return n + later, err
}

// describe is a mailing in the log: no name, no word.
func (p Progress) describe() string {
	return fmt.Sprintf("%s of %d, version %d, to %d", p.Purpose, p.Item, p.Version, p.Counts[Waiting])
}
