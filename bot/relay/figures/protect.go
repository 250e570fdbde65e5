package figures

// How totals are protected. A total between 1 and k-1 is rounded down, and that
// of a place where there was nothing with it: they are not told apart. That is
// not enough: an exact total of a commune less its other quarters would tell it.
// So in each family of places, where the one above is exact, those that are
// rounded must leave each other room. If not, one more is rounded, the smallest
// that is exact, or else the one above. The same for what cuts a total: where
// the rows, all rounded, nearly fill it up, it is rounded too.
//
// What is nested, as candidates in questions, is rounded too where it leaves
// between 1 and k-1 of what holds it.
//
// The gap: who holds every table against every other, with the bounds that
// rounding leaves, can sometimes tell a figure of k-1, when all around it are
// just under a multiple of k too. Of 600 years made to be difficult, 5 had one.
// No figure under k ever follows from subtracting what is exact.

// outer names what a measure is a part of.
var outer = map[Measure]Measure{
	Candidates: Questions, Dangers: Questions, Unmet: Needs, Referrals: Acts,
}

// protect decides which closed totals are rounded down: of months, and of
// persons, who do not add up, in quarters and years too. Figures that cut a
// total are always rounded, and need no decision.
func (v *view) protect(c *cube) error {
	if c.by != Total || v.f.k == 1 {
		return nil
	}
	if distinct(c.measure) {
		return v.persons(c)
	}
	var whole *cube
	if m, ok := outer[c.measure]; ok {
		var err error
		if whole, err = v.cube(m, Total, c.year); err != nil {
			return err
		}
	}
	var cuts []*cube
	for _, by := range counted[c.measure] {
		if loose(c.measure, by) || stored(by) != by {
			continue
		}
		cut, err := v.cube(c.measure, by, c.year)
		if err != nil {
			return err
		}
		cuts = append(cuts, cut)
	}
	for node := monthNode + 1; node < nodes; node++ {
		if c.closed[node] {
			g := guard{c, whole, cuts, v.f.k, node}
			g.month()
		}
	}
	for _, node := range []int{1, 2, 3, 4, yearNode} {
		if c.closed[node] {
			g := guard{c, whole, cuts, v.f.k, node}
			g.months(span(c.year, node))
		}
	}
	return nil
}

// persons rounds the small ones; new and returning ones, who together are all,
// are rounded together.
func (v *view) persons(c *cube) error {
	few := func(n int) bool { return n > 0 && n < v.f.k }
	var twin *cube
	if other, ok := map[Measure]Measure{Newcomers: Returning, Returning: Newcomers}[c.measure]; ok {
		var err error
		if twin, err = load(v.ctx, v.tx, other, Total, c.year, c.closed); err != nil {
			return err
		}
	}
	for node := range nodes {
		for z, id := range c.zones.ids {
			i := c.at(node, z, 0)
			c.rounded[i] = few(c.n[i]) || twin != nil && few(twin.peek(node, id))
		}
	}
	return nil
}

// peek is a total by path; what is not in the cube is zero.
func (c *cube) peek(node int, zone string) int {
	if z, ok := c.zones.index[zone]; ok {
		return c.n[c.at(node, z, 0)]
	}
	return 0
}

// guard rounds the totals of one month.
type guard struct {
	c     *cube
	whole *cube // what the measure is a part of, nil for none
	cuts  []*cube
	k     int
	node  int
}

func (g guard) n(z int) int         { return g.c.n[g.c.at(g.node, z, 0)] }
func (g guard) rounded(z int) *bool { return &g.c.rounded[g.c.at(g.node, z, 0)] }
func (g guard) few(n int) bool      { return n > 0 && n < g.k }

// tells whether a total must not be known: it is small, or leaves little of what
// it is a part of.
func (g guard) tells(z int) bool {
	n := g.n(z)
	return g.few(n) || n > 0 && g.whole != nil && g.few(g.whole.peek(g.node, g.c.zones.ids[z])-n)
}

func (g guard) month() {
	for z := range g.c.zones.ids {
		*g.rounded(z) = g.tells(z) || z > 0 && g.n(z) == 0 || g.full(z)
	}
	g.settle()
}

// months rounds a month of a quarter or year whose total would tell too much.
func (g guard) months(p Period) {
	for z := range g.c.zones.ids {
		if !g.full(z) {
			continue
		}
		least := guard{c: g.c}
		for _, m := range p.Months() {
			one := guard{g.c, g.whole, g.cuts, g.k, nodeOf(m)}
			if *one.rounded(z) {
				least.k = 0
				break
			}
			if one.n(z) > 0 && (least.k == 0 || one.n(z) < least.n(z)) {
				least = one
			}
		}
		if least.k > 0 {
			*least.rounded(z) = true
			least.settle()
		}
	}
}

// full tells whether the rows that cut a total, as they are shown, nearly fill
// it up while one of them is small.
func (g guard) full(z int) bool {
	for _, cut := range g.cuts {
		at, ok := cut.zones.index[g.c.zones.ids[z]]
		if !ok {
			continue
		}
		leaf := func(val int) bool { return cut.values.leaf[val] }
		top := func(val int) bool { return cut.values.parent[val] == 0 }
		if g.fill(cut, at, z, leaf) || g.fill(cut, at, z, top) {
			return true
		}
	}
	return false
}

// fill is full for some values of a cut, which add up to the total.
func (g guard) fill(cut *cube, at, z int, of func(val int) bool) bool {
	small, room := false, -g.n(z)
	for val := range cut.values.ids {
		if val > 0 && of(val) {
			n := cut.n[cut.at(g.node, at, val)]
			small = small || g.few(n)
			room += n/g.k*g.k + g.k - 1
		}
	}
	return small && room < g.k
}

// settle rounds more totals until none is told by others.
func (g guard) settle() {
	for again := true; again; {
		again = false
		for z := range g.c.zones.ids {
			if victim, ok := g.victim(z); ok && (g.told(z) || *g.rounded(z) && g.summed(z)) {
				*g.rounded(victim) = true
				again = true
			}
		}
	}
}

// summed tells whether a rounded total is the sum of exact ones.
func (g guard) summed(top int) bool {
	for z, p := range g.c.zones.parent {
		if p == top && *g.rounded(z) {
			return false
		}
	}
	return true
}

// told tells whether the total of a place, less the exact ones below it, is
// small, or leaves little room to one that must not be known. A rounded total is
// taken for known: others may nearly tell it.
func (g guard) told(top int) bool {
	left, lows, highs := g.n(top), 0, 0
	var open []int
	for z, p := range g.c.zones.parent {
		if p != top {
			continue
		}
		if !*g.rounded(z) {
			left -= g.n(z)
			continue
		}
		low, high := g.room(z)
		open, lows, highs = append(open, z), lows+low, highs+high
	}
	if len(open) > 0 && g.few(left) {
		return true
	}
	for _, z := range open {
		low, high := g.room(z)
		if g.tells(z) && (highs-left < g.k || max(low, left-(highs-high)) == min(high, left-(lows-low))) {
			return true
		}
	}
	return false
}

// room is what a reader knows of a rounded total.
func (g guard) room(z int) (low, high int) {
	low = g.n(z) / g.k * g.k
	return low, low + g.k - 1
}

// victim is what to round next in a family: the smallest that is exact, else
// the one above; nothing when all is rounded, or nothing is below.
func (g guard) victim(top int) (victim int, ok bool) {
	if g.c.zones.leaf[top] {
		return 0, false
	}
	victim, ok = top, !*g.rounded(top)
	for z, p := range g.c.zones.parent {
		if p == top && !*g.rounded(z) && g.n(z) > 0 && (victim == top || g.n(z) < g.n(victim)) {
			victim, ok = z, true
		}
	}
	return victim, ok
}
