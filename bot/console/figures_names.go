package console

import (
	"strings"

	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// naming names the values tables are cut by.
type naming struct {
	c        *Console
	services map[string]directory.Service // where services are named, else nil
}

// of names a value of a dimension. One that nobody named is given back.
func (n naming) of(by figures.Dimension, id string) string {
	switch by {
	case figures.Theme:
		return themeWords(id)
	case figures.ThemeReason:
		return n.pair(id, figures.Reason)
	case figures.ThemeWhat:
		return n.pair(id, figures.What)
	case figures.Besoin:
		if id == figures.Unknown {
			return n.of(figures.Age, id) // « Non précisé »
		}
		return capital(text.Tidy(n.c.Besoin(id)))
	case figures.Quartier, figures.Commune:
		return n.c.placeWords(id)
	case figures.Service:
		return n.service(id)
	}
	if words, ok := text.ValueName(string(by), id); ok {
		return capital(words)
	}
	return capital(text.Tidy(id))
}

// pair names « addictions/complet ».
func (n naming) pair(id string, second figures.Dimension) string {
	theme, value, _ := strings.Cut(id, "/")
	return themeWords(theme) + " · " + text.Small(n.of(second, value))
}

func (n naming) service(id string) string {
	s, ok := n.services[id]
	if !ok {
		return text.ServiceRemoved + " (" + id + ")"
	}
	return serviceWords(s)
}

func serviceWords(s directory.Service) string {
	switch {
	case s.Name == "" || s.Name == s.Structure:
		return text.Tidy(s.Structure)
	case s.Structure == "":
		return text.Tidy(s.Name)
	}
	return text.Tidy(s.Structure + " — " + s.Name)
}

// capital puts the first letter in upper case.
func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func themeWords(id string) string { return capital(text.Tidy(themeName(id))) }

func (c *Console) placeWords(id string) string { return capital(text.Tidy(c.placeName(id))) }
