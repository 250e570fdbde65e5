package console

import (
	"encoding/csv"
	"io"
	"strings"

	"relais/bot/text"
)

// bom tells spreadsheets that what follows is UTF-8.
const bom = "\ufeff"

// writeCSV writes the rows of a table as French spreadsheets read them. Rounded
// figures are numbers too: the head of their column says « au moins ».
func writeCSV(w io.Writer, t table) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	var head []string
	for i, c := range t.Columns {
		if t.some(i, rounded) {
			c.Words = text.AtLeast(c.Words)
		}
		head = append(head, tame(c.Words))
	}
	rows := [][]string{head}
	for _, r := range t.Rows {
		rows = append(rows, tamed(r))
	}
	if t.Total != nil {
		rows = append(rows, tamed(t.Total))
	}
	return out.WriteAll(rows)
}

func tamed(row []value) []string {
	var out []string
	for _, v := range row {
		out = append(out, tame(v.Raw))
	}
	return out
}

// tame keeps a spreadsheet from taking a text for a formula.
func tame(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
