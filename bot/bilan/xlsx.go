package bilan

import (
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// WriteXLSX writes a workbook: a sheet a subject, a header that stays in sight,
// typed cells and none merged. What is rounded
// down is a number too, shown as « ≥ 44 ».
func WriteXLSX(w io.Writer, b Bilan) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing a bilan as XLSX: %w", err)
		}
	}()
	f := excelize.NewFile()
	defer f.Close()
	book := workbook{File: f}
	if err = book.styles(b.K); err != nil {
		return err
	}
	for i, s := range sheets(b) {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.name)
		} else {
			_, err = f.NewSheet(s.name)
		}
		if err != nil {
			return err
		}
		if err = book.fill(s); err != nil {
			return fmt.Errorf("sheet %q: %w", s.name, err)
		}
	}
	day := b.produced.UTC().Format(time.RFC3339)
	if err = f.SetDocProps(&excelize.DocProperties{Title: b.Title + " · " + b.Territory.Name, Subject: text.BilanSubject,
		Creator: "Relais", Language: "fr-FR", Created: day, Modified: day, Keywords: text.BilanKey}); err != nil {
		return err
	}
	return f.Write(w)
}

// sheet is a sheet to write. A cell is a string, an int, a time.Time (a day),
// a month, or a figures.Cell.
type sheet struct {
	name   string
	header []string
	rows   [][]any
	wrap   bool // long texts take several lines
}

// month is the first day of a month, shown as « octobre 2026 ».
type month time.Time

type workbook struct {
	*excelize.File
	head, number, least, few, day, month, words int
}

func (b *workbook) styles(k int) error {
	dayFormat, monthFormat := "dd/mm/yyyy", "mmmm yyyy"
	leastFormat, fewFormat := `"≥ "#,##0`, fmt.Sprintf(`"< %d"`, k)
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, s := range []struct {
		into  *int
		style excelize.Style
	}{
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"005A8F"}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}},
		{&b.number, excelize.Style{NumFmt: 3, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.few, excelize.Style{CustomNumFmt: &fewFormat, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "right"}}},
		{&b.day, excelize.Style{CustomNumFmt: &dayFormat, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&b.month, excelize.Style{CustomNumFmt: &monthFormat, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&b.least, excelize.Style{CustomNumFmt: &leastFormat, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.words, excelize.Style{Alignment: top}},
	} {
		var err error
		if *s.into, err = b.NewStyle(&s.style); err != nil {
			return err
		}
	}
	return nil
}

func (b *workbook) fill(s sheet) error {
	for i, h := range s.header {
		if err := b.put(s.name, i, 0, h); err != nil {
			return err
		}
	}
	for y, row := range s.rows {
		for x, v := range row {
			if err := b.put(s.name, x, y+1, v); err != nil {
				return err
			}
		}
	}
	for i := range s.header {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.SetColWidth(s.name, name, name, s.width(i)); err != nil {
			return err
		}
	}
	return b.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// put writes a cell, x and y from 0, the first line being the header.
func (b *workbook) put(sheet string, x, y int, v any) error {
	at, err := excelize.CoordinatesToCellName(x+1, y+1)
	if err != nil {
		return err
	}
	style := b.words
	switch c := v.(type) {
	case nil:
		return nil
	case string:
		if y == 0 {
			style = b.head
		}
	case int:
		style = b.number
	case time.Time:
		style = b.day
	case month:
		style, v = b.month, time.Time(c)
	case figures.Cell:
		style, v = b.number, c.N
		switch {
		case c.Least && c.N == 0:
			style = b.few
		case c.Least:
			style = b.least
		}
	}
	if err := b.SetCellValue(sheet, at, v); err != nil {
		return err
	}
	return b.SetCellStyle(sheet, at, at, style)
}

// width is that of the widest cell of a column, within reason.
func (s sheet) width(column int) float64 {
	most := 60
	if s.wrap {
		most = 90
	}
	wide := min(utf8.RuneCountInString(s.header[column]), 22)
	for _, row := range s.rows {
		switch v := row[column].(type) {
		case string:
			wide = max(wide, utf8.RuneCountInString(v))
		case month:
			wide = max(wide, 15)
		case time.Time:
			wide = max(wide, 11)
		}
	}
	return float64(min(max(wide, 9), most)) + 2
}
