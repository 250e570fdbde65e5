package announce

import (
	"context"
	"errors"
	"strings"

	"relais/directory/db"
)

// SaveEdition adds or changes an edition, by year, and tells its id. Its days
// are in its year; actor is for the caller's audit trail.
func (b *Board) SaveEdition(ctx context.Context, actor string, e Edition) (id int64, err error) {
	defer wrap(&err, "SaveEdition(%d)", e.Year)
	e.Theme = strings.TrimSpace(e.Theme)
	if err := invalid(checkDays(e)); err != nil {
		return 0, err
	}
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, `INSERT INTO announce_editions (year, theme, first, last) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (year) DO UPDATE SET theme = excluded.theme, first = excluded.first, last = excluded.last
			RETURNING id`, []any{e.Year, e.Theme, e.First, e.Last}, &id)
	})
	return id, err
}

func checkDays(e Edition) (wrong []string) {
	if e.Theme == "" || !line(e.Theme, MaxLine) {
		wrong = append(wrong, "theme")
	}
	if !validDay(e.First) || e.First/10000 != e.Year {
		wrong = append(wrong, "first")
	}
	if !validDay(e.Last) || e.Last/10000 != e.Year || e.Last < e.First {
		wrong = append(wrong, "last")
	}
	return wrong
}

// Editions lists them, latest first.
func (b *Board) Editions(ctx context.Context) (list []Edition, err error) {
	defer wrap(&err, "Editions")
	err = b.db.View(ctx, func(tx *db.Tx) error {
		list, err = editions(ctx, tx, "1 = 1")
		return err
	})
	return list, err
}

// EditionOn finds the edition of a day, YYYYMMDD; db.ErrNotFound for none.
func (b *Board) EditionOn(ctx context.Context, day int) (e Edition, err error) {
	defer wrap(&err, "EditionOn(%d)", day)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		e, err = editionOn(ctx, tx, day)
		return err
	})
	return e, err
}

func editionOn(ctx context.Context, tx *db.Tx, day int) (Edition, error) {
	list, err := editions(ctx, tx, "first <= ?1 AND last >= ?1", day)
	if err != nil {
		return Edition{}, err
	}
	if len(list) == 0 {
		return Edition{}, db.ErrNotFound
	}
	return list[0], nil
}

func editions(ctx context.Context, tx *db.Tx, where string, args ...any) (list []Edition, err error) {
	err = tx.Rows(ctx, "SELECT id, year, theme, first, last FROM announce_editions WHERE "+where+" ORDER BY year DESC", args,
		func(scan func(...any) error) error {
			var e Edition
			err := scan(&e.ID, &e.Year, &e.Theme, &e.First, &e.Last)
			list = append(list, e)
			return err
		})
	return list, err
}

// checkEdition refuses an edition that is not.
func checkEdition(ctx context.Context, tx *db.Tx, id int64) error {
	if id == 0 {
		return nil
	}
	var one int
	err := tx.Row(ctx, "SELECT 1 FROM announce_editions WHERE id = ?1", []any{id}, &one)
	if errors.Is(err, db.ErrNotFound) {
		return invalid([]string{"edition"})
	}
	return err
}
