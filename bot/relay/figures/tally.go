package figures

import (
	"context"
	"fmt"
	"time"

	"relais/directory/db"
)

// How the counts are kept. relay_counts holds what is additive at each place
// (commune and quarter of the town) by month; communes, totals, quarters of the
// year and years are sums. What counts persons is no sum: it is also held for
// (commune, *) and (*, *), and for codes that are no months: YYYY21 to YYYY24
// for the quarters of a year, YYYY00 for the year. relay_months says of each
// code when it was counted, and whether for good.

const (
	// settle is how long after its end a month may still get rows: of questions
	// asked just before and handled just after.
	settle = time.Hour
	// lull is how long the persons of the running quarter and year stay counted.
	lull = time.Hour
)

// Tally counts: a month that ended and is not closed is counted once more and
// closed, the running month is counted again. It is to be called at start and
// every few minutes; one replica at a time does it, the others return at once.
// Each month is one transaction: after a crash the next Tally goes on.
func (f *Figures) Tally(ctx context.Context) (err error) {
	defer wrap(&err, "Tally")
	release, ok, err := f.db.TryLock(ctx, "figures")
	if err != nil || !ok {
		return err
	}
	defer release()
	over, running, err := f.due(ctx)
	if err != nil {
		return err
	}
	for _, m := range over {
		if err := f.close(ctx, m); err != nil {
			return err
		}
	}
	return f.run(ctx, running)
}

// due lists the months to close, first one first, and those to count again.
func (f *Figures) due(ctx context.Context) (over, running []Month, err error) {
	now := f.now()
	last := MonthOf(now)
	open := MonthOf(now.Add(-settle)) // the first month not to close
	first := last
	err = f.db.View(ctx, func(tx *db.Tx) error {
		first, err = firstOpen(ctx, tx, last)
		return err
	})
	for m := first; m <= last; m = m.Add(1) {
		if m < open {
			over = append(over, m)
		} else {
			running = append(running, m)
		}
	}
	return over, running, err
}

// firstOpen is the month after the last closed one, or the first of all rows.
func firstOpen(ctx context.Context, tx *db.Tx, last Month) (Month, error) {
	var closed, first int
	err := tx.Row(ctx, `SELECT COALESCE(MAX(month), 0) FROM relay_months
		WHERE closed = 1 AND month % 100 BETWEEN 1 AND 12`, nil, &closed)
	if err != nil || closed > 0 {
		return Month(closed).Add(1), err
	}
	err = tx.Row(ctx, `SELECT COALESCE(MIN(day), 0) FROM (SELECT MIN(day) AS day FROM relay_questions
		UNION ALL SELECT MIN(day) FROM relay_intents UNION ALL SELECT MIN(day) FROM relay_flags
		UNION ALL SELECT MIN(month) * 100 FROM relay_erased WHERE month % 100 BETWEEN 1 AND 12) AS firsts`, nil, &first)
	if err != nil || first == 0 {
		return last, err
	}
	return min(Month(first/100), last), nil
}

// close counts a month that is over for good, and with it the quarter and the
// year it ends.
func (f *Figures) close(ctx context.Context, m Month) error {
	return f.db.Update(ctx, func(tx *db.Tx) error {
		codes := []Month{m}
		if m.number()%3 == 0 {
			codes = append(codes, code(m.year(), m.number()/3))
		}
		if m.number() == 12 {
			codes = append(codes, code(m.year(), yearNode))
		}
		for _, c := range codes {
			if err := f.count(ctx, tx, c, true); err != nil {
				return err
			}
		}
		return nil
	})
}

// run counts the months that run, and now and then the persons of the quarters
// and years that do.
func (f *Figures) run(ctx context.Context, months []Month) error {
	var codes []Month
	for _, m := range months {
		codes = append(codes, m)
	}
	last := months[len(months)-1]
	for _, m := range months {
		for _, c := range []Month{code(m.year(), quarterOf(nodeOf(m))), code(m.year(), yearNode)} {
			if stale, err := f.stale(ctx, c); err != nil {
				return err
			} else if stale && (m == last || c.year() != last.year() || quarterOf(nodeOf(m)) != quarterOf(nodeOf(last))) {
				codes = append(codes, c)
			}
		}
	}
	for _, c := range codes {
		err := f.db.Update(ctx, func(tx *db.Tx) error { return f.count(ctx, tx, c, false) })
		if err != nil {
			return err
		}
	}
	return nil
}

// stale tells whether a code was last counted longer than lull ago.
func (f *Figures) stale(ctx context.Context, c Month) (bool, error) {
	var tallied int64
	err := f.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT COALESCE(MAX(tallied), 0) FROM relay_months WHERE month = ?1", []any{c}, &tallied)
	})
	return f.now().Sub(time.UnixMilli(tallied)) >= lull, err
}

// count replaces the counts of a code.
func (f *Figures) count(ctx context.Context, tx *db.Tx, c Month, closed bool) error {
	all, err := of(ctx, tx, c, "")
	if err != nil {
		return err
	}
	erased, err := read(ctx, tx, "relay_erased", c)
	if err != nil {
		return err
	}
	all.plus(erased)
	if _, err := tx.Exec(ctx, "DELETE FROM relay_counts WHERE month = ?1", c); err != nil {
		return err
	}
	if err := all.write(ctx, tx, "relay_counts", c); err != nil {
		return err
	}
	done := 0
	if closed {
		done = 1
		if _, err := tx.Exec(ctx, "DELETE FROM relay_erased WHERE month = ?1", c); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO relay_months (month, tallied, closed) VALUES (?1, ?2, ?3)
		ON CONFLICT (month) DO UPDATE SET tallied = excluded.tallied, closed = excluded.closed`,
		c, f.now().UnixMilli(), done)
	return err
}

func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("figures: %s: %w", fmt.Sprintf(format, args...), *err)
	}
}
