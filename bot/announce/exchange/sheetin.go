package exchange

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"relais/bot/announce"
)

// ReadSheet reads the spreadsheet a coordinator fills: XLSX, or CSV with any
// usual separator and encoding. Columns may stand in any order and bear usual
// names; see Template. A line that is wrong is told and left out. Lines that
// say the same event (title, organiser, place) are one event of several dates.
// The SourceUID of a line is its « Identifiant », or made of those three: so the
// file corrected and imported again changes what it brought.
func ReadSheet(in io.Reader, o Options) (Result, error) {
	data, err := readAll(in)
	if err != nil {
		return Result{}, err
	}
	t, err := tableOf(data)
	if err != nil {
		return Result{}, err
	}
	if len(t.rows) == 0 {
		return Result{}, &Problem{Code: CodeEmpty}
	}
	at, names, unknown, ok := t.head()
	if !ok {
		return Result{}, &Problem{Line: t.rows[0].line, Code: CodeHeader}
	}
	r := sheetReader{builder: newBuilder(o), names: names, since: t.since, byUID: map[string]int{}}
	for _, u := range unknown {
		r.note(t.rows[at].line, CodeColumn, u)
	}
	if !slices.Contains(names, colDates) {
		r.note(t.rows[at].line, CodeNoDates)
	}
	for _, row := range t.rows[at+1:] {
		r.row(row)
	}
	if t.more {
		r.out.Partial = true
		r.note(0, CodeLines, strconv.Itoa(MaxLines))
	}
	for _, l := range r.lines {
		if !l.lost {
			r.add(l.line, l.it)
		}
	}
	r.out.Broken = slices.DeleteFunc(r.out.Broken, func(broken announce.Item) bool { // another of its lines is right
		return slices.ContainsFunc(r.out.Items, func(it announce.Item) bool { return it.SourceUID == broken.SourceUID })
	})
	sortProblems(r.out.Problems)
	return r.out, nil
}

// sheetReader reads the lines of a table.
type sheetReader struct {
	*builder
	names []string
	since bool
	lines []sheetLine
	byUID map[string]int // in lines
}

// sheetLine is what a line says.
type sheetLine struct {
	line  int
	it    announce.Item
	cells map[string]string
	lost  bool
}

// wrong tells a cell that keeps the line out.
func (r *sheetReader) wrong(l *sheetLine, code string, args ...string) {
	r.lose(l.line, l.it, code, args...)
	l.lost = true
}

// row reads a line; the example of the template says nothing.
func (r *sheetReader) row(row row) {
	l := sheetLine{line: row.line, cells: map[string]string{}}
	if row.bad {
		r.wrong(&l, CodeContent)
		return
	}
	for i, c := range row.cells {
		if i < len(r.names) && r.names[i] != "" {
			l.cells[r.names[i]] = strings.TrimSpace(c)
		}
	}
	if isExample(l.cells[colTitle]) || len(strings.Join(values(l.cells), "")) == 0 {
		return
	}
	r.words(&l)
	if l.it.Title == "" {
		r.wrong(&l, CodeTitle)
		return
	}
	r.closed(&l)
	r.where(&l)
	r.when(&l)
	r.keep(l)
}

func isExample(title string) bool {
	plain := func(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
	return strings.HasPrefix(plain(title), plain(examplePrefix))
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// keep keeps a line, or adds its dates to the line that says the same event.
func (r *sheetReader) keep(l sheetLine) {
	i, again := r.byUID[l.it.SourceUID]
	switch {
	case !again:
		r.byUID[l.it.SourceUID] = len(r.lines)
		r.lines = append(r.lines, l)
	case l.lost:
	case r.lines[i].lost:
		r.lines[i] = l
	case len(l.it.Dates) == 0 || l.cells[colID] != "" && l.it.Title != r.lines[i].it.Title:
		r.lose(l.line, announce.Item{}, CodeTwice, strconv.Itoa(r.lines[i].line))
	default:
		r.lines[i].it.Dates = append(r.lines[i].it.Dates, l.it.Dates...)
	}
}

// words reads the cells anything may stand in.
func (r *sheetReader) words(l *sheetLine) {
	c := l.cells
	it := announce.Item{Title: oneLine(c[colTitle]), What: c[colWhat], Audience: c[colAudience], Venue: c[colVenue],
		Address: c[colAddress], Organiser: c[colOrganiser], Contact: c[colContact], URL: linkOf(c[colURL])}
	title, off := cancelledTitle(it.Title)
	it.Title = title
	if off {
		it.State = announce.Cancelled
	}
	it.Partners = split(c[colPartners])
	it.SourceUID = clipBytes(oneLine(c[colID]))
	if it.SourceUID == "" && title != "" {
		it.SourceUID = "ligne-" + digest(announce.Fold(title), announce.Fold(it.Organiser), announce.Fold(it.Venue))
	}
	l.it = it
}

// linkOf completes an address written without https://.
func linkOf(s string) string {
	if s == "" || strings.Contains(s, "://") {
		return s
	}
	return "https://" + s
}

// split cuts a cell that holds several values.
func split(s string) (out []string) {
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;|/\n", r) }) {
		if part = oneLine(part); part != "" {
			out = append(out, part)
		}
	}
	return unique(out)
}
