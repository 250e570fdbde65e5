package console

import (
	"html/template"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// funcs are what templates may call.
func (c *Console) funcs() template.FuncMap {
	return template.FuncMap{
		"number":    text.Number,
		"plural":    text.Plural,
		"place":     c.placeName,
		"territory": c.territoryName, // relay.Territory or figures.Territory
		"structure": text.Structure,
		"role":      func(r relay.Role) string { return text.Role(string(r)) },
		"day":       func(d relay.Day) string { return text.DayOf(d.Start()) },
		"moment":    func(t time.Time) string { return text.Moment(t.In(paris)) },
		"date":      func(t time.Time) string { return text.DayOf(t.In(paris)) },
		"state":     text.State,
		"tool":      text.Tool,
		"entryKind": text.EntryKind,
		"less":      func(n int) int { return n - 1 },
		"rule":      text.FigureRule,
		"short":     short,
		"static":    staticPath, // address of a file of static/, with its version
	}
}

// k is the least figure shown.
func (c *Console) k() int {
	if c.Figures == nil {
		return figures.DefaultK
	}
	return c.Figures.K()
}

func themeName(id string) string {
	if t, ok := directory.ThemeByID(id); ok {
		return t.Label
	}
	return text.Unknown(id)
}

// placeName is how a slug or an INSEE code reads.
func (c *Console) placeName(id string) string {
	if p, ok := c.places[id]; ok {
		return p.Name
	}
	return text.Unknown(id)
}

// territoryOf reads the slug of a quarter or the INSEE code of a commune.
func (c *Console) territoryOf(id string) (relay.Territory, bool) {
	p, ok := c.places[id]
	switch {
	case !ok:
		return relay.Territory{}, false
	case p.Kind == directory.Quartier:
		return relay.Territory{Commune: p.INSEE, Quartier: p.ID}, true
	}
	return relay.Territory{Commune: p.ID}, true
}

// territoryName says where, and « tous les territoires » for everywhere.
func (c *Console) territoryName(where any) string {
	var t relay.Territory
	switch w := where.(type) {
	case relay.Territory:
		t = w
	case figures.Territory:
		t = relay.Territory(w)
	}
	switch {
	case t.Quartier != "":
		return c.placeName(t.Quartier)
	case t.Commune != "":
		return c.placeName(t.Commune)
	}
	return text.Everywhere
}

// short is what of a pseudonym is shown: enough to tell people apart.
func short(pseudonym string) string {
	if len(pseudonym) > 6 && pseudonym != relay.Terminal {
		return pseudonym[:6]
	}
	return pseudonym
}

var paris = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Paris") // relay embeds the time zones
	if err != nil {
		panic(err)
	}
	return loc
}()
