package bilan

import "strings"

// letters sets the font, its size in points, and the colour of words.
func (k *book) letters(size float64, bold bool, c colour) {
	style := ""
	if bold {
		style = "B"
	}
	k.SetFont(family, style, size)
	k.SetTextColor(c[0], c[1], c[2])
}

// line writes words on one line, from x, their base line at y.
func (k *book) line(x, y, size float64, bold bool, c colour, words string) {
	k.letters(size, bold, c)
	k.Text(x, y, words)
}

func (k *book) widthOf(words string, size float64, bold bool) float64 {
	k.letters(size, bold, ink)
	return k.GetStringWidth(words)
}

// wrap breaks words into lines no wider than width, at spaces that allow it; a
// longer word is broken where it has to be.
func (k *book) wrap(words string, size float64, bold bool, width float64) []string {
	k.letters(size, bold, ink)
	var lines []string
	line := ""
	for _, word := range strings.Split(words, " ") {
		if line != "" && k.GetStringWidth(line+" "+word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; k.GetStringWidth(line) > width; {
			fit := k.fit(line, width)
			lines = append(lines, line[:fit])
			line = line[fit:]
		}
	}
	return append(lines, line)
}

// fit is how many bytes of a word too long stand on a line: one letter at least.
func (k *book) fit(word string, width float64) int {
	last := 0
	for i := range word {
		if last > 0 && k.GetStringWidth(word[:i]) > width {
			return last
		}
		last = i
	}
	return max(last, 1)
}

// paragraph writes words over the whole width.
func (k *book) paragraph(words string, size float64, bold bool, c colour) {
	k.column(left, width, words, size, bold, c)
}

// column writes words from x, as wide as width, and goes down.
func (k *book) column(x, width float64, words string, size float64, bold bool, c colour) {
	step := size * inPoint * 1.34
	for _, l := range k.wrap(words, size, bold, width) {
		k.need(step)
		k.y += step
		k.line(x, k.y-size*inPoint*0.28, size, bold, c, l)
	}
}

// labelled writes a short label and what it is for beside it.
func (k *book) labelled(label, words string) {
	if words == "" {
		return
	}
	const size, beside = 9.5, 24.0
	k.need(size * inPoint * 2.7)
	k.line(left, k.y+size*inPoint*1.06, size, true, grey, label)
	k.column(left+beside, width-beside, words, size, false, ink)
	k.y += 0.8
}

// rule draws a thin line as long as width.
func (k *book) rule(y, width float64) {
	k.SetDrawColor(rule[0], rule[1], rule[2])
	k.SetLineWidth(0.25)
	k.Line(left, y, left+width, y)
}

// box fills a rectangle.
func (k *book) box(x, y, w, h float64, c colour) {
	k.SetFillColor(c[0], c[1], c[2])
	k.Rect(x, y, w, h, "F")
}
