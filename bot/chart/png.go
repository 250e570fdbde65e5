package chart

import (
	"fmt"
	"image/color"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// PNG writes the chart as a picture on white, one pixel a unit.
func (c Chart) PNG(w io.Writer) error {
	canvas := vgimg.NewWith(vgimg.UseWH(vg.Length(c.width), vg.Length(math.Ceil(c.height))),
		vgimg.UseDPI(72), vgimg.UseBackgroundColor(white.colour())) // at 72 dots an inch a point is a pixel
	p := painter{canvas, math.Ceil(c.height)}
	for _, m := range c.marks {
		p.mark(m)
	}
	if _, err := (vgimg.PngCanvas{Canvas: canvas}).WriteTo(w); err != nil {
		return fmt.Errorf("writing a chart: %w", err)
	}
	return nil
}

func (c rgb) colour() color.Color {
	return color.NRGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255}
}

// painter draws marks on a canvas whose y goes upwards.
type painter struct {
	vg.Canvas
	height float64
}

func (p painter) at(q point) vg.Point {
	return vg.Point{X: vg.Length(q.x), Y: vg.Length(p.height - q.y)}
}

func (p painter) mark(mark any) {
	switch m := mark.(type) {
	case rect:
		p.draw(rounded(m), m.fill, m.stroke, 1, 0)
	case path:
		var out vg.Path
		for _, line := range m.lines {
			for i, at := range line {
				if i == 0 {
					out.Move(p.at(at))
				} else {
					out.Line(p.at(at))
				}
			}
			if m.closed {
				out.Close()
			}
		}
		p.trace(out, m.fill, m.stroke, m.width, m.dash)
	case circle:
		var out vg.Path
		centre := p.at(point{m.x, m.y})
		out.Move(vg.Point{X: centre.X + vg.Length(m.r), Y: centre.Y})
		out.Arc(centre, vg.Length(m.r), 0, 2*math.Pi)
		out.Close()
		p.trace(out, m.fill, m.stroke, m.width, 0)
	case label:
		p.label(m)
	}
}

func (p painter) draw(points []point, fill, stroke rgb, width, dash float64) {
	p.mark(path{lines: [][]point{points}, closed: true, fill: fill, stroke: stroke, width: width, dash: dash})
}

func (p painter) trace(out vg.Path, fill, stroke rgb, width, dash float64) {
	if fill != none {
		p.SetColor(fill.colour())
		p.Fill(out)
	}
	if stroke == none {
		return
	}
	p.SetColor(stroke.colour())
	p.SetLineWidth(vg.Length(width))
	p.SetLineDash(nil, 0)
	if dash > 0 {
		p.SetLineDash([]vg.Length{vg.Length(dash), vg.Length(dash)}, 0)
	}
	p.Stroke(out)
}

func (p painter) label(l label) {
	width := widthOf(l.words, l.size, l.bold)
	shift := [...]float64{0, -width / 2, -width}[l.anchor]
	p.Push()
	defer p.Pop()
	p.SetColor(l.fill.colour())
	p.Translate(p.at(point{l.x, l.y}))
	p.Rotate(l.angle * math.Pi / 180)
	p.FillString(face(l.size, l.bold), vg.Point{X: vg.Length(shift)}, l.words)
}

// rounded is the outline of a rectangle, its corners as short lines.
func rounded(r rect) []point {
	if r.round == 0 {
		return []point{{r.x, r.y}, {r.x + r.w, r.y}, {r.x + r.w, r.y + r.h}, {r.x, r.y + r.h}}
	}
	var out []point
	round := min(r.round, r.w/2, r.h/2)
	for corner, c := range []point{{r.x + r.w - round, r.y + r.h - round}, {r.x + round, r.y + r.h - round}, {r.x + round, r.y + round}, {r.x + r.w - round, r.y + round}} {
		for i := range 7 {
			a := (float64(corner) + float64(i)/6) * math.Pi / 2
			out = append(out, point{c.x + round*math.Cos(a), c.y + round*math.Sin(a)})
		}
	}
	return out
}
