package console

import (
	"context"
	"slices"

	"relais/bot/bilan"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// part makes one block of a page.
type part struct {
	id   string
	make func(ctx context.Context, f filter) (block, error)
}

// cut is a part that shows measures by a dimension, n rows at most.
func (c *Console) cut(id string, n int, by figures.Dimension, measures ...figures.Measure) part {
	return part{id, func(ctx context.Context, f filter) (block, error) {
		t, err := c.Figures.Table(ctx, by, measures, f.period, f.where)
		if err != nil {
			return block{}, err
		}
		t.Rows = telling(t)
		return block{Table: c.cutTable(t, n)}, nil
	}}
}

// telling are the rows that tell something of the first measure, and all places;
// what was not said comes last.
func telling(t figures.Table) []figures.Row {
	places := t.Dimension == figures.Quartier || t.Dimension == figures.Commune
	return slices.DeleteFunc(bilan.UnknownLast(t.Rows), func(r figures.Row) bool {
		return !places && r.Cells[t.Measures[0]].N == 0
	})
}

// drawnBars is how many bars a chart has at most; its table has all the rows.
const drawnBars = 12

// bars is cut with the first measure drawn.
func (c *Console) bars(id string, n int, by figures.Dimension, measures ...figures.Measure) part {
	return part{id, func(ctx context.Context, f filter) (block, error) {
		t, err := c.Figures.Table(ctx, by, measures, f.period, f.where)
		if err != nil {
			return block{}, err
		}
		t.Rows = telling(t)
		if by == figures.Act {
			if err := c.actTotals(ctx, t.Rows, f); err != nil {
				return block{}, err
			}
		}
		drawing, err := c.barChart(text.BlockTitle(id), t, min(n, drawnBars))
		return block{Chart: drawing, Table: c.cutTable(t, n)}, err
	}}
}

// actTotals gives an act the total of its own measure: the pages then say the same.
func (c *Console) actTotals(ctx context.Context, rows []figures.Row, f filter) error {
	s, err := c.Figures.Summary(ctx, f.period, f.where)
	if err != nil {
		return err
	}
	for i, r := range rows {
		rows[i].Cells = map[figures.Measure]figures.Cell{figures.Acts: bilan.ActFigure(r.ID, r.Cells[figures.Acts], s)}
	}
	return nil
}

// cutTable turns figures into what a table shows, n rows at most.
func (c *Console) cutTable(t figures.Table, n int) table {
	names := naming{c: c}
	out := table{Columns: measured(text.DimensionName(string(t.Dimension)), t.Measures...)}
	for _, r := range t.Rows[:min(n, len(t.Rows))] {
		out.Rows = append(out.Rows, append([]value{words(names.of(t.Dimension, r.ID))}, c.figureRow(r, t.Measures)...))
	}
	if t.Total.Cells != nil {
		out.Total = append([]value{words(text.TotalRow)}, c.figureRow(t.Total, t.Measures)...)
	}
	return out
}

func (c *Console) figureRow(r figures.Row, measures []figures.Measure) []value {
	var out []value
	for _, m := range measures {
		out = append(out, c.figure(r.Cells[m]))
	}
	return out
}

// overTime is a part that draws measures month by month, over the n months
// that end with the period, or the whole period when it is longer. A measure that
// is mostly under k is in the table only.
func (c *Console) overTime(id string, n int, measures ...figures.Measure) part {
	return part{id, func(ctx context.Context, f filter) (block, error) {
		p := trailing(f.period, max(n, len(f.period.Months())))
		var names []string
		var lines, drawn [][]figures.Point
		for i, m := range measures {
			points, err := c.Figures.Series(ctx, m, figures.Total, "", p, f.where)
			if err != nil {
				return block{}, err
			}
			lines = append(lines, points)
			if i == 0 || drawable(points) {
				names, drawn = append(names, text.MeasureName(string(m))), append(drawn, points)
			}
		}
		drawing, err := c.lineChart(text.BlockTitle(id), names, drawn, pageSize)
		return block{Chart: drawing, Table: table{Columns: measured(text.MonthWord, measures...), Rows: c.monthRows(lines)}}, err
	}}
}

func drawable(points []figures.Point) bool {
	var line []figures.Cell
	for _, p := range points {
		line = append(line, p.Cell)
	}
	return bilan.Drawable(line)
}

// monthRows is one row a month, the latest first.
func (c *Console) monthRows(lines [][]figures.Point) [][]value {
	if len(lines) == 0 {
		return nil
	}
	var rows [][]value
	for i := len(lines[0]) - 1; i >= 0; i-- {
		row := []value{words(periodWords(lines[0][i].Period))}
		for _, l := range lines {
			row = append(row, c.figure(l[i].Cell))
		}
		rows = append(rows, row)
	}
	return rows
}
