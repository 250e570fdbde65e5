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
	node, year := p.node(), p.From.year()
	if node == notNode {
		return v.stretch(s, p)
	}
	c := code(year, node)
	switch {
	case v.closed[c]:
		return v.shown(s, year, node)
	case node > 4 || distinct(s.measure):
		got, err := v.running(s.measure, s.by, c)
		if err != nil {
			return Cell{}, err
		}
		n, _ := got.find(s, node)
		return v.f.least(n), nil
	}
	return v.stretch(s, p)
}

// shown is a figure of a closed node.
func (v *view) shown(s spot, year, node int) (Cell, error) {
	c, err := v.cube(s.measure, s.by, year)
	if err != nil {
		return Cell{}, err
	}
	n, hidden := c.find(s, node)
	if hidden {
		return Cell{Hidden: true}, nil
	}
	return Cell{N: n}, nil
}

// least rounds down.
func (f *Figures) least(n int) Cell { return Cell{N: n / f.k * f.k, Least: true} }

// find looks a spot up; what is not in the cube is zero.
func (c *cube) find(s spot, node int) (n int, hidden bool) {
	z, ok := c.zones.find(s.where)
	if !ok {
		return 0, false
	}
	val, ok := c.values.index[s.value]
	if !ok {
		return 0, false
	}
	i := c.at(node, z, val)
	return c.n[i], c.hidden[i]
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

// stretch is a figure of a stretch of time that is no closed node. It is made of
// figures that are shown anyway, so that it tells nothing more than they do:
// the closed years, quarters and months within, and the running months rounded
// down. A range of persons is at least the most of them.
func (v *view) stretch(s spot, p Period) (Cell, error) {
	total := bound{certain: true}
	for m := p.From; m <= p.To; {
		node := v.largest(m, p.To)
		b, err := v.bound(s, m.year(), node)
		if err != nil {
			return Cell{}, err
		}
		if distinct(s.measure) {
			b.n, total.n = max(b.n, total.n), 0
		}
		total.plus(b)
		m = span(m.year(), node).To.Add(1)
	}
	out := v.f.least(total.n)
	if out.N == 0 && v.f.k > 1 && (!total.certain || total.running > 1) {
		return Cell{Hidden: true}, nil
	}
	return out, nil
}

// largest is the largest node that begins with a month and does not pass another.
func (v *view) largest(from, to Month) int {
	for _, node := range []int{yearNode, 1, 2, 3, 4} {
		if p := span(from.year(), node); p.From == from && p.To <= to {
			return node
		}
	}
	return nodeOf(from)
}

// bound is what is known of a figure from those that are shown: it is n at
// least; certain when it is exactly that, but for running months.
type bound struct {
	n, running int
	certain    bool
}

func (b *bound) plus(o bound) {
	b.n, b.running, b.certain = b.n+o.n, b.running+o.running, b.certain && o.certain
}

func (v *view) bound(s spot, year, node int) (bound, error) {
	c := code(year, node)
	if v.closed[c] || node > 4 {
		cell, err := v.cell(s, span(year, node))
		if err != nil || node > 4 || !cell.Hidden {
			b := bound{n: cell.N, certain: !cell.Hidden}
			if cell.Least {
				b.running = 1
			}
			return b, err
		}
	}
	out := bound{certain: true}
	for _, child := range below(node) {
		b, err := v.bound(s, year, child)
		if err != nil {
			return out, err
		}
		if distinct(s.measure) {
			b.n, out.n = max(b.n, out.n), 0
		}
		out.plus(b)
	}
	return out, nil
}

// below are the nodes a node is made of.
func below(node int) []int {
	if node == yearNode {
		return []int{1, 2, 3, 4}
	}
	first := monthNode + 3*node - 2
	return []int{first, first + 1, first + 2}
}
