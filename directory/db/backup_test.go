package db_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// TestBackUp copies a database in use and opens the copy as a restored one.
func TestBackUp(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	table(t, d)
	update(t, d, `INSERT INTO note (id, words) VALUES (1, 'avant')`)
	folder := t.TempDir()
	file := filepath.Join(folder, db.FileName)
	if err := d.BackUp(context.Background(), file); err != nil {
		t.Fatal(err)
	}
	update(t, d, `INSERT INTO note (id, words) VALUES (2, 'après')`)
	if got := count(t, dbtest.Open(t, folder)); got != 1 {
		t.Errorf("%d rows in the copy, want the one of its moment", got)
	}
	if err := d.BackUp(context.Background(), file); err == nil {
		t.Error("a backup replaced a file")
	}
}

func TestBackUpIsForSQLite(t *testing.T) {
	d := dbtest.Open(t, dbtest.Postgres(t))
	if err := d.BackUp(context.Background(), filepath.Join(t.TempDir(), "x")); !errors.Is(err, db.ErrNotSQLite) {
		t.Errorf("error %v, want ErrNotSQLite", err)
	}
}

// TestErasedIsGone looks for erased words in every byte of the folder.
func TestErasedIsGone(t *testing.T) {
	folder := t.TempDir()
	d := dbtest.Open(t, folder)
	table(t, d)
	update(t, d, `INSERT INTO note (id, words) VALUES (1, ?1)`, strings.Repeat("motsecret", 400))
	update(t, d, `DELETE FROM note`)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "motsecret") {
			t.Errorf("erased words are still in %s", filepath.Base(file))
		}
	}
}
