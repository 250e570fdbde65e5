package chart

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html"
	"io"
	"math"
	"strconv"
	"strings"
)

// SVG writes the chart as an svg element that fits the width it is given, for a
// page or alone. Its colours are attributes: no style is needed.
func (c Chart) SVG(w io.Writer) error {
	var body bytes.Buffer
	for _, m := range c.marks {
		svgMark(&body, m)
	}
	sum := fnv.New32a()
	fmt.Fprintf(sum, "%s\n%s", c.title, body.Bytes())
	id := fmt.Sprintf("chart-%08x", sum.Sum32())
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 %s %s" role="img" `+
		`aria-labelledby="%s-title %s-desc" font-family="'Liberation Sans', Arial, Helvetica, sans-serif">`+
		`<title id="%s-title">%s</title><desc id="%s-desc">%s</desc>`+"\n%s</svg>\n",
		num(c.width), num(c.height), id, id, id, html.EscapeString(c.title), id, html.EscapeString(c.desc), body.Bytes())
	if err != nil {
		return fmt.Errorf("writing a chart: %w", err)
	}
	return nil
}

func svgMark(b *bytes.Buffer, mark any) {
	switch m := mark.(type) {
	case rect:
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s"`, num(m.x), num(m.y), num(m.w), num(m.h))
		if m.round > 0 {
			fmt.Fprintf(b, ` rx="%s"`, num(m.round))
		}
		paint(b, m.fill, m.stroke, 1)
		if m.tip == "" {
			b.WriteString("/>\n")
			return
		}
		fmt.Fprintf(b, "><title>%s</title></rect>\n", html.EscapeString(m.tip))
	case path:
		fmt.Fprintf(b, `<path d="%s"`, outline(m))
		paint(b, m.fill, m.stroke, m.width)
		if m.dash > 0 {
			fmt.Fprintf(b, ` stroke-dasharray="%s"`, num(m.dash))
		}
		b.WriteString(` stroke-linejoin="round"/>` + "\n")
	case circle:
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s"`, num(m.x), num(m.y), num(m.r))
		paint(b, m.fill, m.stroke, m.width)
		b.WriteString("/>\n")
	case label:
		svgLabel(b, m)
	}
}

func svgLabel(b *bytes.Buffer, l label) {
	fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s"`, num(l.x), num(l.y), num(l.size))
	if l.bold {
		b.WriteString(` font-weight="700"`)
	}
	if l.anchor != start {
		fmt.Fprintf(b, ` text-anchor="%s"`, [...]string{"start", "middle", "end"}[l.anchor])
	}
	paint(b, l.fill, none, 0)
	if l.angle != 0 {
		fmt.Fprintf(b, ` transform="rotate(%s %s %s)"`, num(-l.angle), num(l.x), num(l.y))
	}
	fmt.Fprintf(b, ">%s</text>\n", html.EscapeString(l.words))
}

func outline(p path) string {
	var b strings.Builder
	for _, line := range p.lines {
		for i, at := range line {
			b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0] + num(at.x) + " " + num(at.y))
		}
		if p.closed {
			b.WriteString("Z")
		}
	}
	return b.String()
}

func paint(b *bytes.Buffer, fill, stroke rgb, width float64) {
	if fill == none {
		b.WriteString(` fill="none"`)
	} else {
		fmt.Fprintf(b, ` fill="#%06x"`, int(fill))
	}
	if stroke != none {
		fmt.Fprintf(b, ` stroke="#%06x" stroke-width="%s"`, int(stroke), num(width))
	}
}

// num writes a length with one decimal at most.
func num(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
}
