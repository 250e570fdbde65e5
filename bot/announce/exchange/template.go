package exchange

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"relais/directory"
)

// examplePrefix begins the title of the lines of the template that are not
// imported.
const examplePrefix = "Exemple\u00a0: "

// TemplateType is the content type of what Template writes.
const TemplateType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

const (
	sheetEvents = "Programme"
	sheetLists  = "Listes"
)

// examples are the lines that show how to fill the template.
var examples = []map[string]string{
	{
		colTitle: examplePrefix + "ciné-débat « Parlons-en »", colWhat: "Un film court, puis un échange avec une psychologue.",
		colKind: "Événement", colDates: "08/10/2026", colBegin: "18h30", colEnd: "20h30", colVenue: "Centre social du Parc",
		colAddress: "12 rue des Lilas", colQuartier: "Sanitas", colCommune: "Tours", colOrganiser: "Association Exemple",
		colPartners: "CCAS, Mission locale", colAudience: "tout public", colThemes: "Santé mentale", colFree: "oui",
		colBooking: "sans inscription", colAccess: "PMR, LSF", colContact: "02 47 00 00 00", colURL: "https://www.exemple.fr",
	},
	{
		colTitle: examplePrefix + "exposition « Regards »", colWhat: "Photographies d’un atelier. Cette ligne est un exemple\u00a0: elle n’est pas importée.",
		colKind: "Événement", colDates: "du 5 au 16 octobre 2026", colVenue: "Médiathèque", colCommune: "Tours",
		colOrganiser: "Association Exemple", colThemes: "Santé mentale", colFree: "oui",
	},
	{
		colTitle: examplePrefix + "appel à projets", colWhat: "Pour agir sur la santé dans les quartiers.", colKind: "Appel à projets",
		colOrganiser: "Structure Exemple", colDeadline: "15/11/2026", colURL: "https://www.exemple.fr/appel",
	},
}

// Template writes the spreadsheet a coordinator fills, as XLSX: headers, lines
// that show how, which are not imported, and a second sheet with the words that
// are known.
func Template(w io.Writer) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("exchange: write template: %w", err)
		}
	}()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheetEvents); err != nil {
		return err
	}
	if err := fillEvents(f); err != nil {
		return err
	}
	if err := fillLists(f); err != nil {
		return err
	}
	return f.Write(w)
}

func fillEvents(f *excelize.File) error {
	last, err := excelize.ColumnNumberToName(len(columns))
	if err != nil {
		return err
	}
	rows := make([][]string, 1+len(examples))
	for _, c := range columns {
		rows[0] = append(rows[0], c.name)
		for i, e := range examples {
			rows[i+1] = append(rows[i+1], e[c.name])
		}
	}
	for i, row := range rows {
		if err := f.SetSheetRow(sheetEvents, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	if err := paint(f, "A1", last+"1", excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	italic := excelize.Style{Font: &excelize.Font{Italic: true, Color: "777777"}}
	if err := paint(f, "A2", fmt.Sprintf("%s%d", last, len(rows)), italic); err != nil {
		return err
	}
	if err := f.SetColWidth(sheetEvents, "A", last, 20); err != nil {
		return err
	}
	return f.SetPanes(sheetEvents, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func paint(f *excelize.File, from, to string, style excelize.Style) error {
	id, err := f.NewStyle(&style)
	if err != nil {
		return err
	}
	return f.SetCellStyle(sheetEvents, from, to, id)
}

// fillLists writes the words that are known, and offers the short lists in the
// cells themselves.
func fillLists(f *excelize.File) error {
	if _, err := f.NewSheet(sheetLists); err != nil {
		return err
	}
	lists := [][]string{
		{colKind, "Événement", "Campagne", "Formation", "Appel à projets", "Service", "Alerte"},
		{colThemes}, {colAudience},
		{colAccess, "PMR", "LSF", "FALC"}, {colFree, "oui", "non"}, {colState, "confirmé", "annulé"},
	}
	for _, t := range directory.Themes {
		lists[1] = append(lists[1], t.Label)
	}
	lists[2] = append(lists[2], directory.Audiences...)
	for i, list := range lists {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetSheetCol(sheetLists, name+"1", &list); err != nil {
			return err
		}
		if list[0] == colKind || list[0] == colFree || list[0] == colState {
			if err := offer(f, list); err != nil {
				return err
			}
		}
	}
	return f.SetColWidth(sheetLists, "A", "F", 24)
}

// offer lets a column choose from a list; other words may be typed all the same.
func offer(f *excelize.File, list []string) error {
	for i, c := range columns {
		if c.name != list[0] {
			continue
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		v := excelize.NewDataValidation(true)
		v.Sqref = fmt.Sprintf("%s2:%s%d", name, name, MaxLines)
		v.SetError(excelize.DataValidationErrorStyleWarning, list[0], "")
		if err := v.SetDropList(list[1:]); err != nil {
			return err
		}
		return f.AddDataValidation(sheetEvents, v)
	}
	return nil
}
