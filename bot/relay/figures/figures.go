package figures

import (
	"context"
	"sync"
	"time"

	"relais/directory/db"
)

// DefaultK is the least figure shown.
const DefaultK = 11

// Figures reads figures. It is safe for concurrent use.
type Figures struct {
	db  *db.DB
	k   int
	now func() time.Time

	mu    sync.Mutex
	cubes map[cubeKey]*cube  // of closed nodes, protected
	open  map[openKey]opened // of codes that are not closed
}

type openKey struct {
	measure Measure
	by      Dimension
	code    Month
}

// opened is the counts of a code, and when they were made.
type opened struct {
	tallied time.Time
	cube    *cube
}

// cubeKey names a cube; with other closed nodes it is another one.
type cubeKey struct {
	measure Measure
	by      Dimension
	year    int
	closed  [nodes]bool
}

// New makes a Figures that shows no figure under k; 0 is DefaultK.
func New(d *db.DB, k int, now func() time.Time) *Figures {
	if k == 0 {
		k = DefaultK
	}
	return &Figures{db: d, k: k, now: now, cubes: map[cubeKey]*cube{}, open: map[openKey]opened{}}
}

// K is the least figure shown.
func (f *Figures) K() int { return f.k }

// Table cuts measures by a dimension, over a period and a territory. A measure
// that is not counted by the dimension is ErrDimension.
func (f *Figures) Table(ctx context.Context, by Dimension, measures []Measure, p Period, where Territory) (t Table, err error) {
	defer wrap(&err, "Table(%s, %s)", by, p)
	err = f.view(ctx, func(v *view) error {
		for _, m := range measures {
			if !Available(m, by) {
				return ErrDimension
			}
		}
		t, err = v.table(by, measures, p, where)
		return err
	})
	return t, err
}

// Series is a measure, month by month over p, without the months to come. value
// is an id of the dimension, empty for Total.
func (f *Figures) Series(ctx context.Context, m Measure, by Dimension, value string, p Period, where Territory) (points []Point, err error) {
	defer wrap(&err, "Series(%s, %s, %s)", m, by, p)
	err = f.view(ctx, func(v *view) error {
		if !Available(m, by) {
			return ErrDimension
		}
		for _, month := range p.Months() {
			if month > MonthOf(f.now()) {
				break
			}
			one := Period{month, month}
			cell, err := v.of(m, by, value, one, where)
			if err != nil {
				return err
			}
			points = append(points, Point{one, cell})
		}
		return nil
	})
	return points, err
}

// Summary sums a period up, beside the period before and the year before.
func (f *Figures) Summary(ctx context.Context, p Period, where Territory) (s Summary, err error) {
	defer wrap(&err, "Summary(%s)", p)
	s = Summary{Period: p, Territory: where, Figures: map[Measure]Compared{}}
	err = f.view(ctx, func(v *view) error {
		s.AsOf = v.asOf(p)
		for _, m := range Measures {
			var c Compared
			for _, side := range []struct {
				into *Cell
				p    Period
			}{{&c.Now, p}, {&c.Before, p.Before()}, {&c.YearBefore, p.YearBefore()}} {
				if *side.into, err = v.of(m, Total, "", side.p, where); err != nil {
					return err
				}
			}
			s.Figures[m] = c
		}
		return nil
	})
	return s, err
}

// Heat is questions by theme and quarter.
func (f *Figures) Heat(ctx context.Context, p Period, where Territory) (g Grid, err error) {
	defer wrap(&err, "Heat(%s)", p)
	err = f.view(ctx, func(v *view) error {
		themes, err := v.table(Theme, []Measure{Questions}, p, where)
		if err != nil {
			return err
		}
		places, err := v.table(Quartier, []Measure{Questions}, p, where)
		if err != nil {
			return err
		}
		g.AsOf = themes.AsOf
		for _, q := range places.Rows {
			if q.ID != Unknown {
				g.Columns = append(g.Columns, q.ID)
			}
		}
		for _, t := range themes.Rows {
			row := make([]Cell, len(g.Columns))
			for i, q := range g.Columns {
				if row[i], err = v.of(Questions, Theme, t.ID, p, Territory{where.Commune, q}); err != nil {
					return err
				}
			}
			g.Rows, g.Cells = append(g.Rows, t.ID), append(g.Cells, row)
		}
		return nil
	})
	return g, err
}
