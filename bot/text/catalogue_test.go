package text

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// constructors are the functions that declare a sentence of the catalogue.
var constructors = map[string]kind{"message": inMessage, "button": inButton, "notice": inNotice, "plain": inPlain, "profile": inProfile, "terminal": inTerminal}

// catalogue reads the sentences declared in this package, by name.
func catalogue(t *testing.T) map[string]Sentence {
	t.Helper()
	all := map[string]Sentence{}
	for _, file := range parse(t, "*.go") {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, v := range spec.Values {
				call, ok := v.(*ast.CallExpr)
				if !ok {
					continue
				}
				f, ok := call.Fun.(*ast.Ident)
				if !ok || constructors[f.Name].name == "" {
					continue
				}
				words, err := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				all[spec.Names[i].Name] = Sentence{words, constructors[f.Name]}
			}
			return true
		})
	}
	if len(all) < 100 {
		t.Fatalf("only %d sentences found: the test no longer reads the catalogue", len(all))
	}
	return all
}

func parse(t *testing.T, glob string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(glob)
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

func TestEverySentenceIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, f := range slices.Concat(parse(t, "*.go"), parse(t, "../*.go"), parse(t, "../../cmd/relais/*.go")) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for _, v := range n.Values { // the name declared is no use of it
					ast.Inspect(v, func(n ast.Node) bool { return note(used, n) })
				}
				return false
			default:
				return note(used, n)
			}
		})
	}
	for name := range catalogue(t) {
		if !used[name] {
			t.Errorf("%s is never said", name)
		}
	}
}

func note(used map[string]bool, n ast.Node) bool {
	if id, ok := n.(*ast.Ident); ok {
		used[id.Name] = true
	}
	return true
}

// TestPlaceholdersAreFilled reads every call of Say and HTML.
func TestPlaceholdersAreFilled(t *testing.T) {
	all := catalogue(t)
	for _, f := range slices.Concat(parse(t, "*.go"), parse(t, "../*.go"), parse(t, "../../cmd/relais/*.go")) {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := sentenceCalled(call)
			s, known := all[name]
			if !ok || !known {
				return true
			}
			var given []string
			for i := 0; i < len(call.Args); i += 2 {
				lit, ok := call.Args[i].(*ast.BasicLit)
				if !ok {
					t.Errorf("%s: the name of a placeholder is not written out", name)
					return true
				}
				word, _ := strconv.Unquote(lit.Value)
				given = append(given, word)
			}
			if want := placeholders(s); len(call.Args)%2 != 0 || !slices.Equal(sorted(given), want) {
				t.Errorf("%s is said with %v, it has %v", name, given, want)
			}
			return true
		})
	}
}

// sentenceCalled is X of X.Say(…) or text.X.Say(…).
func sentenceCalled(call *ast.CallExpr) (string, bool) {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "Say" && f.Sel.Name != "HTML" {
		return "", false
	}
	switch x := f.X.(type) {
	case *ast.Ident:
		return x.Name, true
	case *ast.SelectorExpr:
		return x.Sel.Name, true
	}
	return "", false
}

var placeholder = regexp.MustCompile(`\{([a-z]+)\}`)

func placeholders(s Sentence) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(s.words, -1) {
		names = append(names, m[1])
	}
	return sorted(names)
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func TestSentencesFit(t *testing.T) {
	for name, s := range catalogue(t) {
		if n := Units(s.words); n == 0 || n > s.kind.limit {
			t.Errorf("%s is %d units long, a %s has %d", name, n, s.kind.name, s.kind.limit)
		}
		if got := Fit(s.words, MessageLimit); s.kind.html && got != s.words {
			t.Errorf("%s does not fit a message", name)
		}
		if strings.ContainsAny(s.words, "<>") && !s.kind.html {
			t.Errorf("%s has tags, and is a %s", name, s.kind.name)
		}
		if err := balanced(s.words); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func balanced(html string) error {
	var open []string
	for _, p := range split(html) {
		if p.units == 0 {
			if name := strings.Trim(p.text, "</>"); strings.HasPrefix(p.text, "</") && (len(open) == 0 || open[len(open)-1] != name) {
				return fmt.Errorf("%s closes nothing", p.text)
			}
			open = p.nest(open)
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("%v stays open", open)
	}
	return nil
}

var mistakes = []struct {
	what string
	find *regexp.Regexp
}{
	{"a plain space before : ; ! ? % »", regexp.MustCompile(` [:;!?%»]`)},
	{"no space before ; ! ? »", regexp.MustCompile(`[\pL\d)}>][;!?»]`)},
	{"no space before :", regexp.MustCompile(`\pL:(\s|$)`)},
	{"a plain space after «", regexp.MustCompile(`«[^\x{00a0}]`)},
	{"a straight apostrophe", regexp.MustCompile(`'`)},
	{"straight quotes", regexp.MustCompile(`"`)},
	{"two spaces", regexp.MustCompile(`[ \x{00a0}]{2}`)},
	{"a thin space", regexp.MustCompile(`\x{202f}`)},
	{"three dots", regexp.MustCompile(`\.\.\.`)},
	{"a space at the end of a line", regexp.MustCompile(` (\n|$)`)},
}

func TestTypography(t *testing.T) {
	entities := regexp.MustCompile(`&(amp|lt|gt);`)
	for name, s := range catalogue(t) {
		for _, m := range mistakes {
			if at := m.find.FindString(entities.ReplaceAllString(s.words, "")); at != "" {
				t.Errorf("%s has %s: %q", name, m.what, at)
			}
		}
	}
	for list, labels := range map[string]map[string]string{"needs": needs, "languages": languages} {
		for id, words := range labels {
			if strings.Contains(words, "'") || words == "" {
				t.Errorf("%s: %s reads %q", list, id, words)
			}
		}
	}
}
