package programme

import (
	"strings"

	"relais/bot/text"
)

// row is a line of words in a column.
type row struct {
	words  string
	size   float64
	bold   bool
	colour colour
	step   float64  // height, in millimetres
	struck bool     // of what is cancelled
	tag    string   // in a box, at the right of the words
	marks  []access // at the end of the column
}

// block is what stays together in a column when it can: a heading or an entry.
type block struct {
	rows    []row
	day     string // heading it stands under
	heading bool   // it does not end a column
	ruled   bool   // a thin line above
	above   float64
}

func (b block) height() float64 {
	h := b.above
	for _, r := range b.rows {
		h += r.step
	}
	return h
}

// blocks are what the leaflet says, in order, for a column of a width.
func (l *leafletPaper) blocks() (all []block) {
	all = append(all, l.dayBlocks(l.Days)...)
	if len(l.Also) > 0 {
		all = append(all, l.part(text.ProgrammeAlso))
		all = append(all, l.dayBlocks(l.Also)...)
	}
	if len(l.Undated) > 0 {
		all = append(all, l.heading(text.ProgrammeKnow))
		for i, e := range l.Undated {
			all = append(all, l.entryBlock(dated{entry: e, Hours: joined(" · ", e.Kind, e.Deadline), First: true}, text.ProgrammeKnow, i > 0))
		}
	}
	return all
}

func (l *leafletPaper) dayBlocks(days []day) (all []block) {
	for _, d := range days {
		all = append(all, l.heading(d.Heading))
		for i, e := range d.Entries {
			all = append(all, l.entryBlock(e, d.Heading, i > 0))
		}
	}
	return all
}

// part begins what is out of the edition.
func (l *leafletPaper) part(words string) block {
	return block{rows: []row{{words: words, size: 16, bold: true, colour: ink, step: 8}}, heading: true, above: 5}
}

// heading is the name of a day.
func (l *leafletPaper) heading(words string) block {
	b := block{heading: true, day: words, above: 4}
	for _, line := range l.wrap(words, 13, true, l.column) {
		b.rows = append(b.rows, row{words: line, size: 13, bold: true, colour: accent, step: 6})
	}
	return b
}

// entryBlock is an appointment: hours and access on a line, then its title, then
// the rest. One that was listed before says only when, what and where.
func (l *leafletPaper) entryBlock(e dated, day string, ruled bool) block {
	b := block{day: day, ruled: ruled, above: 4}
	b.add(l, e.Hours, 10, true, accent, l.column-l.markWidth(e.Access)-l.tagWidth(e), 0.3)
	first := &b.rows[0]
	first.marks, first.struck, first.tag = e.Access, e.Cancelled, l.tag(e)
	title := e.Title
	if printable(title) == "" {
		title = text.ProgrammeUnnamed
	}
	from := len(b.rows)
	b.add(l, title, 11, true, ink, l.column, 0.2)
	for i := range b.rows[from:] {
		b.rows[from+i].struck = e.Cancelled
	}
	b.add(l, e.Full(), 9.2, false, ink, l.column, 0)
	if !e.First || e.Cancelled {
		return b
	}
	b.add(l, e.Terms(), 9.2, true, ink, l.column, 0.5)
	for _, words := range e.Paragraphs() {
		b.add(l, words, 9, false, soft, l.column, 0)
	}
	b.add(l, strings.Join(compact(e.By, e.Ask()), ". "), 9, false, soft, l.column, 0)
	b.add(l, e.URL, 9, false, soft, l.column, 0)
	if len(e.Others) > 0 {
		b.add(l, text.ProgrammeOthers(e.Others), 9, false, soft, l.column, 0)
	}
	return b
}

// add writes words over as many lines as they take; more is what the last one
// leaves below.
func (b *block) add(l *leafletPaper, words string, size float64, bold bool, c colour, width, more float64) {
	if words == "" {
		return
	}
	for _, line := range l.wrap(words, size, bold, width) {
		b.rows = append(b.rows, row{words: line, size: size, bold: bold, colour: c, step: size * inPoint * 1.28})
	}
	b.rows[len(b.rows)-1].step += more
}

func (l *leafletPaper) tag(e dated) string {
	switch {
	case e.Cancelled:
		return text.ProgrammeOff
	case e.Changed:
		return text.ProgrammeNew
	}
	return ""
}

func (l *leafletPaper) tagWidth(e dated) float64 {
	if words := l.tag(e); words != "" {
		return l.widthOf(words, tagSize, true) + 6
	}
	return 0
}

func (l *leafletPaper) markWidth(marks []access) float64 { return float64(len(marks))*(markSide+1) + 2 }

func compact(words ...string) (kept []string) {
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}
