package db

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTwinMigrations holds the two folders together: same files, and each the
// same statements but for the types and clauses that must differ.
func TestTwinMigrations(t *testing.T) {
	lite, pg := read(t, "sqlite"), read(t, "postgres")
	if len(lite) == 0 {
		t.Fatal("no migrations")
	}
	for name, words := range lite {
		if diff := cmp.Diff(common(words), common(pg[name])); diff != "" {
			t.Errorf("%s (-sqlite +postgres):\n%s", name, diff)
		}
		if !regexp.MustCompile(`^\d{4}_[a-z_]+\.sql$`).MatchString(name) {
			t.Errorf("%s: not a number and a name", name)
		}
	}
	for name := range pg {
		if lite[name] == "" {
			t.Errorf("%s is missing for SQLite", name)
		}
	}
}

func read(t *testing.T, dialect string) map[string]string {
	t.Helper()
	files, err := fs.Glob(migrations, "migrations/"+dialect+"/*")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, file := range files {
		data, err := fs.ReadFile(migrations, file)
		if err != nil {
			t.Fatal(err)
		}
		out[file[strings.LastIndexByte(file, '/')+1:]] = string(data)
	}
	return out
}

var (
	remark = regexp.MustCompile(`(?m)--[^+].*$`)
	types  = strings.NewReplacer("BYTEA", "BLOB", "BIGINT", "INTEGER",
		"GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "PRIMARY KEY AUTOINCREMENT")
	blanks = regexp.MustCompile(`\s+`)
)

// common is a migration without what may differ, one statement a line.
func common(words string) []string {
	words = blanks.ReplaceAllString(types.Replace(remark.ReplaceAllString(words, "")), " ")
	return strings.Split(words, ";")
}

func TestRebind(t *testing.T) {
	for query, want := range map[string]string{
		"":                               "",
		"SELECT ?2, ?1":                  "SELECT $2, $1",
		"a = ?10":                        "a = $10",
		"a = '?1' AND b = ?1":            "a = '?1' AND b = $1",
		"a = 'it''s ?1' AND b = ?2":      "a = 'it''s ?1' AND b = $2",
		"a ? 'key'":                      "a ? 'key'",
		"words = 'été ?' AND autre = ?1": "words = 'été ?' AND autre = $1",
	} {
		if got := Rebind(query); got != want {
			t.Errorf("Rebind(%q) = %q, want %q", query, got, want)
		}
	}
	if got := List(3, 3); got != "?3,?4,?5" {
		t.Errorf("List(3, 3) = %q", got)
	}
}
