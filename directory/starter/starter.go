// Package starter is the Tours directory shipped inside the program: local
// services, national helplines, quarters and communes. Nobody dialled its
// numbers: every card says "à confirmer" until a person verifies it. Sources
// and licences stand in SOURCES.md beside the data.
package starter

import (
	_ "embed"
	"encoding/json"
	"sync"

	"relais/directory"
)

// Source is the Service.Source of every starter service.
const Source = "tours"

var (
	//go:embed directory.json
	servicesJSON []byte
	//go:embed helplines.json
	helplinesJSON []byte
	//go:embed quartiers.json
	quartiersJSON []byte
	//go:embed communes.json
	communesJSON []byte
)

// Services returns the 159 services of the Tours directory.
func Services() []directory.Service {
	out := decode[directory.Service](servicesJSON)
	for i := range out {
		out[i].Source = Source
	}
	return out
}

// Helplines returns the national lines. They are decoded once and shared:
// they must be there even when nothing else is, and are not to be changed.
var Helplines = sync.OnceValue(func() []directory.Helpline {
	return decode[directory.Helpline](helplinesJSON)
})

// Places returns the quarters, then the communes, of the Tours area.
func Places() []directory.Place {
	type record struct {
		Slug, Name, Commune, INSEE string
		Postcodes, Aliases         []string
		QPV                        bool
		Lat, Lon                   float64
		SourceURL                  string `json:"source_url"`
	}
	var out []directory.Place
	for _, kind := range []struct {
		name string
		data []byte
	}{{directory.Quartier, quartiersJSON}, {directory.Commune, communesJSON}} {
		for _, r := range decode[record](kind.data) {
			p := directory.Place{
				Kind: kind.name, ID: r.Slug, Name: r.Name, Commune: r.Commune, INSEE: r.INSEE,
				Postcodes: r.Postcodes, Aliases: r.Aliases, Priority: r.QPV,
				Point: directory.Point{Lat: r.Lat, Lon: r.Lon}, SourceURL: r.SourceURL,
			}
			if kind.name == directory.Commune {
				p.ID = r.INSEE
			}
			out = append(out, p)
		}
	}
	return out
}

// decode panics on bad data: it is embedded, and a test reads it.
func decode[T any](data []byte) []T {
	var out []T
	if err := json.Unmarshal(data, &out); err != nil {
		panic("starter data: " + err.Error())
	}
	return out
}
