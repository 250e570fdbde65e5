package bilan

import (
	"context"
	"fmt"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// Figures gives protected figures; *figures.Figures does.
type Figures interface {
	K() int
	Summary(ctx context.Context, p figures.Period, where figures.Territory) (figures.Summary, error)
	Table(ctx context.Context, by figures.Dimension, measures []figures.Measure, p figures.Period, where figures.Territory) (figures.Table, error)
	Series(ctx context.Context, m figures.Measure, by figures.Dimension, value string, p figures.Period, where figures.Territory) ([]figures.Point, error)
	Heat(ctx context.Context, p figures.Period, where figures.Territory) (figures.Grid, error)
}

// Relay gives what is entered by hand and what residents answer; *relay.Log does.
type Relay interface {
	Entries(ctx context.Context, from, to relay.Day, where relay.Territory) ([]relay.Entry, error)
	SurveyCounts(ctx context.Context, from, to relay.Day, quartier string) (map[string]map[string]int, error)
}

// Programme counts the indicators of events and announcements, by their id, as
// they may be shown: protected by who gives them.
type Programme func(ctx context.Context, p figures.Period, where figures.Territory) (map[string]Counted, error)

// Counted is the value of an indicator, and what stands beside it, in French.
type Counted struct {
	Figure figures.Cell
	Detail string
}

// Source is all a Bilan is made from.
type Source struct {
	Figures    Figures
	Relay      Relay
	Indicators []text.Indicator       // in the order of the fiches
	Programme  Programme              // nil when there is none
	Place      func(id string) string // name of a quarter or commune, empty when unknown
	Besoin     func(id string) string // name of a precise need, empty when unknown
}

// collector reads one Bilan.
type collector struct {
	Source
	period figures.Period
	where  figures.Territory
	now    time.Time
	out    *Bilan
}

// Collect reads the Bilan of a period and a territory as it is at now.
func Collect(ctx context.Context, s Source, p figures.Period, where figures.Territory, now time.Time) (b Bilan, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("bilan of %s: %w", p, err)
		}
	}()
	b = Bilan{
		Schema: Schema, Title: text.BilanTitle(int(p.From), int(p.To)), Period: p.String(), From: p.From.String(), To: p.To.String(),
		Exact: p.Exact(now), K: s.Figures.K(), Produced: relay.DayOf(now).String(), period: p, produced: now,
		Months: []Series{}, Tables: []Table{}, Entries: []Entry{}, Survey: []Question{},
	}
	c := collector{s, p, where, now, &b}
	b.Territory = Territory{where.Commune, where.Quartier, c.territoryName()}
	b.Method = text.BilanMethodWords(b.K, b.Exact)
	for _, step := range []func(context.Context) error{c.months, c.tables, c.heat, c.entries, c.survey, c.indicators} {
		if err = step(ctx); err != nil {
			return Bilan{}, err
		}
	}
	return b, nil
}

// shown are the measures followed month by month.
var shown = []figures.Measure{figures.Questions, figures.Needs, figures.Operators, figures.Newcomers, figures.Returning,
	figures.Cards, figures.Acts, figures.Referrals, figures.Unmet, figures.Outcomes}

// months reads each month of the year before and of the period when it is a
// year or more, else of the twelve months that end with it.
func (c collector) months(ctx context.Context) error {
	from := c.period.From - 100
	if len(c.period.Months()) < 12 {
		from = c.period.To.Add(-11)
	}
	for _, m := range shown {
		points, err := c.Figures.Series(ctx, m, figures.Total, "", figures.Period{From: from, To: c.period.To}, c.where)
		if err != nil {
			return err
		}
		s := Series{Measure: m}
		for _, p := range points {
			s.Points = append(s.Points, Point{p.Period.From.String(), p.Cell})
		}
		c.out.Months = append(c.out.Months, s)
	}
	return nil
}

// heat reads themes by quarter; a quarter alone has none.
func (c collector) heat(ctx context.Context) error {
	c.out.Heat = Heat{Rows: []Named{}, Columns: []Named{}, Figures: [][]figures.Cell{}}
	if c.where.Quartier != "" {
		return nil
	}
	g, err := c.Figures.Heat(ctx, c.period, c.where)
	if err != nil || len(g.Rows) == 0 || len(g.Columns) == 0 {
		return err
	}
	for _, id := range g.Rows {
		c.out.Heat.Rows = append(c.out.Heat.Rows, Named{id, c.name(figures.Theme, id)})
	}
	for _, id := range g.Columns {
		c.out.Heat.Columns = append(c.out.Heat.Columns, Named{id, c.name(figures.Quartier, id)})
	}
	c.out.Heat.Figures = g.Cells
	return nil
}

// indicators values the catalogue: from the figures, the entries, the survey.
func (c collector) indicators(ctx context.Context) error {
	sum, err := c.Figures.Summary(ctx, c.period, c.where)
	if err != nil {
		return err
	}
	c.out.AsOf = sum.AsOf.In(c.now.Location())
	if acts, ok := c.out.table("actes"); ok {
		for _, r := range acts.Rows {
			r.Figures[0] = ActFigure(r.ID, r.Figures[0], sum)
		}
	}
	rest := map[string]valued{}
	for _, read := range []func(context.Context, map[string]valued) error{c.byHand, c.asked, c.programme} {
		if err := read(ctx, rest); err != nil {
			return err
		}
	}
	for _, i := range c.Indicators {
		r := Result{ID: i.ID, Fiche: i.Fiche, Name: i.Name, Definition: i.Definition, Formula: i.Formula,
			Source: i.Source, Limit: i.Limit, From: i.From}
		if f, ok := sum.Figures[figures.Measure(i.ID)]; ok {
			r.Value, r.Before, r.YearBefore = &f.Now, &f.Before, &f.YearBefore
		} else if v, ok := rest[i.ID]; ok {
			r.Value, r.Before, r.YearBefore, r.Unit, r.Detail = v.now, v.before, v.yearBefore, v.unit, v.detail
		}
		c.out.Indicators = append(c.out.Indicators, r)
	}
	return nil
}

// programme values the indicators of events and announcements.
func (c collector) programme(ctx context.Context, into map[string]valued) error {
	if c.Programme == nil {
		return nil
	}
	var all [3]map[string]Counted
	for i, p := range []figures.Period{c.period, c.period.Before(), c.period.YearBefore()} {
		var err error
		if all[i], err = c.Programme(ctx, p, c.where); err != nil {
			return err
		}
	}
	for id, now := range all[0] {
		v := valued{now: &now.Figure, detail: now.Detail}
		if before, ok := all[1][id]; ok {
			v.before = &before.Figure
		}
		if yearBefore, ok := all[2][id]; ok {
			v.yearBefore = &yearBefore.Figure
		}
		into[id] = v
	}
	return nil
}
