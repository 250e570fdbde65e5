package figures

import (
	"slices"
	"strings"
)

// move is a shift of totals: cubes that cut these totals must let it through,
// by some value. from are the months it happens in, the second one backwards.
type move struct {
	at    int
	zones []string
	from  []int // months
	via   []int // of the year: the quarters of these months
	shown bool  // at hides what it changes; else the second month undoes it
}

// lift is where a value was chosen for a move to go through.
type lift struct {
	month int
	zones string
}

func (m move) key(month int) lift { return lift{month, strings.Join(m.zones, "\n")} }

// totals protects the totals of a quarter or the year. Only a move that happens
// in two months may undo itself: the cubes that cut these totals let both through.
func (g *guard) totals(node int) {
	c := g.c
	for z := range c.zones.ids {
		if g.small(node, z, 0) {
			c.hidden[c.at(node, z, 0)] = true
		}
	}
	below := below(node)
	var here []move
	for _, m := range c.moves {
		if slices.Contains(below, m.at) && (m.shown || m.at > 4) {
			here = append(here, m)
		}
	}
	done := make([]bool, len(here))
	for i, m := range here {
		for j, other := range here {
			if j != i && m.at != other.at && slices.Equal(m.zones, other.zones) {
				if !done[i] || !done[j] {
					c.moves = append(c.moves, move{at: node, zones: m.zones,
						from: []int{m.from[0], other.from[0]}, via: []int{m.at, other.at}})
				}
				done[i], done[j] = true, true
			}
		}
		if !done[i] {
			g.raiseTotal(m, node)
		}
	}
	for z := range c.zones.ids {
		if g.small(node, z, 0) && g.cover[c.at(node, z, 0)] == 0 {
			for _, m := range here {
				if slices.Contains(m.zones, c.zones.ids[z]) {
					g.raiseTotal(m, node)
					break
				}
			}
		}
	}
}

func (g *guard) raiseTotal(m move, node int) {
	var s shift
	for _, id := range m.zones {
		s.zones = append(s.zones, g.c.zones.index[id])
	}
	s.values = []int{0}
	g.enter(entry{of: node, at: node, month: m.from[0], shift: s})
	g.c.moves = append(g.c.moves, move{at: node, zones: m.zones, from: m.from[:1], via: []int{m.at}, shown: true})
}

// lifts lets the moves of totals through this cube, and those of referrals
// through acts by kind.
func (g *guard) lifts(node int) {
	if g.c.by == Total || g.free {
		return
	}
	for _, from := range []*cube{g.root, g.twin} {
		if from == nil {
			continue
		}
		for _, m := range from.moves {
			if m.at == node {
				g.lift(m, from)
			}
		}
	}
}

func (g *guard) lift(m move, from *cube) {
	if len(m.from) == 1 && m.from[0] == m.at {
		g.chosen[m.key(m.at)] = g.through(m, func(z, val int) int { return g.price(m.at, z, val) })
		g.pass(m, m.at, g.chosen[m.key(m.at)])
		return
	}
	if len(m.from) == 1 {
		g.pass(m, m.at, g.chosen[m.key(m.from[0])])
		return
	}
	same := g.through(m, func(z, val int) int {
		return max(g.shut(m.from[0], z, val), g.shut(m.from[1], z, val), g.shut(m.via[0], z, val), g.shut(m.via[1], z, val))
	})
	if same >= 0 {
		return
	}
	for _, month := range m.from {
		g.pass(m, m.at, g.chosen[m.key(month)])
	}
}

// through chooses the cheapest value for a move to go through, -1 for none.
func (g *guard) through(m move, price func(z, val int) int) int {
	best, cost := -1, never
	for _, val := range g.values {
		if val == g.avoid {
			continue
		}
		s := g.along(m, val)
		if p := g.total(s, cost, price); p < cost {
			best, cost = val, p
		}
	}
	return best
}

// along is what a move through a value changes.
func (g *guard) along(m move, val int) (s shift) {
	for _, id := range m.zones {
		if z, ok := g.c.zones.index[id]; ok {
			s.zones = append(s.zones, z)
		}
	}
	path := g.c.values.path(val)
	s.values = path[:len(path)-1]
	return s
}

func (g *guard) pass(m move, node, val int) {
	if val >= 0 {
		g.hide(node, g.along(m, val))
	}
}
