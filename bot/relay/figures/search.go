package figures

import (
	"cmp"
	"slices"
)

// shift is one unit moved from a leaf to others: what it changes at a moment
// are the cells of zones × values, by the product of their signs.
type shift struct {
	zones, values []int
	zsign, vsign  []int
}

// never is the price of what cannot be hidden.
const never = 1 << 30

// price is what it costs to hide a cell that was not decided before: more the
// more it tells, most for a zero, which would be shown as one.
func (g *guard) price(node, z, val int) int {
	i := g.c.at(node, z, val)
	switch {
	case g.c.hidden[i] || (val == 0 && g.free && g.c.by != Total):
		return 0
	case !g.own(val):
		return never
	case g.c.n[i] == 0 && g.nothing(node, z, val):
		return never
	case g.c.n[i] == 0:
		return 5000
	}
	return g.c.n[i] + 20
}

// nothing tells a cell that is shown to be a part of nothing.
func (g *guard) nothing(node, z, val int) bool {
	if g.outer == nil || g.outer == g.root {
		return false
	}
	n, hidden := g.outer.peek(node, g.c.zones.ids[z], g.c.values.ids[val])
	return n == 0 && !hidden
}

// shut is the price of a cell decided before: nothing when it is hidden.
func (g *guard) shut(node, z, val int) int {
	if g.c.hidden[g.c.at(node, z, val)] || (val == 0 && g.free && g.c.by != Total) {
		return 0
	}
	return never
}

// unfair is added to the price of a shift that some hidden cell betrays: one
// already at the end of what a reader may know it to be.
const unfair = 300

// search finds the cheapest shift that changes a cell and moves units of a
// month. of is the node of the cell; months are
// those it happens in, the second one backwards.
func (g *guard) search(z, val, of int, price func(z, val int) int, months ...int) (best shift, cost int) {
	cost = never
	try := func(s shift) bool {
		if !g.serves(s, z, val, of) {
			return false
		}
		if p := g.total(s, cost, price); p < cost {
			if !g.fair(s, months) {
				p += unfair
			}
			if p < cost {
				best, cost = s, p
			}
		}
		return cost == 0
	}
	any := len(months) == 1 // else everything must be hidden already
	for _, leaf := range g.leaves(z, val, months[0]) {
		if g.partners(leaf, months[0], any, try) {
			break
		}
	}
	if cost >= never && any { // nothing to move it to: hide all that is above
		for _, leaf := range g.leaves(z, val, months[0]) {
			s := g.shift(leaf, -1, -1)
			if best.zones == nil {
				best = s
			}
			try(s)
		}
	}
	return best, cost
}

// serves tells whether a shift changes a cell, and what it leaves of the one
// above when that is small too.
func (g *guard) serves(s shift, z, val, of int) bool {
	if !slices.Contains(s.zones, z) || !slices.Contains(s.values, val) {
		return false
	}
	n := g.c.n[g.c.at(of, z, val)]
	p := g.c.zones.parent[z]
	if p < 0 || n < g.k {
		return true
	}
	left := g.c.n[g.c.at(of, p, val)] - n
	return left <= 0 || left >= g.k || !slices.Contains(s.zones, p)
}

// total is the price of a shift, or cost when it is not less.
func (g *guard) total(s shift, cost int, price func(z, val int) int) int {
	sum := 0
	for _, z := range s.zones {
		for _, val := range s.values {
			if sum += price(z, val); sum >= cost {
				return cost
			}
		}
	}
	return sum
}

// leaf is a place and a value with nothing below them.
type leaf struct{ z, val, n int }

// tries bound the search.
const (
	tryLeaves = 3
	tryHidden = 80
	tryNear   = 16
	tryValues = 12
)

// leaves lists the largest leaves below a cell in a month.
func (g *guard) leaves(z, val, month int) []leaf {
	var out []leaf
	for _, lz := range g.below(g.c.zones, g.zones, z) {
		for _, lv := range g.below(g.c.values, g.leafValues(), val) {
			if n := g.c.n[g.c.at(month, lz, lv)]; n > 0 && lv != g.avoid {
				out = append(out, leaf{lz, lv, n})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b leaf) int { return cmp.Compare(b.n, a.n) })
	return out[:min(len(out), tryLeaves)]
}

// below lists those of some leaves that stand below a node.
func (g *guard) below(t *tree, leaves []int, node int) []int {
	if t.leaf[node] {
		return []int{node}
	}
	var out []int
	for _, l := range leaves {
		if t.under(l, node) {
			out = append(out, l)
		}
	}
	return out
}

func (g *guard) leafValues() []int {
	if g.c.by == Total {
		return []int{0}
	}
	return g.values
}

// partners tries what one leaf may be exchanged with: first what is hidden
// anyway, then, with any, everything near enough. It stops when try says so.
func (g *guard) partners(l leaf, month int, any bool, try func(shift) bool) bool {
	zones := append([]int{-1}, g.zones...)
	if g.c.by == Total || g.free {
		for _, z := range zones {
			if z != l.z && try(g.shift(l, z, -1)) {
				return true
			}
		}
		return false
	}
	values := g.valuesAt(l.z, month)
	tries, near := tryHidden, tryNear
	for _, val := range values {
		if val == l.val || !g.c.hidden[g.c.at(month, l.z, val)] {
			continue
		}
		if near--; near < 0 {
			break
		}
		for _, z := range zones {
			if z == l.z || z >= 0 && !(g.c.hidden[g.c.at(month, z, l.val)] && g.c.hidden[g.c.at(month, z, val)]) {
				continue
			}
			if try(g.shift(l, z, val)) {
				return true
			}
			if tries--; tries == 0 {
				return !any
			}
		}
	}
	if !any {
		return false
	}
	for _, val := range values[:min(len(values), tryValues)] {
		for _, z := range zones {
			if z != l.z && val != l.val && try(g.shift(l, z, val)) {
				return true
			}
		}
	}
	return false
}

// valuesAt lists the leaf values, the least counted at the place first, those
// that do not count there last.
func (g *guard) valuesAt(z, month int) []int {
	k := [3]int{z, month, len(g.values)}
	if out := g.sorted[k]; out != nil {
		return out
	}
	out := slices.DeleteFunc(slices.Clone(g.values), func(val int) bool { return val == g.avoid })
	rank := func(val int) int {
		if n := g.c.n[g.c.at(month, z, val)]; n > 0 {
			return n
		}
		return never
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	g.sorted[k] = out
	return out
}

// shift moves a unit of a leaf to another place and value; -1 is nowhere.
func (g *guard) shift(l leaf, z, val int) (s shift) {
	s.zones, s.zsign = g.c.zones.between(l.z, z)
	if g.c.by == Total {
		s.values, s.vsign = []int{0}, []int{1}
		return s
	}
	s.values, s.vsign = g.c.values.between(l.val, val)
	return s
}

// fair tells whether a shift can happen one way or the other with no hidden
// cell leaving what a reader may know of it: that it is not zero, and between
// which multiples of k it was while its month was running.
func (g *guard) fair(s shift, months []int) bool {
	for _, way := range []int{1, -1} {
		ok := true
		for i, m := range months {
			ok = ok && g.possible(s, m, way*(1-2*i))
		}
		if ok {
			return true
		}
	}
	return false
}

func (g *guard) possible(s shift, node, way int) bool {
	for i, z := range s.zones {
		for j, val := range s.values {
			n := g.c.n[g.c.at(node, z, val)]
			after := n + way*s.zsign[i]*s.vsign[j]
			if after < min(n, 1) || after/g.k != n/g.k {
				return false
			}
		}
	}
	return true
}
