package bot

import (
	"slices"
	"strings"

	"relais/bot/text"
	"relais/search"
)

// guessLimit is how long a guessed besoin may be beside its theme.
const guessLimit = 32

func besoinFacet(id string) string { return search.Facet{Kind: search.BesoinFacet, Value: id}.ID() }

func isBesoin(facet string) bool { return strings.HasPrefix(facet, search.BesoinFacet+":") }

// besoin is the precise need the person chose with a button, empty for none.
// One at a time is chosen.
func (t *trail) besoin() string {
	for _, facet := range t.Add {
		if id, ok := strings.CutPrefix(facet, search.BesoinFacet+":"); ok {
			return id
		}
	}
	return ""
}

// forgetUnder takes back the besoin chosen under a theme: it would bring the
// theme again.
func (t *trail) forgetUnder(theme string) {
	if id := t.besoin(); id != "" && slices.Contains(search.BesoinsOf(theme), id) {
		t.Add = without(t.Add, besoinFacet(id))
	}
}

// withBesoin puts the besoin that was chosen after the themes. Those that are
// guessed get no button: they are too many.
func withBesoin(facets []search.Facet, chosen string) []search.Facet {
	if _, ok := search.BesoinLabel(chosen); !ok {
		return facets
	}
	at := 0
	for at < len(facets) && facets[at].Kind == search.ThemeFacet {
		at++
	}
	return slices.Insert(facets, at, search.Facet{Kind: search.BesoinFacet, Value: chosen})
}

// guess is how the only besoin guessed reads beside its theme; empty when it
// adds nothing.
func guess(theme string, besoins []string, chosen string) string {
	if len(besoins) != 1 || chosen != "" || !slices.Contains(search.BesoinsOf(theme), besoins[0]) {
		return ""
	}
	label, _, _ := strings.Cut(besoinLabel(besoins[0]), " (")
	if strings.EqualFold(label, themeLabel(theme)) {
		return ""
	}
	return " (" + text.Cut(text.Small(label), guessLimit) + ")"
}

func besoinLabel(id string) string {
	if label, ok := search.BesoinLabel(id); ok {
		return label
	}
	return id
}
