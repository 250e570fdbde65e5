package chart

import "math"

// frame is a chart being drawn, from the top down.
type frame struct {
	Chart
	Size
	y float64 // what is above is taken
}

// begin starts a chart with its title.
func begin(title, desc string, s Size) *frame {
	if s.Font == 0 {
		s.Font = 16
	}
	f := &frame{Chart: Chart{title: title, desc: desc, width: s.Width}, Size: s, y: s.Font * 0.6}
	if !s.Untitled {
		size := s.Font * 1.12
		for _, line := range wrap(title, size, true, s.Width-2*f.pad()) {
			f.y += size * 1.2
			f.add(label{x: f.pad(), y: f.y, words: line, size: size, bold: true, fill: ink})
		}
		f.y += s.Font * 0.7
	}
	return f
}

func (f *frame) pad() float64                  { return f.Font * 0.8 }
func (f *frame) add(marks ...any)              { f.marks = append(f.marks, marks...) }
func (f *frame) left() float64                 { return f.pad() }
func (f *frame) right() float64                { return f.Width - f.pad() }
func (f *frame) leftover(need float64) float64 { return max(0, f.Height-f.y-need) }

// write puts lines of text under each other, centred on y as a block.
func (f *frame) write(lines []string, x, y float64, a anchor, fill rgb) {
	step := f.Font * 1.15
	first := y - step*float64(len(lines)-1)/2 + f.Font*0.35
	for i, line := range lines {
		f.add(label{x: x, y: first + float64(i)*step, words: line, size: f.Font, fill: fill, anchor: a})
	}
}

// note writes lesser words at the foot.
func (f *frame) note(words string) {
	size := f.Font * 0.92
	for _, line := range wrap(words, size, false, f.right()-f.left()) {
		f.y += size * 1.3
		f.add(label{x: f.left(), y: f.y, words: line, size: size, fill: muted})
	}
}

// nothing is the whole of a chart without a figure.
func (f *frame) nothing() Chart {
	f.y += f.Font * 1.5
	f.add(label{x: f.left(), y: f.y, words: emptyWords, size: f.Font, fill: muted})
	f.Height = 0
	return f.end()
}

// end closes the chart at the height it needs or was asked for.
func (f *frame) end() Chart {
	f.height = math.Ceil(max(f.Height, f.y+f.Font*0.7))
	f.Chart.marks = append([]any{rect{0, 0, f.width, f.height, 0, white, none, ""}}, f.marks...)
	return f.Chart
}
