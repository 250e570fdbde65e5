package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Lines draws values month by month. months are written YYYY-MM, other words
// stay as they are; a series has a value for each. What leads to a least value or
// from it is dashed.
func Lines(title string, months []string, series []Series, size Size) Chart {
	f := begin(title, linesDescription(months, series), size)
	if len(months) == 0 || len(series) == 0 {
		return f.nothing()
	}
	if len(series) > 1 {
		f.legend(series)
	}
	p := f.plot(months, series)
	f.rules(p)
	f.months(p, months)
	for i, s := range series {
		f.line(p, i, s)
	}
	f.ends(p, series)
	f.y = p.bottom + f.Font*2.7
	if words := linesNote(series); words != "" {
		f.note(words)
	}
	return f.end()
}

// linesNote explains what is not a plain line, if anything.
func linesNote(series []Series) string {
	least := func(v Value) bool { return v.Least }
	if slices.ContainsFunc(series, func(s Series) bool { return slices.ContainsFunc(s.Values, least) }) {
		return "Point creux, tirets et ≥" + nbsp + ": au moins."
	}
	return ""
}

// plot is where the lines stand.
type plot struct {
	left, right, top, bottom float64
	step                     float64 // between two months
	most, tick               int     // of the scale
}

func (p plot) at(i, n int) point {
	return point{p.left + (float64(i)+0.5)*p.step, p.bottom - (p.bottom-p.top)*float64(n)/float64(p.most)}
}

func (f *frame) plot(months []string, series []Series) plot {
	var all []Value
	last, notes := 0.0, 0.0
	if linesNote(series) != "" {
		notes = f.Font * 1.2
	}
	for _, s := range series {
		all = append(all, s.Values...)
		if n := len(s.Values); n > 0 {
			last = max(last, widthOf(s.Values[n-1].words(), f.Font, true))
		}
	}
	tick := tickOf(top(all...))
	p := plot{tick: tick, most: (top(all...) + tick - 1) / tick * tick}
	p.left = f.left() + widthOf(number(p.most), f.Font, false) + f.Font*0.5
	p.right = f.right() - last
	p.top = f.y + f.Font*0.7
	p.bottom = max(f.Height-f.Font*3.4-notes, p.top+f.Font*7)
	p.step = (p.right - p.left) / float64(max(1, len(months)))
	return p
}

// tickOf is a round step that cuts most into three to six.
func tickOf(most int) int {
	for unit := 1; ; unit *= 10 {
		for _, n := range []int{1, 2, 5} {
			if most <= n*unit*5 {
				return n * unit
			}
		}
	}
}

func (f *frame) rules(p plot) {
	for n := 0; n <= p.most; n += p.tick {
		y := p.at(0, n).y
		colour := ruler
		if n == 0 {
			colour = hatch
		}
		f.add(path{lines: [][]point{{{p.left, y}, {p.right, y}}}, fill: none, stroke: colour, width: f.Font / 16})
		f.add(label{x: p.left - f.Font*0.4, y: y + f.Font*0.35, words: number(n), size: f.Font, fill: muted, anchor: end})
	}
}

// months writes as many names as fit, and the years under them.
func (f *frame) months(p plot, months []string) {
	stride := f.stride(p, months)
	first := 0
	for i, m := range months {
		if name, _ := month(m); (i-phase(months, stride))%stride == 0 {
			f.add(label{x: p.at(i, 0).x, y: p.bottom + f.Font*1.2, words: name, size: f.Font, fill: muted, anchor: middle})
		}
		_, year := month(m)
		if i+1 < len(months) {
			if _, next := month(months[i+1]); next == year {
				continue
			}
			x := p.left + float64(i+1)*p.step
			f.add(path{lines: [][]point{{{x, p.bottom}, {x, p.bottom + f.Font*0.3}}, {{x, p.bottom + f.Font*1.65}, {x, p.bottom + f.Font*2.45}}},
				fill: none, stroke: hatch, width: f.Font / 16})
		}
		if span := float64(i+1-first) * p.step; span > widthOf(year, f.Font, true) {
			f.add(label{x: p.left + float64(first)*p.step + span/2, y: p.bottom + f.Font*2.4, words: year, size: f.Font, bold: true, fill: muted, anchor: middle})
		}
		first = i + 1
	}
}

// stride is how many months there are from a name written to the next.
func (f *frame) stride(p plot, months []string) int {
	widest := 0.0
	for _, m := range months {
		name, _ := month(m)
		widest = max(widest, widthOf(name, f.Font, false))
	}
	for _, n := range []int{1, 2, 3, 4, 6} {
		if widest+f.Font*0.35 <= float64(n)*p.step {
			return n
		}
	}
	return 12
}

// phase is the first month named, so that Januaries are.
func phase(months []string, stride int) int {
	for i, m := range months {
		if name, _ := month(m); name == shortMonths[0] {
			return i % stride
		}
	}
	return 0
}

// line draws a series: strokes between neighbours, marks, the last value.
func (f *frame) line(p plot, series int, s Series) {
	colour := palette[series%len(palette)]
	var solid, dashed [][]point
	for i, v := range s.Values {
		if i == 0 {
			continue
		}
		stroke := []point{p.at(i-1, s.Values[i-1].N), p.at(i, v.N)}
		if v.Least || s.Values[i-1].Least {
			dashed = append(dashed, stroke)
		} else {
			solid = append(solid, stroke)
		}
	}
	f.add(path{lines: joined(solid), fill: none, stroke: colour, width: f.Font / 7})
	f.add(path{lines: dashed, fill: none, stroke: colour, width: f.Font / 7, dash: f.Font / 3})
	for i, v := range s.Values {
		f.add(dot(series, p.at(i, v.N), math.Min(f.Font/4.2, p.step/2.6), v.Least))
	}
}

// ends writes the last value of each series beside its end, none over another.
func (f *frame) ends(p plot, series []Series) {
	var labels []label
	for i, s := range series {
		if n := len(s.Values); n > 0 {
			at := p.at(n-1, s.Values[n-1].N)
			labels = append(labels, label{x: at.x + f.Font*0.45, y: at.y + f.Font*0.35, words: s.Values[n-1].words(),
				size: f.Font, bold: true, fill: palette[i%len(palette)]})
		}
	}
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(b.y, a.y) })
	for i, l := range labels {
		if i > 0 {
			l.y = min(l.y, labels[i-1].y-f.Font*0.95) // the lowest keeps its place
		}
		labels[i] = l
		f.add(l)
	}
}

// joined makes one line of strokes that follow each other.
func joined(strokes [][]point) [][]point {
	var out [][]point
	for _, s := range strokes {
		if n := len(out); n > 0 && out[n-1][len(out[n-1])-1] == s[0] {
			out[n-1] = append(out[n-1], s[1])
			continue
		}
		out = append(out, []point{s[0], s[1]})
	}
	return out
}

func (f *frame) legend(series []Series) {
	x := f.left()
	for i, s := range series {
		width := f.Font*2.2 + widthOf(s.Name, f.Font, false)
		if x+width > f.right() && x > f.left() {
			x, f.y = f.left(), f.y+f.Font*1.35
		}
		y := f.y + f.Font*0.5
		f.add(path{lines: [][]point{{{x, y}, {x + f.Font*1.5, y}}}, fill: none, stroke: palette[i%len(palette)], width: f.Font / 7})
		f.add(dot(i, point{x + f.Font*0.75, y}, f.Font/4, false))
		f.add(label{x: x + f.Font*1.9, y: y + f.Font*0.35, words: s.Name, size: f.Font, fill: ink})
		x += width + f.Font
	}
	f.y += f.Font * 1.4
}

func linesDescription(months []string, series []Series) string {
	if len(months) == 0 || len(series) == 0 {
		return emptyWords
	}
	words := fmt.Sprintf("Courbe de %s à %s.", spoken(months[0]), spoken(months[len(months)-1]))
	for _, s := range series {
		if n := len(s.Values); n > 0 {
			words += fmt.Sprintf(" %s%s: %s le dernier mois.", s.Name, nbsp, s.Values[n-1].said())
		}
	}
	return words
}

func spoken(m string) string {
	name, year := month(m)
	if year == "" {
		return name
	}
	return name + nbsp + year
}
