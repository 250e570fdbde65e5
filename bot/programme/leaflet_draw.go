package programme

import (
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// leafletPaper is a leaflet being drawn.
type leafletPaper struct {
	paper
	booklet
	margin, top, bottom float64
	columns             int
	column, gap         float64 // widths
}

const (
	markSide = 4.4 // millimetres
	markSize = 8.5 // points
	tagSize  = 8.0
)

// drawLeaflet draws a cover, then what happens day by day.
func drawLeaflet(b booklet) ([]byte, error) {
	l := newLeaflet(b)
	if err := l.cover(); err != nil {
		return nil, err
	}
	l.inside()
	return l.bytes()
}

// newLeaflet opens a leaflet: two columns on A4, one on A5.
func newLeaflet(b booklet) *leafletPaper {
	l := &leafletPaper{paper: newPaper(b.Format, joined(" · ", b.Over, b.Title), time.Unix(b.Made, 0).UTC()), booklet: b}
	l.margin, l.top, l.bottom, l.columns, l.gap = 15, 25, l.h-22, 2, 9
	if b.Format == "A5" {
		l.margin, l.top, l.bottom, l.columns = 12, 21, l.h-20, 1
	}
	l.column = (l.w - 2*l.margin - float64(l.columns-1)*l.gap) / float64(l.columns)
	return l
}

func (l *leafletPaper) inside() {
	blocks := l.blocks()
	if len(blocks) == 0 {
		return
	}
	all := l.place(blocks)
	total := all[len(all)-1].page + 2
	page := -1
	for _, b := range all {
		for page < b.page {
			page++
			l.begin(page+2, total)
		}
		l.draw(b)
	}
}

// begin begins a page with its head and its foot.
func (l *leafletPaper) begin(number, total int) {
	l.AddPage()
	y := l.top - 9
	l.line(l.margin, y, 8.5, true, soft, l.Over)
	l.ending(l.w-l.margin, y, 8.5, false, soft, l.Span)
	l.rule(l.margin, y+2.2, l.w-2*l.margin, 0.4, accent)
	y = l.h - 12
	l.rule(l.margin, y-4.5, l.w-2*l.margin, 0.2, faint)
	l.legendLine(l.margin, y)
	l.ending(l.w-l.margin, y, 8.5, true, soft, text.ProgrammePage(number, total))
}

// legendLine says on one line what the marks mean.
func (l *leafletPaper) legendLine(x, y float64) {
	for _, id := range announce.Access {
		l.mark(x, y-3.3, text.ProgrammeMark(id))
		x += markSide + 1.2
		words := text.AnnounceAccess(id)
		l.line(x, y, 7.5, false, soft, words)
		x += l.widthOf(words, 7.5, false) + 4
	}
}

// mark draws the letter of an access in a box.
func (l *leafletPaper) mark(x, y float64, letter string) {
	l.box(x, y, markSide, markSide, &tint, &accent)
	l.line(x+(markSide-l.widthOf(letter, markSize, true))/2, y+markSide/2+markSize*inPoint*0.36, markSize, true, accent, letter)
}

// draw draws a block where it was put.
func (l *leafletPaper) draw(b placed) {
	x, y := l.margin+float64(b.column)*(l.column+l.gap), b.y
	if b.ruled {
		l.rule(x, y+b.above*0.4, l.column, 0.2, faint)
	}
	y += b.above
	for _, r := range b.rows {
		l.row(x, y+r.size*inPoint*0.95, r)
		y += r.step
	}
}

func (l *leafletPaper) row(x, base float64, r row) {
	c := r.colour
	if r.struck {
		c = soft
	}
	l.line(x, base, r.size, r.bold, c, r.words)
	width := l.widthOf(r.words, r.size, r.bold)
	if r.struck {
		l.rule(x, base-r.size*inPoint*0.28, width, 0.3, soft)
	}
	if r.tag != "" {
		w := l.widthOf(r.tag, tagSize, true)
		l.box(x+width+2.5, base-3.2, w+3, 4.2, nil, &ink)
		l.line(x+width+4, base-0.1, tagSize, true, ink, r.tag)
	}
	at := x + l.column - float64(len(r.marks))*(markSide+1) + 1
	for _, m := range r.marks {
		l.mark(at, base-3.5, m.Mark)
		at += markSide + 1
	}
}
