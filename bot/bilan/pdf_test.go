package bilan

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"relais/bot/text"
)

func written(t *testing.T, b Bilan) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WritePDF(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pages reads the text of a PDF with pdftotext, which CI must have.
func pages(t *testing.T, pdf []byte) []string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is missing: install poppler-utils")
		}
		t.Skip("pdftotext is missing")
	}
	file := filepath.Join(t.TempDir(), "bilan.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), tool, "-layout", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// flat puts words on one line, for what is broken across lines.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestPDF(t *testing.T) {
	b := collected(t, afterYear)
	pdf := written(t, b)
	leave(t, "bilan.pdf", pdf)
	all := pages(t, pdf)
	whole := flat(strings.Join(all, " "))
	for _, want := range []string{
		"Bilan 2026", "Tous les territoires", "8 janvier 2027", "Sommaire", "Comment lire ces chiffres", "Fiche 1.3.1", "Fiche 1.3.2",
		"≥ 1 496", "< 11", "10 300", "2025 : 8 800 (+17 %)", "« J’oriente »", "Ruptures de parcours et passages aux urgences évités",
		"Stand « cœur » – 0 €", "Guide « Où aller pour ma santé »", "Joué-lès-Tours", "environ 44 %",
	} {
		if !strings.Contains(whole, want) {
			t.Errorf("the document does not say « %s »", want)
		}
	}
	for i, p := range all[1:] {
		if want := fmt.Sprintf("%d / %d", i+2, len(all)); !strings.Contains(p, want) {
			t.Errorf("page %d has no number", i+2)
		}
	}
	for _, r := range b.Indicators {
		if !strings.Contains(whole, flat(r.Name)) {
			t.Errorf("« %s » is not in the document", r.Name)
		}
	}
}

var listed = regexp.MustCompile(`(?m)^ *(\S.*?\S) {2,}(\d+)$`)

// TestContentsTellTheTruth finds each heading on the page the contents give.
func TestContentsTellTheTruth(t *testing.T) {
	all := pages(t, written(t, collected(t, afterYear)))
	lines := listed.FindAllStringSubmatch(all[1], -1)
	if len(lines) < 20 {
		t.Fatalf("%d headings in the contents:\n%s", len(lines), all[1])
	}
	for _, l := range lines {
		n := 0
		if _, err := fmt.Sscan(l[2], &n); err != nil || n < 2 || n > len(all) || !strings.Contains(flat(all[n-1]), flat(l[1])) {
			t.Errorf("« %s » is not on page %s", l[1], l[2])
		}
	}
}

func TestTablesRepeatTheirHeader(t *testing.T) {
	all := pages(t, written(t, collected(t, afterYear)))
	continued := 0
	for _, p := range all {
		if i := strings.Index(p, "("+text.BilanContinued+")"); i >= 0 {
			continued++
			if !regexp.MustCompile(`Date +Intitulé|Thème|Nombre|Besoins`).MatchString(p[i:]) {
				t.Errorf("a table goes on without its header:\n%s", p)
			}
		}
	}
	if continued == 0 {
		t.Error("no table of the sample breaks across pages: the test proves nothing")
	}
}

func TestMethodIsOnePage(t *testing.T) {
	for _, now := range []time.Time{afterYear, inYear} {
		b := collected(t, now)
		all := pages(t, written(t, b))
		if got := flat(all[2]); !strings.Contains(got, flat(b.Method[0].Heading)) || !strings.Contains(got, flat(b.Method[len(b.Method)-1].Heading)) {
			t.Errorf("the method is not the third page:\n%s", all[2])
		}
	}
}

func TestPDFSaysItsLanguageAndNeverChanges(t *testing.T) {
	b := collected(t, afterYear)
	one, two := written(t, b), written(t, b)
	if !bytes.Equal(one, two) {
		t.Error("two documents of one bilan differ")
	}
	for _, want := range []string{"/Lang (fr-FR)", "/Title", "/Outlines", "/FontFile2"} {
		if !bytes.Contains(one, []byte(want)) {
			t.Errorf("no %s in the document", want)
		}
	}
}

// TestEmptyBilan writes a bilan in which nothing happened.
func TestEmptyBilan(t *testing.T) {
	b := Bilan{Title: "Bilan 2026", Exact: true, K: 11, period: year2026, produced: afterYear,
		Territory: Territory{Name: "Sanitas"}, Method: text.BilanMethodWords(11, true)}
	if whole := strings.Join(pages(t, written(t, b)), ""); !strings.Contains(whole, text.BilanNoEntries) {
		t.Errorf("an empty bilan does not say so:\n%s", whole)
	}
	var out bytes.Buffer
	if err := WriteXLSX(&out, b); err != nil {
		t.Error(err)
	}
}

func TestSpeed(t *testing.T) {
	b := collected(t, afterYear)
	start := time.Now()
	pdf := written(t, b)
	if took := time.Since(start); took > 5*time.Second || len(pdf) > 2<<20 {
		t.Errorf("%v for a document of %d bytes", took, len(pdf))
	}
}
