package lexicon

import (
	"strings"
	"sync"
)

// Besoin is one precise need, under a theme.
type Besoin struct {
	ID, Theme, Label string
	Words            []string // everyday expressions
	Acronyms         []string
	DataInclusion    string // the thématique of data·inclusion, empty when it has none
}

// Besoins is the vocabulary of needs, in the order of its file.
var Besoins = sync.OnceValue(func() []Besoin {
	var out []Besoin
	for i, r := range rows("besoins.csv") {
		if i == 0 {
			continue // header
		}
		out = append(out, Besoin{r[0], r[1], r[2], list(r[3]), list(r[4]), r[5]})
	}
	return out
})

// BesoinByID finds a besoin.
func BesoinByID(id string) (Besoin, bool) {
	b, ok := besoinByID()[id]
	return b, ok
}

var besoinByID = sync.OnceValue(func() map[string]Besoin {
	out := map[string]Besoin{}
	for _, b := range Besoins() {
		out[b.ID] = b
	}
	return out
})

// BesoinPhrases finds besoins in everyday words and acronyms.
var BesoinPhrases = sync.OnceValue(func() *Phrases {
	p := NewPhrases()
	for _, b := range Besoins() {
		for _, w := range append([]string{b.Label}, b.Words...) {
			p.Add(w, b.ID)
		}
		for _, a := range b.Acronyms {
			p.AddAcronym(a, b.ID)
		}
	}
	return p
})

// Ties are the besoins each service of the starter was tied to by hand.
var Ties = sync.OnceValue(func() map[string][]string { return tiesOf("liens.csv") })

// CategoryTies are the besoins that a service of a FINESS category answers,
// tied false when no line of liens-finess.csv fits it. about is what tells
// services of one category apart: its title and its audiences. The first line
// whose condition holds wins, then the one of the whole category.
func CategoryTies(category, about string) (besoins []string, tied bool) {
	f := categoryTies()
	words := Words(about)
	for _, t := range f.special {
		if t.category != category && t.category != anyCategory {
			continue
		}
		if _, ok := t.when.Holds(words); ok {
			return t.besoins, true
		}
	}
	besoins, tied = f.whole[category]
	return besoins, tied
}

// anyCategory stands in liens-finess.csv for every category.
const anyCategory = "*"

// finessTies are the lines of liens-finess.csv.
type finessTies struct {
	special []specialTie        // those with a condition, in order
	whole   map[string][]string // those of a whole category
}

type specialTie struct {
	category string
	when     Condition
	besoins  []string
}

var categoryTies = sync.OnceValue(func() finessTies {
	out := finessTies{whole: map[string][]string{}}
	for _, r := range rows("liens-finess.csv") {
		if code, when, ok := strings.Cut(r[0], "/"); ok {
			out.special = append(out.special, specialTie{code, NewCondition(when), list(r[1])})
		} else {
			out.whole[code] = list(r[1])
		}
	}
	return out
})

func tiesOf(name string) map[string][]string {
	out := map[string][]string{}
	for _, r := range rows(name) {
		out[r[0]] = list(r[1])
	}
	return out
}

// AudienceBesoin tells the besoin that an audience implies by itself.
var AudienceBesoin = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range rows("publics-besoins.csv") {
		out[r[0]] = r[1]
	}
	return out
})

// Related is a second theme that a besoin brings, for one audience when it
// names one.
type Related struct{ Theme, Audience string }

// RelatedThemes tells the second themes of a besoin.
var RelatedThemes = sync.OnceValue(func() map[string][]Related {
	out := map[string][]Related{}
	for _, r := range rows("themes-lies.csv") {
		rel := Related{Theme: r[1]}
		if len(r) > 2 {
			rel.Audience = r[2]
		}
		out[r[0]] = append(out[r[0]], rel)
	}
	return out
})

// Otherwise tells which besoins to turn to when one has no service here.
var Otherwise = sync.OnceValue(func() map[string][]string { return tiesOf("defauts.csv") })

// Crossing is what an audience and a theme mean together.
type Crossing struct{ Audience, Theme, Besoin string }

// Crossings are the lines of besoins-croises.csv.
var Crossings = sync.OnceValue(func() []Crossing {
	var out []Crossing
	for _, r := range rows("besoins-croises.csv") {
		out = append(out, Crossing{r[0], r[1], r[2]})
	}
	return out
})
