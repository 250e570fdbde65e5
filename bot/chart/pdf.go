package chart

import (
	"codeberg.org/go-pdf/fpdf"
)

// PDF draws the chart as vectors on the current page of a document, its top
// left at x, y and as wide as width, in the units of the document; it gives the
// height drawn. family is a UTF-8 font of the document, regular and bold, as
// wide as Liberation Sans. The font and the colours of the document change.
func (c Chart) PDF(doc *fpdf.Fpdf, family string, x, y, width float64) (height float64) {
	d := drawer{doc, family, x, y, width / c.width}
	for _, m := range c.marks {
		d.mark(m)
	}
	doc.SetDashPattern(nil, 0)
	return c.height * d.scale
}

// drawer draws marks on a page, scale units of the document for one of theirs.
type drawer struct {
	*fpdf.Fpdf
	family    string
	left, top float64
	scale     float64
}

func (d drawer) at(p point) fpdf.PointType {
	return fpdf.PointType{X: d.left + p.x*d.scale, Y: d.top + p.y*d.scale}
}

func (d drawer) mark(mark any) {
	switch m := mark.(type) {
	case rect:
		d.mark(path{lines: [][]point{rounded(m)}, closed: true, fill: m.fill, stroke: m.stroke, width: 1})
	case path:
		d.path(m)
	case circle:
		d.Circle(d.at(point{m.x, m.y}).X, d.at(point{m.x, m.y}).Y, m.r*d.scale, d.paint(m.fill, m.stroke, m.width, 0))
	case label:
		d.label(m)
	}
}

func (d drawer) path(m path) {
	for _, line := range m.lines {
		for i, at := range line {
			if p := d.at(at); i == 0 {
				d.MoveTo(p.X, p.Y)
			} else {
				d.LineTo(p.X, p.Y)
			}
		}
		if m.closed {
			d.ClosePath()
		}
	}
	if how := d.paint(m.fill, m.stroke, m.width, m.dash); len(m.lines) > 0 {
		d.DrawPath(how)
	}
}

// paint sets colours and lines, and says what fpdf is to do with a path.
func (d drawer) paint(fill, stroke rgb, width, dash float64) string {
	how := ""
	if fill != none {
		d.SetFillColor(int(fill>>16)&255, int(fill>>8)&255, int(fill)&255)
		how = "F"
	}
	if stroke != none {
		d.SetDrawColor(int(stroke>>16)&255, int(stroke>>8)&255, int(stroke)&255)
		d.SetLineWidth(width * d.scale)
		d.SetDashPattern(nil, 0)
		if dash > 0 {
			d.SetDashPattern([]float64{dash * d.scale, dash * d.scale}, 0)
		}
		how += "D"
	}
	return how
}

func (d drawer) label(l label) {
	style := ""
	if l.bold {
		style = "B"
	}
	d.SetFont(d.family, style, 0)
	d.SetFontUnitSize(l.size * d.scale)
	d.SetTextColor(int(l.fill>>16)&255, int(l.fill>>8)&255, int(l.fill)&255)
	p := d.at(point{l.x, l.y})
	shift := [...]float64{0, -0.5, -1}[l.anchor] * d.GetStringWidth(l.words)
	if l.angle != 0 {
		d.TransformBegin()
		d.TransformRotate(l.angle, p.X, p.Y)
		defer d.TransformEnd()
	}
	d.Text(p.X+shift, p.Y, l.words)
}
