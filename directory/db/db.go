package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
	"github.com/mattn/go-sqlite3"
)

// Dialect names the engine behind a DB.
type Dialect string

// The two engines.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// FileName is the SQLite file inside the database folder.
const FileName = "relais.db"

// ErrNotFound is returned when the row asked for does not exist.
var ErrNotFound = errors.New("not found")

// DB is an open, migrated database. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	write   *sql.DB // one connection on SQLite
	read    *sql.DB // four read-only connections on SQLite; same pool as write on PostgreSQL
	folder  string  // SQLite only
	stop    func()  // ends the checkpoints, SQLite only
}

// IsPostgres tells whether address is a PostgreSQL URL rather than a folder.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens the database at address, a folder (made when missing) or a
// postgres:// URL, and brings its schema up to date. Two processes may open
// the same PostgreSQL at once: one migrates, the other waits.
func Open(ctx context.Context, address string) (*DB, error) {
	d, err := connect(address)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := d.migrate(ctx); err != nil {
		d.Close()
		return nil, fmt.Errorf("migrate database: %w", redactURL(err, address))
	}
	return d, nil
}

func connect(address string) (*DB, error) {
	if IsPostgres(address) {
		pool, err := sql.Open("pgx", address)
		if err != nil {
			return nil, redactURL(err, address)
		}
		pool.SetMaxOpenConns(16)
		pool.SetMaxIdleConns(8)
		return &DB{dialect: Postgres, write: pool, read: pool}, nil
	}
	if strings.Contains(address, "://") {
		return nil, errors.New("neither a folder nor a postgres:// address")
	}
	if err := os.MkdirAll(address, 0o700); err != nil {
		return nil, err
	}
	file := filepath.Join(address, FileName)
	register()
	var pools [3]*sql.DB
	for i, mode := range []string{"rwc", "ro", "rwc"} {
		var err error
		if pools[i], err = sql.Open(driver, sqliteDSN(file, mode)); err != nil {
			return nil, err // a DSN that cannot be read: nothing is open yet
		}
	}
	write, read, aside := pools[0], pools[1], pools[2]
	write.SetMaxOpenConns(1)
	read.SetMaxOpenConns(4)
	read.SetMaxIdleConns(4)
	aside.SetMaxOpenConns(1)
	stop := checkpoints(aside)
	return &DB{dialect: SQLite, write: write, read: read, folder: address, stop: func() { stop(); aside.Close() }}, nil
}

// sqliteDSN puts every option in the DSN: a PRAGMA by Exec would reach one
// connection of the pool only. secure_delete makes an erased word really gone
// from the file.
func sqliteDSN(file, mode string) string {
	q := url.Values{
		"mode":          {mode},
		"_busy_timeout": {"5000"},
		"_foreign_keys": {"1"},
	}
	if mode == "rwc" {
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
		q.Set("_txlock", "immediate")
		q.Set("_secure_delete", "on")
	}
	return (&url.URL{Scheme: "file", Opaque: url.PathEscape(file), RawQuery: q.Encode()}).String()
}

// redactURL keeps a password in a connection string out of an error.
func redactURL(err error, address string) error {
	u, perr := url.Parse(address)
	if err == nil || perr != nil || u.User == nil {
		return err
	}
	pass, ok := u.User.Password()
	if !ok || pass == "" {
		return err
	}
	return &redacted{strings.ReplaceAll(err.Error(), pass, "xxxxx"), err}
}

// redacted is an error whose text lost the password; what it is remains.
type redacted struct {
	text string
	err  error
}

func (r *redacted) Error() string { return r.text }
func (r *redacted) Unwrap() error { return r.err }

// Close releases every connection.
func (d *DB) Close() error {
	if d.read == d.write {
		return d.write.Close()
	}
	d.stop()
	return errors.Join(d.read.Close(), d.write.Close())
}

// Dialect tells which engine this is.
func (d *DB) Dialect() Dialect { return d.dialect }

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	var one int
	return d.read.QueryRowContext(ctx, "SELECT 1").Scan(&one)
}

// View runs f in a read-only transaction: one consistent picture.
func (d *DB) View(ctx context.Context, f func(*Tx) error) error {
	return d.run(ctx, d.read, d.snapshot(), f)
}

// snapshot makes PostgreSQL read one picture throughout, as SQLite does.
func (d *DB) snapshot() *sql.TxOptions {
	if d.dialect == Postgres {
		return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
	}
	return nil
}

// Update runs f in a transaction that commits when f returns nil. A
// serialization failure, a deadlock or a busy file is tried again, so f must
// have no effect outside the transaction.
func (d *DB) Update(ctx context.Context, f func(*Tx) error) error {
	var err error
	for try := range 5 {
		if err = d.run(ctx, d.write, nil, f); err == nil || !transient(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(10<<try) * time.Millisecond):
		}
	}
	return err
}

func (d *DB) run(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, f func(*Tx) error) error {
	tx, err := pool.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback() // a no-op after Commit
	if err := f(&Tx{tx: tx, dialect: d.dialect}); err != nil {
		return err
	}
	return tx.Commit()
}

func transient(err error) bool {
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	if lite := (sqlite3.Error{}); errors.As(err, &lite) {
		return lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked
	}
	return false
}
