package sample

import (
	"context"
	"fmt"
	"strings"

	"relais/directory/db"
)

// batchSize is how many questions are written at once.
const batchSize = 20_000

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

// fillPostgres takes the foreign keys off and puts them back, which checks all
// rows at once: one by one it would take most of the time.
func (w *world) fillPostgres(ctx context.Context, tx *db.Tx) error {
	keys, err := foreignKeys(ctx, tx)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if _, err := tx.Exec(ctx, "ALTER TABLE "+k.table+" DROP CONSTRAINT "+k.name); err != nil {
			return err
		}
	}
	if err := w.run(func(b *batch) error { return b.write(ctx, tx) }); err != nil {
		return err
	}
	for _, k := range keys {
		if _, err := tx.Exec(ctx, "ALTER TABLE "+k.table+" ADD CONSTRAINT "+k.name+" "+k.definition); err != nil {
			return fmt.Errorf("sample: foreign key %s: %w", k.name, err)
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

type foreignKey struct{ table, name, definition string }

func foreignKeys(ctx context.Context, tx *db.Tx) (keys []foreignKey, err error) {
	err = tx.Rows(ctx, `SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
		FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2`, nil, func(scan func(...any) error) error {
		var k foreignKey
		err := scan(&k.table, &k.name, &k.definition)
		if strings.HasPrefix(k.table, "relay_") {
			keys = append(keys, k)
		}
		return err
	})
	return keys, err
}
