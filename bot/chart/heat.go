package chart

import (
	"fmt"
	"math"
)

// Heat draws a grid of counts, darker where there are more, with the number in
// each cell and the scale under it.
func Heat(title string, g Grid, size Size) Chart {
	if len(g.Rows) == 0 || len(g.Columns) == 0 {
		return begin(title, emptyWords, size).nothing()
	}
	f := begin(title, fmt.Sprintf("Tableau de couleurs%s: %d lignes, %d colonnes.", nbsp, len(g.Rows), len(g.Columns)), size)
	breaks := thresholds(g)
	var rows []Bar
	for _, r := range g.Rows {
		rows = append(rows, Bar{Label: r})
	}
	labels, width := f.labels(rows, f.Width*0.33)
	x := f.left() + width + f.pad()*0.6
	columns := float64(len(g.Columns))
	slant, above, beyond := f.slant(g.Columns, (f.right()-x)/columns)
	w := (f.right() - x - max(0, beyond-f.pad()*0.5)) / columns
	f.columns(g.Columns, x, w, slant, above)
	lines := 0
	for _, l := range labels {
		lines = max(lines, len(l))
	}
	h := f.Font * max(1.75, 1.15*float64(lines)+0.4)
	for i := range g.Rows {
		f.write(labels[i], x-f.pad()*0.5, f.y+h/2, end, ink)
		for j := range g.Columns {
			f.cell(g.Cells[i][j], breaks, rect{x: x + float64(j)*w + 1, y: f.y + 1, w: w - 2, h: h - 2, stroke: none,
				tip: g.Rows[i] + ", " + g.Columns[j] + nbsp + ": " + g.Cells[i][j].said()})
		}
		f.y += h
	}
	f.scale(breaks, g)
	return f.end()
}

// slant chooses how column names are written: flat when they fit, else slanted.
// It gives the height they take, and how far the last one goes beyond its cell.
func (f *frame) slant(names []string, w float64) (angle, above, beyond float64) {
	flat := true
	for _, n := range names {
		flat = flat && widthOf(n, f.Font, false) < w-f.Font*0.3
	}
	if flat {
		return 0, f.Font * 1.5, 0
	}
	angle = 60
	sin, cos := math.Sincos(angle * math.Pi / 180)
	for i, n := range names {
		lines := f.slanted(n)
		length := widest(lines, f.Font, false)
		above = max(above, length*sin+f.Font*0.9)
		beyond = max(beyond, length*cos+f.Font*(0.4+0.5*float64(len(lines)-1))-w*(float64(len(names)-i)-0.5))
	}
	return angle, above, beyond
}

// slanted breaks a long name in lines, so that it does not take the whole sheet.
func (f *frame) slanted(name string) []string { return wrap(name, f.Font, false, f.Font*8) }

func (f *frame) columns(names []string, x, w, angle, above float64) {
	f.y += above
	sin, cos := math.Sincos(angle * math.Pi / 180)
	for i, n := range names {
		l := label{x: x + (float64(i)+0.5)*w, y: f.y - f.Font*0.4, words: n, size: f.Font, fill: ink, anchor: middle, angle: angle}
		if angle == 0 {
			f.add(l)
			continue
		}
		lines := f.slanted(n)
		for k, words := range lines {
			off := (float64(k) - float64(len(lines)-1)/2) * f.Font * 1.05
			f.add(label{x: l.x + f.Font*0.25 + off*sin, y: l.y + off*cos - float64(len(lines)-1)*f.Font*0.3, words: words, size: f.Font, fill: ink, angle: angle})
		}
	}
}

func (f *frame) cell(v Value, breaks []int, r rect) {
	class := classOf(v.N, breaks)
	fill, words := white, muted
	if class >= 0 {
		fill, words = heats[class], ink
	}
	if class >= 3 {
		words = white
	}
	r.fill = fill
	f.add(r)
	size, written := f.Font, v.words()
	for size > f.Font*0.7 && widthOf(written, size, false) > r.w-f.Font*0.25 {
		size--
	}
	f.add(label{x: r.x + r.w/2, y: r.y + r.h/2 + size*0.35, words: written, size: size, fill: words, anchor: middle})
}

// thresholds are the upper ends of the classes of colour: closer where counts
// are small, since few cells are large.
func thresholds(g Grid) []int {
	var all []Value
	for _, row := range g.Cells {
		all = append(all, row...)
	}
	most := top(all...)
	var out []int
	for i := range heats {
		part := float64(i+1) / float64(len(heats))
		n := round2(float64(most) * part * part)
		if i == len(heats)-1 {
			n = most
		}
		if n > 0 && (len(out) == 0 || n > out[len(out)-1]) {
			out = append(out, n)
		}
	}
	return out
}

// round2 rounds up to one digit, or two beyond a hundred.
func round2(f float64) int {
	unit := 1.0
	for f/unit >= 100 {
		unit *= 10
	}
	if f >= 10 && unit == 1 {
		unit = 5
	}
	return int(math.Ceil(f/unit) * unit)
}

// classOf is the colour of n, -1 for zero.
func classOf(n int, breaks []int) int {
	if n <= 0 {
		return -1
	}
	for i, b := range breaks {
		if n <= b {
			return len(heats) - len(breaks) + i
		}
	}
	return len(heats) - 1
}

// scale writes the legend: a square a class.
func (f *frame) scale(breaks []int, g Grid) {
	f.y += f.Font * 0.7
	x, side, size := f.left(), f.Font*1.1, f.Font*0.92
	put := func(words string, square func(rect)) {
		if w := side + f.Font*0.4 + widthOf(words, size, false); x+w > f.right() && x > f.left() {
			x, f.y = f.left(), f.y+side*1.4
		}
		square(rect{x: x, y: f.y, w: side, h: side, stroke: none})
		f.add(label{x: x + side + f.Font*0.35, y: f.y + side*0.8, words: words, size: size, fill: muted})
		x += side + f.Font*1.2 + widthOf(words, size, false)
	}
	from := least(g.Cells)
	for _, b := range breaks {
		if b < from {
			continue
		}
		words := number(from) + nbsp + "à" + nbsp + number(b)
		if from == b {
			words = number(b)
		}
		put(words, func(r rect) { r.fill = heats[classOf(b, breaks)]; f.add(r) })
		from = b + 1
	}
	f.y += side
}

// least is the smallest number shown but zero, or 1.
func least(rows [][]Value) int {
	out := 0
	for _, row := range rows {
		for _, v := range row {
			if v.N > 0 && (out == 0 || v.N < out) {
				out = v.N
			}
		}
	}
	return max(1, out)
}
