package bot

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"relais/bot/chart"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
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

// cells writes figures, and remembers whether some need an explanation.
type cells struct {
	k      int
	hidden bool
	least  bool
}

func (c *cells) say(f figures.Cell) string {
	c.hidden, c.least = c.hidden || f.Hidden, c.least || f.Least
	return text.Figure(f.N, f.Hidden, f.Least, c.k)
}

// exact tells that a figure may be reckoned with.
func exact(f figures.Cell) bool { return !f.Hidden && !f.Least }

// summary is a period in a few lines, beside the one before and the year before.
func (b *Bot) summary(ctx context.Context, p relay.Person, period figures.Period) (string, error) {
	where := overseen(p)
	s, err := b.Figures.Summary(ctx, period, where)
	if err != nil {
		return "", err
	}
	c := &cells{k: b.Figures.K()}
	lines := []string{b.statsHead(p, period), text.StatsAgainst.Say("before", periodWords(period.Before()), "year", periodWords(period.YearBefore())), ""}
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
	return paragraphs(append(lines, "", c.footnotes())), nil
}

func (b *Bot) statsHead(p relay.Person, period figures.Period) string {
	return text.StatsHead.Say("period", text.Capital(periodWords(period)), "place", b.territory(relay.Territory(overseen(p))))
}

// footnotes explain what is not exact.
func (c *cells) footnotes() string {
	hidden, least := "", ""
	if c.hidden {
		hidden = text.StatsHidden.Say("why", text.HiddenWhy(c.k))
	}
	if c.least {
		least = text.StatsLeast.Say()
	}
	return joinLines(hidden, least)
}

// compared is a figure, then the two it is compared with.
func (c *cells) compared(m figures.Measure, f figures.Compared) string {
	var beside []string
	for _, other := range []figures.Cell{f.Before, f.YearBefore} {
		said := c.say(other)
		if exact(f.Now) && exact(other) {
			if moved := text.Evolution(f.Now.N, other.N); moved != "" {
				said += ", " + moved
			}
		}
		beside = append(beside, said)
	}
	return text.StatsMain.Say("what", text.MeasureName(string(m)), "figure", c.say(f.Now), "beside", strings.Join(beside, " · "))
}

func (b *Bot) rising(ctx context.Context, _ *cells, period figures.Period, where figures.Territory) (string, error) {
	rises, err := b.Figures.Rising(ctx, period, where, risingShown)
	var parts []string
	for _, r := range rises {
		label := text.Small(themeOr(r.ID))
		if exact(r.Now) && exact(r.Before) && r.Now.N > r.Before.N {
			label += " (+" + text.Number(r.Now.N-r.Before.N) + ")"
		}
		parts = append(parts, label)
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
		if !ok || cell.Hidden || cell.N == 0 || len(parts) == reasonsShown {
			continue
		}
		parts = append(parts, fmt.Sprintf("%s, %s (%s)", text.Small(themeOr(theme)), text.Small(words), c.say(cell)))
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
		if cell := row.Cells[figures.Questions]; !cell.Hidden && cell.N > 0 && len(parts) < placesShown {
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
	c := &cells{k: b.Figures.K()}
	lines := []string{b.statsHead(p, period), "", text.StatsQuarters.Say()}
	for _, row := range table.Rows {
		lines = append(lines, text.StatsQuarter.Say("place", b.zone(row.ID), "figure", c.say(row.Cells[figures.Questions])))
	}
	if len(table.Rows) == 0 {
		lines = append(lines, text.StatsNone.Say())
	}
	return paragraphs(append(lines, "", c.footnotes())), nil
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
			s.Values = append(s.Values, chart.Value{N: at.Cell.N, Missing: at.Cell.Hidden, Least: at.Cell.Least})
		}
		lines = append(lines, s)
	}
	var png bytes.Buffer
	title := text.StatsChart.Say("place", b.territory(relay.Territory(overseen(p))))
	err := chart.Lines(title, months, lines, chart.Phone).PNG(&png)
	return png.Bytes(), err
}
