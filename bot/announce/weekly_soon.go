package announce

import (
	"context"
	"slices"
	"time"

	"relais/directory/db"
)

// digestAt is when the digest of a Monday opens.
func digestAt(monday int) time.Time { return hourOf(monday, 0, digestHour) }

// nextDigest is the Monday of the first digest after t, YYYYMMDD.
func nextDigest(t time.Time) int {
	if day := mondayOf(t); t.Before(digestAt(day)) {
		return day
	}
	return DayOf(dayAfter(mondayOf(t), 7))
}

// beforeDigest is the Monday of the next digest when a change must be told to
// those who read digests before it; 0 when the digest is early enough, or when
// they never heard of the item. Once told something of it in a week, they are
// told what follows.
func beforeDigest(ctx context.Context, tx *db.Tx, before, after Item, now time.Time) (monday int, err error) {
	monday = nextDigest(now)
	if after.Reach == Everyone {
		return 0, nil // they receive it by itself
	}
	opens := digestAt(monday)
	known := before.Published.Before(hourOf(monday, -7, digestHour)) || before.Upcoming(opens)
	if known && (before.beginsBefore(opens, now) || after.beginsBefore(opens, now)) {
		return monday, nil
	}
	var told bool
	err = tx.Row(ctx, `SELECT EXISTS (SELECT 1 FROM announce_mailings
		WHERE item = ?1 AND purpose IN ('changed', 'cancelled') AND period = ?2)`, []any{after.ID, monday}, &told)
	if !told {
		monday = 0
	}
	return monday, err
}

// beginsBefore tells whether a date that is not over, or the deadline, is before
// an instant.
func (it Item) beginsBefore(t, now time.Time) bool {
	due := it.Deadline != 0 && now.Before(dayAfter(it.Deadline, 1)) && dayAfter(it.Deadline, 0).Before(t)
	return due || slices.ContainsFunc(it.Dates, func(d Date) bool { return now.Before(d.Over()) && d.Starts.Before(t) })
}

// whoKnowsOf is whoKnows of a change made now.
func whoKnowsOf(ctx context.Context, tx *db.Tx, before, after Item, now time.Time) (recipients, error) {
	monday, err := beforeDigest(ctx, tx, before, after, now)
	if err != nil {
		return recipients{}, err
	}
	return whoKnows(ctx, tx, after, monday != 0, now)
}
