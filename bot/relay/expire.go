package relay

import (
	"context"
	"fmt"
	"time"

	"relais/directory/db"
)

// MinKeep is the least time rows are kept: what is done with a question of the
// last day of a month, and what became of it, may be told in the months after.
const MinKeep = 92 * 24 * time.Hour

// Expire erases the rows of the months that ended more than keep ago and are
// closed: their counts stay. With them go the audit trail of that time, and
// who did nothing since, unless they hold a role or may not ask. keep under
// MinKeep is MinKeep.
func (l *Log) Expire(ctx context.Context, keep time.Duration) (err error) {
	defer wrap(&err, "Expire")
	before := l.now().Add(-max(keep, MinKeep))
	months, err := l.closedBefore(ctx, before)
	if err != nil {
		return err
	}
	for _, m := range months {
		if err := l.expireMonth(ctx, m); err != nil {
			return err
		}
	}
	return l.db.Update(ctx, func(tx *db.Tx) error {
		for _, query := range []string{
			"DELETE FROM relay_audit WHERE at < ?1",
			`DELETE FROM relay_people WHERE since < ?1 AND role = 'operator' AND state = 'active' AND ` + idle("relay_people"),
			`DELETE FROM relay_homes WHERE at < ?1 AND ` + idle("relay_homes") +
				` AND NOT EXISTS (SELECT 1 FROM relay_people p WHERE p.operator = relay_homes.operator)`,
		} {
			if _, err := tx.Exec(ctx, query, before.UnixMilli()); err != nil {
				return err
			}
		}
		return nil
	})
}

// idle holds for a row of table whose operator left no activity.
func idle(table string) string {
	return fmt.Sprintf(`NOT EXISTS (SELECT 1 FROM relay_questions q WHERE q.operator = %[1]s.operator)
		AND NOT EXISTS (SELECT 1 FROM relay_intents i WHERE i.operator = %[1]s.operator)`, table)
}

// closedBefore lists the closed months that ended before t, YYYYMM.
func (l *Log) closedBefore(ctx context.Context, t time.Time) (months []Day, err error) {
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, "SELECT month FROM relay_months WHERE closed = 1 AND month < ?1 ORDER BY month",
			[]any{DayOf(t) / 100}, func(scan func(...any) error) error {
				var m Day
				err := scan(&m)
				months = append(months, m)
				return err
			})
	})
	return months, err
}

// expireMonth erases a month day by day: each transaction is short, so that
// questions are recorded meanwhile, and what is interrupted goes on next time.
func (l *Log) expireMonth(ctx context.Context, month Day) error {
	days, err := l.daysOf(ctx, month)
	if err != nil || len(days) == 0 {
		return err
	}
	for _, d := range days {
		if err := l.db.Update(ctx, func(tx *db.Tx) error { return expireDay(ctx, tx, d) }); err != nil {
			return err
		}
	}
	return l.Note(ctx, System, "expire", "", fmt.Sprint(int(month)))
}

// daysOf lists the days of a month that hold rows.
func (l *Log) daysOf(ctx context.Context, month Day) (days []Day, err error) {
	query := ""
	for _, table := range []string{"questions", "intents", "unmet", "flags", "corrections", "outcomes"} {
		if query != "" {
			query += " UNION "
		}
		query += "SELECT day FROM relay_" + table + " WHERE day BETWEEN ?1 AND ?2"
	}
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, query+" ORDER BY day", []any{month*100 + 1, month*100 + 31}, func(scan func(...any) error) error {
			var d Day
			err := scan(&d)
			days = append(days, d)
			return err
		})
	})
	return days, err
}

// expireDay erases a day. A need goes with the last of what tells it; tags,
// corrections and outcomes follow by themselves.
func expireDay(ctx context.Context, tx *db.Tx, d Day) error {
	for _, query := range []string{
		"DELETE FROM relay_outcomes WHERE day = ?1",
		"DELETE FROM relay_corrections WHERE day = ?1",
		"DELETE FROM relay_flags WHERE day = ?1",
		"DELETE FROM relay_intents WHERE day = ?1",
		`DELETE FROM relay_needs WHERE id IN (SELECT need FROM relay_questions WHERE day = ?1
		   UNION SELECT need FROM relay_unmet WHERE day = ?1)
		 AND NOT EXISTS (SELECT 1 FROM relay_questions q WHERE q.need = relay_needs.id AND q.day > ?1)
		 AND NOT EXISTS (SELECT 1 FROM relay_unmet u WHERE u.need = relay_needs.id AND u.day > ?1)`,
		"DELETE FROM relay_unmet WHERE day = ?1",
		"DELETE FROM relay_questions WHERE day = ?1",
	} {
		if _, err := tx.Exec(ctx, query, d); err != nil {
			return err
		}
	}
	return nil
}
