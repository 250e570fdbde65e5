package relay

import (
	"context"
	"slices"

	"relais/directory"
	"relais/directory/db"
)

// Corrections is the closed list of what may be misunderstood; "tout" is the
// whole question.
var Corrections = []string{"theme", "besoin", "audience", "age", "place", "need", "not", "tout"}

// Correction records what of a question was misunderstood: what is one of
// Corrections, value the id that was wrong or empty. Idempotent by update id;
// an unknown question is db.ErrNotFound.
func (l *Log) Correction(ctx context.Context, questionID, updateID, operator int64, what, value string) (err error) {
	defer wrap(&err, "Correction(question %d, update %d)", questionID, updateID)
	if !slices.Contains(Corrections, what) || !correctable(value) {
		return ErrInvalid
	}
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	now := l.now()
	return l.db.Update(ctx, func(tx *db.Tx) error {
		if _, err := needOf(ctx, tx, questionID); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO relay_corrections (update_id, question, operator, what, value, at, day)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING`,
			updateID, questionID, who, what, value, now.UnixMilli(), DayOf(now))
		return err
	})
}

// correctable tells whether value is an id, a band of ages or a word of
// directory.Audiences.
func correctable(value string) bool {
	return value == "" || slugShape.MatchString(value) || inseeShape.MatchString(value) ||
		value == "60+" || directory.IsAudience(value)
}
