package console

import (
	"context"
	"slices"

	"relais/bot/bilan"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// tile is a key figure, beside the period before and the year before.
type tile struct {
	Measure    string // id, and of its indicator
	Name       string
	Now        value
	Before     value
	YearBefore value
	ThanBefore string // how it moved, empty when that may not be said
	ThanYear   string
	OneBefore  bool // a year: the period before is the year before
	Indicator  text.Indicator
	Known      bool // whether Indicator is
}

// keyMeasures are the key figures of the overview, in order.
var keyMeasures = []figures.Measure{
	figures.Questions, figures.Needs, figures.Operators, figures.Newcomers,
	figures.Returning, figures.Acts, figures.Referrals, figures.Unmet,
}

// tiles are key figures of a period.
func (c *Console) tiles(ctx context.Context, f filter, measures []figures.Measure) ([]tile, error) {
	s, err := c.Figures.Summary(ctx, f.period, f.where)
	if err != nil {
		return nil, err
	}
	scale := c.scale(f)
	var out []tile
	for _, m := range measures {
		x := s.Figures[m]
		one := tile{Measure: string(m), Name: text.MeasureName(string(m)),
			Now: c.figure(x.Now), Before: c.figure(x.Before), YearBefore: c.figure(x.YearBefore),
			ThanBefore: scale.Evolution(m, figures.Total, x.Now, x.Before), ThanYear: scale.Evolution(m, figures.Total, x.Now, x.YearBefore), OneBefore: f.period.Before() == f.period.YearBefore()}
		one.Indicator, one.Known = indicatorByID()[string(m)]
		out = append(out, one)
	}
	return out, nil
}

// scale tells how far figures of the filter's period moved.
func (c *Console) scale(f filter) bilan.Scale {
	return bilan.Scale{K: c.k(), Period: f.period, At: c.Now()}
}

// evolution stands under figures.
func evolution(words string) value { return value{Words: words, Raw: words, Right: true} }

// tileTable is the same figures as rows.
func (c *Console) tileTable(ctx context.Context, f filter) (block, error) {
	tiles, err := c.tiles(ctx, f, keyMeasures)
	t := table{Columns: []column{{Words: text.FigureWord}, {Words: periodWords(f.period)},
		{Words: periodWords(f.period.Before())}, {Words: text.EvolutionWord}, {Words: periodWords(f.period.YearBefore())}, {Words: text.EvolutionWord}}}
	for _, x := range tiles {
		t.Rows = append(t.Rows, []value{words(x.Name), x.Now, x.Before, evolution(x.ThanBefore), x.YearBefore, evolution(x.ThanYear)})
	}
	return block{Table: t}, err
}

// risesShown is how many rising themes are shown.
const risesShown = 5

// rising are the themes asked for more than before.
func (c *Console) rising(ctx context.Context, f filter) (block, error) {
	rises, err := c.Figures.Rising(ctx, f.period, f.where, risesShown+1)
	rises = slices.DeleteFunc(rises, func(r figures.Rise) bool { return r.ID == relay.OtherTheme })
	t := table{Columns: []column{{Words: text.DimensionName("theme")},
		{text.MeasureName("questions"), "questions"}, {Words: text.BeforeWord}, {Words: text.EvolutionWord}}}
	for _, r := range rises[:min(risesShown, len(rises))] {
		t.Rows = append(t.Rows, []value{words(themeWords(r.ID)), c.figure(r.Now), c.figure(r.Before),
			evolution(c.scale(f).Evolution(figures.Questions, figures.Theme, r.Now, r.Before))})
	}
	return block{Table: t}, err
}
