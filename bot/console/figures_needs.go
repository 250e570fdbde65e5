package console

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// nearM is how near a service is near enough, in metres.
const nearM = 1000

// heat is questions by theme and quarter.
func (c *Console) heat(ctx context.Context, f filter) (block, error) {
	g, err := c.Figures.Heat(ctx, f.period, f.where)
	if err != nil || len(g.Columns) == 0 {
		return block{}, err
	}
	b := block{Table: table{Columns: []column{{Words: text.DimensionName("theme")}}}}
	for _, q := range g.Columns {
		b.Table.Columns = append(b.Table.Columns, column{Words: c.placeWords(q)})
	}
	most := largest(g.Cells)
	for i, id := range g.Rows {
		row := []value{words(themeWords(id))}
		for _, cell := range g.Cells[i] {
			v := c.figure(cell)
			v.Shade = shade(cell, most)
			row = append(row, v)
		}
		b.Table.Rows = append(b.Table.Rows, row)
	}
	b.Indicators = helped(table{}, figures.Questions)
	b.Chart, err = c.heatChart(text.BlockTitle("carte"), g)
	return b, err
}

func largest(cells [][]figures.Cell) int {
	most := 0
	for _, row := range cells {
		for _, c := range row {
			most = max(most, c.N)
		}
	}
	return most
}

// shade is 1 to 5 for a figure that is not nothing.
func shade(c figures.Cell, most int) int {
	if c.N == 0 || most == 0 {
		return 0
	}
	return min(5, 1+5*c.N/(most+1))
}

// gaps are the themes asked for where nothing serves them near by.
func (c *Console) gaps(ctx context.Context, f filter) (block, error) {
	services, err := c.services(ctx)
	if err != nil {
		return block{}, err
	}
	offers, err := c.Figures.Gaps(ctx, f.period, f.where, c.Places, services, nearM)
	t := table{Columns: []column{{Words: text.DimensionName("theme")}, {Words: text.WhereWord},
		{text.MeasureName("questions"), "questions"}, {Words: text.NearestWord}, {Words: text.InCommuneWord}}}
	for _, o := range offers {
		nearest := words(text.NoneKnown)
		if o.NearestM >= 0 {
			nearest = words(text.Distance(o.NearestM))
		}
		t.Rows = append(t.Rows, []value{words(themeWords(o.Theme)), words(text.Tidy(c.territoryName(o.Territory))), c.figure(o.Asked), nearest, number(o.InCommune)})
	}
	return block{Table: t}, err
}

// services lists the directory.
func (c *Console) services(ctx context.Context) ([]directory.Service, error) {
	var all []directory.Service
	_, err := c.Directory.Each(ctx, func(s directory.Service) error {
		all = append(all, s)
		return nil
	})
	return all, err
}

// matrix is a part that lays a table by pairs, as « addictions/complet », out
// in rows and columns.
func (c *Console) matrix(id string, by, second figures.Dimension, m figures.Measure) part {
	return part{id, func(ctx context.Context, f filter) (block, error) {
		t, err := c.Figures.Table(ctx, by, []figures.Measure{m}, f.period, f.where)
		if err != nil {
			return block{}, err
		}
		return block{Table: c.laidOut(t, second, m), Indicators: helped(table{}, m)}, nil
	}}
}

// mostFirst orders rows by their sum.
func mostFirst(rows [][]value) {
	sum := func(row []value) (n int) {
		for _, v := range row {
			n += v.n
		}
		return n
	}
	slices.SortStableFunc(rows, func(a, b []value) int { return cmp.Compare(sum(b), sum(a)) })
}

func (c *Console) laidOut(t figures.Table, second figures.Dimension, m figures.Measure) table {
	var themes, values []string
	cells := map[string]figures.Cell{}
	most := 0
	for _, r := range t.Rows {
		theme, value, _ := strings.Cut(r.ID, "/")
		if !slices.Contains(themes, theme) {
			themes = append(themes, theme)
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
		cells[r.ID] = r.Cells[m]
		most = max(most, r.Cells[m].N)
	}
	out := table{Columns: []column{{Words: text.DimensionName("theme")}}}
	for _, v := range values {
		out.Columns = append(out.Columns, column{Words: naming{c: c}.of(second, v)})
	}
	for _, theme := range themes {
		row := []value{words(themeWords(theme))}
		for _, v := range values {
			cell, ok := cells[theme+"/"+v]
			if !ok {
				cell = c.under()
			}
			shown := c.figure(cell)
			shown.Shade = shade(cell, most)
			row = append(row, shown)
		}
		out.Rows = append(out.Rows, row)
	}
	mostFirst(out.Rows)
	return out
}

// under is the figure of a row that is left out of a table.
func (c *Console) under() figures.Cell { return figures.Cell{Least: c.k() > 1} }
