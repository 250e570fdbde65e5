package bilan

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
		if row[3] == "" {
			t.Errorf("no number: %v", row)
		}
		if strings.ContainsAny(row[2][:min(1, len(row[2]))], "=+-@") {
			t.Errorf("%q would be a formula", row[2])
		}
	}
	for _, want := range []string{
		"questions;total;;10300;exact;2026", "questions;total;;8800;exact;2025", "questions;theme;addictions;1496;au moins;2026",
		"newcomers;mois;2025-08;0;au moins;2025-08", "connaissance-offre;%;;44;environ;2026", "sondage;connait;un-peu;44;au moins;2026",
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
	}
}

func TestEntriesAreCounted(t *testing.T) {
	b := collected(t, afterYear)
	for id, want := range map[string]struct {
		n      int
		detail string
	}{
		"reunions": {40, text.BilanCount("reunion", 474)}, "outils": {2, text.BilanCount("outil", 1500)}, "partenaires": {7, ""},
		"formations": {24, "1\u00a0formation"}, "projets-partages": {1, ""},
	} {
		r, ok := b.result(id)
		if !ok || r.Value == nil {
			t.Errorf("%s has no value", id)
			continue
		}
		if r.Value.N != want.n || (want.detail != "" && id != "reunions" && r.Detail != want.detail) {
			t.Errorf("%s is %d, %q; want %d, %q", id, r.Value.N, r.Detail, want.n, want.detail)
		}
		if r.Before != nil {
			t.Errorf("%s was %+v before there was anything", id, *r.Before)
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

func TestSurveyIsRounded(t *testing.T) {
	for _, now := range []time.Time{afterYear, inYear} {
		for _, q := range collected(t, now).Survey {
			for _, c := range append([]Answer{{Figure: q.Total}}, q.Answers...) {
				if !c.Figure.Least || c.Figure.N%figures.DefaultK != 0 {
					t.Errorf("%s %s is %+v", q.ID, c.ID, c.Figure)
				}
			}
		}
	}
}

// TestShareHoldsTheTruth takes many surveys: a share that is told stands within
// bounds that hold the true one, and none is told of too few answers.
func TestShareHoldsTheTruth(t *testing.T) {
	const k = 11
	yes := share{"q", "a", []string{"b", "c"}}
	list := func(n ...int) []Question {
		return []Question{{ID: "q", Answers: []Answer{{"a", "", rounded(n[0], k)}, {"b", "", rounded(n[1], k)}, {"c", "", rounded(n[2], k)}}}}
	}
	for a := 0; a < 200; a += 7 {
		for b := 0; b < 200; b += 9 {
			for c := 0; c < 200; c += 13 {
				got, detail := yes.in(list(a, b, c), k)
				if got == nil {
					continue
				}
				var low, high int
				words := strings.ReplaceAll(detail, "\u00a0", " ")
				if _, err := fmt.Sscanf(words, "Entre %d %% et %d %%", &low, &high); err != nil {
					t.Fatalf("%q: %v", words, err)
				}
				truth := float64(100*a) / float64(a+b+c)
				if truth < float64(low) || truth > float64(high) || high-low > widest || got.N < low || got.N > high {
					t.Fatalf("%d of %d %d %d: %d, %s", a, a, b, c, got.N, detail)
				}
			}
		}
	}
	for _, n := range [][]int{{0, 0, 0}, {3, 4, 2}, {12, 12, 12}} {
		if got, _ := yes.in(list(n...), k); got != nil {
			t.Errorf("%v: %+v", n, *got)
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
