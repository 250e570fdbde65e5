package bilan

import (
	"slices"
	"strings"
	"time"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// inPrint is how many rows of a table are printed: the workbook has all.
const inPrint = 25

// column is a column of a printed table.
type column struct {
	head  string
	width float64
	right bool // figures stand at the right
}

// cellText is what stands in a cell of a printed table.
type cellText struct {
	words string
	faint bool
}

// legend explains the figures printed that are rounded down, if any.
func (k *book) legend(t Table) string {
	least, under := false, false
	for _, r := range append(slices.Clone(t.Rows[:min(inPrint, len(t.Rows))]), Row{Figures: t.Total}) {
		for _, c := range r.Figures {
			least, under = least || c.Least, under || c.Least && c.N == 0
		}
	}
	if !least {
		return ""
	}
	return text.FigureLegend(k.b.K, under, k.b.period.Parts(k.b.produced))
}

// table prints a table of figures.
func (k *book) table(t Table) {
	figure, name := 23.0, 90.0
	if len(t.Measures) == 1 {
		figure = 45
	}
	columns := []column{{"", min(name, width-figure*float64(len(t.Measures))), false}}
	columns[0].head = text.BilanDimension(string(t.Dimension))
	for _, m := range t.Measures {
		columns = append(columns, column{text.BilanMeasure(string(m)), figure, true})
	}
	var rows [][]cellText
	for _, r := range t.Rows[:min(inPrint, len(t.Rows))] {
		rows = append(rows, k.tableRow(r.Name, r.Figures))
	}
	rows = append(rows, k.tableRow(text.BilanTotal, t.Total))
	k.grid(t.Title, k.legend(t), columns, rows, true)
	if more := len(t.Rows) - inPrint; more > 0 {
		k.paragraph(text.BilanMore(more), 9, false, grey)
	}
}

func (k *book) tableRow(name string, cells []figures.Cell) []cellText {
	row := []cellText{{name, false}}
	for _, c := range cells {
		row = append(row, cellText{text.FigureShort(c.N, c.Least, k.b.K), c.N == 0})
	}
	return row
}

const small = 9.0 // points, in tables

// grid prints rows under a header that comes again on each page; the last row
// is in bold when it is a total.
func (k *book) grid(title, legend string, columns []column, rows [][]cellText, total bool) {
	k.y += 5
	k.need(k.headHeight(columns) + 26)
	if title != "" {
		k.paragraph(title, 10.5, true, ink)
		k.y++
	}
	if legend != "" {
		k.paragraph(legend, 8.5, false, grey)
		k.y++
	}
	k.header(columns)
	for i, row := range rows {
		bold := total && i == len(rows)-1
		lines, height := k.lines(columns, row, bold)
		with := 0.0
		if total && i == len(rows)-2 {
			_, with = k.lines(columns, rows[i+1], true) // a total does not stand alone
		}
		if k.y+height+with > foot {
			k.page()
			if title != "" {
				k.paragraph(text.BilanAgain(title), 9, false, grey)
				k.y++
			}
			k.header(columns)
		}
		k.row(columns, row, lines, height, bold)
	}
	k.y += 3
}

func (k *book) headHeight(columns []column) float64 {
	most := 1
	for _, c := range columns {
		most = max(most, len(k.wrap(c.head, small, true, c.width-3)))
	}
	return float64(most)*4 + 3
}

func (k *book) header(columns []column) {
	height := k.headHeight(columns)
	k.box(left, k.y, wide(columns), height, light)
	x := left
	for _, c := range columns {
		for i, l := range k.wrap(c.head, small, true, c.width-3) {
			k.cell(c, x, k.y+4.6+float64(i)*4, l, true, ink)
		}
		x += c.width
	}
	k.y += height
}

// lines wraps the cells of a row.
func (k *book) lines(columns []column, row []cellText, bold bool) (lines [][]string, height float64) {
	most := 1
	for i, c := range columns {
		l := k.wrap(row[i].words, small, bold, c.width-3)
		lines, most = append(lines, l), max(most, len(l))
	}
	return lines, float64(most)*4 + 2.2
}

func (k *book) row(columns []column, row []cellText, lines [][]string, height float64, bold bool) {
	x := left
	for i, c := range columns {
		fill := ink
		if row[i].faint {
			fill = grey
		}
		for j, l := range lines[i] {
			k.cell(c, x, k.y+4.2+float64(j)*4, l, bold, fill)
		}
		x += c.width
	}
	k.y += height
	k.rule(k.y, wide(columns))
}

func wide(columns []column) (w float64) {
	for _, c := range columns {
		w += c.width
	}
	return w
}

func (k *book) cell(c column, x, y float64, words string, bold bool, fill colour) {
	x += 1.5
	if c.right {
		x += c.width - 3 - k.widthOf(words, small, bold)
	}
	k.line(x, y, small, bold, fill, words)
}

// entries prints what was entered by hand, kind by kind.
func (k *book) entries() {
	k.page()
	k.heading(0, text.BilanEntries, 20)
	k.paragraph(text.BilanEntriesL, 10, false, grey)
	if len(k.b.Entries) == 0 {
		k.y += 4
		k.paragraph(text.BilanNoEntries, 10, false, ink)
	}
	var kinds []string
	for _, e := range k.b.Entries {
		if !slices.Contains(kinds, e.Kind) {
			kinds = append(kinds, e.Kind)
		}
	}
	slices.Sort(kinds)
	columns := []column{{text.ColumnDate, 21, false}, {text.ColumnTitle, 72, false}, {text.ColumnNumber, 16, true}, {text.ColumnWho, 61, false}}
	for _, kind := range kinds {
		var rows [][]cellText
		for _, e := range k.b.Entries {
			if e.Kind == kind {
				rows = append(rows, e.printed())
			}
		}
		k.grid(text.EntryKind(kind).Plural, "", columns, rows, false)
	}
}

func (e Entry) printed() []cellText {
	day := e.Day
	if t, err := time.Parse(time.DateOnly, e.Day); err == nil {
		day = t.Format("02/01/2006")
	}
	title := e.Title
	if e.Detail != "" {
		title = text.Tool(e.Detail) + " · " + e.Title
	}
	who := slices.Clone(e.Partners)
	for _, c := range e.Communes {
		who = append(who, c.Name)
	}
	number := cellText{text.Number(e.Number), e.Number == 0}
	if e.Number == 0 {
		number.words = "–"
	}
	return []cellText{{day, false}, {title, false}, number, {strings.Join(who, ", "), false}}
}
