package source

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/directory"
)

// TestCategories checks the words of the table, and that it covers at least
// 99 % of the establishments of the extraction (it covers all of them).
func TestCategories(t *testing.T) {
	total := 0
	for _, r := range table("categories.csv") {
		c := categories()[r[0]]
		if c.service == "" || c.description == "" || len(c.themes) == 0 || len(c.publics) == 0 {
			t.Errorf("category %s says too little", r[0])
		}
		if n := len([]rune(c.service)); n > 60 {
			t.Errorf("category %s: %d characters for a name", r[0], n)
		}
		checkWords(t, "category "+r[0], c.themes, c.publics)
		if r[1] != "" {
			n, err := strconv.Atoi(r[1])
			if err != nil {
				t.Fatal(err)
			}
			total += n
		}
	}
	if all := 95333; total*100 < all*99 {
		t.Errorf("%d establishments of %d", total, all)
	}
}

func checkWords(t *testing.T, where string, themes, publics []string) {
	t.Helper()
	for _, id := range themes {
		if _, ok := directory.ThemeByID(id); !ok {
			t.Errorf("%s: unknown theme %q", where, id)
		}
	}
	for _, a := range publics {
		if !directory.IsAudience(a) {
			t.Errorf("%s: unknown audience %q", where, a)
		}
	}
}

func TestNameRules(t *testing.T) {
	for i, rule := range nameRules() {
		if rule.as != "" && categories()[rule.as].service == "" {
			t.Errorf("rule %d: no category %q", i+1, rule.as)
		}
		if rule.as == "" && len(rule.publics) == 0 {
			t.Errorf("rule %d changes nothing", i+1)
		}
		for c := range rule.in {
			if _, ok := categories()[c]; !ok {
				t.Errorf("rule %d: no category %q", i+1, c)
			}
		}
		checkWords(t, "rule "+strconv.Itoa(i+1), nil, rule.publics)
	}
	for _, c := range []struct{ code, name, service, publics string }{
		{"355", "CMP ADULTES CHATEAU RENAULT", "Centre médico-psychologique (CMP)", "adultes"},
		{"101", "C.M.P. ENFANTS", "Centre médico-psychologique (CMP)", "enfants parents"},
		{"355", "CH DE FLEYRIAT", "Hôpital", "tout public"},
		{"620", "PHARMACIE DU CMP", "Pharmacie", "tout public"},
		{"101", "CENTRE DEPISTAGE ANONYME GRATUIT VIH", "Dépistage gratuit VIH, hépatites et IST (CeGIDD)", "tout public"},
		{"124", "CDS DENTAIRE SARCELLES", "Soins dentaires", "tout public"},
		{"219", "ACCUEIL DE JOUR LA HALTE", "Accueil de jour", "sans-abri personnes précaires"},
		{"156", "CMP INFANTO-JUVENILE", "Centre médico-psychologique (CMP)", "enfants adolescents parents"},
		{"101", "CHRU TOURS PMI", "Protection maternelle et infantile (PMI)", "parents enfants femmes enceintes"},
	} {
		got, ok := categoryOf(c.code, c.name)
		if !ok || got.service != c.service || strings.Join(got.publics, " ") != c.publics {
			t.Errorf("categoryOf(%s, %q) = %q %q", c.code, c.name, got.service, got.publics)
		}
	}
	if _, ok := categoryOf("999", "CENTRE"); ok {
		t.Error("category 999 is known")
	}
}

// TestReferentials checks that the tables have each value of data·inclusion, once.
func TestReferentials(t *testing.T) {
	for name, have := range map[string][]string{
		"thematiques": keys(thematiques()), "publics": keys(inclusionPublics()),
		"modes-mobilisation": keys(mobilisations),
	} {
		if diff := cmp.Diff(asSet(referential(t, name)), asSet(have)); diff != "" {
			t.Errorf("%s (-standard +ours):\n%s", name, diff)
		}
	}
	for value, themes := range thematiques() {
		if len(themes) == 0 {
			t.Errorf("%s has no theme", value)
		}
		checkWords(t, value, themes, nil)
	}
	for value, p := range inclusionPublics() {
		checkWords(t, value, nil, p.publics)
	}
}

func keys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

func asSet(values []string) map[string]bool {
	out := map[string]bool{}
	for _, v := range values {
		out[v] = true
	}
	return out
}

// TestSources checks that each fixture and each table tells where it comes from.
func TestSources(t *testing.T) {
	text, err := os.ReadFile("SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := f.Name()
		if strings.HasPrefix(name, "template-") || name == "golden" || name == "fuzz" {
			continue
		}
		if !strings.Contains(string(text), name) {
			t.Errorf("SOURCES.md says nothing of %s", name)
		}
	}
}
