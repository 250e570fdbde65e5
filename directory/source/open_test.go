package source

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func workbook(t *testing.T, sheet string, header ...string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetRow(sheet, "A1", &header); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func otherZip(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if _, err := z.Create("word/document.xml"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	patient      = `{"resourceType":"Patient","id":"1"}` + "\n"
	organisation = `{"resourceType":"Organization","id":"1","name":"CMP","identifier":[{"type":{"coding":[{"code":"FINEG"}]},"value":"370000001"}]}` + "\n"
)

// TestWrongFiles gives every wrong file its one clear reason, whatever its name.
func TestWrongFiles(t *testing.T) {
	cut := zipped(t, strings.Repeat(organisation, 5000))
	for _, c := range []struct {
		name, text string
		want       Reason
	}{
		{"empty.csv", "", ErrEmpty},
		{"blank.csv", " \n\n", ErrEmpty},
		{"pdf.csv", "%PDF-1.7\n", ErrPDF},
		{"page.json", "<!DOCTYPE html>\n<html></html>", ErrHTML},
		{"page.csv", "\n<html><body>404", ErrHTML},
		{"feed.csv", `<?xml version="1.0"?><rss/>`, ErrXML},
		{"old.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ErrOldExcel},
		{"image.csv", "\x89PNG\r\n\x1a\n\x00\x00", ErrBinary},
		{"letter.xlsx", otherZip(t), ErrNotRecognised},
		{"sheet.xlsx", workbook(t, "Feuil1", "a", "b", "c"), ErrNoSheet},
		{"columns.xlsx", workbook(t, "Services", "Structure", "Service", "Commune"), ErrNoColumn},
		{"patients.json", `{"resourceType":"Bundle","entry":[{"resource":` + patient + `}]}`, ErrBundle},
		{"late.json", `{"type":"collection","entry":[],"resourceType":"Bundle"}`, ErrBundle},
		{"patients.ndjson", patient, ErrPersons},
		{"some.ndjson", organisation + patient, ErrPersons},
		{"questions.ndjson", `{"resourceType":"Questionnaire"}`, ErrNotRecognised},
		{"other.json", `{"hello":"world"}`, ErrNotRecognised},
		{"other.csv", "nom;age\nJean;12\n", ErrNotRecognised},
		{"noid.csv", "Structure;Service;Commune;Téléphone\na;b;c;d\n", ErrNoColumn},
		{"header.csv", tableHeader, ErrEmpty},
		{"allwrong.csv", tableHeader + wrongB, ErrNothingGood},
		{"quote.csv", tableHeader + rowA + "b;\"Centre;Écoute;1\nc;d;e;f\n", ErrDamaged},
		{"cut.ndjson.gz", cut[:len(cut)-20], ErrDamaged},
		{"broken.gz", "\x1f\x8bnot gzip", ErrDamaged},
		{"broken.ndjson", organisation + "{\"resourceType\":\"Organ", ErrDamaged},
		{"broken.json", `{"items":[{"id":"a--1","nom":"abc","structure_id":"a--2"},`, ErrDamaged},
		{"structures.json", `[{"id":"a--1","nom":"Une structure"}]`, ErrNoServices},
		{"finess.csv", "finess;etalab;93;07/01/2026\n", ErrEmpty},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		err := readAll(path)
		var file *FileError
		if !errors.Is(err, c.want) || !errors.As(err, &file) || file.File != c.name {
			t.Errorf("%s: error %v, want %q", c.name, err, string(c.want))
		}
	}
}

func readAll(paths ...string) error {
	set, err := Open(paths)
	if err != nil {
		return err
	}
	for _, err := range set.Services(nil) {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestMissingAndMixed(t *testing.T) {
	if err := readAll(filepath.Join(t.TempDir(), "none.csv")); !errors.Is(err, ErrMissing) {
		t.Errorf("error %v, want missing", err)
	}
	if err := readAll(); !errors.Is(err, ErrMissing) {
		t.Errorf("error %v, want missing", err)
	}
	if err := readAll("testdata/finess-raw.csv", "testdata/template-bad.csv"); !errors.Is(err, ErrMixed) {
		t.Errorf("error %v, want mixed", err)
	}
}

// TestTemplate writes the template and reads it back: it holds nothing but
// its example, then what is added under it.
func TestTemplate(t *testing.T) {
	for _, format := range []string{"csv", "xlsx"} {
		var b bytes.Buffer
		if err := WriteTemplate(&b, format); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "modele."+format)
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := readAll(path); !errors.Is(err, ErrEmpty) {
			t.Errorf("%s: error %v, want empty: the example is ignored", format, err)
		}
	}
	if err := WriteTemplate(&bytes.Buffer{}, "pdf"); err == nil {
		t.Error("a template in PDF")
	}
}

// TestExample checks that the example of the template is itself right.
func TestExample(t *testing.T) {
	values := map[string]any{}
	for k, v := range templateExample {
		values[k] = v
	}
	r := &run{}
	rec := &record{run: r, in: &input{path: "modele.csv"}, line: 2, values: values}
	svc := rec.service("vrai-1")
	svc.Source = "tableau"
	if err := svc.Validate(); err != nil {
		t.Error(err)
	}
	for _, p := range r.problems {
		t.Errorf("%+v", p)
	}
	if len(svc.Themes) != 2 || svc.Lat == nil || svc.Verified != "2026-01-20" {
		t.Errorf("example read as %+v", svc)
	}
}

func TestWorkbookOfOurs(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{
		{"Vérifié le", "Identifiant", "Structure", "Service", "Code postal", "Âge minimum"},
		{45000, "w-1", "Centre", "Accueil", 37000, 16},
	} {
		if err := f.SetSheetRow("Sheet1", []string{"A1", "A2"}[i], &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	set := write(t, "table.xlsx", b.String())
	got := collect(t, set)
	if len(got) != 1 || got[0].Verified != "2023-03-15" || got[0].Postcode != "37000" || *got[0].AgeMin != 16 || len(set.Problems()) != 0 {
		t.Errorf("got %+v, %v", got, set.Problems())
	}
}
