package console

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"relais/bot/relay"
)

// filled is a form of each kind of entry, and what it makes.
var filled = []struct {
	form url.Values
	want relay.Entry
}{
	{url.Values{"genre": {"reunion"}, "jour": {"2026-10-12"}, "titre": {"Groupe santé du Sanitas"}, "nombre": {"1 250"}, "lieu": {"sanitas"},
		"partenaires": {"CCAS de Tours\r\n\r\n  Centre social   Pluriel(le)s \r\nCCAS de Tours"}},
		relay.Entry{Kind: relay.Meeting, Day: 20261012, Title: "Groupe santé du Sanitas", Number: 1250,
			Partners: []string{"CCAS de Tours", "Centre social Pluriel(le)s"}, Where: relay.Territory{Commune: "37261", Quartier: "sanitas"}}},
	{url.Values{"genre": {"outil"}, "jour": {"12/10/2026"}, "titre": {"Guide santé"}, "nature": {"guide"}, "nombre": {"500"}, "lieu": {joue}},
		relay.Entry{Kind: relay.Tool, Day: 20261012, Title: "Guide santé", Detail: "guide", Number: 500, Where: relay.Territory{Commune: joue}}},
	{url.Values{"genre": {"partenaire"}, "jour": {"2026-10-12"}, "titre": {"Semaines de la santé mentale"}, "partenaires": {"Mission locale"}, "nombre": {"3"}},
		relay.Entry{Kind: relay.Partners, Day: 20261012, Title: "Semaines de la santé mentale", Partners: []string{"Mission locale"}}},
	{url.Values{"genre": {"formation"}, "jour": {"2026-10-12"}, "titre": {"Repérer la souffrance"}, "nombre": {"0"}},
		relay.Entry{Kind: relay.Training, Day: 20261012, Title: "Repérer la souffrance"}},
	{url.Values{"genre": {"projet"}, "jour": {"2026-10-12"}, "titre": {"Bus santé"}, "communes": {"37261", joue}, "nature": {"flyer"}},
		relay.Entry{Kind: relay.Project, Day: 20261012, Title: "Bus santé", Communes: []string{"37261", joue}}},
	{url.Values{"genre": {"action"}, "jour": {"2026-10-12"}, "titre": {"Stand au marché"}, "nombre": {"40"}, "lieu": {"la-rabiere"}, "communes": {"37261"}},
		relay.Entry{Kind: relay.Outreach, Day: 20261012, Title: "Stand au marché", Number: 40, Where: relay.Territory{Commune: joue, Quartier: "la-rabiere"}}},
}

func TestEntries(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v := h.visit(t, boss)
		for _, f := range filled {
			a := v.post(t, "/console/saisies/nouvelle", f.form)
			if a.status != http.StatusSeeOther {
				t.Fatalf("%s: status %d\n%s", f.want.Kind, a.status, a.body)
			}
			got := h.all(t)[0]
			want := f.want
			want.ID, want.Author = got.ID, h.log.Pseudonym(boss)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: %s", f.want.Kind, diff)
			}
			if a := v.get(t, fmt.Sprintf("/console/saisies/%d", got.ID)); a.status != http.StatusOK || !strings.Contains(a.body, want.Title) {
				t.Errorf("%s: status %d", f.want.Kind, a.status)
			}
		}
		list := v.get(t, "/console/saisies?annee=2026&fait=ajoute").body
		for _, words := range []string{"C’est ajouté.", "Groupe santé du Sanitas", "1\u00a0250", "12\u00a0octobre\u00a02026", "Guide", "6\u00a0saisies"} {
			if !strings.Contains(list, words) && !strings.Contains(list, strings.ReplaceAll(words, "6\u00a0", "6 ")) {
				t.Errorf("the list has no %q", words)
			}
		}
		if one := v.get(t, "/console/saisies?genre=outil").body; !strings.Contains(one, "Guide santé") || strings.Contains(one, "Stand au marché") {
			t.Error("the filter does not filter")
		}
	})
}

func TestEntryChangesAndGoes(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		id := h.meeting(t, "Avant", relay.Territory{Quartier: "sanitas"})
		v := h.visit(t, ofSanitas)
		path := fmt.Sprintf("/console/saisies/%d", id)
		form := url.Values{"genre": {"action"}, "jour": {"2026-09-01"}, "titre": {"Après"}, "nombre": {"7"}, "lieu": {"sanitas"}}
		if a := v.post(t, path, form); a.status != http.StatusSeeOther {
			t.Fatalf("status %d\n%s", a.status, a.body)
		}
		got := h.all(t)
		if len(got) != 1 || got[0].Title != "Après" || got[0].Kind != relay.Meeting || got[0].Day != 20260901 {
			t.Errorf("changed to %+v", got)
		}
		if a := v.post(t, path+"/retirer", nil); a.status != http.StatusSeeOther || len(h.all(t)) != 0 {
			t.Errorf("status %d, %d left", a.status, len(h.all(t)))
		}
		if a := v.get(t, path); a.status != http.StatusNotFound {
			t.Errorf("after: status %d", a.status)
		}
	})
}

// TestEntryFaults keeps what was typed, and says what is wrong.
func TestEntryFaults(t *testing.T) {
	h := oneHouse(t)
	v := h.visit(t, overall)
	base := url.Values{"genre": {"reunion"}, "jour": {"2026-10-12"}, "titre": {"Groupe santé"}, "nombre": {"12"}, "partenaires": {"CCAS"}}
	tests := []struct{ name, field, value, words string }{
		{"no date", "jour", "", "Indiquez la date"},
		{"a day that is none", "jour", "2026-02-31", "Indiquez la date"},
		{"tomorrow", "jour", "2026-11-19", "pas encore passée"},
		{"no title", "titre", "  ", "de quoi il s’agit"},
		{"a long title", "titre", strings.Repeat("é", 121), "120 caractères"},
		{"somebody in the title", "titre", "Rencontre avec Mme Durand", "On dirait le nom"},
		{"a number in the title", "titre", "Appeler le 06 12 34 56 78", "On dirait le nom"},
		{"no number", "nombre", "", "nombre entier"},
		{"a number in letters", "nombre", "douze", "nombre entier"},
		{"less than nothing", "nombre", "-3", "nombre entier"},
		{"a huge number", "nombre", "10000000", "nombre entier"},
		{"somebody among the partners", "partenaires", "CCAS\nM. Paul Durand", "noms de structures"},
		{"a bar among the partners", "partenaires", "CCAS|Autre", "120 caractères"},
		{"too many partners", "partenaires", manyLines(41), "40 structures"},
		{"a place of nowhere", "lieu", "atlantide", "de votre territoire"},
	}
	for _, test := range tests {
		form := url.Values{}
		for k, values := range base {
			form[k] = values
		}
		form.Set(test.field, test.value)
		a := v.post(t, "/console/saisies/nouvelle", form)
		if a.status != http.StatusUnprocessableEntity || strings.Count(a.body, test.words) < 2 {
			t.Errorf("%s: status %d, %q is told %d times", test.name, a.status, test.words, strings.Count(a.body, test.words))
		}
		if test.field != "partenaires" && !strings.Contains(a.body, ">CCAS</textarea>") {
			t.Errorf("%s: what was typed is lost", test.name)
		}
	}
	if n := len(h.all(t)); n != 0 {
		t.Errorf("%d entries", n)
	}
	for kind, words := range map[string]string{"outil": "Choisissez le type", "projet": "au moins deux communes", "partenaire": "au moins une structure"} {
		a := v.post(t, "/console/saisies/nouvelle", url.Values{"genre": {kind}, "jour": {"2026-10-12"}, "titre": {"Titre"}, "nombre": {"1"}, "communes": {"37261", "37261"}})
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, words) {
			t.Errorf("%s: status %d, no %q", kind, a.status, words)
		}
	}
}

func manyLines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Structure %d\n", i)
	}
	return b.String()
}

// TestTitlesAreEscaped writes what would be a script elsewhere.
func TestTitlesAreEscaped(t *testing.T) {
	h := oneHouse(t)
	h.meeting(t, `<script>alert(1)</script>" onmouseover="x`, relay.Territory{})
	v := h.visit(t, boss)
	for _, path := range []string{"/console/saisies", "/console/saisies/1"} {
		if body := v.get(t, path).body; strings.Contains(body, "<script>alert") || strings.Contains(body, `" onmouseover`) {
			t.Errorf("%s is not escaped", path)
		}
	}
}

// TestAnotherTerritory has a coordinator look for what is another's.
func TestAnotherTerritory(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		foreign := map[string]int64{
			"another quarter": h.meeting(t, "Secret de la Rabière", relay.Territory{Quartier: "la-rabiere"}),
			"another commune": h.meeting(t, "Secret de Joué", relay.Territory{Commune: joue}),
			"the whole of it": h.meeting(t, "Secret de Tours", relay.Territory{Commune: "37261"}),
			"everywhere":      h.meeting(t, "Secret de partout", relay.Territory{}),
		}
		own := h.meeting(t, "Réunion du Sanitas", relay.Territory{Quartier: "sanitas"})
		v := h.visit(t, ofSanitas)
		for _, path := range []string{"/console/saisies", "/console/relais", "/console/journal", "/console/sondage"} {
			a := v.get(t, path)
			if a.status != http.StatusOK || strings.Contains(a.body, "Secret") || strings.Contains(a.body, short(h.log.Pseudonym(karim))) || strings.Contains(a.body, "Rabière") {
				t.Errorf("%s: status %d shows another territory", path, a.status)
			}
		}
		if body := v.get(t, "/console/saisies").body; !strings.Contains(body, "Réunion du Sanitas") {
			t.Error("their own entry is missing")
		}
		if body := v.get(t, "/console/relais").body; !strings.Contains(body, short(h.log.Pseudonym(awa))) {
			t.Error("awa is missing")
		}
		for what, id := range foreign {
			path := fmt.Sprintf("/console/saisies/%d", id)
			form := url.Values{"jour": {"2026-10-12"}, "titre": {"Pris"}, "nombre": {"1"}, "lieu": {"sanitas"}}
			for _, a := range []reply{v.get(t, path), v.post(t, path, form), v.post(t, path+"/retirer", nil)} {
				if a.status != http.StatusNotFound || strings.Contains(a.body, "Secret") {
					t.Errorf("%s: status %d", what, a.status)
				}
			}
		}
		form := url.Values{"jour": {"2026-10-12"}, "titre": {"Déplacée"}, "nombre": {"1"}, "genre": {"reunion"}}
		for _, lieu := range []string{"", joue, "37261", "la-rabiere"} {
			form.Set("lieu", lieu)
			for _, path := range []string{"/console/saisies/nouvelle", fmt.Sprintf("/console/saisies/%d", own)} {
				if a := v.post(t, path, form); a.status != http.StatusUnprocessableEntity {
					t.Errorf("%s at %q: status %d", path, lieu, a.status)
				}
			}
		}
		for _, path := range []string{"/console/sondage/la-rabiere", "/console/sondage/la-rabiere/qr.png", "/console/sondage/inconnu"} {
			if a := v.get(t, path); a.status != http.StatusForbidden {
				t.Errorf("%s: status %d", path, a.status)
			}
		}
		if len(h.all(t)) != 5 {
			t.Errorf("%d entries", len(h.all(t)))
		}
	})
}
