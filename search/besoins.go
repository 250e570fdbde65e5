package search

import (
	"strings"

	"relais/directory"
	"relais/search/lexicon"
)

// themeOf is the theme a besoin stands under.
func themeOf(besoin string) string {
	b, _ := lexicon.BesoinByID(besoin)
	return b.Theme
}

// BesoinLabel is the French name of a besoin, as shown on a button.
func BesoinLabel(id string) (label string, ok bool) {
	b, ok := lexicon.BesoinByID(id)
	return b.Label, ok
}

// BesoinsOf lists the besoins under a theme, in the order of the vocabulary.
func BesoinsOf(theme string) []string {
	var out []string
	for _, b := range lexicon.Besoins() {
		if b.Theme == theme {
			out = append(out, b.ID)
		}
	}
	return out
}

// tied is a besoin a service answers: 1 fully, less when only in part.
type tied struct {
	besoin string
	weight float64
}

// inPart is what a besoin answered in part or second counts for.
const inPart = 0.6

// tie tells which besoins a service answers: those a person tied it to by hand
// (lexicon/liens.csv), those of its FINESS category and title
// (lexicon/liens-finess.csv), else those its name and description speak of,
// within its themes.
func tie(s *directory.Service) []tied {
	if ids, ok := lexicon.Ties()[s.ID]; ok {
		return weighed(ids)
	}
	if s.Category != "" {
		if ids, ok := lexicon.CategoryTies(s.Category, s.Name+". "+strings.Join(s.Publics, ", ")); ok {
			return weighed(ids)
		}
	}
	var out []tied
	seen := map[string]bool{}
	for k, text := range []string{s.Structure + ". " + s.Name, s.Description} {
		for _, m := range lexicon.BesoinPhrases().Find(lexicon.Words(text)) {
			if !hasTheme(s, themeOf(m.ID)) || seen[m.ID] {
				continue
			}
			seen[m.ID] = true
			out = append(out, tied{m.ID, 1 - inPart*float64(k)})
		}
	}
	return out
}

func weighed(ids []string) []tied {
	out := make([]tied, len(ids))
	for i, id := range ids {
		out[i] = tied{id, 1}
		if part, ok := strings.CutPrefix(id, "~"); ok {
			out[i] = tied{part, inPart}
		}
	}
	return out
}

func hasTheme(s *directory.Service, theme string) bool {
	for _, t := range s.Themes {
		if t == theme {
			return true
		}
	}
	return false
}
