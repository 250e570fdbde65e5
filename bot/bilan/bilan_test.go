package bilan

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

var (
	update = flag.Bool("update", false, "write testdata anew")
	out    = flag.String("out", "", "folder where the files are left to be looked at")
)

func leave(t *testing.T, name string, data []byte) {
	t.Helper()
	if *out != "" {
		if err := os.WriteFile(filepath.Join(*out, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, collected(t, afterYear)); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "bilan-2026.json")
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the JSON changed (-want +got):\n%s", diff)
	}
}

func TestCSV(t *testing.T) {
	b := collected(t, afterYear)
	var raw bytes.Buffer
	if err := WriteCSV(&raw, b); err != nil {
		t.Fatal(err)
	}
	words, ok := strings.CutPrefix(raw.String(), "\ufeff")
	if !ok {
		t.Error("no byte order mark")
	}
	r := csv.NewReader(strings.NewReader(words))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"indicateur", "dimension", "valeur", "nombre", "precision", "periode"}, rows[0]); diff != "" {
		t.Error(diff)
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		seen[strings.Join(row, ";")] = true
		if (row[4] == "masqué") != (row[3] == "") {
			t.Errorf("a hidden figure has a number, or another has none: %v", row)
		}
		if strings.ContainsAny(row[2][:min(1, len(row[2]))], "=+-@") {
			t.Errorf("%q would be a formula", row[2])
		}
	}
	for _, want := range []string{
		"questions;total;;10300;exact;2026", "questions;total;;8800;exact;2025", "questions;theme;addictions;1500;exact;2026",
		"newcomers;mois;2025-08;;masqué;2025-08", "connaissance-offre;%;;43;exact;2026", "sondage;connait;un-peu;48;exact;2026",
		"saisie;formation;Repérer la souffrance psychique;24;exact;2026-06-11",
	} {
		if !seen[want] {
			t.Errorf("no line %s", want)
		}
	}
}

func TestRunningYearIsRounded(t *testing.T) {
	b := collected(t, inYear)
	if b.Exact {
		t.Error("the running year is said to be exact")
	}
	for _, r := range b.Indicators {
		if r.From == "robot" && r.Source != "" && size[figures.Measure(r.ID)] > 0 && (!r.Value.Least || r.Value.N%b.K != 0) {
			t.Errorf("%s is %+v", r.ID, *r.Value)
		}
		if r.ID == "connaissance-offre" && r.Value != nil {
			t.Error("a share of rounded answers is told")
		}
	}
	for _, q := range b.Survey {
		for _, a := range q.Answers {
			if !a.Figure.Least || a.Figure.N%b.K != 0 {
				t.Errorf("%s %s is %+v", q.ID, a.ID, a.Figure)
			}
		}
	}
}

func TestEntriesAreCounted(t *testing.T) {
	b := collected(t, afterYear)
	for id, want := range map[string]struct {
		n      int
		detail string
	}{
		"reunions": {40, text.BilanCount("reunion", 474)}, "outils": {2, text.BilanCount("outil", 1500)}, "partenaires": {7, ""},
		"formations": {1, "24\u00a0personnes présentes"}, "projets-partages": {1, ""},
	} {
		r, ok := b.result(id)
		if !ok || r.Value == nil {
			t.Errorf("%s has no value", id)
			continue
		}
		if r.Value.N != want.n || (want.detail != "" && id != "reunions" && r.Detail != want.detail) {
			t.Errorf("%s is %d, %q; want %d, %q", id, r.Value.N, r.Detail, want.n, want.detail)
		}
		if r.Before.N != 0 {
			t.Errorf("%s was %d before there was anything", id, r.Before.N)
		}
	}
	if first := b.Entries[0].Day; first > b.Entries[len(b.Entries)-1].Day {
		t.Error("entries are not oldest first")
	}
	if r, _ := b.result("situations-evitees"); r.Value != nil {
		t.Error("what nobody measures has a value")
	}
}

func TestTerritories(t *testing.T) {
	for name, where := range map[string]figures.Territory{"Sanitas": {Commune: "37261", Quartier: "sanitas"}, "Tours": {Commune: "37261"}} {
		b, err := Collect(t.Context(), source(afterYear), year2026, where, afterYear)
		if err != nil {
			t.Fatal(err)
		}
		if b.Territory.Name != name {
			t.Errorf("%+v is called %q", where, b.Territory.Name)
		}
		if _, ok := b.table("communes"); ok {
			t.Errorf("%s is cut by commune", name)
		}
		if _, ok := b.table("quartiers"); ok == (where.Quartier != "") {
			t.Errorf("%s cut by quarter: %v", name, ok)
		}
		if asked := len(b.Survey) > 0; asked != (where.Quartier != "") {
			t.Errorf("%s has answers: %v", name, asked)
		}
		for _, q := range b.Survey {
			if !q.Total.Least {
				t.Errorf("%s: the answers of a quarter are exact", name)
			}
		}
	}
}

func TestProtect(t *testing.T) {
	h := figures.Cell{Hidden: true}
	n := func(n int) figures.Cell { return figures.Cell{N: n} }
	for _, test := range []struct {
		numbers []int
		want    []figures.Cell
		total   figures.Cell
	}{
		{[]int{0, 0, 0}, []figures.Cell{n(0), n(0), n(0)}, n(0)},
		{[]int{61, 48, 32}, []figures.Cell{n(61), n(48), n(32)}, n(141)},
		{[]int{3, 4, 2}, []figures.Cell{h, h, h}, h},
		{[]int{61, 48, 5}, []figures.Cell{n(61), h, h}, n(114)},
		{[]int{61, 4, 5}, []figures.Cell{h, h, h}, n(70)},
		{[]int{61, 0, 5}, []figures.Cell{h, n(0), h}, n(66)},
		{[]int{100, 8, 9}, []figures.Cell{n(100), h, h}, n(117)},
		{[]int{20, 0, 0}, []figures.Cell{n(20), n(0), n(0)}, n(20)},
	} {
		cells, total := protect(test.numbers, 11, true)
		if diff := cmp.Diff(test.want, cells); diff != "" || total != test.total {
			t.Errorf("%v: total %+v\n%s", test.numbers, total, diff)
		}
	}
}

// TestNoAnswerCanBeHad takes every small survey, and subtracts what is shown
// from the total: what is left is nothing, or k at least and several answers.
func TestNoAnswerCanBeHad(t *testing.T) {
	const k = 11
	for a := range 30 {
		for b := range 30 {
			for c := range 30 {
				cells, total := protect([]int{a, b, c}, k, true)
				hidden, rest := 0, total.N
				for _, cell := range cells {
					if cell.Hidden {
						hidden++
					}
					rest -= cell.N
					if cell.N > 0 && cell.N < k {
						t.Fatalf("%d %d %d shows %d", a, b, c, cell.N)
					}
				}
				if !total.Hidden && hidden > 0 && (hidden == 1 || rest < k) {
					t.Fatalf("%d %d %d: %d hidden, %d together", a, b, c, hidden, rest)
				}
			}
		}
	}
}

func TestErrorsAreToldOnce(t *testing.T) {
	s := source(afterYear)
	s.Relay = broken{}
	_, err := Collect(t.Context(), s, year2026, figures.Territory{}, afterYear)
	if err == nil || strings.Count(err.Error(), "bilan of 2026") != 1 {
		t.Errorf("error is %v", err)
	}
}
