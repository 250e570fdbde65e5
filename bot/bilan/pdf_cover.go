package bilan

import (
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// cover is the first page: what, where, when, and the figures one remembers.
func (k *book) cover() {
	k.AddPage()
	k.box(0, 0, 210, 112, blue)
	k.line(left, 34, 15, true, white, "Relais")
	k.y = 62
	for _, l := range k.wrap(k.b.Title, 32, true, width) {
		k.line(left, k.y, 32, true, white, l)
		k.y += 14
	}
	k.y += 1
	for _, l := range k.wrap(text.BilanSubject, 13, false, width) {
		k.line(left, k.y, 13, false, white, l)
		k.y += 6.5
	}
	k.y = 124
	for _, f := range k.b.facts() {
		k.y += 7
		k.line(left, k.y, 10.5, false, grey, f.Heading)
		lines := k.wrap(f.Words, 10.5, true, width-50)
		for i, l := range lines {
			k.line(left+50, k.y+float64(i)*5.5, 10.5, true, ink, l)
		}
		k.y += float64(len(lines)-1) * 5.5
	}
	k.key()
	k.y += 8
	switch {
	case k.b.period.To >= figures.MonthOf(k.b.produced):
		k.paragraph(text.BilanRunning, 10, false, grey)
	case !k.b.Exact:
		k.paragraph(text.BilanOff, 10, false, grey)
	}
}

// key shows the main figures in two rows.
func (k *book) key() {
	k.y += 16
	k.line(left, k.y, 13, true, ink, text.BilanKeyFigures)
	k.y += 5
	const columns, gap, height = 3, 5.0, 27.0
	w := (width - gap*(columns-1)) / columns
	n := 0
	for _, m := range []figures.Measure{figures.Questions, figures.Operators, figures.Acts, figures.Referrals, figures.Unmet, figures.Outcomes} {
		r, ok := k.b.result(string(m))
		if !ok || r.Value == nil {
			continue
		}
		x, y := left+float64(n%columns)*(w+gap), k.y+float64(n/columns)*(height+gap)
		k.box(x, y, w, height, light)
		words, size := text.FigureShort(r.Value.N, r.Value.Least, k.b.K), 22.0
		for size > 10 && k.widthOf(words, size, true) > w-8 {
			size--
		}
		k.line(x+4, y+12.5, size, true, blue, words)
		k.line(x+4, y+20.5, 10, false, ink, text.BilanMeasure(string(m)))
		n++
	}
	k.y += float64((n+columns-1)/columns) * (height + gap)
}

// words is a figure as it is read, with its unit; a share comes from rounded
// answers.
func (k *book) words(c figures.Cell, unit string) string {
	words := text.FigureSaid(c.N, c.Least, k.b.K)
	if unit == "" {
		return words
	}
	if k.b.K > 1 {
		words = text.BilanAbout + "\u00a0" + words
	}
	return words + "\u00a0" + unit
}
