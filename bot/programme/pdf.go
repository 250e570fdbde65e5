package programme

import (
	"bytes"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"github.com/skip2/go-qrcode"
)

// Lengths are in millimetres, sizes of letters in points.
const (
	family  = "sans"
	inPoint = 25.4 / 72
)

// colour is red, green, blue; all of them are told apart in black and white.
type colour [3]int

var (
	ink    = colour{0x1a, 0x24, 0x26}
	soft   = colour{0x4d, 0x5b, 0x5e}
	accent = colour{0x07, 0x43, 0x4e}
	faint  = colour{0xb9, 0xc4, 0xc4}
	tint   = colour{0xee, 0xf4, 0xf4}
)

// paper is a document being written. It only draws: what goes where is decided
// by the leaflet and the sheet.
type paper struct {
	*fpdf.Fpdf
	w, h float64
}

// newPaper begins a document of a size, "A4" or "A5". made is its date: the same
// programme gives the same bytes.
func newPaper(size, title string, made time.Time) paper {
	doc := fpdf.New("P", "mm", size, "")
	doc.AddUTF8FontFromBytes(family, "", bytes.Clone(liberationsansregular.TTF))
	doc.AddUTF8FontFromBytes(family, "B", bytes.Clone(liberationsansbold.TTF))
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	doc.SetLang("fr-FR")
	doc.SetTitle(title, true)
	doc.SetAuthor("Relais", true)
	doc.SetCreator("Relais", true)
	doc.SetCreationDate(made)
	doc.SetModificationDate(made)
	w, h := doc.GetPageSize()
	return paper{doc, w, h}
}

func (p paper) bytes() ([]byte, error) {
	var b bytes.Buffer
	err := p.Output(&b)
	return b.Bytes(), err
}

func (p paper) letters(size float64, bold bool, c colour) {
	style := ""
	if bold {
		style = "B"
	}
	p.SetFont(family, style, size)
	p.SetTextColor(c[0], c[1], c[2])
}

// line writes words on one line, from x, their base line at y.
func (p paper) line(x, y, size float64, bold bool, c colour, words string) {
	p.letters(size, bold, c)
	p.Text(x, y, printable(words))
}

// ending is line, up to x.
func (p paper) ending(x, y, size float64, bold bool, c colour, words string) {
	p.line(x-p.widthOf(words, size, bold), y, size, bold, c, words)
}

func (p paper) widthOf(words string, size float64, bold bool) float64 {
	p.letters(size, bold, ink)
	return p.GetStringWidth(printable(words))
}

// wrap breaks words into lines no wider than width, at spaces that allow it; a
// longer word is broken where it has to be.
func (p paper) wrap(words string, size float64, bold bool, width float64) (lines []string) {
	p.letters(size, bold, ink)
	line := ""
	for _, word := range strings.Split(printable(words), " ") {
		if line != "" && p.GetStringWidth(line+" "+word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; p.GetStringWidth(line) > width; {
			fit := p.fit(line, width)
			lines = append(lines, line[:fit])
			line = line[fit:]
		}
	}
	return append(lines, line)
}

// fit is how many bytes of a word too long stand on a line: one letter at least.
func (p paper) fit(word string, width float64) int {
	last := 0
	for i := range word {
		if last > 0 && p.GetStringWidth(word[:i]) > width {
			return last
		}
		last = i
	}
	return max(last, 1)
}

// rule draws a line.
func (p paper) rule(x, y, width, thick float64, c colour) {
	p.SetDrawColor(c[0], c[1], c[2])
	p.SetLineWidth(thick)
	p.Line(x, y, x+width, y)
}

// box draws a rectangle with round corners, filled, bordered, or both.
func (p paper) box(x, y, w, h float64, fill, border *colour) {
	style := ""
	if fill != nil {
		p.SetFillColor(fill[0], fill[1], fill[2])
		style += "F"
	}
	if border != nil {
		p.SetDrawColor(border[0], border[1], border[2])
		p.SetLineWidth(0.25)
		style += "D"
	}
	p.RoundedRect(x, y, w, h, min(1, h/4), "1234", style)
}

// code draws an address as a QR code, side wide without its margin, as vectors:
// sharp at any size.
func (p paper) code(x, y, side float64, address string) error {
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return err
	}
	code.DisableBorder = true
	bits := code.Bitmap()
	dot := side / float64(len(bits))
	p.SetFillColor(0, 0, 0)
	for i, row := range bits {
		for j := 0; j < len(row); j++ {
			from := j
			for j < len(row) && row[j] {
				j++
			}
			if j > from {
				p.Rect(x+float64(from)*dot, y+float64(i)*dot, float64(j-from)*dot+0.01, dot+0.01, "F")
			}
		}
	}
	p.LinkString(x, y, side, side, address)
	return nil
}

// printable leaves out what the letters on paper do not have: emoji, scripts
// that are not of Europe.
func printable(s string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == ' ':
			return r
		case r < 0x20 || r >= 0x2190 || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) || !unicode.IsLetter(r) && r < 0x2190:
			return r
		}
		return -1
	}, s)
	return strings.Join(strings.FieldsFunc(kept, func(r rune) bool { return r == ' ' }), " ")
}
