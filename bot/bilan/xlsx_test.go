package bilan

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"relais/bot/text"
)

func opened(t *testing.T, b Bilan) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := WriteXLSX(&out, b); err != nil {
		t.Fatal(err)
	}
	leave(t, "bilan.xlsx", out.Bytes())
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestXLSX(t *testing.T) {
	f := opened(t, collected(t, afterYear))
	want := []string{"Synthèse", "Demandes par mois", "Thèmes", "Thèmes par quartier", "Quartiers", "Structures", "Sans réponse", "Suites",
		"Autres tableaux", "Saisies", "Sondage", "Méthode"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	for _, sheet := range f.GetSheetList() {
		merged, err := f.GetMergeCells(sheet)
		if err != nil || len(merged) > 0 {
			t.Errorf("%s has merged cells: %v, %v", sheet, merged, err)
		}
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: the header does not stay: %+v, %v", sheet, panes, err)
		}
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) < 2 {
			t.Errorf("%s is empty (%v)", sheet, err)
		}
	}
}

// TestXLSXTypes looks at cells of each type: numbers are numbers, days are days.
func TestXLSXTypes(t *testing.T) {
	f := opened(t, collected(t, afterYear))
	for _, test := range []struct {
		sheet, cell string
		kind        excelize.CellType
		raw, shown  string
	}{
		{"Synthèse", "D2", excelize.CellTypeUnset, "618", "618"},
		{"Synthèse", "D7", excelize.CellTypeUnset, "10300", "10,300"},
		{"Synthèse", "C7", excelize.CellTypeSharedString, "Demandes d’orientation adressées à Relais", ""},
		{"Demandes par mois", "A2", excelize.CellTypeUnset, "45658", "January 2025"},
		{"Demandes par mois", "F9", excelize.CellTypeUnset, "0", "< 11"},
		{"Thèmes", "D3", excelize.CellTypeUnset, "1496", "≥ 1,496"},
		{"Saisies", "A2", excelize.CellTypeUnset, "46062", ""},
		{"Sondage", "C2", excelize.CellTypeUnset, "55", "≥ 55"},
	} {
		kind, err := f.GetCellType(test.sheet, test.cell)
		if err != nil || kind != test.kind {
			t.Errorf("%s!%s is of type %v (%v)", test.sheet, test.cell, kind, err)
		}
		raw, err := f.GetCellValue(test.sheet, test.cell, excelize.Options{RawCellValue: true})
		if err != nil || raw != test.raw {
			t.Errorf("%s!%s is %q (%v), want %q", test.sheet, test.cell, raw, err, test.raw)
		}
		shown, err := f.GetCellValue(test.sheet, test.cell)
		if err != nil || test.shown != "" && shown != test.shown {
			t.Errorf("%s!%s reads %q (%v), want %q", test.sheet, test.cell, shown, err, test.shown)
		}
	}
	if formula, err := f.GetCellFormula("Saisies", "C42"); err != nil || formula != "" {
		t.Errorf("a title became the formula %q (%v)", formula, err)
	}
}

func TestXLSXSaysWhatIsRounded(t *testing.T) {
	f := opened(t, collected(t, inYear))
	for sheet, cell := range map[string]string{text.SheetSummary: "E2", text.SheetThemes: "C2", text.SheetQuarters: "D2"} {
		if got, err := f.GetCellValue(sheet, cell); err != nil || got != text.BilanLeast {
			t.Errorf("%s!%s is %q (%v)", sheet, cell, got, err)
		}
	}
}

func TestXLSXNeverChanges(t *testing.T) {
	b := collected(t, afterYear)
	var one, two bytes.Buffer
	if WriteXLSX(&one, b) != nil || WriteXLSX(&two, b) != nil {
		t.Fatal("not written")
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two workbooks of one bilan differ")
	}
}
