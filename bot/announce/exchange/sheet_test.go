package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// TestTemplate reads the template as it is: nothing is imported and nothing is
// wrong; then filled under its examples.
func TestTemplate(t *testing.T) {
	var b bytes.Buffer
	if err := Template(&b); err != nil {
		t.Fatal(err)
	}
	r, err := ReadSheet(bytes.NewReader(b.Bytes()), options)
	if err != nil || len(r.Items) != 0 || len(r.Problems) != 0 {
		t.Fatalf("%v %+v", err, r)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !cmp.Equal(got, []string{"Programme", "Listes"}) {
		t.Error(got)
	}
	cells, err := book.GetRows("Programme")
	if err != nil {
		t.Fatal(err)
	}
	// The examples are right, once they are no examples.
	for i := 2; i <= len(cells); i++ {
		if err := book.SetCellStr("Programme", fmt.Sprintf("A%d", i), fmt.Sprintf("Vrai %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	b.Reset()
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	if r, err = ReadSheet(&b, options); err != nil || len(r.Problems) != 0 {
		t.Fatalf("%v %+v", err, r.Problems)
	}
	golden(t, "template.json", shown(r))
}

// TestWorkbook reads days and hours as workbooks keep them, columns in another
// order, and a title line above.
func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]any{
		{"Programme 2026 de la ville"},
		{},
		{"Ville", "DATE (jj/mm/aaaa)", "Heure début", "Heure fin", "Intitulé", "Structure", "Entrée gratuite", "Nombre d’agents"},
		{"Tours", time.Date(2026, 10, 8, 0, 0, 0, 0, time.UTC), 0.7708333333333334, 0.8541666666666666, "Ciné-débat", "Ville", true, 3},
		{"37100 Tours", time.Date(2026, 10, 9, 18, 30, 0, 0, time.UTC), "", "", "Concert", "Ville", false},
		{"Tours", 46304, "14h", "16 h 30", "Goûter", "Ville", "non"},
	}
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStyle("Sheet1", "B4", "B6", day); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r, err := ReadSheet(&b, options)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "workbook.json", shown(r))
}

const spreadsheet = `Titre;Description;Type;Dates;Heure de début;Heure de fin;Date de fin;Lieu;Quartier;Commune;Organisateur;Partenaires;Thèmes;Gratuit;Inscription;Accessibilité;Contact;Lien;Date limite;État
Ciné-débat;"Un film,
puis un échange";Événement;jeudi 8 octobre 2026;18h30;20 h 30;;Salle;le Sanitas;Tours;Ville;CCAS, Mission locale;Santé mentale, Lien social;oui;non;PMR, lsf;02 47 00 00 00;www.exemple.fr;;confirmé
Deux dates;;;"8/10/2026 ; 10/10/2026 14h-16h";;;;;;;Ville;;;5 €;;;;;;
Deux dates;;;12 et 13 octobre 2026;10:00;;;;;;Ville;;;;;;;;;
Exposition;;;5 octobre 2026;;;9 octobre 2026;;;;Ville;;;;;;;;;
Appel;Pour agir;Appel à projets;;;;;;;;Ville;;;;;;;;15/11/2026;
Annulé : sortie;;;9 octobre 2026;;;;;;;Ville;;;;;;;;;
Autre sortie;;;9 octobre 2026;;;;;;;Ville;;;;;;;;;annulée
Mauvais jour;;;lundi 8 octobre 2026;;;;;;;Ville;;;;;;;;;
Sans année;;;8 octobre;;;;;;;Ville;;;;;;;;;
Pas une date;;;vers la Toussaint;;;;;;;Ville;;;;;;;;;
Mauvaise heure;;;8 octobre 2026;le soir;;;;;;Ville;;;;;;;;;
Mauvais type;;Fiesta;8 octobre 2026;;;;;;;Ville;;;;;;;;;
;sans titre;;8 octobre 2026;;;;;;;Ville;;;;;;;;;
Inconnus;;;8 octobre 2026;;;;;Atlantide;Ys;Ville;;Magie;peut-être;;trampoline;12345678;ftp://x;;
Fin avant;;;8 octobre 2026;;;7 octobre 2026;;;;Ville;;;;;;;;;
Sans organisateur;;;8 octobre 2026;;;;;;;;;;;;;;;;
Appel sans fin;Pour agir;Appel à projets;;;;;;;;Ville;;;;;;;;;
"Guillemet" mal placé;;;8 octobre 2026;;;;;;;Ville;;;;;;;;;
La dernière;;;8 octobre 2026;;;;;;;Ville;;;;;;;;;
`

// TestTable reads CSV with every kind of mistake, in each encoding.
func TestTable(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String(spreadsheet)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"utf-8": spreadsheet, "mark": "\ufeff" + spreadsheet, "windows": latin, "crlf": strings.ReplaceAll(spreadsheet, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Read(strings.NewReader(text), options)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "table.json", shown(r))
		})
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ in, code string }{
		{"", CodeEmpty},
		{"   \n", CodeEmpty},
		{"<html><body>Bonjour</body></html>", CodeUnknown},
		{"PK\x03\x04 not a workbook", CodeDamaged},
		{"a;b\n1;2\n", CodeHeader},
		{"<rss><channel><title>x", CodeDamaged},
		{"BEGIN:VCALENDAR" + strings.Repeat(" ", MaxBytes), CodeSize},
	} {
		_, err := Read(strings.NewReader(c.in), options)
		var p *Problem
		if !errors.As(err, &p) || p.Code != c.code {
			t.Errorf("%.40q: %v", c.in, err)
		}
	}
	lines := "Titre;Dates;Organisateur\n" + strings.Repeat("Un;8/10/2026;Ville\n", MaxLines+10)
	r, err := Read(strings.NewReader(lines), options)
	if err != nil || !r.Partial || r.Problems[0].Code != CodeLines {
		t.Errorf("%v %+v", err, r.Problems[:1])
	}
}

// TestCutCalendar reads a calendar that stops in the middle: it is Partial.
func TestCutCalendar(t *testing.T) {
	text := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261008\nSUMMARY:Un\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nSUMM"
	r, err := Read(strings.NewReader(text), options)
	if err != nil || !r.Partial || len(r.Broken) != 2 || r.Lost() != 2 {
		t.Errorf("%v %+v", err, r)
	}
}
