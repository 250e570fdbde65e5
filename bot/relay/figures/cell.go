package figures

import "strings"

// of is the figure of a measure: all that is ever shown comes from here.
func (v *view) of(m Measure, by Dimension, value string, p Period, where Territory) (Cell, error) {
	if by == Quartier && value != "" {
		by, where.Quartier, value = Total, value, ""
	}
	if by == Commune && value != "" {
		by, where, value = Total, Territory{Commune: value}, ""
	}
	if value == "" {
		by = Total
	}
	return v.cell(spot{m, stored(by), valuePath(by, value), where}, p)
}

// spot is a figure but for its time.
type spot struct {
	measure Measure
	by      Dimension // stored
	value   string    // path
	where   Territory
}

// cell is the figure of a spot over a period.
func (v *view) cell(s spot, p Period) (Cell, error) {
	node := p.node()
	if node > 4 || node != notNode && (distinct(s.measure) || v.closed[code(p.From.year(), node)]) {
		return v.one(s, p.From.year(), node)
	}
	return v.stretch(s, p)
}

// one is the figure of a node that is counted as such, or of closed months.
func (v *view) one(s spot, year, node int) (Cell, error) {
	c := code(year, node)
	if v.first == 0 || span(year, node).To < v.first {
		return Cell{}, nil
	}
	if !v.counted(c) {
		return v.f.least(0), nil
	}
	if !v.closed[c] {
		got, err := v.running(s.measure, s.by, c)
		if err != nil {
			return Cell{}, err
		}
		n, _ := got.find(s, node)
		return v.f.least(n), nil
	}
	got, err := v.cube(s.measure, s.by, year)
	if err != nil {
		return Cell{}, err
	}
	if s.by == Total && node <= 4 && !distinct(s.measure) {
		return v.f.add(got, s, span(year, node)), nil
	}
	n, rounded := got.find(s, node)
	if s.by == Total && !rounded {
		return Cell{N: n}, nil
	}
	return v.f.least(n), nil
}

// add is the total of a quarter or a year: the months that are exact, and the
// others rounded down together.
func (f *Figures) add(c *cube, s spot, p Period) (out Cell) {
	rest := 0
	for _, m := range p.Months() {
		n, rounded := c.find(s, nodeOf(m))
		if rounded {
			out.Least, rest = true, rest+n
		} else {
			out.N += n
		}
	}
	out.N += rest / f.k * f.k
	return out
}

// stretch is a figure of a stretch of time that is not counted as such: the sum
// of the closed years, quarters and months within and of the running one, each
// as it is shown, so that it tells nothing more than they do. Of persons it is the most of them: there were that many at least.
func (v *view) stretch(s spot, p Period) (Cell, error) {
	out := Cell{Least: v.f.k > 1 && s.by != Total || distinct(s.measure)}
	for m := p.From; m <= p.To; {
		node := v.largest(m, p.To)
		c, err := v.one(s, m.year(), node)
		if err != nil {
			return Cell{}, err
		}
		if distinct(s.measure) {
			out.N = max(out.N, c.N)
		} else {
			out.N, out.Least = out.N+c.N, out.Least || c.Least
		}
		m = span(m.year(), node).To.Add(1)
	}
	return out, nil
}

// largest is the largest closed node that begins with a month and does not pass
// another, else the month.
func (v *view) largest(from, to Month) int {
	for _, node := range []int{yearNode, 1, 2, 3, 4} {
		if p := span(from.year(), node); p.From == from && p.To <= to && v.closed[code(from.year(), node)] {
			return node
		}
	}
	return nodeOf(from)
}

// least rounds down.
func (f *Figures) least(n int) Cell { return Cell{N: n / f.k * f.k, Least: f.k > 1} }

// find looks a spot up; what is not in the cube is zero.
func (c *cube) find(s spot, node int) (n int, rounded bool) {
	z, ok := c.zones.find(s.where)
	if !ok {
		return 0, false
	}
	val, ok := c.values.index[s.value]
	if !ok {
		return 0, false
	}
	i := c.at(node, z, val)
	return c.n[i], c.rounded[i]
}

// find is the node of a territory. A quarter may be named without its commune.
func (t *tree) find(where Territory) (int, bool) {
	if where.Quartier == "" {
		z, ok := t.index[where.Commune]
		return z, ok
	}
	if where.Quartier == Unknown && where.Commune == "" {
		where.Commune = Unknown
	}
	if z, ok := t.index[where.Commune+"/"+where.Quartier]; ok || where.Commune != "" {
		return z, ok
	}
	for z, id := range t.ids { // a known commune comes before an unknown one
		if strings.HasSuffix(id, "/"+where.Quartier) {
			return z, true
		}
	}
	return 0, false
}
