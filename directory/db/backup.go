package db

import (
	"context"
	"errors"
	"fmt"
)

// ErrNotSQLite is returned for what only SQLite can do.
var ErrNotSQLite = errors.New("only for SQLite")

// BackUp copies the database into a new file while it is in use.
func (d *DB) BackUp(ctx context.Context, file string) error {
	if d.dialect != SQLite {
		return ErrNotSQLite
	}
	if _, err := d.write.ExecContext(ctx, `VACUUM INTO ?1`, file); err != nil {
		return fmt.Errorf("back up into %q: %w", file, err)
	}
	return nil
}
