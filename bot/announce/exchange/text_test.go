package exchange

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestSentences finds a French sentence for every code, and a code for every
// sentence.
func TestSentences(t *testing.T) {
	source, err := os.ReadFile("../../text/exchange.go")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), "problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "Code") {
			code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			codes[code] = true
		}
		return true
	})
	if len(codes) < 40 {
		t.Fatalf("%d codes found", len(codes))
	}
	for code := range codes {
		if !strings.Contains(string(source), strconv.Quote(code)+":") && !strings.Contains(string(source), "code == "+strconv.Quote(code)) {
			t.Errorf("%s has no sentence", code)
		}
	}
	for line := range strings.SplitSeq(string(source), "\n") {
		key, _, ok := strings.Cut(strings.TrimSpace(line), ":")
		if code, err := strconv.Unquote(key); ok && err == nil && strings.Contains(line, `{"`) && !codes[code] {
			t.Errorf("the sentence of %s has no code", code)
		}
	}
}
