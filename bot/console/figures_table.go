package console

import (
	"html/template"
	"strconv"
	"sync"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// value is what a cell of a table shows.
type value struct {
	Words string // as read
	Said  string // as heard, when it is read otherwise: « au moins 44 »
	Raw   string // as written in a CSV file
	Right bool   // a number
	Link  string
	Shade int // 1 to 5: how dark the cell of a heat map is; 0 is none
	n     int // of a figure
}

// Class is the style of the cell.
func (v value) Class() string {
	switch {
	case v.Shade > 0:
		return "n heat-" + strconv.Itoa(v.Shade)
	case v.Right:
		return "n"
	}
	return ""
}

// words is a value that is not a figure.
func words(s string) value { return value{Words: s, Raw: s} }

// number is a figure that needs no protection.
func number(n int) value { return value{Words: text.Number(n), Raw: strconv.Itoa(n), Right: true} }

// figure is a figure of relay activity.
func (c *Console) figure(f figures.Cell) value {
	v := value{Words: text.FigureShort(f.N, f.Least, c.k()), Raw: strconv.Itoa(f.N), Right: true, n: f.N}
	if f.Least {
		v.Said = text.FigureSaid(f.N, f.Least, c.k())
	}
	return v
}

// column heads a table; Help is the id of the indicator it counts, or empty.
type column struct {
	Words, Help string
}

// table is what a block tells, as rows and as a CSV file.
type table struct {
	Columns []column // the first heads the rows' names
	Rows    [][]value
	Total   []value // or none
}

// some tells whether a value of column i, or of any for i < 0, is so.
func (t table) some(i int, is func(value) bool) bool {
	for _, row := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total) {
		for j, v := range row {
			if is(v) && (i < 0 || i == j) {
				return true
			}
		}
	}
	return false
}

// Right tells whether column i holds numbers.
func (t table) Right(i int) bool { return t.some(i, func(v value) bool { return v.Right }) }

// rounded and under tell figures that are rounded down, and those under k.
func rounded(v value) bool { return v.Said != "" }
func under(v value) bool   { return v.Said != "" && v.n == 0 }

// measured heads columns by measures.
func measured(first string, measures ...figures.Measure) []column {
	out := []column{{Words: first}}
	for _, m := range measures {
		out = append(out, column{text.MeasureName(string(m)), string(m)})
	}
	return out
}

// block is a part of a page: a title, what it shows, and how it is counted.
type block struct {
	ID         string // its anchor, and its name in the address of its CSV
	Title      string
	Intro      string
	Chart      template.HTML // or none: then the table is in the open
	Small      []small       // little charts, or none
	Wide       bool          // the chart is to be scrolled on a phone
	Folded     bool          // the table says again what stands above
	Table      table
	Legend     string // what « ≥ » means, when the table has some
	Rule       string // how its figures are protected, when they are
	Indicators []text.Indicator
	CSV        string // address of the rows
}

// Half tells a block that may stand beside another on a large screen.
func (b block) Half() bool {
	return !b.Wide && !b.Folded && b.Small == nil && (b.Chart != "" || len(b.Table.Columns) <= 4)
}

// helped lists the indicators of the columns of t, each once.
func helped(t table, more ...figures.Measure) []text.Indicator {
	var out []text.Indicator
	seen := map[string]bool{}
	add := func(id string) {
		if i, ok := indicatorByID()[id]; ok && !seen[id] {
			seen[id] = true
			out = append(out, i)
		}
	}
	for _, c := range t.Columns {
		add(c.Help)
	}
	for _, m := range more {
		add(string(m))
	}
	return out
}

// indicatorByID is the catalogue of indicators, made once.
var indicatorByID = sync.OnceValue(func() map[string]text.Indicator {
	all := map[string]text.Indicator{}
	for _, i := range text.Indicators() {
		all[i.ID] = i
	}
	return all
})
