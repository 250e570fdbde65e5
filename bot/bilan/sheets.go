package bilan

import (
	"slices"
	"strings"
	"time"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// sheets are those of the workbook, in order. Each is there even when empty, so
// that who reads them by name finds them.
func sheets(b Bilan) []sheet {
	return []sheet{
		summarySheet(b), monthsSheet(b),
		tableSheet(b, text.SheetThemes, "themes"), heatSheet(b),
		tableSheet(b, text.SheetQuarters, "quartiers", "communes"),
		tableSheet(b, text.SheetStructures, "structures"),
		tableSheet(b, text.SheetUnmet, "raisons", "themes-raisons"),
		tableSheet(b, text.SheetOutcomes, "actes", "suites"),
		tableSheet(b, text.SheetOthers, "besoins", "publics", "ages", "canaux", "dangers", "incompris"),
		entriesSheet(b), surveySheet(b), methodSheet(b),
	}
}

func summarySheet(b Bilan) sheet {
	before, yearBefore := periodWords(b.period.Before()), periodWords(b.period.YearBefore())
	s := sheet{name: text.SheetSummary, header: []string{text.BilanSheet, text.ColumnIdentifier, text.ColumnIndicator,
		periodWords(b.period), text.ColumnPrecision, text.ColumnUnit}}
	same := b.period.Before() == b.period.YearBefore()
	s.header = append(s.header, before, text.ColumnPrecision+" "+before)
	if !same {
		s.header = append(s.header, yearBefore, text.ColumnPrecision+" "+yearBefore)
	}
	s.header = append(s.header, text.ColumnFrom, text.ColumnMore)
	for _, r := range b.Indicators {
		row := append([]any{r.Fiche, r.ID, r.Name}, r.optional(r.Value, b.K)...)
		row = append(append(row, r.Unit), r.optional(r.Before, b.K)...)
		if !same {
			row = append(row, r.optional(r.YearBefore, b.K)...)
		}
		s.rows = append(s.rows, append(row, text.BilanOrigin(r.From), r.Detail))
	}
	return s
}

// optional is a figure of an indicator and its precision in two cells.
func (r Result) optional(c *figures.Cell, k int) []any {
	switch {
	case c == nil && r.From == "saisie":
		return []any{nil, text.BilanUnentered}
	case c == nil:
		return []any{nil, text.BilanNothing}
	case r.about(k):
		return []any{*c, text.BilanAbout}
	}
	return []any{*c, precision(*c)}
}

func monthsSheet(b Bilan) sheet {
	s := sheet{name: text.SheetMonths, header: []string{text.ColumnMonth, text.ColumnPrecision}}
	for i, series := range b.Months {
		s.header = append(s.header, text.BilanMeasure(string(series.Measure)))
		for j, p := range series.Points {
			if i == 0 {
				day, err := time.Parse("2006-01", p.Month)
				if err != nil {
					continue
				}
				s.rows = append(s.rows, []any{month(day), rounding(p.Figure)})
			}
			s.rows[j] = append(s.rows[j], p.Figure)
		}
	}
	return s
}

// rounding is the precision of a line: all its figures that are shown share it.
func rounding(cells ...figures.Cell) string {
	if slices.ContainsFunc(cells, func(c figures.Cell) bool { return c.Least }) {
		return text.BilanLeast
	}
	return text.BilanExact
}

// tableSheet writes tables under each other. When there are several, the first
// column says which, and each has one measure or the measures of the first.
func tableSheet(b Bilan, name string, ids ...string) sheet {
	s := sheet{name: name}
	if len(ids) > 1 {
		s.header = append(s.header, text.ColumnTable)
	}
	s.header = append(s.header, text.ColumnIdentifier, text.ColumnName, text.ColumnPrecision)
	measures := []figures.Measure{}
	for _, id := range ids {
		t, _ := b.table(id)
		for _, m := range t.Measures {
			if !slices.Contains(measures, m) {
				measures = append(measures, m)
			}
		}
	}
	for _, m := range measures {
		s.header = append(s.header, text.BilanMeasure(string(m)))
	}
	for _, id := range ids {
		if t, ok := b.table(id); ok {
			s.rows = append(s.rows, t.lines(measures, len(ids) > 1)...)
		}
	}
	return s
}

// lines are the rows of a table, then its total, under measures.
func (t Table) lines(measures []figures.Measure, titled bool) (out [][]any) {
	for _, r := range append(slices.Clone(t.Rows), Row{"", text.BilanTotal, t.Total}) {
		var row []any
		if titled {
			row = append(row, t.Title)
		}
		row = append(row, r.ID, r.Name, rounding(r.Figures...))
		for _, m := range measures {
			if i := slices.Index(t.Measures, m); i >= 0 {
				row = append(row, r.Figures[i])
			} else {
				row = append(row, nil)
			}
		}
		out = append(out, row)
	}
	return out
}

func heatSheet(b Bilan) sheet {
	s := sheet{name: text.SheetHeat, header: []string{text.ColumnIdentifier, text.ColumnTheme, text.ColumnPrecision}}
	for _, c := range b.Heat.Columns {
		s.header = append(s.header, c.Name)
	}
	for i, r := range b.Heat.Rows {
		row := []any{r.ID, r.Name, rounding(b.Heat.Figures[i]...)}
		for _, c := range b.Heat.Figures[i] {
			row = append(row, c)
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func entriesSheet(b Bilan) sheet {
	s := sheet{name: text.SheetEntries, header: []string{text.ColumnDate, text.ColumnKind, text.ColumnTitle, text.ColumnDetail,
		text.ColumnNumber, text.ColumnPartners, text.ColumnCommunes}}
	for _, e := range b.Entries {
		day, err := time.Parse(time.DateOnly, e.Day)
		if err != nil {
			continue
		}
		s.rows = append(s.rows, []any{day, text.EntryKind(e.Kind).Label, e.Title, e.detail(), e.Number,
			strings.Join(e.Partners, ", "), e.communes()})
	}
	return s
}

func (e Entry) detail() string {
	if e.Detail == "" {
		return ""
	}
	return text.Tool(e.Detail)
}

func (e Entry) communes() string {
	var names []string
	for _, c := range e.Communes {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

func surveySheet(b Bilan) sheet {
	s := sheet{name: text.SheetSurvey, header: []string{text.ColumnQuestion, text.ColumnAnswer, text.ColumnNumber, text.ColumnPrecision}}
	for _, q := range b.Survey {
		for _, a := range q.Answers {
			s.rows = append(s.rows, []any{q.Question, a.Name, a.Figure, precision(a.Figure)})
		}
		s.rows = append(s.rows, []any{q.Question, text.BilanTotal, q.Total, precision(q.Total)})
	}
	return s
}

func methodSheet(b Bilan) sheet {
	s := sheet{name: text.SheetMethod, header: []string{text.ColumnSubject, text.ColumnText}, wrap: true}
	for _, p := range b.facts() {
		s.rows = append(s.rows, []any{p.Heading, p.Words})
	}
	for _, p := range b.Method {
		s.rows = append(s.rows, []any{p.Heading, p.Words})
	}
	for _, r := range b.Indicators {
		s.rows = append(s.rows, []any{r.Name, strings.Join([]string{r.Definition, r.Formula, r.Source, r.Limit}, " ")})
	}
	return s
}

// facts are what stands on the cover.
func (b Bilan) facts() []text.Paragraph {
	out := []text.Paragraph{
		{Heading: text.BilanTerritory, Words: b.Territory.Name},
		{Heading: text.BilanPeriod, Words: text.Capital(periodWords(b.period))},
		{Heading: text.BilanDate, Words: text.DayOf(b.produced)},
	}
	if !b.AsOf.IsZero() {
		out = append(out, text.Paragraph{Heading: text.BilanAsOf, Words: text.DayOf(b.AsOf)})
	}
	return out
}

func periodWords(p figures.Period) string { return text.PeriodWords(int(p.From), int(p.To)) }
