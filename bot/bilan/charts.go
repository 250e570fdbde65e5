package bilan

import (
	"slices"

	"relais/bot/chart"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// bars is how many bars a chart has at most: the table under it has the rest.
const bars = 10

// undrawn are the tables that say it better themselves.
var undrawn = []string{"communes", "canaux", "themes-raisons"}

// charts are those that stand beside an indicator. Where there is nothing to
// draw there is none.
func (b Bilan) charts(indicator string) []chart.Chart {
	var out []chart.Chart
	for _, lines := range [][]figures.Measure{
		{figures.Questions, figures.Needs}, {figures.Operators, figures.Newcomers, figures.Returning},
		{figures.Acts, figures.Referrals}, {figures.Unmet},
	} {
		if string(lines[0]) == indicator {
			out = append(out, b.lines(lines)...)
		}
	}
	for _, t := range b.Tables {
		if t.Indicator == indicator && t.drawable() && !slices.Contains(undrawn, t.ID) {
			out = append(out, t.bars(b.K))
		}
	}
	if indicator == string(figures.Questions) && len(b.Heat.Columns) > 1 {
		out = append(out, b.heat())
	}
	if indicator == string(figures.Referrals) {
		out = append(out, b.funnel()...)
	}
	for i, of := range []string{"connaissance-offre", "renoncement"} {
		if of == indicator && i < len(b.Survey) {
			out = append(out, b.Survey[i].bars(b.K)...)
		}
	}
	return out
}

// value is a figure to draw.
func value(c figures.Cell, k int) chart.Value {
	return chart.Value{N: c.N, Least: c.Least, Under: k}
}

// Drawable tells whether a line says something: half of its figures at least are
// told from nothing.
func Drawable(line []figures.Cell) bool {
	told := 0
	for _, c := range line {
		if c.N > 0 || !c.Least {
			told++
		}
	}
	return 2*told >= len(line)
}

func (s Series) cells() (out []figures.Cell) {
	for _, p := range s.Points {
		out = append(out, p.Figure)
	}
	return out
}

// lines draws measures month by month, the first and those that say something;
// none if nothing ever happened.
func (b Bilan) lines(measures []figures.Measure) []chart.Chart {
	var months []string
	var series []chart.Series
	happened := false
	for i, m := range measures {
		s, _ := b.series(m)
		if i > 0 && !Drawable(s.cells()) {
			continue
		}
		line := chart.Series{Name: text.BilanMeasure(string(m))}
		months = months[:0]
		for _, p := range s.Points {
			months = append(months, p.Month)
			line.Values = append(line.Values, value(p.Figure, b.K))
			happened = happened || p.Figure.N > 0
		}
		series = append(series, line)
	}
	if !happened {
		return nil
	}
	title := text.BilanPair(text.BilanTable("mois"), series[0].Name)
	return []chart.Chart{chart.Lines(title, months, series, chart.Print)}
}

// drawable tells whether bars say something: two of them at least, and for one
// measure alone all of it, so that no table needs to say it again.
func (t Table) drawable() bool {
	return len(t.Rows) > 1 && t.Rows[1].Figures[0].N > 0 && (len(t.Measures) > 1 || len(t.Rows) <= bars)
}

// bars draws the first measure of a table.
func (t Table) bars(k int) chart.Chart {
	var list []chart.Bar
	for _, r := range t.Rows[:min(bars, len(t.Rows))] {
		list = append(list, chart.Bar{Label: r.Name, Value: value(r.Figures[0], k)})
	}
	size := chart.Print
	size.Height = 0
	return chart.Bars(t.Title, list, size)
}

func (b Bilan) heat() chart.Chart {
	const rows = 15
	g := chart.Grid{}
	for _, c := range b.Heat.Columns {
		g.Columns = append(g.Columns, c.Name)
	}
	for i, r := range b.Heat.Rows[:min(rows, len(b.Heat.Rows))] {
		g.Rows = append(g.Rows, r.Name)
		var line []chart.Value
		for _, c := range b.Heat.Figures[i] {
			line = append(line, value(c, b.K))
		}
		g.Cells = append(g.Cells, line)
	}
	size := chart.Print
	size.Height = 0
	return chart.Heat(text.BilanTable("carte"), g, size)
}

// funnel draws the steps from a question to what becomes of it.
func (b Bilan) funnel() []chart.Chart {
	var steps []chart.Bar
	for _, m := range []figures.Measure{figures.Questions, figures.Cards, figures.Acts, figures.Referrals, figures.Outcomes} {
		if r, ok := b.result(string(m)); ok && r.Value != nil {
			steps = append(steps, chart.Bar{Label: text.BilanMeasure(string(m)), Value: value(*r.Value, b.K)})
		}
	}
	if len(steps) < 3 {
		return nil
	}
	size := chart.Print
	size.Height = 0
	return []chart.Chart{chart.Funnel(text.BilanFunnel, steps, size)}
}

// bars draws the answers to a question; none if nobody answered.
func (q Question) bars(k int) []chart.Chart {
	if q.Total.N == 0 {
		return nil
	}
	var list []chart.Bar
	for _, a := range q.Answers {
		list = append(list, chart.Bar{Label: a.Name, Value: value(a.Figure, k)})
	}
	size := chart.Print
	size.Height = 0
	return []chart.Chart{chart.Bars(q.Question, list, size)}
}
