package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func newStore(d *db.DB) *directory.Store {
	return directory.NewStore(d, func() time.Time { return time.UnixMilli(1767225600000) })
}

func importSet(t *testing.T, store *directory.Store, set *Set, dry bool) (directory.Report, error) {
	t.Helper()
	return store.Import(context.Background(), directory.Batch{
		Source: set.Source, All: set.Services(nil), DryRun: dry, Keep: set.Keep,
	})
}

func mustImport(t *testing.T, store *directory.Store, set *Set, want directory.Report) {
	t.Helper()
	got, err := importSet(t, store, set, false)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestImportTwice(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		store := newStore(d)
		for _, c := range []struct {
			files []string
			good  int
		}{
			{[]string{"finess-37.ndjson.gz"}, 898},
			{[]string{"inclusion-services.json", "inclusion-structures.json"}, 1},
			{[]string{"inclusion-template.xlsx"}, 2},
			{[]string{"template-bad.csv"}, 6},
		} {
			set := open(t, c.files...)
			dry, err := importSet(t, store, set, true)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(directory.Report{Added: c.good}, dry); diff != "" {
				t.Errorf("%v, dry run (-want +got):\n%s", c.files, diff)
			}
			mustImport(t, store, set, directory.Report{Added: c.good})
			mustImport(t, store, open(t, c.files...), directory.Report{Unchanged: c.good})
		}
	})
}

// write makes a file of the test, and opens it.
func write(t *testing.T, name, text string) *Set {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := Open([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

const (
	tableHeader = "Identifiant;Structure;Service;Téléphone\n"
	rowA        = "a;Centre;Accueil;02 47 00 00 00\n"
	rowB        = "b;Centre;Écoute;02 47 00 00 01\n"
	wrongB      = "b;;;02 47 00 00 01\n"
	noID        = ";Centre;Écoute;02 47 00 00 01\n"
)

func TestVanishedAndBack(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		store := newStore(d)
		for _, step := range []struct {
			name, rows string
			want       directory.Report
		}{
			{"first", rowA + rowB, directory.Report{Added: 2}},
			{"b is wrong: it is there, so it stays", rowA + wrongB, directory.Report{Unchanged: 1}},
			{"a row without id: nothing is known to have vanished", rowA + noID, directory.Report{Unchanged: 1}},
			{"b vanished", rowA, directory.Report{Unchanged: 1, Archived: 1}},
			{"b is still away", rowA, directory.Report{Unchanged: 1}},
			{"b is back", rowA + rowB, directory.Report{Unchanged: 1, Restored: 1}},
		} {
			t.Log(step.name)
			mustImport(t, store, write(t, "table.csv", tableHeader+step.rows), step.want)
		}
	})
}

// TestDamagedChangesNothing imports a good file, then a longer one cut short.
func TestDamagedChangesNothing(t *testing.T) {
	whole, err := os.ReadFile("testdata/finess-37.ndjson.gz")
	if err != nil {
		t.Fatal(err)
	}
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		store := newStore(d)
		path := filepath.Join(t.TempDir(), "cut.ndjson.gz")
		if err := os.WriteFile(path, whole[:len(whole)*2/3], 0o600); err != nil {
			t.Fatal(err)
		}
		set, err := Open([]string{path})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := importSet(t, store, set, false); !errors.Is(err, ErrDamaged) {
			t.Fatalf("error %v, want damaged", err)
		}
		mustImport(t, store, open(t, "finess-37.ndjson.gz"), directory.Report{Added: 898})
		if _, err := importSet(t, store, set, false); !errors.Is(err, ErrDamaged) {
			t.Fatalf("error %v, want damaged", err)
		}
		mustImport(t, store, open(t, "finess-37.ndjson.gz"), directory.Report{Unchanged: 898})
	})
}

// TestAnyOrder gives the same services whatever the order of the lines.
func TestAnyOrder(t *testing.T) {
	f, err := os.Open("testdata/finess-37.ndjson.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var locations, organizations bytes.Buffer
	for line := range bytes.Lines(data) {
		if bytes.Contains(line, []byte(`"resourceType": "Location"`)) {
			locations.Write(line)
		} else {
			organizations.Write(line)
		}
	}
	want := collect(t, open(t, "finess-37.ndjson.gz"))
	got := collect(t, write(t, "finess-2021-01-08.ndjson", organizations.String()+"\n"+locations.String()))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Locations last (-want +got):\n%s", diff)
	}
	got = collect(t, write(t, "finess-2021-01-08.ndjson", locations.String()+organizations.String()))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Locations first (-want +got):\n%s", diff)
	}
}

func collect(t *testing.T, set *Set) []directory.Service {
	t.Helper()
	var out []directory.Service
	for svc, err := range set.Services(nil) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, svc)
	}
	return out
}

func TestProgress(t *testing.T) {
	for _, name := range []string{"finess-37.ndjson.gz", "template-bad.csv", "inclusion-template.xlsx", "inclusion-bad.ndjson"} {
		set := open(t, name)
		var last int64
		for _, err := range set.Services(func(n int64) {
			if n < last {
				t.Errorf("%s: progress goes back from %d to %d", name, last, n)
			}
			last = n
		}) {
			if err != nil {
				t.Fatal(err)
			}
		}
		if last != set.Size {
			t.Errorf("%s: read %d of %d bytes", name, last, set.Size)
		}
	}
}

func TestReaderMayStop(t *testing.T) {
	set := open(t, "finess-37.ndjson.gz")
	n := 0
	for range set.Services(nil) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d services before the stop", n)
	}
}

func TestPageAmongOthers(t *testing.T) {
	data, err := os.ReadFile("testdata/inclusion-services.json")
	if err != nil {
		t.Fatal(err)
	}
	structures, err := os.ReadFile("testdata/inclusion-structures.json")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Replace(string(data), `"pages": 1`, `"pages": 12`, 1)
	set := write(t, "page.json", page+"\n"+string(structures))
	collect(t, set)
	if !set.Keep("dora--elsewhere") {
		t.Error("a page among others would archive the rest")
	}
}
