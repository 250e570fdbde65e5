package console

import (
	"fmt"
	"html/template"
	"strings"

	"relais/bot/chart"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// Sizes of the charts of pages; the heading above them is their title.
var (
	pageSize  = chart.Size{Width: 440, Height: 300, Font: 15, Untitled: true} // legible on a phone
	barSize   = chart.Size{Width: 440, Height: 90, Font: 15, Untitled: true}  // as high as its bars
	wideSize  = chart.Size{Width: 1000, Height: 420, Font: 16, Untitled: true}
	smallSize = chart.Size{Width: 320, Height: 190, Font: 14, Untitled: true}
)

// drawn is a figure as charts draw it.
func (c *Console) drawn(f figures.Cell) chart.Value {
	return chart.Value{N: f.N, Least: f.Least, Under: c.k()}
}

// svg writes a chart into a page.
func svg(c chart.Chart) (template.HTML, error) {
	var b strings.Builder
	err := c.SVG(&b)
	return template.HTML(b.String()), err // drawn by us: all words in it are escaped
}

func (c *Console) lineChart(title string, names []string, lines [][]figures.Point, size chart.Size) (template.HTML, error) {
	var months []string
	var series []chart.Series
	for i, points := range lines {
		s := chart.Series{Name: names[i]}
		for _, p := range points {
			if i == 0 {
				months = append(months, fmt.Sprintf("%04d-%02d", p.Period.From/100, p.Period.From%100))
			}
			s.Values = append(s.Values, c.drawn(p.Cell))
		}
		series = append(series, s)
	}
	return svg(chart.Lines(title, months, series, size))
}

// barChart draws the first measure of a table, n bars at most.
func (c *Console) barChart(title string, t figures.Table, n int) (template.HTML, error) {
	var bars []chart.Bar
	for _, r := range t.Rows[:min(n, len(t.Rows))] {
		bars = append(bars, chart.Bar{Label: naming{c: c}.of(t.Dimension, r.ID), Value: c.drawn(r.Cells[t.Measures[0]])})
	}
	if len(bars) == 0 {
		return "", nil
	}
	return svg(chart.Bars(title, bars, barSize))
}

func (c *Console) funnelChart(title string, steps []figures.Measure, cells []figures.Cell) (template.HTML, error) {
	var bars []chart.Bar
	for i, m := range steps {
		bars = append(bars, chart.Bar{Label: text.MeasureName(string(m)), Value: c.drawn(cells[i])})
	}
	return svg(chart.Funnel(title, bars, barSize))
}

// heatRows is how many rows a heat map draws; its table has them all.
const heatRows = 15

func (c *Console) heatChart(title string, g figures.Grid) (template.HTML, error) {
	if len(g.Rows) == 0 || len(g.Columns) == 0 {
		return "", nil
	}
	var out chart.Grid
	for _, id := range g.Columns {
		out.Columns = append(out.Columns, c.placeWords(id))
	}
	for i, id := range g.Rows[:min(heatRows, len(g.Rows))] {
		out.Rows = append(out.Rows, themeWords(id))
		var row []chart.Value
		for _, cell := range g.Cells[i] {
			row = append(row, c.drawn(cell))
		}
		out.Cells = append(out.Cells, row)
	}
	return svg(chart.Heat(title, out, wideSize))
}
