package figures

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"relais/directory/db"
)

// view reads figures in one transaction.
type view struct {
	ctx     context.Context
	f       *Figures
	tx      *db.Tx
	closed  map[Month]bool
	tallied map[Month]time.Time
	open    map[cubeKey]*cube // counts of codes that are not closed
}

func (f *Figures) view(ctx context.Context, read func(*view) error) error {
	return f.db.View(ctx, func(tx *db.Tx) error {
		v := &view{ctx, f, tx, map[Month]bool{}, map[Month]time.Time{}, map[cubeKey]*cube{}}
		err := tx.Rows(ctx, "SELECT month, tallied, closed FROM relay_months", nil, func(scan func(...any) error) error {
			var month, closed int
			var tallied int64
			err := scan(&month, &tallied, &closed)
			v.closed[Month(month)] = closed == 1
			v.tallied[Month(month)] = time.UnixMilli(tallied)
			return err
		})
		if err != nil {
			return err
		}
		return read(v)
	})
}

// asOf is when the counts of a period were last made.
func (v *view) asOf(p Period) time.Time {
	var at time.Time
	for _, m := range p.Months() {
		if t := v.tallied[m]; t.After(at) {
			at = t
		}
	}
	return at
}

// nodesOf tells the closed nodes of a year.
func (v *view) nodesOf(year int) (closed [nodes]bool) {
	for n := range closed {
		closed[n] = v.closed[code(year, n)]
	}
	return closed
}

// cube finds the protected cube of a year, from memory when nothing was closed
// since: what is closed never changes.
func (v *view) cube(m Measure, by Dimension, year int) (*cube, error) {
	k := cubeKey{m, by, year, v.nodesOf(year)}
	v.f.mu.Lock()
	c := v.f.cubes[k]
	v.f.mu.Unlock()
	if c != nil {
		return c, nil
	}
	c, err := load(v.ctx, v.tx, m, by, year, k.closed)
	if err != nil {
		return nil, err
	}
	if err := v.protect(c); err != nil {
		return nil, err
	}
	v.f.remember(k, c)
	return c, nil
}

// remember keeps a cube, and drops the ones it replaces.
func (f *Figures) remember(k cubeKey, c *cube) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for old := range f.cubes {
		if old.measure == k.measure && old.by == k.by && old.year == k.year {
			delete(f.cubes, old)
		}
	}
	f.cubes[k] = c
}

// running counts a code that is not closed.
func (v *view) running(m Measure, by Dimension, c Month) (*cube, error) {
	var only [nodes]bool
	only[nodeOf(c)] = true
	k := cubeKey{m, by, c.year(), only}
	if got := v.open[k]; got != nil {
		return got, nil
	}
	got, err := load(v.ctx, v.tx, m, by, c.year(), only)
	v.open[k] = got
	return got, err
}

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

// table cuts measures into rows.
func (v *view) table(by Dimension, measures []Measure, p Period, where Territory) (Table, error) {
	t := Table{Dimension: by, Measures: measures, Rows: []Row{}, AsOf: v.asOf(p)}
	ids, err := v.ids(by, measures, p, where)
	if err != nil {
		return t, err
	}
	for _, id := range ids {
		row, some, err := v.row(by, id, measures, p, where)
		if err != nil {
			return t, err
		}
		if some {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(measures) > 0 {
		sortRows(t.Rows, measures[0])
	}
	t.Total, _, err = v.row(Total, "", measures, p, where)
	return t, err
}

// sortRows puts the most first.
func sortRows(rows []Row, by Measure) {
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Cells[by].N, a.Cells[by].N), cmp.Compare(a.ID, b.ID))
	})
}

// row is a line of a table; some is false when there is nothing in it.
func (v *view) row(by Dimension, id string, measures []Measure, p Period, where Territory) (r Row, some bool, err error) {
	r = Row{ID: id, Cells: map[Measure]Cell{}}
	for _, m := range measures {
		c, err := v.of(m, by, id, p, where)
		if err != nil {
			return r, false, err
		}
		r.Cells[m] = c
		some = some || c.N > 0 || c.Hidden
	}
	return r, some, nil
}

// ids lists the values that something may count under.
func (v *view) ids(by Dimension, measures []Measure, p Period, where Territory) ([]string, error) {
	if by == Total {
		return nil, nil
	}
	found := map[string]bool{}
	for _, m := range measures {
		for year := p.From.year(); year <= p.To.year(); year++ {
			c, err := v.cube(m, stored(by), year)
			if err != nil {
				return nil, err
			}
			c.list(by, where, found)
		}
		for _, month := range p.Months() {
			if v.closed[month] {
				continue
			}
			c, err := v.running(m, stored(by), month)
			if err != nil {
				return nil, err
			}
			c.list(by, where, found)
		}
	}
	out := make([]string, 0, len(found))
	for id := range found {
		out = append(out, id)
	}
	slices.Sort(out)
	return out, nil
}

// list notes the ids of a dimension that the cube knows.
func (c *cube) list(by Dimension, where Territory, found map[string]bool) {
	switch by {
	case Commune:
		for _, id := range c.zones.ids[1:] {
			if !strings.Contains(id, "/") && (where.Commune == "" || where.Commune == id) && where.Quartier == "" {
				found[id] = true
			}
		}
	case Quartier:
		for _, id := range c.zones.ids {
			commune, quartier, ok := strings.Cut(id, "/")
			if ok && (where.Commune == commune || where.Commune == "" && quartier != Unknown) &&
				(where.Quartier == "" || where.Quartier == quartier) {
				found[quartier] = true
			}
		}
	default:
		pair := by == ThemeReason || by == ThemeWhat
		for i, id := range c.values.ids[1:] {
			switch deep := strings.Contains(id, "/"); {
			case deep == pair && c.names[i+1] != "":
				found[c.names[i+1]] = true
			case !deep && !pair && c.names[i+1] != "":
				found[c.names[i+1]] = true
			case !deep && !pair:
				found[id] = true
			}
		}
	}
}
