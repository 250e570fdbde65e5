package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shape is what a JSON value must be: "string", "number", "bool" or their
// "?" form which may be null, an object with exactly these keys, or a list of
// one shape. A list is never null.
type (
	object map[string]any
	listOf struct{ of any }
	maybe  struct{ shape any }
)

// contract is the answer of ask --format json, field by field.
var contract = object{
	"question": "string",
	"understood": object{
		"themes": listOf{"string"}, "besoins": listOf{"string"}, "audiences": listOf{"string"}, "age": maybe{"number"},
		"place": maybe{object{"kind": "string", "id": "string", "name": "string", "lat": "number", "lon": "number"}},
		"needs": listOf{"string"}, "not": listOf{"string"}, "spelling": listOf{object{"from": "string", "to": "string"}},
	},
	"crisis": maybe{object{"kind": "string", "lines": listOf{object{"number": "string", "name": "string"}}}},
	"results": listOf{object{
		"id": "string", "structure": "string", "service": "string", "commune": "string", "phone": "string",
		"distance_m": maybe{"number"}, "open": "string", "opens": "string", "verified": "string", "score": "number",
		"why": listOf{"string"},
	}},
	"total": "number", "took_ms": "number",
}

// fits lists where a value is not of a shape.
func fits(path string, v, shape any) (wrong []string) {
	switch s := shape.(type) {
	case maybe:
		if v == nil {
			return nil
		}
		return fits(path, v, s.shape)
	case listOf:
		list, ok := v.([]any)
		if !ok {
			return []string{fmt.Sprintf("%s is %T, not a list", path, v)}
		}
		for i, item := range list {
			wrong = append(wrong, fits(fmt.Sprintf("%s[%d]", path, i), item, s.of)...)
		}
		return wrong
	case object:
		o, ok := v.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s is %T, not an object", path, v)}
		}
		for key, of := range s {
			value, ok := o[key]
			if !ok {
				wrong = append(wrong, path+"."+key+" is missing")
				continue
			}
			wrong = append(wrong, fits(path+"."+key, value, of)...)
		}
		for key := range o {
			if _, ok := s[key]; !ok {
				wrong = append(wrong, path+"."+key+" is not in the contract")
			}
		}
		return wrong
	}
	is := map[string]bool{"string": false, "number": false}
	switch v.(type) {
	case string:
		is["string"] = true
	case float64:
		is["number"] = true
	}
	if !is[shape.(string)] {
		return []string{fmt.Sprintf("%s is %T, not a %s", path, v, shape)}
	}
	return nil
}

// askJSON asks questions, one a line, and checks the form of each answer.
func askJSON(t *testing.T, questions []string, flags ...string) []asked {
	t.Helper()
	args := append([]string{"ask", "--format", "json"}, flags...)
	stdout, stderr, err := relais(t.Context(), settings{}, strings.Join(questions, "\n"), args...)
	if err != nil || stderr != "" {
		t.Fatalf("%v %s", err, stderr)
	}
	var out []asked
	for line := range strings.Lines(stdout) {
		var any any
		var a asked
		if err := json.Unmarshal([]byte(line), &any); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range fits("answer", any, contract) {
			t.Error(wrong)
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	if len(out) != len(questions) {
		t.Fatalf("%d answers to %d questions", len(out), len(questions))
	}
	return out
}

func TestAskContract(t *testing.T) {
	answers := askJSON(t, []string{
		"ado 16 ans qui fume du canabis au sanitas",
		"dentiste",
		"elle veut mourir",
		"xqzwv gloubiboulga",
		"où faire une domiciliation à Tours",
		"dentiste pour Mme Vandenbrouckx au 06 71 92 83 45 <b>&",
	}, "--at", "2026-11-23T10:00", "--limit", "4")
	young, plain, danger, nonsense := answers[0], answers[1], answers[2], answers[3]
	precise, named := answers[4], answers[5]

	if !slices.Contains(young.Understood.Themes, "addictions") || young.Understood.Age == nil || *young.Understood.Age != 16 {
		t.Errorf("understood %+v", young.Understood)
	}
	if diff := cmp.Diff(&askedPlace{"quartier", "sanitas", "Sanitas", 47.3815, 0.6995}, young.Understood.Place); diff != "" {
		t.Errorf("place (-want +got):\n%s", diff)
	}
	if b := precise.Understood.Besoins; len(b) == 0 || b[0] != "domiciliation" || !slices.Contains(precise.Understood.Themes, "droits-sociaux") {
		t.Errorf("understood %+v", precise.Understood)
	}
	if b := nonsense.Understood.Besoins; len(b) != 0 {
		t.Errorf("nonsense needs %q", b)
	}
	if s := young.Understood.Spelling; len(s) != 1 || s[0].From != "canabis" || s[0].To != "cannabis" {
		t.Errorf("spelling %v", s)
	}
	for _, r := range slices.Concat(young.Results, plain.Results) {
		if !slices.Contains([]string{"open", "closed", "unknown"}, r.Open) || r.ID == "" || r.Structure == "" || r.Score <= 0 || len(r.Why) == 0 {
			t.Errorf("result %+v", r)
		}
		if r.Open != "closed" && r.Opens != "" {
			t.Errorf("%s is %s and opens %q", r.ID, r.Open, r.Opens)
		}
	}
	if plain.Understood.Place != nil || plain.Understood.Age != nil || plain.Crisis != nil {
		t.Errorf("understood %+v, crisis %+v", plain.Understood, plain.Crisis)
	}
	if len(plain.Results) != 4 || plain.Total < 4 || plain.TookMS <= 0 {
		t.Errorf("%d results of %d in %v ms", len(plain.Results), plain.Total, plain.TookMS)
	}
	if danger.Crisis == nil || danger.Crisis.Kind != "suicide" || danger.Crisis.Lines[0].Number != "3114" {
		t.Errorf("crisis %+v", danger.Crisis)
	}
	if len(nonsense.Results) != 0 || nonsense.Total != 0 {
		t.Errorf("nonsense finds %d", nonsense.Total)
	}
	if q := named.Question; strings.Contains(q, "Vandenbrouckx") || strings.Contains(q, "92 83") || !strings.Contains(q, "dentiste") || !strings.Contains(q, "<b>&") {
		t.Errorf("question %q", q)
	}
}

func TestAskNear(t *testing.T) {
	a := askJSON(t, []string{"dentiste"}, "--near", "47.3815, 0.6995")[0]
	if p := a.Understood.Place; p == nil || p.Lat != 47.3815 || p.Lon != 0.6995 {
		t.Errorf("place %+v", p)
	}
	if len(a.Results) == 0 || !slices.ContainsFunc(a.Results, func(r askedResult) bool { return r.DistanceM != nil && *r.DistanceM < 1000 }) {
		t.Errorf("nothing near: %+v", a.Results)
	}
}

// TestAskAt asks at two moments for a service whose hours are known.
func TestAskAt(t *testing.T) {
	table := write(t, "table.csv", "Identifiant;Structure;Service;Thèmes;Commune;Code postal;Téléphone;Horaires;Vérifié le\n"+
		"cabinet;Cabinet;Soins dentaires;dentaire;Tours;37000;02 47 00 00 00;Mo-Fr 09:00-12:00;20/01/2026\n")
	for at, want := range map[string][2]string{
		"2026-11-23T10:00":          {"open", ""},
		"2026-11-23T08:00:00+01:00": {"closed", "à 9\u00a0h"},
		"2026-11-22 10:00":          {"closed", "demain à 9\u00a0h"},
	} {
		r := askJSON(t, []string{"dentiste"}, "--directory", table, "--at", at)[0].Results
		if len(r) != 1 || r[0].Open != want[0] || r[0].Opens != want[1] {
			t.Errorf("at %s: %+v, want %v", at, r, want)
		} else if r[0].Verified != "2026-01-20" || r[0].Structure != "Cabinet" || r[0].Commune != "Tours" {
			t.Errorf("result %+v", r[0])
		}
	}
}

// TestAskInEmptyBase finds nothing in a database without services, and says
// danger all the same.
func TestAskInEmptyBase(t *testing.T) {
	env := settings{"RELAIS_DATABASE": t.TempDir()}
	stdout, _, err := relais(t.Context(), env, "", "ask", "elle veut mourir")
	if err != nil || !strings.HasPrefix(stdout, "DANGER") || !strings.Contains(stdout, "3114") {
		t.Errorf("%q, %v", stdout, err)
	}
}
