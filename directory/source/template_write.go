package source

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"relais/directory"
)

// templateExample is the row that shows how to fill the template.
var templateExample = map[string]string{
	hID: "exemple-1", hStructure: "Centre social du Parc", hService: "Permanence d’accès aux droits",
	hText:   "Aide pour les papiers, la CAF et l’Assurance maladie. Cette ligne est un exemple\u00a0: elle n’est pas importée.",
	hThemes: "droits-sociaux, numerique", hPublics: "tout public", hAgeMin: "16", hAgeMax: "",
	hAddress: "12 rue des Lilas", hPostcode: "37000", hCommune: "Tours", hINSEE: "37261", hQuartier: "Sanitas",
	hLat: "47,3815", hLon: "0,6995", hPhone: "02 47 00 00 00", hEmail: "accueil@exemple.fr",
	hWebsite: "https://www.exemple.fr", hHours: "Mo-Fr 09:00-12:00,14:00-17:00", hCost: "gratuit", hFree: "oui",
	hAccess: "Sans rendez-vous le mardi", hMobilise: "Téléphoner ou se présenter", hMobiliseBy: "usagers, professionnels",
	hSource: "Site du centre social", hSourceURL: "https://www.exemple.fr/permanences", hSourceDate: "15/01/2026",
	hVerified: "20/01/2026", hToVerify: "",
}

// WriteTemplate writes the empty spreadsheet of Relais, with one row that
// shows how to fill it. format is "xlsx", whose second sheet lists the themes
// and audiences, or "csv" (semicolons, UTF-8 with mark, as French
// spreadsheets open it).
func WriteTemplate(w io.Writer, format string) error {
	switch format {
	case "csv":
		return writeTemplateCSV(w)
	case "xlsx":
		return writeTemplateWorkbook(w)
	}
	return fmt.Errorf("write template: unknown format %q", format)
}

func exampleRow() []string {
	out := make([]string, len(templateColumns))
	for i, c := range templateColumns {
		out[i] = templateExample[c]
	}
	return out
}

func writeTemplateCSV(w io.Writer) error {
	if _, err := w.Write(utf8Mark); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	if err := out.WriteAll([][]string{templateColumns, exampleRow()}); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

func writeTemplateWorkbook(w io.Writer) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("write template: %w", err)
		}
	}()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", templateSheet); err != nil {
		return err
	}
	if err := fillServices(f); err != nil {
		return err
	}
	if err := fillLists(f); err != nil {
		return err
	}
	return f.Write(w)
}

func fillServices(f *excelize.File) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // text: keeps leading zeros
	if err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(templateColumns))
	if err != nil {
		return err
	}
	if err := f.SetColStyle(templateSheet, "A:"+last, text); err != nil {
		return err
	}
	if err := f.SetColWidth(templateSheet, "A", last, 18); err != nil {
		return err
	}
	if err := f.SetSheetRow(templateSheet, "A1", &templateColumns); err != nil {
		return err
	}
	example := exampleRow()
	if err := f.SetSheetRow(templateSheet, "A2", &example); err != nil {
		return err
	}
	if err := f.SetCellStyle(templateSheet, "A1", last+"1", bold); err != nil {
		return err
	}
	return f.SetPanes(templateSheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func fillLists(f *excelize.File) error {
	if _, err := f.NewSheet(listsSheet); err != nil {
		return err
	}
	rows := [][]any{{"Thème", "Ce que c’est", "", "Public"}}
	for i := range max(len(directory.Themes), len(directory.Audiences)) {
		row := []any{"", "", "", ""}
		if i < len(directory.Themes) {
			row[0], row[1] = directory.Themes[i].ID, directory.Themes[i].Label
		}
		if i < len(directory.Audiences) {
			row[3] = directory.Audiences[i]
		}
		rows = append(rows, row)
	}
	for i, row := range rows {
		if err := f.SetSheetRow(listsSheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	return f.SetColWidth(listsSheet, "A", "D", 24)
}
