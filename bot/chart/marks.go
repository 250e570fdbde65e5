package chart

// rgb is a colour, 0xRRGGBB. none paints nothing.
type rgb int

const (
	none    rgb = -1
	white   rgb = 0xffffff
	ink     rgb = 0x1d2733 // text
	muted   rgb = 0x55606d // lesser text: 6.4 to 1 on white
	ruler   rgb = 0xdfe4ea // grid lines
	shade   rgb = 0xf3f5f8 // ground of what is hidden
	hatch   rgb = 0x9aa5b1
	primary rgb = 0x005a8f
	pale    rgb = 0x8dbbd8 // primary, of what is at least so much
)

// series are told apart by who does not see red or green (after Okabe and
// Ito); they are also drawn with different marks.
var palette = [...]rgb{primary, 0xd55e00, 0x00845f, 0xa8488b, 0xb07d00, 0x454f5b}

// heats go from few to many; dark on light text until lightUntil.
var heats = [...]rgb{0xe3f0f8, 0xb5d7ec, 0x74b2da, 0x2171b5, 0x08519c}

type point struct{ x, y float64 }

// rect is a rectangle; tip is told when it is pointed at.
type rect struct {
	x, y, w, h, round float64
	fill, stroke      rgb
	tip               string
}

// path is lines, closed or not.
type path struct {
	lines        [][]point
	closed       bool
	fill, stroke rgb
	width        float64
	dash         float64 // length of dashes and of gaps, 0 for none
}

type circle struct {
	x, y, r      float64
	fill, stroke rgb
	width        float64
}

type anchor int

const (
	start anchor = iota
	middle
	end
)

// label is a line of text: y is its base line, angle is in degrees, upwards.
type label struct {
	x, y   float64
	words  string
	size   float64
	bold   bool
	fill   rgb
	anchor anchor
	angle  float64
}

// dot is the mark of a series at a point: hollow when the value is a least one.
func dot(series int, p point, r float64, hollow bool) any {
	colour := palette[series%len(palette)]
	fill := colour
	if hollow {
		fill = white
	}
	var shape []point
	switch series % 4 {
	case 0:
		return circle{p.x, p.y, r, fill, colour, r / 2}
	case 1:
		shape = []point{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}
	case 2:
		shape = []point{{0, -1.3}, {1.2, 0.9}, {-1.2, 0.9}}
	case 3:
		shape = []point{{0, -1.35}, {1.35, 0}, {0, 1.35}, {-1.35, 0}}
	}
	for i := range shape {
		shape[i] = point{p.x + shape[i].x*r*0.9, p.y + shape[i].y*r*0.9}
	}
	return path{lines: [][]point{shape}, closed: true, fill: fill, stroke: colour, width: r / 2}
}
