package sample

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"relais/directory/db"
)

// table gathers rows to insert at once, as a flat list of int64 and string.
type table struct {
	name    string
	columns []string
	kinds   []byte // i: int64, n: int64 that is NULL for 0, t: string
	again   bool   // a row that is there already stays as it is
	args    []any
}

// newTable reads "column kind, column kind…".
func newTable(name, columns string) *table {
	t := &table{name: name}
	for c := range strings.SplitSeq(columns, ",") {
		f := strings.Fields(c)
		t.columns = append(t.columns, f[0])
		t.kinds = append(t.kinds, f[1][0])
	}
	return t
}

func (t *table) add(row ...any) {
	for i, v := range row {
		if t.kinds[i] == 'n' && v == int64(0) {
			row[i] = nil
		}
	}
	t.args = append(t.args, row...)
}

func (t *table) rows() int { return len(t.args) / len(t.columns) }

func (t *table) insert() string {
	return "INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ") "
}

func (t *table) onConflict() string {
	if t.again {
		return " ON CONFLICT DO NOTHING"
	}
	return ""
}

func (t *table) write(ctx context.Context, tx *db.Tx) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("sample: %d rows of %s: %w", t.rows(), t.name, err)
		}
	}()
	if t.rows() == 0 {
		return nil
	}
	if tx.Dialect() == db.Postgres {
		return t.writeArrays(ctx, tx)
	}
	return t.writeValues(ctx, tx)
}

// writeArrays sends one array a column: PostgreSQL then reads no list of
// values, however many rows there are.
func (t *table) writeArrays(ctx context.Context, tx *db.Tx) error {
	var names, params []string
	var args []any
	for i, c := range t.columns {
		kind := "bigint[]"
		if t.kinds[i] == 't' {
			kind = "text[]"
			args = append(args, column[string](t, i))
		} else {
			args = append(args, column[*int64](t, i))
		}
		names = append(names, c)
		params = append(params, fmt.Sprintf("?%d::%s", i+1, kind))
	}
	_, err := tx.Exec(ctx, t.insert()+"OVERRIDING SYSTEM VALUE SELECT * FROM unnest("+
		strings.Join(params, ", ")+") AS given ("+strings.Join(names, ", ")+")"+t.onConflict(), args...)
	return err
}

// column is the i-th column, NULL a nil pointer.
func column[T string | *int64](t *table, i int) []T {
	out := make([]T, t.rows())
	for r := range out {
		switch v := t.args[r*len(t.columns)+i].(type) {
		case string:
			out[r] = any(v).(T)
		case int64:
			out[r] = any(&v).(T)
		}
	}
	return out
}

// atOnce is how many rows a statement of SQLite inserts.
const atOnce = 200

func (t *table) writeValues(ctx context.Context, tx *db.Tx) error {
	full, err := t.prepare(ctx, tx, atOnce)
	if err != nil {
		return err
	}
	defer full.Close()
	args, size := t.args, atOnce*len(t.columns)
	for ; len(args) >= size; args = args[size:] {
		if _, err := full.ExecContext(ctx, args[:size]...); err != nil {
			return err
		}
	}
	if len(args) == 0 {
		return nil
	}
	rest, err := t.prepare(ctx, tx, len(args)/len(t.columns))
	if err != nil {
		return err
	}
	defer rest.Close()
	_, err = rest.ExecContext(ctx, args...)
	return err
}

func (t *table) prepare(ctx context.Context, tx *db.Tx, rows int) (*sql.Stmt, error) {
	values := make([]string, rows)
	for i := range values {
		values[i] = "(" + db.List(1+i*len(t.columns), len(t.columns)) + ")"
	}
	return tx.Prepare(ctx, t.insert()+"VALUES "+strings.Join(values, ",")+t.onConflict())
}
