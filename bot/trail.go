package bot

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/directory"
	"relais/search"
)

// pageSize is how many services are shown at once.
const pageSize = 3

// trailVersion is that of the form in which a trail is kept.
const trailVersion = 1

var errTrail = errors.New("kept answer of another version")

// trail is how far the browsing of an answer has gone. It is kept sealed.
type trail struct {
	Version int
	Text    string           // the words of the question
	Near    *directory.Point `json:",omitempty"`
	Drop    []string         `json:",omitempty"` // facets taken off
	Add     []string         `json:",omitempty"` // facets asked for
	Offset  int              // of the page shown
	Seen    []seen           // services shown so far
	Look    string           `json:",omitempty"` // digest of what the message shows
}

// seen is a service whose buttons may be tapped.
type seen struct {
	ID string
	M  *int `json:",omitempty"` // metres from the place understood
}

// browsing is an answer being browsed, opened.
type browsing struct {
	relay.Browsing
	trail
}

func readTrail(kept relay.Browsing) (*browsing, error) {
	s := &browsing{Browsing: kept}
	if err := json.Unmarshal(kept.State, &s.trail); err != nil || s.Version != trailVersion {
		return nil, errTrail
	}
	return s, nil
}

// sealable is the browsing as it is kept.
func (s *browsing) sealable() (relay.Browsing, error) {
	s.Version = trailVersion
	state, err := json.Marshal(s.trail)
	s.State = state
	return s.Browsing, err
}

// question is what to ask the search for the page shown.
func (t *trail) question(at time.Time) search.Question {
	return search.Question{Text: t.Text, At: at, Near: t.Near, Drop: t.Drop, Add: t.Add, Limit: pageSize, Offset: t.Offset}
}

func (t *trail) see(results []search.Result) {
	for _, r := range results {
		if !slices.ContainsFunc(t.Seen, func(s seen) bool { return s.ID == r.Service.ID }) {
			t.Seen = append(t.Seen, seen{r.Service.ID, r.DistanceM})
		}
	}
}

func (t *trail) service(key string) (seen, bool) {
	i := slices.IndexFunc(t.Seen, func(s seen) bool { return serviceKey(s.ID) == key })
	if i < 0 {
		return seen{}, false
	}
	return t.Seen[i], true
}

// drop takes a facet off, and starts again from the first page.
func (t *trail) drop(facet string) {
	t.Add = without(t.Add, facet)
	if facet == placeFacet(directory.Position) {
		t.Near = nil
	}
	if theme, ok := strings.CutPrefix(facet, search.ThemeFacet+":"); ok {
		t.forgetUnder(theme)
	}
	if !slices.Contains(t.Drop, facet) {
		t.Drop = append(t.Drop, facet)
	}
	t.Offset = 0
}

// add asks for a facet. A besoin takes the place of the one chosen before, a
// place that of another and of a shared position; understood is what the words
// said.
func (t *trail) add(facet string, understood *search.Understood) {
	if strings.HasPrefix(facet, search.PlaceFacet+":") {
		t.Near = nil
		t.Add = slices.DeleteFunc(t.Add, func(f string) bool { return strings.HasPrefix(f, search.PlaceFacet+":") })
		if p := understood.Place; p != nil && p.Kind != directory.Position {
			t.drop(placeFacet(p.ID))
		}
	}
	if isBesoin(facet) {
		t.Add = slices.DeleteFunc(t.Add, isBesoin)
	}
	t.Drop = without(t.Drop, facet)
	if !slices.Contains(t.Add, facet) {
		t.Add = append(t.Add, facet)
	}
	t.Offset = 0
}

// moveTo looks around a shared position instead of the place understood.
func (t *trail) moveTo(p directory.Point, understood *search.Understood) {
	t.Add = slices.DeleteFunc(t.Add, func(f string) bool { return strings.HasPrefix(f, search.PlaceFacet+":") })
	if place := understood.Place; place != nil && place.Kind != directory.Position {
		t.drop(placeFacet(place.ID))
	}
	t.Drop = without(t.Drop, placeFacet(directory.Position))
	t.Near, t.Offset = &p, 0
}

// instead looks for a theme in place of those understood.
func (t *trail) instead(theme string, understood *search.Understood) {
	for _, other := range understood.Themes {
		t.drop(search.Facet{Kind: search.ThemeFacet, Value: other}.ID())
	}
	t.add(search.Facet{Kind: search.ThemeFacet, Value: theme}.ID(), understood)
}

func placeFacet(id string) string { return search.Facet{Kind: search.PlaceFacet, Value: id}.ID() }

func without(list []string, s string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == s })
}
