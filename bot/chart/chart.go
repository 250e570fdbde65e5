package chart

// Value is a figure to draw.
type Value struct {
	N     int
	Least bool // the truth is N or a little more: drawn hollow or lighter
	Under int  // of a least 0: the truth is under this
}

// Series is a line: a value a month.
type Series struct {
	Name   string
	Values []Value
}

// Bar is a bar, or a step of a funnel.
type Bar struct {
	Label string
	Value Value
}

// Grid is a heat map: Cells[i][j] is row i, column j.
type Grid struct {
	Rows, Columns []string // as read by a person
	Cells         [][]Value
}

// Size is how large a chart is, in pixels of the PNG and units of the SVG. A
// chart that needs more height takes it.
type Size struct {
	Width, Height float64
	Font          float64 // of the labels; the title is a little larger
	Untitled      bool    // the title is told to screen readers, and not drawn
}

// Sizes in use.
var (
	Phone = Size{Width: 800, Height: 600, Font: 25}  // a picture in a chat
	Page  = Size{Width: 640, Height: 400, Font: 17}  // a page, down to a phone's width
	Print = Size{Width: 680, Height: 300, Font: 13}  // the width of a sheet of paper
	Wide  = Size{Width: 1100, Height: 420, Font: 18} // a page on a desktop
)

// Chart is a drawing ready to be written. The zero Chart is empty.
type Chart struct {
	title, desc   string
	width, height float64
	marks         []any // rect, path, circle, label
}

// Title is what the chart is of.
func (c Chart) Title() string { return c.title }

// Description tells in a sentence what is drawn, for who does not see it.
func (c Chart) Description() string { return c.desc }

// Size is the width and the height, in the units of the Size it was made with.
func (c Chart) Size() (width, height float64) { return c.width, c.height }

// said is a value as it is heard: « au moins 44 », « moins de 11 ».
func (v Value) said() string {
	switch {
	case v.Least && v.N == 0 && v.Under > 0:
		return "moins de " + number(v.Under)
	case v.Least:
		return "au moins " + number(v.N)
	}
	return number(v.N)
}

// words is a value as it is written: « ≥ 44 », « < 11 ».
func (v Value) words() string {
	switch {
	case v.Least && v.N == 0 && v.Under > 0:
		return "<" + nbsp + number(v.Under)
	case v.Least:
		return "≥" + nbsp + number(v.N)
	}
	return number(v.N)
}

// top is the largest value known, at least 1.
func top(values ...Value) int {
	max := 1
	for _, v := range values {
		if v.N > max {
			max = v.N
		}
	}
	return max
}
