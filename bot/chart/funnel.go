package chart

import "slices"

// Funnel draws the steps people go through, each as wide as it is many, with
// the share of the step before. The share is written only between exact values.
func Funnel(title string, steps []Bar, size Size) Chart {
	f := begin(title, barsDescription(title, steps), size)
	if len(steps) == 0 {
		return f.nothing()
	}
	var values []Value
	for _, s := range steps {
		values = append(values, s.Value)
	}
	labels, labelWidth := f.labels(steps, f.Width*0.34)
	x := f.left() + labelWidth + f.pad()
	room := f.right() - x
	need := f.Font * (3.6*float64(len(steps)) + 1.2)
	spread := min(f.leftover(need)/float64(len(steps)), f.Font*1.2)
	thick := f.Font*2 + spread*0.6
	for i, s := range steps {
		if i > 0 {
			f.share(steps[i-1].Value, s.Value, x+room/2, f.Font*1.6+spread*0.4)
		}
		f.write(labels[i], f.left(), f.y+thick/2, start, ink)
		f.step(s, x, room, thick, float64(s.Value.N)/float64(top(values...)))
		f.y += thick
	}
	words := "Entre deux étapes" + nbsp + ": la part de l’étape d’avant"
	if slices.ContainsFunc(values, func(v Value) bool { return v.Least }) {
		words += ", quand les deux sont exactes"
	}
	f.note(words + ".")
	return f.end()
}

// step draws a bar in the middle of room, with its value inside or beside it.
func (f *frame) step(s Bar, x, room, thick, share float64) {
	words := s.Value.words()
	width := widthOf(words, f.Font, true)
	r := rect{x: x + room*(1-share)/2, y: f.y, w: room * share, h: thick, round: f.Font / 5, fill: primary, stroke: none,
		tip: s.Label + nbsp + ": " + s.Value.said()}
	at := label{x: x + room/2, y: f.y + thick/2 + f.Font*0.35, words: words, size: f.Font, bold: true, fill: white, anchor: middle}
	switch {
	case share == 0:
		at.fill = ink
	case r.w < width+f.Font:
		f.add(r)
		at.fill, at.anchor, at.x = ink, start, r.x+r.w+f.pad()*0.5
	default:
		f.add(r)
	}
	f.add(at)
}

// share writes what part of a step goes on to the next, beside an arrow.
func (f *frame) share(before, now Value, x, height float64) {
	y, r := f.y+height/2, f.Font*0.28
	f.y += height
	words := ""
	if exact := !before.Least && !now.Least; exact && before.N > 0 {
		words = percent(now.N, before.N)
	}
	size := f.Font * 0.95
	left := x - (widthOf(words, size, false)+3*r)/2
	f.add(path{lines: [][]point{{{left, y - r*0.8}, {left + 2*r, y - r*0.8}, {left + r, y + r}}}, closed: true, fill: hatch, stroke: none})
	f.add(label{x: left + 3*r, y: y + f.Font*0.32, words: words, size: size, fill: muted})
}
