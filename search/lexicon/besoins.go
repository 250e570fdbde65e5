package lexicon

import "sync"

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

// CategoryTies are the besoins that the services of a FINESS category answer.
var CategoryTies = sync.OnceValue(func() map[string][]string { return tiesOf("liens-finess.csv") })

func tiesOf(name string) map[string][]string {
	out := map[string][]string{}
	for _, r := range rows(name) {
		out[r[0]] = list(r[1])
	}
	return out
}
