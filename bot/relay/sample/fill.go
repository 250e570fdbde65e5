package sample

import (
	"context"
	"fmt"

	"relais/directory/db"
)

// batchSize is how many questions are written at once.
const batchSize = 100_000

// Fill writes made up activity. On PostgreSQL it is one transaction, which
// holds the tables of activity for itself; on SQLite a transaction for each
// batch, so that an error leaves what was written before it.
func Fill(ctx context.Context, d *db.DB, o Options) error {
	o, err := o.complete()
	if err != nil {
		return err
	}
	var last map[string]int64
	err = d.View(ctx, func(tx *db.Tx) (err error) {
		last, err = begin(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	if d.Dialect() == db.Postgres {
		return d.Update(ctx, func(tx *db.Tx) error {
			return newWorld(o, last).fillPostgres(ctx, tx)
		})
	}
	return newWorld(o, last).run(func(b *batch) error {
		return d.Update(ctx, func(tx *db.Tx) error { return b.write(ctx, tx) })
	})
}

// begin finds the ids to count from.
func begin(ctx context.Context, tx *db.Tx) (map[string]int64, error) {
	var n int
	err := tx.Row(ctx, "SELECT COUNT(*) FROM relay_questions WHERE update_id < 0", nil, &n)
	if err == nil && n > 0 {
		err = ErrFilled
	}
	if err != nil {
		return nil, err
	}
	return lastIDs(ctx, tx)
}

// fillPostgres takes indexes and foreign keys off and puts them back, which
// sorts and checks all rows at once: row by row it would take most of the time.
func (w *world) fillPostgres(ctx context.Context, tx *db.Tx) error {
	guards, err := guards(ctx, tx)
	if err != nil {
		return err
	}
	for _, g := range guards {
		if _, err := tx.Exec(ctx, g.off); err != nil {
			return err
		}
	}
	if err := w.run(func(b *batch) error { return b.write(ctx, tx) }); err != nil {
		return err
	}
	for _, g := range guards {
		if _, err := tx.Exec(ctx, g.on); err != nil {
			return fmt.Errorf("sample: %s: %w", g.on, err)
		}
	}
	for _, name := range numbered {
		var n *int64
		err := tx.Row(ctx, "SELECT setval(pg_get_serial_sequence('"+name+"', 'id'), MAX(id)) FROM "+name, nil, &n)
		if err != nil {
			return err
		}
	}
	return nil
}

// guard is an index or a constraint, as the statements that drop and make it.
type guard struct{ off, on string }

// guards lists those of the tables of activity, but primary keys. Foreign keys
// come last.
func guards(ctx context.Context, tx *db.Tx) (all []guard, err error) {
	err = tx.Rows(ctx, `
		SELECT 0, 'DROP INDEX ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
		FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
		WHERE starts_with(t.relname, 'relay_')
		  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
		UNION ALL
		SELECT CASE contype WHEN 'u' THEN 1 ELSE 2 END,
			'ALTER TABLE ' || t.oid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname),
			'ALTER TABLE ' || t.oid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(c.oid)
		FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
		WHERE starts_with(t.relname, 'relay_') AND contype IN ('u', 'f')
		ORDER BY 1, 2`, nil, func(scan func(...any) error) error {
		var order int
		var g guard
		err := scan(&order, &g.off, &g.on)
		all = append(all, g)
		return err
	})
	return all, err
}
