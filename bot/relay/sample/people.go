package sample

import (
	"math"
	"math/rand/v2"

	"relais/bot/relay"
	"relais/directory"
)

// zone is a place questions come from.
type zone struct {
	place  directory.Place
	weight float64
}

// quartier and commune are the place as a row has it.
func (z *zone) quartier() string {
	if z == nil || z.place.Kind != directory.Quartier {
		return relay.UnknownPlace
	}
	return z.place.ID
}

func (z *zone) commune() string {
	switch {
	case z == nil:
		return relay.UnknownPlace
	case z.place.Kind == directory.Quartier:
		return z.place.INSEE
	}
	return z.place.ID
}

// zones gives a weight to each place: quarters are unequal, some small enough
// for their figures to be hidden; the communes of the quarters count more than
// the others.
func zones(quarters, communes []directory.Place) (all []zone) {
	sizes := []float64{1, .75, .65, .3, .8, .55, .6, .35, .15}
	inContract := map[string]bool{}
	for i, q := range quarters {
		all = append(all, zone{q, sizes[i%len(sizes)]})
		inContract[q.INSEE] = true
	}
	for i, c := range communes {
		w := .25
		if !inContract[c.ID] {
			w = .12 / float64(1+i)
		}
		all = append(all, zone{c, w})
	}
	return all
}

// person is an operator who does not exist.
type person struct {
	name      string // pseudonym
	role      relay.Role
	structure string
	home      *zone // nil when not said
	weight    float64
	from, to  int // days, of the calendar: to excluded
	state     string
	since     int64
	asked     []asked // of the last ten minutes
}

// asked is a question as it tells a need.
type asked struct{ need, at, alike int64 }

// kinds are the structures of operators, in order of arrival; empty was not said.
var kinds = []string{"centre-social", "association", "ccas", "ecole", "mds", "bailleur", "mission-locale", "sante", "autre",
	"centre-social", "association", "centre-social", "ccas", "", "association", "mds", "ecole", "centre-social", "mission-locale", "bailleur"}

// crew makes the operators. A quarter of them start the first month; the
// others come one after the other, none in August; one in seven leaves.
func crew(r *rand.Rand, o Options, where []zone, calendar []date) []*person {
	all := make([]*person, o.Operators)
	pioneers := (o.Operators + 3) / 4
	weights := make([]float64, len(where))
	for i, z := range where {
		weights[i] = z.weight
	}
	for i := range all {
		p := &person{name: o.Pseudonym(telegramOf(o, i)), role: relay.Operator, structure: kinds[i%len(kinds)],
			weight: math.Exp(.6 * r.NormFloat64()), to: len(calendar)}
		switch {
		case i%10 == 4:
			p.role = relay.Mediator
		case i%20 == 13:
			p.role = relay.Partner
		}
		if r.Float64() < .95 {
			p.home = &where[pick(r, weights)]
		}
		p.from = arrival(r, i, pioneers, o.Operators, calendar)
		if i >= len(o.Known) && r.IntN(7) == 0 {
			p.to = min(p.to, p.from+90+r.IntN(330))
		}
		all[i] = p
	}
	return all
}

func telegramOf(o Options, i int) int64 {
	if i < len(o.Known) {
		return o.Known[i]
	}
	return -int64(1 + i)
}

// arrival is the day, of the calendar, of the i-th operator's first question.
func arrival(r *rand.Rand, i, pioneers, all int, calendar []date) int {
	if i < pioneers {
		return r.IntN(min(15, len(calendar)))
	}
	part := (float64(i-pioneers) + r.Float64()) / float64(all-pioneers)
	day := int(part * float64(len(calendar)-1))
	for day < len(calendar)-1 && calendar[day].month == 8 {
		day++
	}
	return day
}
