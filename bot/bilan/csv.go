package bilan

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// WriteCSV writes one line a figure; see the package.
func WriteCSV(w io.Writer, b Bilan) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("writing a bilan as CSV: %w", err)
	}
	out := csv.NewWriter(w)
	out.Comma = ';'
	rows := lines{{"indicateur", "dimension", "valeur", "nombre", "precision", "periode"}}
	rows.indicators(b)
	for _, s := range b.Months {
		for _, p := range s.Points {
			rows.add(string(s.Measure), "mois", p.Month, p.Figure, p.Month)
		}
	}
	for _, t := range b.Tables {
		for _, r := range t.Rows {
			for i, m := range t.Measures {
				rows.add(string(m), string(t.Dimension), r.ID, r.Figures[i], b.Period)
			}
		}
	}
	rows.others(b)
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("writing a bilan as CSV: %w", err)
	}
	return nil
}

// lines are those of the CSV.
type lines [][]string

func (l *lines) add(indicator, dimension, value string, c figures.Cell, period string) {
	*l = append(*l, []string{indicator, dimension, harmless(value), strconv.Itoa(c.N), precision(c), period})
}

func (l *lines) indicators(b Bilan) {
	before, yearBefore := b.period.Before(), b.period.YearBefore()
	for _, r := range b.Indicators {
		dimension := string(figures.Total)
		if r.Unit != "" {
			dimension = r.Unit
		}
		for _, v := range []struct {
			cell   *figures.Cell
			period figures.Period
		}{{r.Value, b.period}, {r.Before, before}, {r.YearBefore, yearBefore}} {
			if v.cell != nil {
				l.add(r.ID, dimension, "", *v.cell, v.period.String())
				if r.about(b.K) {
					(*l)[len(*l)-1][4] = text.BilanAbout
				}
			}
			if before == yearBefore && v.period == before {
				break
			}
		}
	}
}

func (l *lines) others(b Bilan) {
	for i, r := range b.Heat.Rows {
		for j, c := range b.Heat.Columns {
			l.add(string(figures.Questions), "theme-quartier", r.ID+"/"+c.ID, b.Heat.Figures[i][j], b.Period)
		}
	}
	for _, q := range b.Survey {
		for _, a := range q.Answers {
			l.add("sondage", q.ID, a.ID, a.Figure, b.Period)
		}
	}
	for _, e := range b.Entries {
		l.add("saisie", e.Kind, e.Title, figures.Cell{N: e.Number}, e.Day)
	}
}

// precision says how far a figure is to be taken.
func precision(c figures.Cell) string {
	if c.Least {
		return text.BilanLeast
	}
	return text.BilanExact
}

// harmless keeps a spreadsheet from taking words for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
