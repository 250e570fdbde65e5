package source

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// row is a line of a table. bad is true when its quotes cannot be read.
type row struct {
	line  int
	cells []string
	bad   bool
}

// csvRows calls f for each row that is not blank. A quote misplaced inside a
// line spoils that row only; one that is never closed spoils the file.
func (in *input) csvRows(run *run, f func(row) error) error {
	file, err := in.open(run)
	if err != nil {
		return err
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = in.text.comma, -1, true
	for {
		cells, err := r.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			if bad.StartLine != bad.Line {
				return in.damaged(bad.StartLine, errors.New("a quote is never closed"))
			}
			if err := f(row{line: bad.Line, bad: true}); err != nil {
				return err
			}
			continue
		case err != nil:
			return in.damaged(0, err)
		}
		if blank(cells) {
			continue
		}
		line, _ := r.FieldPos(0)
		if err := f(row{line: line, cells: cells}); err != nil {
			return err
		}
	}
}

// sheetRows calls f for each row of the sheet that is not blank.
func sheetRows(in *input, book *excelize.File, sheet string, f func(row) error) error {
	rows, err := book.Rows(sheet)
	if err != nil {
		return in.damaged(0, err)
	}
	defer rows.Close()
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return in.damaged(line, err)
		}
		for i := range cells {
			cells[i] = plainNumber(cells[i])
		}
		if blank(cells) {
			continue
		}
		if err := f(row{line: line, cells: cells}); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return in.damaged(0, err)
	}
	return nil
}

// plainNumber writes a whole number as workbooks store it ("59260.0",
// "6.0487647500499E13") with its digits; other cells stay.
func plainNumber(s string) string {
	if !strings.ContainsAny(s, ".E") || strings.Trim(s, "0123456789.E+-") != "" {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != float64(int64(v)) || v > 1e15 || v < -1e15 {
		return s
	}
	return strconv.FormatInt(int64(v), 10)
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
