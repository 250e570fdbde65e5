package figures

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
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
// every few minutes; one replica at a time does it, the others go without.
// A month is closed in one transaction, with the quarter and the year it ends:
// after a crash the next Tally goes on.
func (f *Figures) Tally(ctx context.Context) (err error) {
	defer wrap(&err, "Tally")
	release, ok, err := f.db.TryLock(ctx, "figures")
	if err != nil {
		return err
	}
	if ok {
		err = f.all(ctx)
		release()
	}
	if err != nil {
		return err
	}
	return f.warm(ctx)
}

// all closes what is over and counts what runs.
func (f *Figures) all(ctx context.Context) error {
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

// warm reads the tables of this year and the last, and of the running month,
// before somebody asks for them; there is nothing to do when nothing changed.
func (f *Figures) warm(ctx context.Context) error {
	year := MonthOf(f.now()).year()
	for _, m := range Measures {
		err := f.view(ctx, func(v *view) error {
			for _, by := range append([]Dimension{Total}, counted[m]...) {
				for _, y := range []int{year, year - 1} {
					if _, err := v.cube(m, stored(by), y); err != nil {
						return err
					}
				}
				for c := range v.tallied {
					if v.closed[c] || nodeOf(c) <= 4 && !distinct(m) {
						continue
					}
					if _, err := v.running(m, stored(by), c); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
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
	codes := []Month{m}
	if m.number()%3 == 0 {
		codes = append(codes, code(m.year(), m.number()/3))
	}
	if m.number() == 12 {
		codes = append(codes, code(m.year(), yearNode))
	}
	return f.count(ctx, codes, true)
}

// run counts the months that run, and now and then the persons of the quarters
// and years that do.
func (f *Figures) run(ctx context.Context, months []Month) error {
	codes := slices.Clone(months)
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
		if err := f.count(ctx, []Month{c}, false); err != nil {
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

// errMoved is returned when somebody was erased while their rows were counted.
var errMoved = errors.New("erased meanwhile")

// count replaces the counts of some codes. It counts in one picture of the
// database, and writes what changed in a short transaction: questions are
// recorded meanwhile.
func (f *Figures) count(ctx context.Context, codes []Month, closed bool) error {
	for {
		var sheets []sheet
		err := f.db.View(ctx, func(tx *db.Tx) error {
			for _, c := range codes {
				s, err := draw(ctx, tx, c)
				if err != nil {
					return err
				}
				sheets = append(sheets, s)
			}
			return nil
		})
		if err != nil {
			return err
		}
		err = f.db.Update(ctx, func(tx *db.Tx) error {
			for _, s := range sheets {
				if err := s.put(ctx, tx, f.now(), closed); err != nil {
					return err
				}
			}
			return nil
		})
		if !errors.Is(err, errMoved) {
			return err
		}
	}
}

// sheet is the counts of a code: those that stand, those to be, and what of
// these comes from rows that are erased.
type sheet struct {
	code             Month
	old, new, erased counts
}

func draw(ctx context.Context, tx *db.Tx, c Month) (s sheet, err error) {
	s.code = c
	if s.old, err = read(ctx, tx, "relay_counts", c); err != nil {
		return s, err
	}
	if s.erased, err = read(ctx, tx, "relay_erased", c); err != nil {
		return s, err
	}
	s.new, err = of(ctx, tx, c, "")
	s.new.plus(s.erased)
	return s, err
}

// put writes a sheet, unless somebody was erased since it was drawn.
func (s sheet) put(ctx context.Context, tx *db.Tx, now time.Time, closed bool) error {
	erased, err := read(ctx, tx, "relay_erased", s.code)
	if err != nil {
		return err
	}
	if !maps.Equal(erased, s.erased) {
		return errMoved
	}
	if err := s.change(ctx, tx); err != nil {
		return err
	}
	done := 0
	if closed {
		done = 1
		if _, err := tx.Exec(ctx, "DELETE FROM relay_erased WHERE month = ?1", s.code); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO relay_months (month, tallied, closed) VALUES (?1, ?2, ?3)
		ON CONFLICT (month) DO UPDATE SET tallied = excluded.tallied, closed = excluded.closed`,
		s.code, now.UnixMilli(), done)
	return err
}

// change writes what is not as it was.
func (s sheet) change(ctx context.Context, tx *db.Tx) error {
	more := counts{}
	for k, n := range s.new {
		if d := n - s.old[k]; d != 0 {
			more[k] = d
		}
	}
	for k := range s.old {
		if _, ok := s.new[k]; ok {
			continue
		}
		_, err := tx.Exec(ctx, `DELETE FROM relay_counts WHERE month = ?1 AND measure = ?2 AND dimension = ?3
			AND value = ?4 AND commune = ?5 AND quartier = ?6`,
			s.code, string(k.measure), string(k.dimension), k.value, k.commune, k.quartier)
		if err != nil {
			return err
		}
	}
	return more.write(ctx, tx, "relay_counts", s.code)
}

func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("figures: %s: %w", fmt.Sprintf(format, args...), *err)
	}
}
