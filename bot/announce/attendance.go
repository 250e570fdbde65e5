package announce

import (
	"context"
	"slices"

	"relais/directory/db"
)

// Attend records how many came to a date, told by the organiser; telling it
// again replaces it. day is one of the date's days, not to come: ErrInvalid
// otherwise. ErrState for an item that is not published or is cancelled. Who may
// tell it is the caller's to know.
func (b *Board) Attend(ctx context.Context, item int64, day, number int, actor string) (err error) {
	defer wrap(&err, "Attend(%d, %d)", item, day)
	if number < 0 || number > MaxTold {
		return invalid([]string{"number"})
	}
	now := b.now()
	return b.db.Update(ctx, func(tx *db.Tx) error {
		if err := public(ctx, tx, item); err != nil {
			return err
		}
		it, err := itemByID(ctx, tx, item)
		if err != nil {
			return err
		}
		on := func(d Date) bool { return d.FirstDay() <= day && day <= d.LastDay() }
		if !slices.ContainsFunc(it.Dates, on) || day > DayOf(now) {
			return invalid([]string{"day"})
		}
		_, err = tx.Exec(ctx, `INSERT INTO announce_attendance (item, day, number, author, at) VALUES (?1, ?2, ?3, ?4, ?5)
			ON CONFLICT (item, day) DO UPDATE SET number = excluded.number, author = excluded.author, at = excluded.at`,
			item, day, number, actor, now.UnixMilli())
		return err
	})
}

// Attendance tells how many came to an item, by day, as far as it was told.
func (b *Board) Attendance(ctx context.Context, item int64) (told map[int]int, err error) {
	defer wrap(&err, "Attendance(%d)", item)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		told = map[int]int{}
		return tx.Rows(ctx, "SELECT day, number FROM announce_attendance WHERE item = ?1", []any{item}, func(scan func(...any) error) error {
			var day, number int
			err := scan(&day, &number)
			told[day] = number
			return err
		})
	})
	return told, err
}
