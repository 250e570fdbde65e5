package bilan

import (
	"slices"

	"relais/bot/chart"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// fiches writes each indicator that has a value or is entered by hand, fiche by
// fiche.
func (k *book) fiches() {
	fiche, begun := "", false
	for _, r := range k.b.Indicators {
		if r.Value == nil && !r.unentered() {
			continue
		}
		if !begun || fiche != r.Fiche {
			fiche, begun = r.Fiche, true
			k.page()
			k.heading(0, ficheTitle(fiche), 0)
			k.y += 2
		} else {
			k.y += 4
			k.need(75)
			if k.y > head+1 {
				k.rule(k.y, width)
			}
			k.y += 5
		}
		k.indicator(r)
	}
}

func ficheTitle(fiche string) string {
	if fiche == "" {
		return text.BilanOther
	}
	return text.BilanSheet + "\u00a0" + fiche
}

// indicator writes a value, what it means, then its charts and tables.
func (k *book) indicator(r Result) {
	k.heading(1, r.Name, 45)
	k.value(r)
	k.labelled(text.BilanDefinition, r.Definition)
	k.labelled(text.BilanFormula, r.Formula)
	k.labelled(text.BilanSource, r.Source)
	k.labelled(text.BilanLimit, r.Limit)
	for _, c := range k.b.charts(r.ID) {
		k.chart(c)
	}
	for _, t := range k.b.Tables {
		drawn := len(t.Measures) == 1 && t.drawable() && !slices.Contains(undrawn, t.ID) // its bars say all of it
		if t.Indicator == r.ID && len(t.Rows) > 0 && !drawn {
			k.table(t)
		}
	}
}

// value writes the figure large, and what it is compared with beside it.
func (k *book) value(r Result) {
	k.y += 8.5
	words, size, fill := text.Capital(text.BilanUnentered), 12.0, grey
	if r.Value != nil {
		words, size, fill = k.words(*r.Value, r.Unit), 22, blue
	}
	k.line(left, k.y, size, true, fill, words)
	beside := k.beside(r)
	x, y := left+max(50, k.widthOf(words, size, true)+10), k.y
	if len(beside) > 1 {
		y -= 5
	}
	for _, l := range beside {
		k.line(x, y, 10, false, grey, l)
		y += 5
	}
	k.y = max(k.y, y-5) + 4
	if r.Value != nil && r.Value.Least {
		k.paragraph(text.BilanRoundedDown(k.b.K), 9, false, grey)
		k.y++
	}
}

// beside is what stands beside a value: the periods compared, the detail.
func (k *book) beside(r Result) (out []string) {
	before, yearBefore := k.b.period.Before(), k.b.period.YearBefore()
	if r.Before != nil || r.Value != nil && r.From == "saisie" {
		out = append(out, k.compared(before, r.Before, r))
	}
	if before != yearBefore && (r.YearBefore != nil || r.Value != nil && r.From == "saisie") {
		out = append(out, k.compared(yearBefore, r.YearBefore, r))
	}
	if r.Detail != "" && !r.unentered() {
		out = append(out, r.Detail)
	}
	return out
}

// compared says a figure of another period, and how far it moved since.
func (k *book) compared(p figures.Period, c *figures.Cell, r Result) string {
	if c == nil {
		return text.BilanCompared(periodWords(p), text.BilanUnentered, "")
	}
	evolution := ""
	if r.Unit == "" && r.Value != nil {
		evolution = Scale{k.b.K, k.b.period, k.b.produced}.Evolution(figures.Measure(r.ID), figures.Total, *r.Value, *c)
	}
	return text.BilanCompared(periodWords(p), k.words(*c, r.Unit), evolution)
}

func (k *book) chart(c chart.Chart) {
	const margin = 2.6 // its own, which goes beyond ours
	w, h := c.Size()
	k.y += 3
	k.need(h * (width + 2*margin) / w)
	k.y += c.PDF(k.Fpdf, family, left-margin, k.y, width+2*margin)
}

// unmeasured lists the indicators without a value, and what each would take.
func (k *book) unmeasured() {
	first := true
	for _, r := range k.b.Indicators {
		if r.Value != nil || r.unentered() {
			continue
		}
		if first {
			k.page()
			k.heading(0, text.BilanUnmeasured, 0)
			k.paragraph(text.BilanUnmeasuredL, 10, false, grey)
			first = false
		}
		k.y += 6
		k.heading(1, r.Name, 30)
		if r.Fiche != "" {
			k.labelled(text.BilanSheet, r.Fiche)
		}
		k.labelled(text.BilanDefinition, r.Definition)
		charts := k.b.charts(r.ID)
		k.labelled(text.BilanNeeds, text.BilanMissing(r.From, len(charts) > 0))
		k.labelled(text.BilanLimit, r.Limit)
		for _, c := range charts {
			k.chart(c)
		}
	}
}
