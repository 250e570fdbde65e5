package chart

import "fmt"

// Bars draws horizontal bars in the order given, their labels at the left and
// their values at the end.
func Bars(title string, bars []Bar, size Size) Chart {
	f := begin(title, barsDescription(title, bars), size)
	if len(bars) == 0 {
		return f.nothing()
	}
	var values []Value
	valueWidth := 0.0
	for _, b := range bars {
		values = append(values, b.Value)
		valueWidth = max(valueWidth, widthOf(b.Value.words(), f.Font, true))
	}
	labels, labelWidth := f.labels(bars, f.Width*0.46)
	x := f.left() + labelWidth + f.pad()
	room := max(f.Font*2, f.right()-valueWidth-f.pad()*0.6-x)
	lines := 0
	for _, l := range labels {
		lines += len(l)
	}
	need := f.Font * (1.15*float64(lines) + 0.75*float64(len(bars)))
	spread := min(f.leftover(need+f.Font)/float64(len(bars)), f.Font*1.2)
	for i, b := range bars {
		height := f.Font*(1.15*float64(len(labels[i]))+0.75) + spread
		f.write(labels[i], x-f.pad()*0.7, f.y+height/2, end, ink)
		f.bar(b, x, f.y+height/2, min(height-f.Font*0.6, f.Font*1.5), room*float64(b.Value.N)/float64(top(values...)))
		f.y += height
	}
	f.add(path{lines: [][]point{{{x, f.y}, {x, f.y - need - spread*float64(len(bars))}}}, fill: none, stroke: hatch, width: f.Font / 16})
	return f.end()
}

// labels wraps the labels of bars into limit at most, and gives the width taken.
func (f *frame) labels(bars []Bar, limit float64) (lines [][]string, width float64) {
	for _, b := range bars {
		l := wrap(b.Label, f.Font, false, limit)
		lines = append(lines, l)
		width = max(width, widest(l, f.Font, false))
	}
	return lines, width
}

// bar draws a bar from x, its middle at y, and its value after it.
func (f *frame) bar(b Bar, x, y, thick, length float64) {
	fill, words, bold := primary, ink, true
	r := rect{x: x, y: y - thick/2, w: length, h: thick, fill: fill, stroke: none, tip: b.Label + nbsp + ": " + b.Value.said()}
	switch {
	case b.Value.N > 0:
		if b.Value.Least {
			r.fill = pale
		}
		f.add(r)
	default:
		length, words, bold = 0, muted, false
	}
	f.add(label{x: x + length + f.pad()*0.5, y: y + f.Font*0.35, words: b.Value.words(), size: f.Font, bold: bold, fill: words})
}

func barsDescription(title string, bars []Bar) string {
	if len(bars) == 0 {
		return emptyWords
	}
	return fmt.Sprintf("Barres, %d lignes. La première%s: %s, %s.", len(bars), nbsp, bars[0].Label, bars[0].Value.said())
}
