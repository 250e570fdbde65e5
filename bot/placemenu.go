package bot

import (
	"strings"

	"relais/bot/text"
	"relais/directory"
)

// What a button of a menu of places carries in place of an id.
const (
	otherPlaces = "+" // shows the communes
	mainPlaces  = "-" // shows the quarters again
)

// placeRows is how many rows of places a menu has: with what else it offers, it
// has seven at most and fits on a phone's screen.
const placeRows = 5

// mainQuarters are the priority quarters; all of them in a directory that
// marks none.
func (b *Bot) mainQuarters() (out []*directory.Place) {
	var all []*directory.Place
	for i := range b.Places {
		if p := &b.Places[i]; p.Kind == directory.Quartier {
			all = append(all, p)
			if p.Priority {
				out = append(out, p)
			}
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

func (b *Bot) communes() (out []*directory.Place) {
	for i := range b.Places {
		if p := &b.Places[i]; p.Kind == directory.Commune {
			out = append(out, p)
		}
	}
	return out
}

// quarterKeys offers the quarters, then « Une autre commune » beside what else
// the menu offers.
func (b *Bot) quarterKeys(k *keys, one func(p *directory.Place) buttons, other buttons, beside ...buttons) {
	k.places(b.mainQuarters(), placeRows, one)
	k.row(append([]buttons{other}, beside...)...)
}

// communeKeys offers the communes, then the way back to the quarters.
func (b *Bot) communeKeys(k *keys, one func(p *directory.Place) buttons, back ...buttons) {
	k.places(b.communes(), placeRows+1, one)
	k.row(back...)
}

// places adds a button for each, two or three a row. Telegram allows 100
// buttons; a larger directory offers its first places.
func (k *keys) places(places []*directory.Place, rows int, one func(p *directory.Place) buttons) {
	const limit = 90
	var all []buttons
	for _, p := range places[:min(len(places), limit)] {
		all = append(all, one(p))
	}
	k.pack(rows, all)
}

// pack adds buttons in rows as long as a phone is wide, a later one filling an
// earlier row where it fits. Those that would need more rows stand three in one.
func (k *keys) pack(rows int, all []buttons) {
	type line struct {
		all   []buttons
		width int
	}
	var lines []line
	for _, b := range all {
		w := 0
		for _, one := range b {
			w += text.Units(one.Text) + 4
		}
		i := 0
		for i < len(lines) && (len(lines[i].all) == 3 || lines[i].width+w > 44) {
			i++
		}
		if i == len(lines) {
			lines = append(lines, line{})
		}
		lines[i].all, lines[i].width = append(lines[i].all, b), lines[i].width+w
	}
	if len(lines) > rows {
		for ; len(all) > 0; all = all[min(3, len(all)):] {
			k.row(all[:min(3, len(all))]...)
		}
		return
	}
	for _, l := range lines {
		k.row(l.all...)
	}
}

// shortName is a place as a button names it: « Niqueux Bruère - Marcel Pagnol »
// is known by its first half, and saints are cut.
func shortName(p *directory.Place) string {
	name, _, _ := strings.Cut(text.Tidy(p.Name), " - ")
	return strings.NewReplacer("Saint-", "St-", "Sainte-", "Ste-").Replace(name)
}
