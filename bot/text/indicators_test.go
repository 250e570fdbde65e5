package text

import (
	"slices"
	"strings"
	"testing"
)

func TestIndicators(t *testing.T) {
	seen := map[string]bool{}
	for _, i := range Indicators() {
		if seen[i.ID] {
			t.Errorf("%s stands twice", i.ID)
		}
		seen[i.ID] = true
		if !slices.Contains([]string{"robot", "saisie", "enquête", "autre"}, i.From) {
			t.Errorf("%s comes from %q", i.ID, i.From)
		}
		for what, s := range map[string]string{"name": i.Name, "definition": i.Definition, "formula": i.Formula,
			"source": i.Source, "limit": i.Limit} {
			if s == "" || len(s) > 320 || strings.ContainsAny(s, "'") || strings.Contains(s, " :") || strings.Contains(s, " ;") {
				t.Errorf("%s: %s %q", i.ID, what, s)
			}
			if what != "name" && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "…") {
				t.Errorf("%s: %s is no sentence: %q", i.ID, what, s)
			}
		}
		if got, ok := IndicatorByID(i.ID); !ok || got != i {
			t.Errorf("IndicatorByID(%q) = %+v, %t", i.ID, got, ok)
		}
	}
	for _, id := range []string{"questions", "needs", "operators", "newcomers", "returning", "cards", "acts", "referrals",
		"escorts", "unmet", "candidates", "dangers", "outcomes", "misread", "flags", "reunions", "outils", "partenaires",
		"formations", "projets-partages", "actions", "connaissance-offre", "renoncement", "situations-evitees",
		"evenements", "partenaires-evenements", "communes-evenements", "actions-communication", "portee",
		"relais-annonces", "presence"} {
		if !seen[id] {
			t.Errorf("%s has no definition", id)
		}
	}
	if _, ok := IndicatorByID("clics"); ok {
		t.Error("an indicator nobody defined")
	}
}
