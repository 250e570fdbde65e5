package source

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/directory"
)

var update = flag.Bool("update", false, "write the golden files")

// goldens are the fixtures: each gives exactly the services and the problems
// of its golden file, and nothing else.
var goldens = map[string][]string{
	"finess-raw":         {"finess-raw.csv"},
	"finess-37-mangled":  {"finess-37-mangled.csv"},
	"finess-01-mangled":  {"finess-01-mangled.csv"},
	"inclusion-api":      {"inclusion-services.json", "inclusion-structures.json"},
	"inclusion-bad":      {"inclusion-bad.ndjson"},
	"inclusion-template": {"inclusion-template.xlsx"},
	"template-bad":       {"template-bad.csv"},
	"template-tab-1252":  {"template-tab-1252.csv"},
	"template-bom-comma": {"template-bom-comma.csv"},
}

func TestGolden(t *testing.T) {
	sentences := importSentences(t)
	for name, files := range goldens {
		t.Run(name, func(t *testing.T) {
			set := open(t, files...)
			var b strings.Builder
			fmt.Fprintf(&b, "# %s, source %q\n\n## Fiches\n", set.Format, set.Source)
			for svc, err := range set.Services(nil) {
				if err != nil {
					t.Fatal(err)
				}
				describe(&b, &svc)
			}
			b.WriteString("\n## Problèmes\n")
			for _, p := range set.Problems() {
				b.WriteString(inFrench(p, sentences) + "\n")
			}
			compareGolden(t, name, b.String())
		})
	}
}

// TestGoldenFINESS reads the Indre-et-Loire part of the extraction, and keeps
// the figures that would move if a table or a repair went wrong.
func TestGoldenFINESS(t *testing.T) {
	set := open(t, "finess-37.ndjson.gz")
	themes, names := map[string]int{}, map[string]int{}
	var total, placed, phones, insee int
	var b strings.Builder
	for svc, err := range set.Services(nil) {
		if err != nil {
			t.Fatal(err)
		}
		total++
		placed += count(svc.Lat != nil)
		phones += count(svc.Phone != "")
		insee += count(svc.INSEE != "")
		for _, theme := range svc.Themes {
			themes[theme]++
		}
		names[svc.Name]++
		if total%40 == 1 {
			describe(&b, &svc)
		}
		if svc.SourceDate != "2021-01-08" {
			t.Fatalf("%s has the date %q", svc.ID, svc.SourceDate)
		}
	}
	if n := len(set.Problems()); n != 0 {
		t.Errorf("%d problems", n)
	}
	fmt.Fprintf(&b, "\n%d fiches, %d placées, %d avec téléphone, %d avec code INSEE\n\n", total, placed, phones, insee)
	for _, theme := range directory.Themes {
		fmt.Fprintf(&b, "%-22s %d\n", theme.ID, themes[theme.ID])
	}
	compareGolden(t, "finess-37", b.String())
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func open(t testing.TB, files ...string) *Set {
	t.Helper()
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join("testdata", f))
	}
	set, err := Open(paths)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// describe writes what is known of a service, a field a line.
func describe(b *strings.Builder, s *directory.Service) {
	fmt.Fprintf(b, "\n%s\n", s.ID)
	line := func(label string, values ...string) {
		if v := strings.TrimSpace(strings.Join(values, " ")); v != "" {
			fmt.Fprintf(b, "  %s: %s\n", label, v)
		}
	}
	line("structure", s.Structure)
	line("service", s.Name)
	if len([]rune(s.Description)) < 200 {
		line("description", s.Description)
	}
	line("thèmes", s.Themes...)
	line("publics", strings.Join(s.Publics, ", "))
	line("âges", number0(s.AgeMin), number0(s.AgeMax))
	line("adresse", s.Address, "/", s.Postcode, s.Commune, s.INSEE)
	if p, ok := s.Point(); ok {
		line("position", fmt.Sprintf("%.4f %.4f", p.Lat, p.Lon))
	}
	line("joindre", s.Phone, s.Email, s.Website)
	line("horaires", s.Hours)
	if s.Free != nil {
		line("gratuit", strconv.FormatBool(*s.Free))
	}
	line("coût", s.Cost)
	line("conditions", s.Access)
	line("mobiliser", s.Mobilise, strings.Join(s.MobiliseBy, ", "))
	line("source", s.SourceName, s.SourceDate, s.SourceURL)
	line("confiance", s.Confidence, s.ToVerify)
	line("vérifié", s.Verified)
}

func number0(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// inFrench renders a problem with the sentence a person reads.
func inFrench(p Problem, sentences map[string]string) string {
	where := p.File
	if p.Line > 0 {
		where += fmt.Sprintf(", ligne %d", p.Line)
	}
	if p.Field != "" {
		where += ", " + p.Field
	}
	if p.Value != "" {
		where += ", « " + p.Value + " »"
	}
	s := sentences[p.Expect]
	if strings.Contains(s, "%v") {
		s = fmt.Sprintf(s, p.Args...)
	}
	if p.Skipped {
		s += " [ligne laissée de côté]"
	}
	return where + " : " + s
}

// importSentences reads the French sentences out of the source of bot/text,
// which this package may not import.
func importSentences(t *testing.T) map[string]string {
	t.Helper()
	return literals(t, "importSentences")
}

func literals(t *testing.T, variable string) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../bot/text/imports.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != variable {
			return true
		}
		for _, e := range spec.Values[0].(*ast.CompositeLit).Elts {
			pair := e.(*ast.KeyValueExpr)
			value := pair.Value
			if c, ok := value.(*ast.CompositeLit); ok {
				value = c.Elts[0]
			}
			out[unquoteLiteral(t, pair.Key)] = unquoteLiteral(t, value)
		}
		return false
	})
	return out
}

func unquoteLiteral(t *testing.T, e ast.Expr) string {
	t.Helper()
	s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSentences checks that every problem and every reason has its French
// sentence, and every sentence a use.
func TestSentences(t *testing.T) {
	expectations, reasons := map[string]bool{}, map[string]bool{}
	for _, e := range Expectations {
		expectations[e] = true
	}
	for _, r := range Reasons {
		reasons[string(r)] = true
	}
	for _, c := range []struct {
		keys     map[string]bool
		variable string
	}{{expectations, "importSentences"}, {reasons, "importReasons"}} {
		have := map[string]bool{}
		for k := range literals(t, c.variable) {
			have[k] = true
		}
		if diff := cmp.Diff(c.keys, have); diff != "" {
			t.Errorf("%s (-keys +sentences):\n%s", c.variable, diff)
		}
	}
}
