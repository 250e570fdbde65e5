package search

import (
	"os"
	"slices"
	"strings"
	"testing"
)

type expectation struct {
	title, question string
	within          int // 0: nothing may be shown
	ids             []string
}

// readRelevance reads testdata/relevance.txt: blocks of three lines.
func readRelevance(t *testing.T) []expectation {
	t.Helper()
	data, err := os.ReadFile("testdata/relevance.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []expectation
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var lines []string
		for line := range strings.Lines(block) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				lines = append(lines, line)
			}
		}
		if len(lines) == 0 {
			continue
		}
		if len(lines) != 3 {
			t.Fatalf("relevance.txt: three lines are expected, got %q", lines)
		}
		f := strings.Fields(lines[2])
		within := strings.Index("0123", f[0])
		if within < 0 || (within == 0) != (len(f) == 1) {
			t.Fatalf("relevance.txt: %q is neither « 0 », « 1 ids » nor « 3 ids »", lines[2])
		}
		out = append(out, expectation{lines[0], lines[1], within, f[1:]})
	}
	return out
}

func TestRelevance(t *testing.T) {
	e := testEngine(t)
	for _, x := range readRelevance(t) {
		a, err := e.Find(t.Context(), Question{Text: x.question, At: monday})
		if err != nil {
			t.Fatal(err)
		}
		var shown []string
		for _, r := range a.Results {
			shown = append(shown, r.Service.ID)
		}
		first := shown[:min(x.within, len(shown))]
		ok := x.within == 0 && len(shown) == 0 ||
			slices.ContainsFunc(first, func(id string) bool { return slices.Contains(x.ids, id) })
		if !ok {
			t.Errorf("%s\n  %q\n  shown: %v\n  wanted: %v\n  understood: %v", x.title, x.question, shown[:min(4, len(shown))], x.ids, a.Understood.Themes)
		}
		for _, id := range x.ids {
			if _, known := e.Service(id); !known {
				t.Errorf("%s: no service %q", x.title, id)
			}
		}
	}
}
