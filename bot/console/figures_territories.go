package console

import (
	"context"
	"html/template"

	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// sideBySide are the measures territories are compared by.
var sideBySide = []figures.Measure{
	figures.Questions, figures.Needs, figures.Operators, figures.Acts, figures.Referrals, figures.Unmet, figures.Candidates,
}

// small is one of several little charts.
type small struct {
	Title string
	Link  string
	Chart template.HTML
}

// quarterly draws questions month by month, a little chart for each quarter.
func (c *Console) quarterly(ctx context.Context, f filter) (block, error) {
	b := block{Table: table{Columns: []column{{Words: text.MonthWord}}}, Indicators: helped(table{}, figures.Questions)}
	p := trailing(f.period, max(12, len(f.period.Months())))
	var lines [][]figures.Point
	for _, place := range c.quartersOf(f) {
		where, _ := c.territoryOf(place.ID)
		points, err := c.Figures.Series(ctx, figures.Questions, figures.Total, "", p, figures.Territory(where))
		if err != nil {
			return block{}, err
		}
		if silent(points) {
			continue
		}
		name := c.placeWords(place.ID)
		drawing, err := c.lineChart(name, []string{text.MeasureName("questions")}, [][]figures.Point{points}, smallSize)
		if err != nil {
			return block{}, err
		}
		g := f
		g.place = place.ID
		b.Small = append(b.Small, small{name, g.link("/console/"), drawing})
		b.Table.Columns = append(b.Table.Columns, column{Words: name})
		lines = append(lines, points)
	}
	b.Table.Rows = c.monthRows(lines)
	return b, nil
}

// silent tells that there is no figure to draw.
func silent(points []figures.Point) bool {
	for _, p := range points {
		if p.Cell.N > 0 {
			return false
		}
	}
	return true
}

// quartersOf are the quarters of the filter's place, all without one.
func (c *Console) quartersOf(f filter) []directory.Place {
	var out []directory.Place
	for _, p := range c.Places {
		if p.Kind == directory.Quartier && (f.where.Quartier == "" || f.where.Quartier == p.ID) &&
			(f.where.Commune == "" || f.where.Commune == p.INSEE) {
			out = append(out, p)
		}
	}
	return out
}
