package figures

import (
	"context"
	"time"

	"relais/bot/relay"
	"relais/directory/db"
)

// Week is what seven days come to, for the weekly digest. Every figure is
// rounded down.
type Week struct {
	From, To relay.Day
	Figures  map[Measure]Cell
	Before   map[Measure]Cell // the week before
	Themes   []Row            // Questions, the most asked for first; none under k
}

// Week counts the seven days from a Monday straight from the rows. Any other
// day is ErrPeriod: weeks must not overlap.
func (f *Figures) Week(ctx context.Context, monday relay.Day, where Territory) (w Week, err error) {
	defer wrap(&err, "Week(%s)", monday)
	if monday.Start().Weekday() != time.Monday {
		return w, ErrPeriod
	}
	w = Week{From: monday, To: monday.Add(6)}
	err = f.db.View(ctx, func(tx *db.Tx) error {
		now, err := week(ctx, tx, monday)
		if err != nil {
			return err
		}
		before, err := week(ctx, tx, monday.Add(-7))
		if err != nil {
			return err
		}
		w.Figures, w.Before = f.totals(now, where), f.totals(before, where)
		w.Themes = f.themes(now, where)
		return nil
	})
	return w, err
}

func week(ctx context.Context, tx *db.Tx, monday relay.Day) (counts, error) {
	f := facts{tx, monday, monday.Add(6), ""}
	c, err := f.month(ctx)
	if err != nil {
		return nil, err
	}
	persons, err := f.persons(ctx)
	c.plus(persons)
	return c, err
}

// cubeOf adds the counts of one measure up.
func (c counts) cubeOf(m Measure, by Dimension) *cube {
	var rows []record
	for k, n := range c {
		if k.measure == m && k.dimension == by {
			rows = append(rows, record{weekNode, place{k.commune, k.quartier}, k.value, n})
		}
	}
	var closed [nodes]bool
	closed[weekNode] = true
	return sum(m, by, 2000, closed, rows)
}

// weekNode is where the counts of a week stand in a cube of their own.
const weekNode = monthNode + 1

func (f *Figures) totals(c counts, where Territory) map[Measure]Cell {
	out := map[Measure]Cell{}
	for _, m := range Measures {
		n, _ := c.cubeOf(m, Total).find(spot{where: where}, weekNode)
		out[m] = f.least(n)
	}
	return out
}

func (f *Figures) themes(c counts, where Territory) []Row {
	var rows []Row
	themes := c.cubeOf(Questions, Theme)
	for _, id := range themes.values.ids[1:] {
		n, _ := themes.find(spot{value: id, where: where}, weekNode)
		if cell := f.least(n); cell.N > 0 {
			rows = append(rows, Row{ID: id, Cells: map[Measure]Cell{Questions: cell}})
		}
	}
	sortRows(rows, Questions)
	return rows
}
