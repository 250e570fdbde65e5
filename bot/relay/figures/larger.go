package figures

import "slices"

// entry is a small figure and the shift that keeps it unknown, at a node where
// the shift still shows: a larger one must hide it, or a shift the other way in
// another month undo it.
type entry struct {
	of, at, month int // nodes: of the small figure, where the shift still shows, the month it happens in
	z, value      int
	shift         shift
}

// larger protects a quarter or the year, given its months and quarters.
func (g *guard) larger(node int) {
	c := g.c
	for z := range c.zones.ids {
		for val := range c.values.ids {
			if g.own(val) && g.small(node, z, val) {
				c.hidden[c.at(node, z, val)] = true
			}
			if val == g.avoid {
				_, c.hidden[c.at(node, z, val)] = g.twin.peek(node, c.zones.ids[z], "")
			}
		}
	}
	settled := map[[3]int]bool{} // node, zone, value
	below := below(node)
	for _, e := range g.entries {
		if slices.Contains(below, e.at) && !settled[[3]int{e.of, e.z, e.value}] && !g.undo(e, below, settled) &&
			!g.covered(node, e) {
			g.raise(e, node)
		}
	}
	for z := range c.zones.ids {
		for val := range c.values.ids {
			if g.own(val) && g.small(node, z, val) && !g.covered(node, entry{of: node, z: z, value: val}) {
				e := g.cause(node, z, val)
				e.of = node
				g.raise(e, node)
			}
		}
	}
}

// undo looks for a shift that another month undoes, all hidden already.
func (g *guard) undo(e entry, below []int, settled map[[3]int]bool) bool {
	for _, other := range below {
		if other == e.at || !g.c.closed[other] {
			continue
		}
		for _, month := range g.monthsOf(other) {
			price := func(z, val int) int {
				return max(g.shut(e.month, z, val), g.shut(e.at, z, val), g.shut(month, z, val), g.shut(other, z, val))
			}
			s := e.shift
			if g.total(s, never, price) > 0 || !g.fair(s, []int{e.month, month}) {
				var cost int
				if s, cost = g.search(e.z, e.value, e.of, price, e.month, month); cost > 0 {
					continue
				}
			}
			for _, z := range s.zones {
				for _, val := range s.values {
					for _, of := range []int{e.month, e.at, month, other} {
						settled[[3]int{of, z, val}] = settled[[3]int{of, z, val}] || g.serves(s, z, val, of)
					}
				}
			}
			return true
		}
	}
	return false
}

// monthsOf lists the closed months of a node.
func (g *guard) monthsOf(node int) []int {
	if node > 4 {
		return []int{node}
	}
	return slices.DeleteFunc(below(node), func(m int) bool { return !g.c.closed[m] })
}

// raise hides at a node what the shift of an entry changes, or a cheaper shift.
func (g *guard) raise(e entry, node int) {
	price := func(z, val int) int {
		decided := max(g.shut(e.month, z, val), g.shut(e.at, z, val))
		return max(decided, g.price(node, z, val))
	}
	best := g.total(e.shift, never, price)
	if !g.fair(e.shift, []int{e.month}) {
		best += unfair
	}
	if best > 0 {
		if s, cost := g.search(e.z, e.value, e.of, price, e.month); cost < best {
			e.shift = s
		}
	}
	e.at = node
	g.enter(e)
}

// cause finds an entry below a small figure: one of its months is small too.
func (g *guard) cause(node, z, val int) entry {
	for _, e := range g.entries {
		if slices.Contains(below(node), e.at) && g.serves(e.shift, z, val, node) {
			e.z, e.value = z, val
			return e
		}
	}
	for _, at := range below(node) {
		for _, m := range g.monthsOf(at) {
			if g.c.n[g.c.at(m, z, val)] == 0 {
				continue
			}
			price := func(z, val int) int { return max(g.shut(m, z, val), g.shut(at, z, val)) }
			if s, cost := g.search(z, val, node, price, m); cost < never {
				return entry{node, at, m, z, val, s}
			}
		}
	}
	return entry{of: node, at: node, month: node, z: z, value: val}
}
