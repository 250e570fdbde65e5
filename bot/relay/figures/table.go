package figures

import (
	"cmp"
	"slices"
	"strings"
)

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

// row is a line of a table; some is false when there is nothing to show in it:
// what is under k is not told from nothing, but for places.
func (v *view) row(by Dimension, id string, measures []Measure, p Period, where Territory) (r Row, some bool, err error) {
	r = Row{ID: id, Cells: map[Measure]Cell{}}
	for _, m := range measures {
		c, err := v.of(m, by, id, p, where)
		if err != nil {
			return r, false, err
		}
		r.Cells[m] = c
		some = some || c.N > 0 || c.Least && (by == Quartier || by == Commune)
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
			if v.closed[month] || !v.counted(month) {
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
