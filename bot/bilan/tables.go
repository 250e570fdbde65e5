package bilan

import (
	"cmp"
	"context"
	"slices"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// cut is a table of the Bilan: which measures, by what, beside which indicator.
type cut struct {
	id        string
	by        figures.Dimension
	indicator figures.Measure
	measures  []figures.Measure
}

var activity = []figures.Measure{figures.Questions, figures.Operators, figures.Acts, figures.Referrals, figures.Unmet}

// cuts are the tables, in their order beside each indicator.
var cuts = []cut{
	{"structures", figures.Structure, figures.Operators, []figures.Measure{figures.Operators, figures.Newcomers, figures.Returning, figures.Questions, figures.Referrals}},
	{"themes", figures.Theme, figures.Questions, activity},
	{"quartiers", figures.Quartier, figures.Questions, activity},
	{"communes", figures.Commune, figures.Questions, activity},
	{"besoins", figures.Besoin, figures.Needs, []figures.Measure{figures.Questions, figures.Unmet}},
	{"publics", figures.Audience, figures.Needs, []figures.Measure{figures.Questions}},
	{"ages", figures.Age, figures.Needs, []figures.Measure{figures.Questions}},
	{"canaux", figures.Channel, figures.Questions, []figures.Measure{figures.Questions}},
	{"actes", figures.Act, figures.Acts, []figures.Measure{figures.Acts}},
	{"suites", figures.Outcome, figures.Outcomes, []figures.Measure{figures.Outcomes}},
	{"raisons", figures.Reason, figures.Unmet, []figures.Measure{figures.Unmet}},
	{"themes-raisons", figures.ThemeReason, figures.Unmet, []figures.Measure{figures.Unmet}},
	{"incompris", figures.What, figures.Misread, []figures.Measure{figures.Misread}},
	{"dangers", figures.Danger, figures.Dangers, []figures.Measure{figures.Dangers}},
}

// tables reads the tables. A quarter has no places, a commune no communes.
func (c collector) tables(ctx context.Context) error {
	for _, cut := range cuts {
		if cut.by == figures.Quartier && c.where.Quartier != "" || cut.by == figures.Commune && c.where != (figures.Territory{}) {
			continue
		}
		t, err := c.Figures.Table(ctx, cut.by, cut.measures, c.period, c.where)
		if err != nil {
			return err
		}
		out := Table{ID: cut.id, Title: text.BilanTable(cut.id), Indicator: string(cut.indicator), Dimension: cut.by,
			Measures: cut.measures, Rows: []Row{}, Total: cellsOf(t.Total, cut.measures)}
		for _, r := range UnknownLast(t.Rows) {
			out.Rows = append(out.Rows, Row{r.ID, c.name(cut.by, r.ID), cellsOf(r, cut.measures)})
		}
		c.out.Tables = append(c.out.Tables, out)
	}
	return nil
}

// UnknownLast puts the rows of what was not said after the others.
func UnknownLast(rows []figures.Row) []figures.Row {
	rows = slices.Clone(rows)
	unknown := func(r figures.Row) int {
		if r.ID == "" || r.ID == figures.Unknown {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(rows, func(a, b figures.Row) int { return cmp.Compare(unknown(a), unknown(b)) })
	return rows
}

// ActFigure is the figure of an act: the total of its own measure, where there is
// one, which is rounded less and shown elsewhere.
func ActFigure(id string, row figures.Cell, sum figures.Summary) figures.Cell {
	total := sum.Figures[figures.Referrals].Now
	if id != string(relay.Referral) || total.N < row.N {
		return row
	}
	return total
}

func cellsOf(r figures.Row, measures []figures.Measure) []figures.Cell {
	out := make([]figures.Cell, len(measures))
	for i, m := range measures {
		out[i] = r.Cells[m]
	}
	return out
}
