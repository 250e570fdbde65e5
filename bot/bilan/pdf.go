package bilan

import (
	"bytes"
	"fmt"
	"io"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"

	"relais/bot/text"
)

// WritePDF writes the Bilan as a document on A4 sheets: cover, contents,
// method, then each indicator. It is laid out twice: the second time the pages
// of the contents are known.
func WritePDF(w io.Writer, b Bilan) error {
	first := newBook(b, nil, 0)
	first.write()
	second := newBook(b, first.marks, first.PageNo())
	second.write()
	if err := second.Output(w); err != nil {
		return fmt.Errorf("writing a bilan as PDF: %w", err)
	}
	return nil
}

// Lengths are in millimetres, sizes of letters in points.
const (
	left    = 20.0
	right   = 190.0
	width   = right - left
	head    = 24.0 // where a page begins
	foot    = 275.0
	family  = "sans"
	inPoint = 25.4 / 72
)

// colour is red, green, blue.
type colour [3]int

var (
	ink   = colour{0x1d, 0x27, 0x33}
	grey  = colour{0x55, 0x60, 0x6d}
	blue  = colour{0x00, 0x5a, 0x8f}
	light = colour{0xe8, 0xf1, 0xf7}
	rule  = colour{0xd5, 0xdb, 0xe2}
	white = colour{0xff, 0xff, 0xff}
)

// mark is a heading: what the contents list.
type mark struct {
	title       string
	level, page int
}

// book is a document being written, from the top of each page down.
type book struct {
	*fpdf.Fpdf
	b     Bilan
	y     float64
	marks []mark
	known []mark // of the first time
	links []int  // of known
	total int    // pages, 0 the first time
}

func newBook(b Bilan, known []mark, total int) *book {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.AddUTF8FontFromBytes(family, "", bytes.Clone(liberationsansregular.TTF))
	doc.AddUTF8FontFromBytes(family, "B", bytes.Clone(liberationsansbold.TTF))
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	doc.SetLang("fr-FR")
	doc.SetTitle(b.Title+" · "+b.Territory.Name, true)
	doc.SetSubject(text.BilanSubject, true)
	doc.SetKeywords(text.BilanKey, true)
	doc.SetAuthor("Relais", true)
	doc.SetCreator("Relais", true)
	doc.SetCreationDate(b.produced)
	doc.SetModificationDate(b.produced)
	k := &book{Fpdf: doc, b: b, known: known, total: total}
	for range known {
		k.links = append(k.links, doc.AddLink())
	}
	return k
}

func (k *book) write() {
	k.cover()
	k.contents()
	k.method()
	k.fiches()
	k.unmeasured()
	k.entries()
}

// page begins a page with its running head and foot.
func (k *book) page() {
	k.AddPage()
	k.line(left, 14, 8.5, false, grey, k.b.Title+" · "+k.b.Territory.Name)
	k.rule(16.5, width)
	number := fmt.Sprintf("%d / %d", k.PageNo(), k.total)
	k.line(right-k.widthOf(number, 8.5, false), 287, 8.5, false, grey, number)
	k.y = head
}

// need begins a page unless height is left on this one.
func (k *book) need(height float64) {
	if k.y+height > foot {
		k.page()
	}
}

// heading begins what the contents list, and keeps height with it.
func (k *book) heading(level int, title string, height float64) {
	size := []float64{20, 13}[level]
	lines := k.wrap(title, size, true, width)
	k.need(float64(len(lines))*size*inPoint*1.3 + height)
	if n := len(k.marks); n < len(k.links) {
		k.SetLink(k.links[n], k.y-4, k.PageNo())
	}
	k.marks = append(k.marks, mark{title, level, k.PageNo()})
	k.letters(size, true, ink)
	k.Bookmark(title, level, k.y-4)
	fill := ink
	if level == 0 {
		fill = blue
	}
	k.y += size * inPoint
	for i, l := range lines {
		if i > 0 {
			k.y += size * inPoint * 1.25
		}
		k.line(left, k.y, size, true, fill, l)
	}
	k.y += size * inPoint * 0.55
}

// contents lists the headings, each a link to its page.
func (k *book) contents() {
	k.page()
	k.y += 7
	k.line(left, k.y, 20, true, blue, text.BilanContents)
	k.y += 8
	for i, m := range k.known {
		size, indent := 10.0, 6.0
		if m.level == 0 {
			size, indent = 11.5, 0
			k.y += 2.2
		}
		k.need(7)
		k.y += 5.6
		page := fmt.Sprint(m.page)
		k.line(left+indent, k.y, size, m.level == 0, ink, m.title)
		k.line(right-k.widthOf(page, size, m.level == 0), k.y, size, m.level == 0, ink, page)
		k.dots(left+indent+k.widthOf(m.title, size, m.level == 0)+2, right-k.widthOf(page, size, m.level == 0)-2)
		k.Link(left, k.y-4.4, width, 5.6, k.links[i])
	}
}

// dots leads the eye from a title to its page.
func (k *book) dots(from, to float64) {
	if k.SetDrawColor(rule[0], rule[1], rule[2]); to > from {
		k.SetLineWidth(0.25)
		k.SetDashPattern([]float64{0.3, 1.2}, 0)
		k.Line(from, k.y, to, k.y)
		k.SetDashPattern(nil, 0)
	}
}

func (k *book) method() {
	k.page()
	k.heading(0, text.BilanMethod, 0)
	for _, p := range k.b.Method {
		k.y += 3
		k.paragraph(p.Heading, 11, true, ink)
		k.y += 0.6
		k.paragraph(p.Words, 9.8, false, ink)
	}
}
