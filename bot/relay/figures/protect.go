package figures

import (
	"slices"

	"relais/bot/relay"
)

// How figures of closed nodes are protected. Every figure between 1 and k-1 is
// hidden. That is not enough: a total less the other rows would tell it. So for
// each there is a shift, a way to move one unit between a few places, values
// and months that changes it and changes nothing that is shown: whatever is
// computed from what is shown, the figure could be another. Cells that a shift
// changes are hidden too, the smallest ones that will do.
//
// Decisions are made in the order of time, when a month closes, then its
// quarter, then its year, from what was closed by then: what was shown once is
// never hidden later, nor the reverse.
//
// What is nested, as candidates in questions, must not be had by subtraction
// either: where the rest is between 1 and k-1, the inner figure is hidden.
//
// The gaps: what a reader may know besides, as that a hidden figure is more
// likely small, is not reckoned with; and now and then several small figures
// together, less than k, can still be had as the difference of two larger ones.

// outer names what a measure is a part of.
var outer = map[Measure]Measure{
	Candidates: Questions, Dangers: Questions, Unmet: Needs, Referrals: Acts,
	Newcomers: Operators, Returning: Operators,
}

// protect hides what must not be shown of a cube.
func (v *view) protect(c *cube) (err error) {
	g := &guard{c: c, k: v.f.k, avoid: -1, free: c.by == Total || loose(c.measure, c.by)}
	if c.by != Total {
		if g.root, err = v.cube(c.measure, Total, c.year); err != nil {
			return err
		}
		g.inherit()
	}
	switch whole, part := outer[c.measure]; {
	case loose(c.measure, c.by):
		g.outer = g.root
	case part && Available(whole, c.by):
		if g.outer, err = v.cube(whole, c.by, c.year); err != nil {
			return err
		}
	}
	if c.by == Act { // referrals are a measure of their own
		if g.avoid = referral(c); g.avoid >= 0 {
			if g.twin, err = v.cube(Referrals, Total, c.year); err != nil {
				return err
			}
		}
	}
	if c.measure == Returning {
		twin, err := v.cube(Newcomers, c.by, c.year)
		if err == nil {
			g.mirror(twin)
		}
		return err
	}
	if g.k > 1 {
		g.all()
	}
	c.zones.routes, c.values.routes = nil, nil
	return nil
}

// referral is the row of referrals in acts by kind, -1 for none.
func referral(c *cube) int {
	if i, ok := c.values.index[string(relay.Referral)]; ok {
		return i
	}
	return -1
}

// guard hides the cells of a cube.
type guard struct {
	c     *cube
	root  *cube // totals of the same measure, decided before; nil for totals
	outer *cube // what the measure is a part of
	twin  *cube // referrals, of which acts by kind show a row
	avoid int   // that row
	free  bool  // no total is to be kept: there is none, or rows do not add up to it
	k     int

	zones, values []int // leaves seen so far
	cover         []int // of each cell: 1 + the entry whose shift changes it, 0 for none
	entries       []entry
	sorted        map[[3]int][]int // of valuesAt
	chosen        map[lift]int     // the value a shift of totals goes through
}

// inherit takes the totals from their own cube.
func (g *guard) inherit() {
	c := g.c
	for z, id := range c.zones.ids {
		from, ok := g.root.zones.index[id]
		if !ok {
			continue
		}
		for node := range nodes {
			i, j := c.at(node, z, 0), g.root.at(node, from, 0)
			if !loose(c.measure, c.by) {
				c.n[i] = g.root.n[j]
			}
			c.hidden[i] = g.root.hidden[j]
		}
	}
}

// mirror hides returning operators where new ones are hidden: together they are
// the operators.
func (g *guard) mirror(twin *cube) {
	c := g.c
	for z, zone := range c.zones.ids {
		for val, value := range c.values.ids {
			for node := range nodes {
				i := c.at(node, z, val)
				_, new := twin.peek(node, zone, value)
				_, all := g.outer.peek(node, zone, value)
				c.hidden[i] = new || all || (g.k > 1 && c.n[i] > 0 && c.n[i] < g.k)
			}
		}
	}
}

// peek is a cell by paths; what is not in the cube is zero.
func (c *cube) peek(node int, zone, value string) (n int, hidden bool) {
	z, ok := c.zones.index[zone]
	val, there := c.values.index[value]
	if !ok || !there {
		return 0, false
	}
	i := c.at(node, z, val)
	return c.n[i], c.hidden[i]
}

// small tells what must not be known: a figure between 1 and k-1, or one that
// leaves such a rest of what it is a part of.
func (g *guard) small(node, z, val int) bool {
	n := g.c.n[g.c.at(node, z, val)]
	if n == 0 {
		return false
	}
	if n < g.k || g.rest(node, z, val, n) {
		return true
	}
	if g.outer == nil {
		return false
	}
	value := g.c.values.ids[val]
	if loose(g.c.measure, g.c.by) {
		value = ""
	}
	whole, hidden := g.outer.peek(node, g.c.zones.ids[z], value)
	return (whole > n && whole-n < g.k) || (hidden && g.c.measure == Newcomers)
}

// rest tells whether a figure leaves between 1 and k-1 of the one above it, or
// one of its months or quarters that is shown leaves that of it.
func (g *guard) rest(node, z, val, n int) bool {
	c := g.c
	few := func(d int) bool { return d > 0 && d < g.k }
	if distinct(c.measure) {
		return false
	}
	if p := c.zones.parent[z]; p >= 0 && few(c.n[c.at(node, p, val)]-n) {
		return true
	}
	if p := c.values.parent[val]; p > 0 || p == 0 && !g.free {
		if few(c.n[c.at(node, z, p)] - n) {
			return true
		}
	}
	if node > 4 {
		return false
	}
	return slices.ContainsFunc(below(node), func(part int) bool {
		i := c.at(part, z, val)
		return c.closed[part] && !c.hidden[i] && c.n[i] > 0 && few(n-c.n[i])
	})
}

// all goes through the year in the order of time.
func (g *guard) all() {
	g.cover = make([]int, len(g.c.n))
	g.chosen, g.sorted = map[lift]int{}, map[[3]int][]int{}
	for m := monthNode + 1; m < nodes; m++ {
		if g.c.closed[m] {
			g.born(m)
			g.month(m)
		}
		if q := quarterOf(m); (m-monthNode)%3 == 0 && g.c.closed[q] {
			g.sum(q)
		}
	}
	if g.c.closed[yearNode] {
		g.sum(yearNode)
	}
}

// sum protects a quarter or the year: of persons, who do not add up, as a month.
func (g *guard) sum(node int) {
	switch {
	case distinct(g.c.measure):
		g.born(node)
		g.month(node)
	case g.c.by == Total:
		g.totals(node)
	default:
		g.lifts(node)
		g.larger(node)
	}
}

// born notes the leaves that something counts under at a node.
func (g *guard) born(node int) {
	for z, bottom := range g.c.zones.leaf {
		for val, leaf := range g.c.values.leaf {
			if !bottom || !leaf || g.c.n[g.c.at(node, z, val)] == 0 {
				continue
			}
			if i, ok := slices.BinarySearch(g.zones, z); !ok {
				g.zones = slices.Insert(g.zones, i, z)
			}
			if i, ok := slices.BinarySearch(g.values, val); !ok && val > 0 {
				g.values = slices.Insert(g.values, i, val)
			}
		}
	}
}

// month protects a month, as if no other time was ever shown.
func (g *guard) month(m int) {
	c := g.c
	for z := range c.zones.ids {
		for val := range c.values.ids {
			if g.own(val) && g.small(m, z, val) {
				c.hidden[c.at(m, z, val)] = true
			}
			if val == g.avoid {
				_, c.hidden[c.at(m, z, val)] = g.twin.peek(m, c.zones.ids[z], "")
			}
		}
	}
	g.lifts(m)
	for z := range c.zones.ids {
		for val := range c.values.ids {
			if !g.own(val) || !g.small(m, z, val) || g.covered(m, entry{m, m, m, z, val, shift{}}) {
				continue
			}
			s, _ := g.search(z, val, m, func(z, val int) int { return g.price(m, z, val) }, m)
			g.enter(entry{m, m, m, z, val, s})
			if c.by == Total {
				c.moves = append(c.moves, move{at: m, zones: g.names(s.zones), from: []int{m}})
			}
		}
	}
}

// covered tells whether the shift of another entry keeps a cell unknown too,
// and then makes an entry of its own with it.
func (g *guard) covered(node int, e entry) bool {
	i := g.cover[g.c.at(node, e.z, e.value)]
	if i == 0 {
		return false
	}
	by := g.entries[i-1]
	if (e.of != yearNode && e.of != by.month && e.of != quarterOf(by.month)) || !g.serves(by.shift, e.z, e.value, e.of) {
		return false
	}
	e.at, e.month, e.shift = node, by.month, by.shift
	g.entries = append(g.entries, e)
	return true
}

// own tells the values this guard decides on: totals are decided before.
func (g *guard) own(val int) bool { return (val > 0 || g.c.by == Total) && val != g.avoid }

// names are the paths of zones: cubes number them each its own way.
func (g *guard) names(zones []int) []string {
	out := make([]string, len(zones))
	for i, z := range zones {
		out[i] = g.c.zones.ids[z]
	}
	return out
}

// enter adds an entry and hides what its shift changes.
func (g *guard) enter(e entry) {
	g.entries = append(g.entries, e)
	g.hide(e.at, e.shift)
	for _, z := range e.shift.zones {
		for _, val := range e.shift.values {
			g.cover[g.c.at(e.at, z, val)] = len(g.entries)
		}
	}
}

// hide hides what a shift changes.
func (g *guard) hide(node int, s shift) {
	for _, z := range s.zones {
		for _, val := range s.values {
			if g.own(val) {
				g.c.hidden[g.c.at(node, z, val)] = true
			}
		}
	}
}
