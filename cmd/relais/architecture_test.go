package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"relais/bot/simulator"
)

// root is the top of the repository.
const root = "../.."

// mayImport says which packages of ours each package may import. A package
// that is not here may not exist.
var mayImport = map[string][]string{
	"bot": {"bot/relay", "bot/relay/figures", "bot/announce", "bot/announce/exchange", "bot/announce/message", "bot/bilan", "bot/chart", "bot/console",
		"bot/telegram", "bot/text", "search", "directory"},
	"bot/announce":          {"directory", "directory/db"},
	"bot/announce/exchange": {"bot/announce", "directory", "directory/db"},
	"bot/announce/message":  {"bot/announce", "bot/text"},
	"bot/bilan":             {"bot/announce", "bot/relay", "bot/relay/figures", "bot/chart", "bot/text", "directory"},
	"bot/browsertest":       {},
	"bot/chart":             {},
	"bot/console": {"bot/relay", "bot/relay/figures", "bot/announce", "bot/announce/exchange", "bot/announce/message", "bot/bilan", "bot/chart",
		"bot/text", "directory"},
	"bot/programme":     {"bot/announce", "bot/announce/exchange", "bot/announce/message", "bot/text", "directory"},
	"bot/relay":         {"directory", "directory/db"},
	"bot/relay/figures": {"bot/relay", "directory", "directory/db"},
	"bot/relay/sample":  {"bot/relay", "bot/relay/figures", "directory", "directory/db"},
	"bot/simulator":     {},
	"bot/telegram":      {"directory/db"},
	"bot/text":          {},
	"directory":         {"directory/db", "directory/hours"},
	"directory/db":      {},
	"directory/hours":   {},
	"directory/source":  {"directory"}, "directory/starter": {"directory"},
	"directory/db/dbtest": {"directory/db"},
	"search":              {"search/lexicon", "search/model", "directory", "directory/hours"},
	"search/lexicon":      {},
	"search/model":        {"search/lexicon"},
	"search/measure":      {"search", "search/lexicon", "directory", "directory/hours"},
	"cmd/relais":          {anything},
}

// makers are the programs that make data of a package; nobody imports them.
var makers = map[string][]string{
	"search/model/train": {"search", "search/lexicon", "search/model", "search/measure"},
}

// inTests may be imported by tests, and by nothing else.
var inTests = []string{"bot/browsertest", "directory/db/dbtest"}

// withTests may be imported by the tests of any package, besides its rule: what
// they talk to, the database that dbtest opens, a directory and made up activity
// to try things on.
var withTests = []string{"bot/simulator", "bot/relay/sample", "directory/db", "directory/starter"}

const anything = "*"

// TestImports holds each package to its rule. A test may import its own
// package from outside, and what tests share.
func TestImports(t *testing.T) {
	rules := maps.Clone(mayImport)
	maps.Copy(rules, makers)
	found := map[string]bool{}
	for _, file := range sources(t, ".go") {
		dir := filepath.ToSlash(filepath.Dir(file))
		found[dir] = true
		rule, ok := rules[dir]
		if !ok {
			t.Errorf("%s: the package %s has no rule", file, dir)
			continue
		}
		if ignored(t, file) {
			continue
		}
		for _, of := range ours(t, file) {
			isTest := strings.HasSuffix(file, "_test.go")
			switch {
			case isTest && (of == dir || slices.Contains(inTests, of) || slices.Contains(withTests, of)):
			case slices.Contains(inTests, of):
				t.Errorf("%s imports %s, which is for tests", file, of)
			case slices.Contains(rule, of), slices.Contains(rule, anything) && makers[of] == nil:
			default:
				t.Errorf("%s imports %s; %s may import %v", file, of, dir, rule)
			}
		}
	}
	if len(found) < 10 {
		t.Errorf("only %d packages found: the test reads the wrong folder", len(found))
	}
}

// ours lists the packages of this module that a file imports.
func ours(t *testing.T, file string) (out []string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if of, ok := strings.CutPrefix(path, "relais/"); ok {
			out = append(out, of)
		}
	}
	return out
}

// ignored tells a file of no build: a tool that makes data.
func ignored(t *testing.T, file string) bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.HasPrefix(data, []byte("//go:build ignore"))
}

// sources lists the files of the repository whose name ends so, from its top:
// what git knows, and what it does not ignore.
func sources(t *testing.T, ending string) (files []string) {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	if out, err := cmd.Output(); err == nil && len(out) > 0 {
		for name := range strings.SplitSeq(strings.Trim(string(out), "\x00"), "\x00") {
			if _, err := os.Stat(filepath.Join(root, name)); err == nil && strings.HasSuffix(name, ending) {
				files = append(files, name)
			}
		}
		return files
	}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && strings.HasPrefix(e.Name(), "."):
			if e.Name() == ".ci" {
				return nil
			}
			return fs.SkipDir
		case !e.IsDir() && strings.HasSuffix(name, ending):
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var (
	machinePath = regexp.MustCompile(`/(root|home|work|Users)/[\w.-]+`)
	botToken    = regexp.MustCompile(`\b\d{8,10}:[A-Za-z0-9_-]{35}`)
)

// TestNothingOfThisMachine looks through every file of the repository for the
// path of a machine and for the token of a bot.
func TestNothingOfThisMachine(t *testing.T) {
	files := sources(t, "")
	if len(files) < 100 {
		t.Fatalf("only %d files: the test reads the wrong folder", len(files))
	}
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0 {
			continue // not a text
		}
		for _, found := range machinePath.FindAll(data, 3) {
			t.Errorf("%s holds the path %s", name, found)
		}
		for _, found := range botToken.FindAll(data, 3) {
			if string(found) != simulator.DefaultToken {
				t.Errorf("%s holds a token: %s…", name, found[:12])
			}
		}
	}
}

// TestTheTokenTestSees proves the pattern on the form Telegram gives.
func TestTheTokenTestSees(t *testing.T) {
	if !botToken.MatchString("token=110201543:" + strings.Repeat("Ab3_-", 7)) {
		t.Error("a token would not be seen")
	}
	if !machinePath.MatchString(`"` + "/ho" + `me/awa/relais"`) {
		t.Error("a path would not be seen")
	}
}
