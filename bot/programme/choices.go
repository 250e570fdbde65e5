package programme

import (
	"slices"
	"strings"

	"relais/bot/announce"
	"relais/bot/text"
	"relais/directory"
)

// choice is a menu of the filter.
type choice struct {
	ID, Label, All string
	Groups         []group
}

// group is a part of a menu; without a name its options stand alone.
type group struct {
	Name    string
	Options []option
}

type option struct {
	ID, Name string
	Chosen   bool
}

// selects are the menus: what the programme holds, and what is chosen.
func (p *Programme) selects(o offer, f filter) []choice {
	items := append(o.inside[:len(o.inside):len(o.inside)], o.outside...)
	menus := []choice{
		{"jour", "Jour", "Tous", []group{{"", days(o, f, items)}}},
		{"lieu", "Lieu", "Partout", p.placeGroups(f, items)},
		{"public", "Public", "Tous", []group{{"", audiences(f)}}},
		{"genre", "Genre", "Tous", []group{{"", kinds(f, items)}}},
	}
	return menus
}

// days are those on which something is ahead, and the one chosen.
func days(o offer, f filter, items []announce.Item) (options []option) {
	found := map[int]bool{}
	for _, it := range items {
		for _, d := range it.Dates {
			if on := max(d.FirstDay(), o.today); d.LastDay() >= o.today {
				found[on] = true
			}
		}
	}
	if f.Day != 0 {
		found[f.Day] = true
	}
	for _, d := range sortedKeys(found) {
		options = append(options, option{isoDay(d), text.Capital(text.DayWords(d, o.now)), d == f.Day})
	}
	return options
}

func sortedKeys(set map[int]bool) (keys []int) {
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// placeGroups are the communes, then the quarters, where something is.
func (p *Programme) placeGroups(f filter, items []announce.Item) []group {
	found := map[string]bool{f.Place: true}
	for _, it := range items {
		found[it.Quartier], found[it.Commune] = true, true
	}
	communes, quarters := group{Name: "Communes"}, group{Name: "Quartiers"}
	for id := range found {
		place, ok := p.places[id]
		o := option{id, text.Tidy(place.Name), id == f.Place}
		switch {
		case !ok:
		case place.Kind == directory.Commune:
			communes.Options = append(communes.Options, o)
		default:
			quarters.Options = append(quarters.Options, o)
		}
	}
	var groups []group
	for _, g := range []group{communes, quarters} {
		slices.SortFunc(g.Options, func(a, b option) int { return strings.Compare(plainLetters(a.Name), plainLetters(b.Name)) })
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func audiences(f filter) (options []option) {
	for _, l := range text.ProgrammePublics() {
		options = append(options, option{l.ID, text.Capital(l.Words), l.ID == f.Public})
	}
	return options
}

// kinds are those the programme holds, and the one chosen.
func kinds(f filter, items []announce.Item) (options []option) {
	for _, id := range announce.Kinds {
		held := slices.ContainsFunc(items, func(it announce.Item) bool { return it.Kind == id })
		if _, many := text.AnnounceKind(id); held || id == f.Kind {
			options = append(options, option{id, many, id == f.Kind})
		}
	}
	return options
}
