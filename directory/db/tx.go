package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Tx is a transaction. Its queries are written with ?1 ?2, whatever the
// engine: numbered, because mattn numbers $1 $2 by first appearance.
type Tx struct {
	tx      *sql.Tx
	dialect Dialect
}

// Dialect tells which engine this is, for the rare query that must differ.
func (t *Tx) Dialect() Dialect { return t.dialect }

// Exec runs a statement and returns the number of rows it touched.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := t.tx.ExecContext(ctx, t.rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Row runs a query for one row and scans it; ErrNotFound when there is none.
func (t *Tx) Row(ctx context.Context, query string, args []any, into ...any) error {
	err := t.tx.QueryRowContext(ctx, t.rebind(query), args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// Rows runs a query and calls each for every row, with a scan function.
func (t *Tx) Rows(ctx context.Context, query string, args []any, each func(scan func(...any) error) error) error {
	rows, err := t.tx.QueryContext(ctx, t.rebind(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Prepare compiles a statement for use many times in this transaction.
func (t *Tx) Prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	return t.tx.PrepareContext(ctx, t.rebind(query))
}

func (t *Tx) rebind(query string) string {
	if t.dialect == SQLite {
		return query
	}
	if got, ok := rebound.Load(query); ok {
		return got.(string)
	}
	out := Rebind(query)
	rebound.Store(query, out)
	return out
}

// rebound remembers rebound queries; queries are constants, so it stays small.
var rebound sync.Map

// Rebind turns ?1 ?2 into $1 $2, leaving string literals alone.
func Rebind(query string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(query); i++ {
		c := query[i]
		if c == '\'' {
			quoted = !quoted
		}
		if c == '?' && !quoted && i+1 < len(query) && query[i+1] >= '0' && query[i+1] <= '9' {
			c = '$'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// List writes "?from,?from+1,…" for n parameters, for IN (…).
func List(from, n int) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = fmt.Sprintf("?%d", from+i)
	}
	return strings.Join(parts, ",")
}
