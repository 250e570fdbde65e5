package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"relais/directory/db/dbtest"
)

// write makes a file of the test.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const nothing = "0\u00a0service ajouté, 0\u00a0modifié, "

// TestTemplateFilled writes the template, keeps its example under another
// identifier, and imports it twice.
func TestTemplateFilled(t *testing.T) {
	for _, name := range []string{"modele.csv", "modele.xlsx"} {
		t.Run(name, func(t *testing.T) {
			file, env := filepath.Join(t.TempDir(), name), settings{"RELAIS_DATABASE": t.TempDir()}
			must := func(args ...string) string {
				t.Helper()
				stdout, stderr, err := relais(t.Context(), env, "", args...)
				if err != nil || stderr != "" {
					t.Fatalf("%v: %v %s", args, err, stderr)
				}
				return stdout
			}
			must("import", "--template", file)
			fill(t, file)
			if out := must("import", "--dry-run", file); !strings.Contains(out, "Essai à blanc") {
				t.Error(out)
			}
			same(t, "first", "1\u00a0service ajouté, 0\u00a0modifié, 0\u00a0inchangé, 0\u00a0archivé.\n", must("import", file))
			same(t, "second", nothing+"1\u00a0inchangé, 0\u00a0archivé.\n", must("import", file))
		})
	}
}

func fill(t *testing.T, file string) {
	t.Helper()
	if strings.HasSuffix(file, ".csv") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, bytes.Replace(data, []byte("exemple-1"), []byte("permanence"), 1), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	cells, err := book.SearchSheet(book.GetSheetName(0), "exemple-1")
	if err != nil || len(cells) != 1 {
		t.Fatalf("example at %v, %v", cells, err)
	}
	if err := book.SetCellValue(book.GetSheetName(0), cells[0], "permanence"); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// TestDryRunChangesNothing compares the version of the directory, which the
// index of a running bot follows.
func TestDryRunChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, address string) {
		env := settings{"RELAIS_DATABASE": address}
		d := dbtest.Open(t, address)
		version := func() int { return count(t, d, "SELECT version FROM directory_version") }
		step := func(moves bool, args ...string) {
			t.Helper()
			before := version()
			if _, _, err := relais(t.Context(), env, "", append([]string{"import"}, args...)...); err != nil {
				t.Fatal(err)
			}
			if moved := version() != before; moved != moves {
				t.Errorf("%v: the directory moved: %v", args, moved)
			}
		}
		finess := fixture(t, "finess-37.ndjson.gz")
		step(false, "--dry-run", "--starter")
		step(false, "--dry-run", finess)
		if n := count(t, d, "SELECT COUNT(*) FROM services"); n != 0 {
			t.Errorf("%d services", n)
		}
		step(true, "--starter", finess)
		step(false, "--starter", finess)
		step(false, "--dry-run", fixture(t, "template-bad.csv"))
	})
}

// TestImportWhole imports the whole FINESS extraction twice, in a process of
// its own for its memory; the path is that of the benchmarks.
func TestImportWhole(t *testing.T) {
	file := os.Getenv("RELAIS_BENCH_FINESS")
	if file == "" {
		t.Skip("RELAIS_BENCH_FINESS is not set")
	}
	dbtest.Each(t, func(t *testing.T, address string) {
		for _, want := range []string{"95\u00a0333\u00a0services ajoutés", nothing + "95\u00a0333\u00a0inchangés"} {
			cmd := exec.Command("relais", "import", file)
			cmd.Env = []string{"RELAIS_DATABASE=" + address, "HOME=" + t.TempDir()}
			start := time.Now()
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v: %s", err, tail(string(out), 5))
			}
			took, peak := time.Since(start), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss>>10
			t.Logf("%s in %v, at most %d MB", strings.ReplaceAll(strings.TrimSpace(string(out)), "\n", " "), took.Round(100*time.Millisecond), peak)
			if !strings.Contains(string(out), want) {
				t.Errorf("%s, want %s", tail(string(out), 3), want)
			}
			if took > time.Minute || peak > 500 {
				t.Errorf("%v and %d MB: promised 60 s and 500 MB", took, peak)
			}
		}
	})
}
