package db_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// table makes a table for the test alone.
func table(t *testing.T, d *db.DB) {
	t.Helper()
	update(t, d, `CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL)`)
}

func update(t *testing.T, d *db.DB, query string, args ...any) {
	t.Helper()
	err := d.Update(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(context.Background(), query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, d *db.DB) (n int) {
	t.Helper()
	err := d.View(context.Background(), func(tx *db.Tx) error {
		return tx.Row(context.Background(), `SELECT COUNT(*) FROM note`, nil, &n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNumberedParameters(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		table(t, d)
		update(t, d, `INSERT INTO note (words, id) VALUES (?2, ?1)`, 7, "sept ?1 'x'")
		err := d.View(context.Background(), func(tx *db.Tx) error {
			var id int
			var words, literal string
			err := tx.Row(context.Background(), `SELECT id, words, '?1 it''s' FROM note WHERE words = ?2 AND id = ?1`,
				[]any{7, "sept ?1 'x'"}, &id, &words, &literal)
			if err != nil {
				return err
			}
			if id != 7 || words != "sept ?1 'x'" || literal != "?1 it's" {
				t.Errorf("got %d %q %q", id, words, literal)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestRowsAndNotFound(t *testing.T) {
	ctx := context.Background()
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		table(t, d)
		for i, words := range []string{"un", "deux", "trois"} {
			update(t, d, `INSERT INTO note (id, words) VALUES (?1, ?2)`, i+1, words)
		}
		err := d.View(ctx, func(tx *db.Tx) error {
			var got []string
			err := tx.Rows(ctx, `SELECT words FROM note WHERE id IN (`+db.List(1, 2)+`) ORDER BY id`, []any{1, 3},
				func(scan func(...any) error) error {
					var w string
					err := scan(&w)
					got = append(got, w)
					return err
				})
			if err != nil || strings.Join(got, " ") != "un trois" {
				t.Errorf("got %q, %v", got, err)
			}
			var n int
			return tx.Row(ctx, `SELECT id FROM note WHERE words = ?1`, []any{"quatre"}, &n)
		})
		if !errors.Is(err, db.ErrNotFound) {
			t.Errorf("a missing row: %v, want ErrNotFound", err)
		}
	})
}

func TestUpdateUndoesOnError(t *testing.T) {
	stop := errors.New("stop")
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		table(t, d)
		calls := 0
		err := d.Update(context.Background(), func(tx *db.Tx) error {
			calls++
			if _, err := tx.Exec(context.Background(), `INSERT INTO note (id, words) VALUES (1, 'x')`); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) || calls != 1 || count(t, d) != 0 {
			t.Errorf("error %v, %d calls, %d rows kept", err, calls, count(t, d))
		}
	})
}

func TestUpdateTriesAgain(t *testing.T) {
	busy := &pgconn.PgError{Code: "40001"}
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		table(t, d)
		calls := 0
		err := d.Update(context.Background(), func(tx *db.Tx) error {
			calls++
			if _, err := tx.Exec(context.Background(), `INSERT INTO note (id, words) VALUES (1, 'x')`); err != nil {
				return err
			}
			if calls < 3 {
				return busy
			}
			return nil
		})
		if err != nil || calls != 3 || count(t, d) != 1 {
			t.Errorf("error %v, %d calls, %d rows", err, calls, count(t, d))
		}
		ctx, cancel := context.WithCancel(context.Background())
		calls = 0
		err = d.Update(ctx, func(*db.Tx) error { calls++; cancel(); return busy })
		if !errors.Is(err, busy) || calls != 1 {
			t.Errorf("cancelled: error %v after %d calls", err, calls)
		}
	})
}

func TestManyWriters(t *testing.T) {
	ctx := context.Background()
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		table(t, d)
		update(t, d, `INSERT INTO note (id, words) VALUES (1, '')`)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for range 10 {
					err := d.Update(ctx, func(tx *db.Tx) error {
						_, err := tx.Exec(ctx, `UPDATE note SET words = words || 'x' WHERE id = 1`)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		err := d.View(ctx, func(tx *db.Tx) error {
			var words string
			err := tx.Row(ctx, `SELECT words FROM note WHERE id = 1`, nil, &words)
			if len(words) != 80 {
				t.Errorf("%d of 80 writes are there", len(words))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestViewIsOnePictureAndReadOnly(t *testing.T) {
	ctx := context.Background()
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		table(t, d)
		err := d.View(ctx, func(tx *db.Tx) error {
			var before, after int
			if err := tx.Row(ctx, `SELECT COUNT(*) FROM note`, nil, &before); err != nil {
				return err
			}
			update(t, d, `INSERT INTO note (id, words) VALUES (1, 'x')`)
			if err := tx.Row(ctx, `SELECT COUNT(*) FROM note`, nil, &after); err != nil {
				return err
			}
			if before != 0 || after != 0 {
				t.Errorf("%d rows, then %d in the same view", before, after)
			}
			_, err := tx.Exec(ctx, `DELETE FROM note`)
			return err
		})
		if err == nil || count(t, d) != 1 {
			t.Errorf("a view wrote: error %v, %d rows", err, count(t, d))
		}
	})
}

func TestOpenTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, address string) {
		var group sync.WaitGroup
		for range 3 { // replicas that start together: one migrates
			group.Go(func() {
				d, err := db.Open(context.Background(), address)
				if err != nil {
					t.Error(err)
					return
				}
				if err := d.Ping(context.Background()); err != nil {
					t.Error(err)
				}
				d.Close()
			})
			if !db.IsPostgres(address) {
				group.Wait() // a folder belongs to one process
			}
		}
		group.Wait()
	})
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"mysql://here", file, "postgres://relais:motdepasse@127.0.0.1:1/relais?connect_timeout=2"} {
		d, err := db.Open(context.Background(), address)
		if err == nil {
			d.Close()
			t.Errorf("%q was opened", address)
		} else if strings.Contains(err.Error(), "motdepasse") {
			t.Errorf("the password is in the error: %v", err)
		}
	}
}

func TestFolderIsPrivate(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "été 100% ?#", "base")
	table(t, dbtest.Open(t, folder))
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder %v, %v: others may read it", info.Mode(), err)
	}
	if _, err := os.Stat(filepath.Join(folder, db.FileName)); err != nil {
		t.Errorf("the file is not where it should be: %v", err)
	}
}
