package announce

import (
	"context"
	"time"

	"relais/directory/db"
)

// quietNow is isQuiet in SQL; minute names the parameter of what a clock shows.
func quietNow(minute string) string {
	return "(s.quiet_from < s.quiet_to AND s.quiet_from <= " + minute + " AND s.quiet_to > " + minute +
		" OR s.quiet_from > s.quiet_to AND (s.quiet_from <= " + minute + " OR s.quiet_to > " + minute + "))"
}

// quietUntil is about when the quiet hours end that last now: today or tomorrow,
// before or after the hour at which clocks change. In the night of a change it
// may be an hour off; whoever claims the row asks NextAllowed.
func (r *recipients) quietUntil(minute string, now time.Time) string {
	day := func(n int) string {
		midnight := dayAfter(DayOf(now), n)
		y, m, d := midnight.Date()
		late := time.Date(y, m, d, 12, 0, 0, 0, paris).Add(-12 * time.Hour) // from which minutes count after the change
		return "CASE WHEN s.quiet_to < 180 THEN CAST(" + r.param(midnight.UnixMilli()) +
			" AS BIGINT) ELSE CAST(" + r.param(late.UnixMilli()) + " AS BIGINT) END"
	}
	return "(CASE WHEN s.quiet_to > " + minute + " THEN " + day(0) + " ELSE " + day(1) + " END + s.quiet_to * 60000)"
}

// insert writes one row each. Rows are sent in the order of not_before: those of
// front have the least.
func (r recipients) insert(ctx context.Context, tx *db.Tx, mailing int64, front bool, now time.Time) (int, error) {
	first := now.UnixMilli()
	if front {
		first = 0
	}
	minute := r.param(minuteOf(now))
	n, err := tx.Exec(ctx, `INSERT INTO announce_deliveries
		(mailing, who, state, reason, not_before, lease, proof, attempts, message, at)
		SELECT CAST(`+r.param(mailing)+` AS BIGINT), s.who, 'waiting', '', CASE WHEN `+quietNow(minute)+
		` THEN `+r.quietUntil(minute, now)+` ELSE CAST(`+r.param(first)+` AS BIGINT) END,
		0, '', 0, 0, CAST(`+r.param(now.UnixMilli())+` AS BIGINT)
		FROM announce_subscribers s WHERE s.state = 'active' AND (`+r.where+`)
		ON CONFLICT (mailing, who) DO NOTHING`, r.args...)
	return int(n), err
}

// count tells how many would be sent to now, and how many later.
func (r recipients) count(ctx context.Context, tx *db.Tx, at time.Time) (now, later int, err error) {
	err = tx.Row(ctx, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN `+quietNow(r.param(minuteOf(at)))+` THEN 1 ELSE 0 END), 0)
		FROM announce_subscribers s WHERE s.state = 'active' AND (`+r.where+`)`, r.args, &now, &later)
	return now - later, later, err
}
