package console

import (
	"context"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// steps are those of the funnel, from the question to what came of it.
var steps = []figures.Measure{figures.Questions, figures.Cards, figures.Acts, figures.Referrals, figures.Outcomes}

// funnel is how far questions went.
func (c *Console) funnel(ctx context.Context, f filter) (block, error) {
	s, err := c.Figures.Summary(ctx, f.period, f.where)
	if err != nil {
		return block{}, err
	}
	b := block{Table: table{Columns: []column{{Words: text.StepWord}, {Words: periodWords(f.period)},
		{Words: periodWords(f.period.Before())}, {Words: periodWords(f.period.YearBefore())}}}}
	var cells []figures.Cell
	for _, m := range steps {
		x := s.Figures[m]
		cells = append(cells, x.Now)
		b.Table.Rows = append(b.Table.Rows, []value{words(text.MeasureName(string(m))), c.figure(x.Now), c.figure(x.Before), c.figure(x.YearBefore)})
	}
	b.Indicators = helped(table{}, steps...)
	b.Chart, err = c.funnelChart(text.BlockTitle("entonnoir"), steps, cells)
	return b, err
}

// accompanied is the outcome of an accompaniment that took place.
const accompanied = "accompagne"

// escorts are the accompaniments asked for, against those that took place.
func (c *Console) escorts(ctx context.Context, f filter) (block, error) {
	s, err := c.Figures.Summary(ctx, f.period, f.where)
	if err != nil {
		return block{}, err
	}
	t, err := c.Figures.Table(ctx, figures.Outcome, []figures.Measure{figures.Outcomes}, f.period, f.where)
	if err != nil {
		return block{}, err
	}
	done := c.under()
	for _, r := range t.Rows {
		if r.ID == accompanied {
			done = r.Cells[figures.Outcomes]
		}
	}
	return block{Table: table{
		Columns: []column{{Words: text.FigureWord}, {Words: periodWords(f.period)}},
		Rows: [][]value{
			{words(text.MeasureName(string(figures.Escorts))), c.figure(s.Figures[figures.Escorts].Now)},
			{words(text.EscortsDone), c.figure(done)},
		},
	}, Indicators: helped(table{}, figures.Escorts, figures.Outcomes)}, nil
}
