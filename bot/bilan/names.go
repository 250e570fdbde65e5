package bilan

import (
	"strings"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// name is how a value of a dimension reads; one that is not known is given back.
func (c collector) name(by figures.Dimension, id string) string {
	first, second, pair := strings.Cut(id, "/")
	switch {
	case by == figures.ThemeReason && pair:
		return text.BilanPair(c.name(figures.Theme, first), c.name(figures.Reason, second))
	case by == figures.Quartier || by == figures.Commune:
		return c.place(id)
	case by == figures.Theme && id == relay.OtherTheme:
		return text.BilanOtherTheme
	case id == "" || id == figures.Unknown:
		return text.BilanUnstated
	case by == figures.Theme:
		if t, ok := directory.ThemeByID(id); ok {
			return text.Tidy(t.Label)
		}
	case by == figures.Besoin:
		if name := c.Besoin(id); name != "" {
			return text.Capital(text.Tidy(name))
		}
	}
	if words, ok := text.ValueName(string(by), id); ok {
		return text.Capital(words)
	}
	return text.Capital(text.Tidy(id))
}

func (c collector) place(id string) string {
	if id == relay.UnknownPlace {
		return text.BilanUnknown
	}
	if name := c.Place(id); name != "" {
		return text.Tidy(name)
	}
	return id
}

func (c collector) territoryName() string {
	switch {
	case c.where.Quartier != "":
		return c.place(c.where.Quartier)
	case c.where.Commune != "":
		return c.place(c.where.Commune)
	}
	return text.BilanEverywhere
}
