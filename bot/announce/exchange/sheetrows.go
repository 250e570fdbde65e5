package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// table is the rows of a spreadsheet.
type table struct {
	rows  []row
	since bool // days are counted from 1904
	more  bool // there were more than MaxLines
}

// row is a line that is not blank. bad says its quotes cannot be read.
type row struct {
	line  int
	cells []string
	bad   bool
}

// tableOf reads the first sheet of a workbook that has a title, or CSV.
func tableOf(data []byte) (table, error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return csvTable(textOf(data))
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 64 << 20,
	})
	if err != nil {
		return table{}, &Problem{Code: CodeDamaged}
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		t, err := sheetTable(book, sheet)
		if err != nil {
			return table{}, &Problem{Code: CodeDamaged}
		}
		if _, _, _, ok := t.head(); ok {
			return t, nil
		}
	}
	return table{}, &Problem{Code: CodeHeader}
}

func sheetTable(book *excelize.File, sheet string) (t table, err error) {
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		t.since = *props.Date1904
	}
	rows, err := book.Rows(sheet)
	if err != nil {
		return table{}, err
	}
	defer rows.Close()
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return table{}, err
		}
		if !t.take(row{line: line, cells: cells}) {
			break
		}
	}
	return t, rows.Error()
}

// take keeps a row that is not blank; it tells whether more may come.
func (t *table) take(r row) bool {
	if !r.bad && strings.TrimSpace(strings.Join(r.cells, "")) == "" {
		return r.line < 10*MaxLines
	}
	if len(t.rows) > MaxLines {
		t.more = true
		return false
	}
	if len(r.cells) > 200 {
		r.cells = r.cells[:200]
	}
	t.rows = append(t.rows, r)
	return true
}

func csvTable(text string) (table, error) {
	t := table{}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, false
	for {
		cells, err := r.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return t, nil
		case errors.As(err, &bad):
			if !t.take(row{line: bad.StartLine, bad: true}) {
				return t, nil
			}
			continue
		case err != nil:
			return table{}, err
		}
		line, _ := r.FieldPos(0)
		if !t.take(row{line: line, cells: cells}) {
			return t, nil
		}
	}
}

// separator is the one that most of the first line is cut by.
func separator(text string) rune {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	best, most := ';', 0
	for _, c := range []rune{';', '\t', ','} {
		if n := strings.Count(first, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// head finds the line of headers among the first ten: the one with a title.
func (t table) head() (at int, names, unknown []string, ok bool) {
	for i, r := range t.rows[:min(len(t.rows), 10)] {
		names, unknown = headers(r.cells)
		known := 0
		title := false
		for _, n := range names {
			if n != "" {
				known++
			}
			title = title || n == colTitle
		}
		if title && known > 1 {
			return i, names, unknown, true
		}
	}
	return 0, nil, nil, false
}
