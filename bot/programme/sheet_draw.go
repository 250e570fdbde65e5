package programme

import (
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"relais/bot/text"
)

// said is a paragraph of a sheet.
type said struct {
	words string
	size  float64
	bold  bool
	fill  colour
	above float64
}

// manyDates is how many dates a sheet spells out.
const manyDates = 6

const sheetMargin = 18.0

// drawSheet draws an announcement on one A4 sheet: its words as large as they
// may be, its picture above or beside them, the code to its page below.
func drawSheet(n notice, poster []byte) ([]byte, error) {
	p := newPaper("A4", n.Title, time.Unix(n.Made, 0).UTC())
	p.AddPage()
	width := p.w - 2*sheetMargin
	p.box(sheetMargin, 14, width, 2.4, &accent, nil)
	y := p.paragraph(sheetMargin, 21, width, 13.5, true, soft, n.Over) + 3
	bottom := p.h - 66.0
	x := sheetMargin
	if info, ok := p.picture(poster); ok {
		x, y, width = p.beside(info, y, width, bottom)
	}
	p.words(n, x, y, width, bottom)
	return p.finish(n)
}

// beside puts a picture: a high one at the left of the words, a wide one above.
// It tells where words may stand.
func (p paper) beside(info *fpdf.ImageInfoType, y, width, bottom float64) (x, top, rest float64) {
	const gap = 8
	ratio := info.Height() / info.Width()
	place := func(w, h float64) {
		x := sheetMargin
		if ratio <= 1.1 {
			x += (width - w) / 2
		}
		p.ImageOptions("poster", x, y, w, h, false, fpdf.ImageOptions{ImageType: "JPEG"}, 0, "")
		p.SetDrawColor(faint[0], faint[1], faint[2])
		p.SetLineWidth(0.2)
		p.Rect(x, y, w, h, "D")
	}
	if ratio > 1.1 {
		w := min(88, (bottom-y)/ratio)
		place(w, w*ratio)
		return sheetMargin + w + gap, y, width - w - gap
	}
	w := min(width, 88/ratio)
	place(w, w*ratio)
	return sheetMargin, y + w*ratio + gap, width
}

// words writes what the sheet says between y and bottom, as large as it fits.
func (p paper) words(n notice, x, y, width, bottom float64) {
	all := n.said()
	scale := 1.3
	for scale > 0.35 && (p.height(all, scale, width) > bottom-y || p.breaks(all, scale, width)) {
		scale -= 0.03
	}
	for i, t := range all {
		from := y + t.above*scale
		y = p.paragraph(x, from, width, t.size*scale, t.bold, t.fill, t.words)
		if i == 0 && n.Cancelled {
			p.rule(x, from-1, p.widthOf(t.words, t.size*scale, true), 0.8, ink)
			p.rule(x, y+1, p.widthOf(t.words, t.size*scale, true), 0.8, ink)
		}
	}
}

// breaks tells whether a word of the largest lines would be cut at a scale.
func (p paper) breaks(all []said, scale, width float64) bool {
	for _, t := range all {
		if t.size < 20 {
			continue
		}
		for word := range strings.SplitSeq(t.words, " ") {
			if p.widthOf(word, t.size*scale, t.bold) > width {
				return scale > 0.6
			}
		}
	}
	return false
}

func (p paper) height(all []said, scale, width float64) (h float64) {
	for _, t := range all {
		h += t.above*scale + float64(len(p.wrap(t.words, t.size*scale, t.bold, width)))*t.size*scale*inPoint*1.24
	}
	return h
}

// said is what the sheet says, from the most to the least important.
func (n notice) said() (all []said) {
	add := func(words string, size float64, bold bool, fill colour, above float64) {
		if printable(words) != "" {
			all = append(all, said{words, size, bold, fill, above})
		}
	}
	if n.Cancelled {
		add(strings.ToUpper(text.ProgrammeOff), 46, true, ink, 2)
	}
	title := n.Title
	if printable(title) == "" {
		title = text.ProgrammeUnnamed
	}
	add(title, 40, true, accent, 3)
	for i, d := range n.shortDates() {
		add(d, 23, true, ink, map[bool]float64{true: 6, false: 0.5}[i == 0])
	}
	add(n.Deadline, 23, true, ink, 6)
	add(n.Where, 19, true, ink, 4)
	add(n.Place, 19, false, ink, 0.5)
	add(joined(" · ", n.For, n.Price), 19, true, ink, 5)
	add(n.Booking, 16, false, ink, 1.5)
	if !n.Cancelled {
		for i, words := range n.Paragraphs() {
			add(words, 15, false, ink, map[bool]float64{true: 5, false: 1}[i == 0])
		}
	}
	var offers []string
	for _, a := range n.Access {
		offers = append(offers, a.Words)
	}
	add(text.Capital(strings.Join(offers, " · ")), 14, true, soft, 4)
	add(strings.Join(compact(n.By, n.Ask()), ". "), 14, false, soft, 2)
	return all
}

// shortDates are the dates, the last ones as a count when there are many.
func (n notice) shortDates() []string {
	if len(n.Dates) <= manyDates {
		return n.Dates
	}
	return append(n.Dates[:manyDates:manyDates], text.ProgrammeMoreDates(len(n.Dates)-manyDates))
}

// finish draws the foot: the code to the page, and whom to call.
func (p paper) finish(n notice) ([]byte, error) {
	const side = 40.0
	y := p.h - 60
	p.rule(sheetMargin, y-4, p.w-2*sheetMargin, 0.4, faint)
	if err := p.code(sheetMargin, y, side, n.Address); err != nil {
		return nil, err
	}
	x, width := sheetMargin+side+8, p.w-2*sheetMargin-side-8
	at := p.paragraph(x, y+2, width, 18, true, ink, text.ProgrammeMore)
	at = p.paragraph(x, at+1, width, 12, false, soft, text.ProgrammeMoreWhy)
	p.paragraph(x, at+1, width, 12, true, ink, shortAddress(n.Address))
	p.paragraph(sheetMargin, p.h-15, p.w-2*sheetMargin, 8.5, false, soft, text.ProgrammeHelp)
	return p.bytes()
}
