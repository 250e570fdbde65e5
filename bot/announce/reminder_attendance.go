package announce

import (
	"context"
	"strings"
	"time"

	"relais/directory/db"
)

// attendanceLasts is how long the organiser is asked how many came.
const attendanceLasts = 3 * 24 * time.Hour

// openAttendance asks who organised what ended, the day after at 10 h, how many
// came: those whose chat chatOf knows, and who did not tell.
func (b *Board) openAttendance(ctx context.Context, chatOf func(author string) (int64, bool)) error {
	if chatOf == nil {
		return nil
	}
	now := b.now()
	var list []asked
	err := b.db.View(ctx, func(tx *db.Tx) (err error) {
		list, err = dueAttendance(ctx, tx, now)
		return err
	})
	for _, a := range list {
		chat, ok := chatOf(a.author)
		if err != nil || !ok {
			continue
		}
		var who string
		if who, err = b.who(ctx, chat); err == nil {
			err = b.ask(ctx, a, who, now)
		}
	}
	return err
}

// asked is a date and who organised it.
type asked struct {
	reminder
	last   int // day of the date, which begins on period
	author string
}

// ask writes the mailing of a question with its one row.
func (b *Board) ask(ctx context.Context, a asked, who string, now time.Time) error {
	return b.db.Update(ctx, func(tx *db.Tx) error {
		id, err := a.open(ctx, tx, mailingRunning, now)
		if err != nil || id == 0 {
			return err
		}
		_, err = tx.Exec(ctx, "UPDATE announce_mailings SET resolved = created WHERE id = ?1", id)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO announce_deliveries
			(mailing, who, state, reason, not_before, lease, proof, attempts, message, at)
			VALUES (?1, ?2, 'waiting', '', ?3, 0, '', 0, 0, ?3)`, id, who, now.UnixMilli())
		return err
	})
}

// dueAttendance lists the dates of events and trainings to ask about. The gap:
// two dates on one day are one.
func dueAttendance(ctx context.Context, tx *db.Tx, now time.Time) (list []asked, err error) {
	items, err := itemsWhere(ctx, tx, selectItems, `i.state IN ('confirmed', 'changed') AND i.kind IN ('evenement', 'formation')
		AND EXISTS (SELECT 1 FROM announce_dates e WHERE e.item = i.id AND e.ends >= ?1 AND e.ends < ?2)`,
		now.Add(-attendanceLasts-48*time.Hour).UnixMilli(), now.UnixMilli())
	for _, it := range items {
		if !isPerson(it.Author) {
			continue
		}
		for _, d := range it.Dates {
			opens := hourOf(d.LastDay(), 1, 10)
			if !now.Before(opens) && now.Before(opens.Add(attendanceLasts)) {
				r := reminder{it.ID, it.Version, ForAttendance, d.FirstDay(), opens.Add(attendanceLasts)}
				list = append(list, asked{r, d.LastDay(), it.Author})
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return unasked(ctx, tx, list)
}

// unasked keeps the dates nobody was asked about, nor told of.
func unasked(ctx context.Context, tx *db.Tx, list []asked) (kept []asked, err error) {
	for _, a := range list {
		var known bool
		err := tx.Row(ctx, `SELECT EXISTS (SELECT 1 FROM announce_mailings WHERE name = ?1)
			OR EXISTS (SELECT 1 FROM announce_attendance WHERE item = ?2 AND day >= ?3 AND day <= ?4)`,
			[]any{a.name(), a.item, a.period, a.last}, &known)
		if err != nil {
			return nil, err
		}
		if !known {
			kept = append(kept, a)
		}
	}
	return kept, nil
}

// isPerson tells whether an author is somebody that may be asked.
func isPerson(author string) bool {
	return author != "" && author != Terminal && author != Effaced && author != Automatic && !strings.HasPrefix(author, "source:")
}
