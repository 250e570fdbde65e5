package lexicon

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every tie names a besoin that exists, once.
func TestTiesNameBesoins(t *testing.T) {
	check := func(where string, ids []string) {
		seen := map[string]bool{}
		for _, id := range ids {
			id = strings.TrimPrefix(id, "~")
			if _, ok := BesoinByID(id); !ok {
				t.Errorf("%s: unknown besoin %q", where, id)
			}
			if seen[id] {
				t.Errorf("%s: %q twice", where, id)
			}
			seen[id] = true
		}
	}
	for id, ids := range Ties() {
		check("liens.csv, "+id, ids)
	}
	for _, s := range categoryTies().special {
		check("liens-finess.csv, "+s.category, s.besoins)
	}
	for category, ids := range categoryTies().whole {
		check("liens-finess.csv, "+category, ids)
	}
}

// The title and audiences of a service matter as much as its category.
func TestCategoryTies(t *testing.T) {
	const cmpTitle = "Centre médico-psychologique (CMP). "
	for _, c := range []struct{ category, about, first string }{
		{"156", cmpTitle + "tout public", "cmp-adulte"},
		{"156", cmpTitle + "adultes", "cmp-adulte"},
		{"156", cmpTitle + "enfants, adolescents, parents", "cmp-enfant"},
		{"292", cmpTitle + "adolescents, jeunes, parents", "cmp-enfant"},
		{"156", cmpTitle + "enfants, adolescents, adultes", "cmp-adulte"},
		{"189", "Centre médico-psycho-pédagogique (CMPP). enfants, adolescents, parents", "cmp-enfant"},
		{"355", "Hôpital. tout public", "consultation-hospitaliere"},
		{"355", "Dépistage gratuit VIH, hépatites et IST (CeGIDD). tout public", "depistage-vih-ist"},
		{"355", "Maternité. femmes enceintes, parents", "accouchement"},
		{"101", "Hospitalisation à domicile (HAD). adultes", "had"},
		{"124", "Soins dentaires. tout public", "centre-dentaire"},
		{"124", "Soins infirmiers. tout public", "infirmier"},
		{"124", "Centre d’ophtalmologie. tout public", "ophtalmologie"},
		{"124", "Centre de santé. tout public", "centre-de-sante"},
		{"124", "Centre de santé sexuelle (planification). femmes, couples", "contraception"},
		{"354", "Soins infirmiers à domicile (SSIAD). personnes âgées", "ssiad"},
		{"219", "Accueil et hébergement d’urgence. sans-abri", "hebergement-urgence"},
		{"219", "Accueil de jour. sans-abri, personnes précaires", "accueil-de-jour"},
		{"207", "Accueil de jour pour personnes âgées. personnes âgées, aidants", "accueil-jour-alzheimer"},
		{"224", "Consultations de grossesse (PMI). femmes enceintes", "suivi-grossesse"},
		{"223", "Protection maternelle et infantile (PMI). parents, enfants", "pmi-consultation"},
		{"166", "Accueil mère-enfant. femmes enceintes, parents, enfants", "centre-maternel"},
		{"696", "Groupement de coopération sanitaire. professionnels", ""},
	} {
		ids, ok := CategoryTies(c.category, c.about)
		first := ""
		if len(ids) > 0 {
			first = ids[0]
		}
		if !ok || first != c.first {
			t.Errorf("CategoryTies(%q, %q) = %v, %v; want %q first", c.category, c.about, ids, ok, c.first)
		}
	}
	if ids, ok := CategoryTies("999", "Un service. tout public"); ok {
		t.Errorf("an unknown category is tied to %v", ids)
	}
}

// Every category the import knows is tied, and what it fully answers stands
// under one of its themes.
func TestCategoriesAgreeWithImport(t *testing.T) {
	f, err := os.Open("../../directory/source/data/categories.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var untied []string
	for _, row := range rows[1:] {
		code, title, themes := row[0], row[3], strings.Split(row[5], ",")
		ids, ok := CategoryTies(code, title+". "+strings.ReplaceAll(row[6], ",", ", "))
		if !ok {
			untied = append(untied, code+" "+title)
		}
		for _, id := range ids {
			if b, ok := BesoinByID(id); ok && !slices.Contains(themes, b.Theme) {
				t.Errorf("%s %s: besoin %s is under %s, not under %v", code, title, id, b.Theme, themes)
			}
		}
	}
	// These two are titles within a category, tied there.
	if d := cmp.Diff([]string{"infirmiers Soins infirmiers", "accueil-jour Accueil de jour"}, untied); d != "" {
		t.Error(d)
	}
}
