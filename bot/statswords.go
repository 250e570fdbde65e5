package bot

import (
	"bytes"
	"context"
	"strings"

	"relais/bot/bilan"
	"relais/bot/chart"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// How much of each list the figures of a chat show.
const (
	risingShown  = 5
	reasonsShown = 3
	placesShown  = 3
	chartMonths  = 12
)

// headlines are the figures a coordinator reads first.
var headlines = []figures.Measure{figures.Questions, figures.Operators, figures.Acts, figures.Unmet}

// overseen is the territory whose figures a person reads: an administrator reads
// everything.
func overseen(p relay.Person) figures.Territory {
	if p.Role == relay.Administrator {
		return figures.Territory{}
	}
	return figures.Territory(p.Territory)
}

// cells writes figures of a period, and remembers whether some need an
// explanation.
type cells struct {
	bilan.Scale
	least, under bool
}

func (b *Bot) cells(p figures.Period) *cells {
	return &cells{Scale: bilan.Scale{K: b.Figures.K(), Period: p, At: b.Now()}}
}

func (c *cells) say(f figures.Cell) string {
	c.least, c.under = c.least || f.Least, c.under || f.Least && f.N == 0
	return text.FigureShort(f.N, f.Least, c.K)
}

// summary is a period in a few lines, beside the one before and the year before.
func (b *Bot) summary(ctx context.Context, p relay.Person, period figures.Period) (string, error) {
	where := overseen(p)
	s, err := b.Figures.Summary(ctx, period, where)
	if err != nil {
		return "", err
	}
	c := b.cells(period)
	lines := []string{b.statsHead(p, period)}
	if against := c.against(); against != "" {
		lines = append(lines, against)
	}
	lines = append(lines, "")
	for _, m := range headlines {
		lines = append(lines, c.compared(m, s.Figures[m]))
	}
	lines = append(lines, "")
	for _, part := range []func(context.Context, *cells, figures.Period, figures.Territory) (string, error){b.rising, b.reasons, b.places} {
		line, err := part(ctx, c, period, where)
		if err != nil {
			return "", err
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return paragraphs(append(lines, "", c.legend())), nil
}

func (b *Bot) statsHead(p relay.Person, period figures.Period) string {
	words := text.Capital(periodWords(period))
	if b.cells(period).running() {
		words = text.StatsRunning.Say("period", words)
	}
	return text.StatsHead.Say("period", words, "place", b.territory(relay.Territory(overseen(p))))
}

// running tells a period that is not over: it is not set beside whole ones.
func (c *cells) running() bool { return c.Period.To >= figures.MonthOf(c.At) }

// against says what the figures are set beside, if anything.
func (c *cells) against() string {
	before := periodWords(c.Period.Before())
	switch {
	case c.running():
		return ""
	case c.oneBefore():
		return text.StatsBefore.Say("before", before)
	}
	return text.StatsAgainst.Say("before", before, "year", periodWords(c.Period.YearBefore()))
}

// oneBefore tells a year: the period before is the year before.
func (c *cells) oneBefore() bool { return c.Period.Before() == c.Period.YearBefore() }

// legend explains what is not exact, if anything.
func (c *cells) legend() string {
	if !c.least {
		return ""
	}
	return text.StatsLegend.Say("legend", text.FigureLegend(c.K, c.under, c.Period.Parts(c.At)))
}

// compared is a figure, then those it is compared with, if any.
func (c *cells) compared(m figures.Measure, f figures.Compared) string {
	what := text.MeasureName(string(m))
	if c.running() {
		return text.StatsAlone.Say("what", what, "figure", c.say(f.Now))
	}
	var beside []string
	others := []figures.Cell{f.Before, f.YearBefore}
	if c.oneBefore() {
		others = others[:1]
	}
	for _, other := range others {
		said := c.say(other)
		if moved := c.Evolution(m, figures.Total, f.Now, other); moved != "" {
			said += ", " + moved
		}
		beside = append(beside, said)
	}
	return text.StatsMain.Say("what", what, "figure", c.say(f.Now), "beside", strings.Join(beside, " · "))
}

// rising are the themes that went up, those of which one may say by how much.
func (b *Bot) rising(ctx context.Context, c *cells, period figures.Period, where figures.Territory) (string, error) {
	rises, err := b.Figures.Rising(ctx, period, where, len(directory.Themes)+1)
	var parts []string
	for _, r := range rises {
		moved := c.Evolution(figures.Questions, figures.Theme, r.Now, r.Before)
		if r.ID != relay.OtherTheme && moved != "" && len(parts) < risingShown {
			parts = append(parts, text.Small(themeOr(r.ID))+" ("+moved+")")
		}
	}
	return saidIf(text.StatsRising, "themes", parts), err
}

// reasons are why nothing fitted, by theme, those that may be shown.
func (b *Bot) reasons(ctx context.Context, c *cells, period figures.Period, where figures.Territory) (string, error) {
	table, err := b.Figures.Table(ctx, figures.ThemeReason, []figures.Measure{figures.Unmet}, period, where)
	var parts []string
	for _, row := range table.Rows {
		cell := row.Cells[figures.Unmet]
		theme, reason, _ := strings.Cut(row.ID, "/")
		words, ok := text.Reason(reason)
		if !ok || cell.N == 0 || len(parts) == reasonsShown {
			continue
		}
		parts = append(parts, text.StatsReason.Say("theme", text.Small(themeOr(theme)), "reason", text.Small(words), "figure", c.say(cell)))
	}
	return saidIf(text.StatsUnmet, "reasons", separated(parts)), err
}

// separated makes one part of several that hold commas.
func separated(parts []string) []string {
	if len(parts) == 0 {
		return nil
	}
	return []string{strings.Join(parts, "\u00a0; ")}
}

// places are the quarters that asked most; nothing for who coordinates one.
func (b *Bot) places(ctx context.Context, c *cells, period figures.Period, where figures.Territory) (string, error) {
	if where.Quartier != "" {
		return "", nil
	}
	table, err := b.Figures.Table(ctx, figures.Quartier, []figures.Measure{figures.Questions}, period, where)
	var parts []string
	for _, row := range table.Rows {
		if cell := row.Cells[figures.Questions]; cell.N > 0 && len(parts) < placesShown {
			parts = append(parts, b.zone(row.ID)+" ("+c.say(cell)+")")
		}
	}
	return saidIf(text.StatsPlaces, "places", parts), err
}

// byQuarter is every quarter of a territory, with what it asked.
func (b *Bot) byQuarter(ctx context.Context, p relay.Person, period figures.Period) (string, error) {
	table, err := b.Figures.Table(ctx, figures.Quartier, []figures.Measure{figures.Questions}, period, overseen(p))
	if err != nil {
		return "", err
	}
	c := b.cells(period)
	lines := []string{b.statsHead(p, period), "", text.StatsQuarters.Say()}
	for _, row := range table.Rows {
		lines = append(lines, text.StatsQuarter.Say("place", b.zone(row.ID), "figure", c.say(row.Cells[figures.Questions])))
	}
	if len(table.Rows) == 0 {
		lines = append(lines, text.StatsNone.Say())
	}
	return paragraphs(append(lines, "", c.legend())), nil
}

// zone is how a person reads the id of a row of quarters.
func (b *Bot) zone(id string) string {
	if label := b.placeLabel(id, nil); id != "" && label != text.Need(id) {
		return label
	}
	return text.Capital(text.Unknown(id))
}

// picture draws the twelve months that end with a period.
func (b *Bot) picture(ctx context.Context, p relay.Person, period figures.Period) ([]byte, error) {
	last := min(period.To, figures.MonthOf(b.Now()))
	year := figures.Period{From: plus(last, 1-chartMonths), To: last}
	var months []string
	var lines []chart.Series
	for _, m := range []figures.Measure{figures.Questions, figures.Referrals} {
		points, err := b.Figures.Series(ctx, m, figures.Total, "", year, overseen(p))
		if err != nil {
			return nil, err
		}
		s := chart.Series{Name: text.MeasureName(string(m))}
		months = months[:0]
		for _, at := range points {
			months = append(months, at.Period.String())
			s.Values = append(s.Values, chart.Value{N: at.Cell.N, Least: at.Cell.Least, Under: b.Figures.K()})
		}
		lines = append(lines, s)
	}
	var png bytes.Buffer
	title := text.StatsChart.Say("place", b.territory(relay.Territory(overseen(p))))
	err := chart.Lines(title, months, lines, chart.Phone).PNG(&png)
	return png.Bytes(), err
}
