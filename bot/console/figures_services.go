package console

import (
	"cmp"
	"context"
	"slices"

	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// listed is how many services a list shows.
const listed = 20

// serviceMeasures are what is counted of a service.
var serviceMeasures = []figures.Measure{figures.Questions, figures.Cards, figures.Acts, figures.Flags}

// serviceRow is a service and what is counted of it.
type serviceRow struct {
	id    string
	cells map[figures.Measure]figures.Cell
}

// ranked is a part that lists services by a measure, those that keep accepts.
func (c *Console) ranked(id string, by figures.Measure, keep func(serviceRow) bool) part {
	return part{id, func(ctx context.Context, f filter) (block, error) {
		names, t, err := c.serviceTable(ctx, f)
		if err != nil {
			return block{}, err
		}
		out := table{Columns: measured(text.DimensionName("service"), t.Measures...)}
		out.Columns[1].Words = text.TimesShown
		slices.SortStableFunc(t.Rows, func(a, b figures.Row) int { return cmp.Compare(b.Cells[by].N, a.Cells[by].N) })
		for _, r := range t.Rows {
			if len(out.Rows) < listed && keep(serviceRow{r.ID, r.Cells}) {
				out.Rows = append(out.Rows, append([]value{words(names.of(figures.Service, r.ID))}, c.figureRow(r, t.Measures)...))
			}
		}
		return block{Table: out}, nil
	}}
}

func (c *Console) serviceTable(ctx context.Context, f filter) (naming, figures.Table, error) {
	services, err := c.services(ctx)
	if err != nil {
		return naming{}, figures.Table{}, err
	}
	names := naming{c, map[string]directory.Service{}}
	for _, s := range services {
		names.services[s.ID] = s
	}
	t, err := c.Figures.Table(ctx, figures.Service, serviceMeasures, f.period, f.where)
	return names, t, err
}

// visible tells that something is known to have happened.
func visible(m figures.Measure) func(serviceRow) bool {
	return func(r serviceRow) bool { return r.cells[m].N > 0 }
}

// neverChosen tells a service that was shown, and that nobody, or next to nobody,
// called, went to, shared or referred to.
func neverChosen(r serviceRow) bool {
	return r.cells[figures.Questions].N > 0 && r.cells[figures.Acts].N == 0
}
