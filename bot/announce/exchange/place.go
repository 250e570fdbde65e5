package exchange

import (
	"regexp"
	"strings"

	"relais/bot/announce"
	"relais/directory"
)

// places finds quarters and communes by name.
type places struct {
	quartiers, aliases, communes map[string]directory.Place // by folded name
}

func newPlaces(list []directory.Place) places {
	p := places{map[string]directory.Place{}, map[string]directory.Place{}, map[string]directory.Place{}}
	for _, place := range list {
		of := p.communes
		if place.Kind == directory.Quartier {
			of = p.quartiers
			for _, alias := range place.Aliases {
				p.aliases[announce.Fold(alias)] = place
			}
		}
		of[announce.Fold(place.Name)] = place
		of[announce.Fold(place.ID)] = place
	}
	return p
}

var article = regexp.MustCompile(`^(?:quartiers? )?(?:de la |des |du |de l |de |d |le |la |les |l )?`)

// quartier finds a quarter by its name, with or without its article.
func (p places) quartier(name string) (directory.Place, bool) {
	name = announce.Fold(name)
	for _, key := range []string{name, article.ReplaceAllString(name, "")} {
		for _, list := range []map[string]directory.Place{p.quartiers, p.aliases} {
			if found, ok := list[key]; ok {
				return found, true
			}
		}
	}
	return directory.Place{}, false
}

var postcode = regexp.MustCompile(`^\d{5} `)

// commune finds a commune by its name or INSEE code, with or without postcode.
func (p places) commune(name string) (directory.Place, bool) {
	name = announce.Fold(name)
	found, ok := p.communes[strings.TrimSuffix(postcode.ReplaceAllString(name, ""), " cedex")]
	return found, ok
}

var parts = regexp.MustCompile(`\s*(?:[,;\n()]|\s[-–—]\s)\s*`)

// locate reads a place written on one line, « Salle des Halles, 12 rue du Parc,
// 37000 Tours, France »: the venue, the address, and the quarter and commune
// when a part is exactly their name. A street that bears the name of a quarter
// tells nothing.
func (p places) locate(it announce.Item, where string) announce.Item {
	var rest []string
	for _, part := range parts.Split(strings.TrimSpace(where), -1) {
		if part = oneLine(part); part != "" && announce.Fold(part) != "france" {
			rest = append(rest, part)
		}
	}
	quartier := directory.Place{}
	for _, part := range rest {
		name := article.ReplaceAllString(announce.Fold(part), "")
		if q, ok := p.quartiers[name]; ok {
			quartier = q
		}
		if c, ok := p.commune(part); ok {
			it.Commune = c.INSEE
		}
	}
	if quartier.ID != "" && (it.Commune == "" || it.Commune == quartier.INSEE) {
		it.Quartier, it.Commune = quartier.ID, quartier.INSEE
	}
	if len(rest) > 0 && (rest[0][0] < '0' || rest[0][0] > '9') {
		it.Venue, rest = rest[0], rest[1:]
	}
	it.Address = strings.Join(rest, ", ")
	return it
}

// themeOf finds a theme by its name or id.
func themeOf(word string) (string, bool) {
	id, ok := themes[announce.Fold(word)]
	return id, ok
}

var themes = func() map[string]string {
	out := map[string]string{}
	for _, t := range directory.Themes {
		out[announce.Fold(t.ID)], out[announce.Fold(t.Label)] = t.ID, t.ID
	}
	return out
}()
