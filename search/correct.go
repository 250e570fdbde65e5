package search

import (
	"slices"
	"strconv"
	"strings"

	"relais/directory"
)

func itoa(n int) string { return strconv.Itoa(n) }

// correct applies what the person took off and asked for with buttons.
func (r *reading) correct(q Question, places *gazetteer) {
	for _, id := range q.Drop {
		kind, value, _ := strings.Cut(id, ":")
		r.drop(kind, value)
	}
	for _, id := range q.Add {
		kind, value, _ := strings.Cut(id, ":")
		r.add(kind, value, places)
	}
	if q.Near != nil {
		r.Place = &directory.Place{Kind: directory.Position, ID: "position", Name: "position partagée", Point: *q.Near}
	}
}

func (r *reading) drop(kind, value string) {
	without := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == value })
	}
	switch kind {
	case ThemeFacet:
		r.Themes = without(r.Themes)
		delete(r.themes, value)
		for id := range r.besoins {
			if themeOf(id) == value {
				delete(r.besoins, id)
			}
		}
	case BesoinFacet:
		r.Besoins = without(r.Besoins)
		delete(r.besoins, value)
	case AudienceFacet:
		r.Audiences = without(r.Audiences)
	case AgeFacet:
		if r.Age != nil && itoa(*r.Age) == value {
			r.Age = nil
			r.Audiences = slices.DeleteFunc(r.Audiences, func(a string) bool {
				return slices.Contains([]string{"enfants", "adolescents", "jeunes", "personnes âgées"}, a)
			})
		}
	case PlaceFacet:
		if r.Place != nil && r.Place.ID == value {
			r.Place = nil
		}
	case NeedFacet:
		r.Needs = without(r.Needs)
	case NotFacet:
		r.Not = without(r.Not)
		r.notPlaces = slices.DeleteFunc(r.notPlaces, func(p *directory.Place) bool { return p.ID == value })
	}
}

func (r *reading) add(kind, value string, places *gazetteer) {
	put := func(list []string) []string {
		if slices.Contains(list, value) {
			return list
		}
		return append(list, value)
	}
	switch kind {
	case ThemeFacet:
		if _, ok := directory.ThemeByID(value); ok {
			r.Themes = put(r.Themes)
			r.themes[value] = 1
			r.offTopic = 0
		}
	case BesoinFacet:
		if theme := themeOf(value); theme != "" {
			for id := range r.besoins { // what was guessed gives way to what was said
				r.besoins[id] *= 0.3
			}
			r.besoins[value], r.themes[theme], r.offTopic = 1, 1, 0
			r.Besoins = []string{value}
			if !slices.Contains(r.Themes, theme) {
				r.Themes = append(r.Themes, theme)
			}
		}
	case AudienceFacet:
		r.Audiences = put(r.Audiences)
	case NeedFacet:
		r.Needs = put(r.Needs)
	case PlaceFacet:
		for _, k := range []string{directory.Quartier, directory.Commune} {
			if p := places.byKey[k+":"+value]; p != nil {
				r.Place = p
			}
		}
	}
}
