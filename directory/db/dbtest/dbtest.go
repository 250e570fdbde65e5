// Package dbtest runs a test on every engine Relais supports.
package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver

	"relais/directory/db"
)

// PostgresVar names the variable that holds the address of a PostgreSQL
// server on which databases may be created.
const PostgresVar = "RELAIS_TEST_POSTGRES"

// Each runs f once on SQLite and once on PostgreSQL, each time with the
// address of an empty database that is removed afterwards. Without a
// PostgreSQL the second half is skipped; in CI that is a failure.
func Each(t *testing.T, f func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, t.TempDir()) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// EachOpen is Each with the database already open.
func EachOpen(t *testing.T, f func(t *testing.T, d *db.DB)) {
	t.Helper()
	Each(t, func(t *testing.T, address string) { f(t, Open(t, address)) })
}

// Open opens address and closes it with the test.
func Open(t testing.TB, address string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// Postgres creates an empty PostgreSQL database, removed with the test, and
// returns its address.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv(PostgresVar)
	if server == "" {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not set: `make test` starts a PostgreSQL and sets it", PostgresVar)
		}
		t.Skipf("%s is not set", PostgresVar)
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s: not a URL", PostgresVar)
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := "relais_" + strings.ToLower(rand.Text()[:12])
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop test database: %v", err)
		}
		admin.Close()
	})
	u.Path = "/" + name
	return u.String()
}
