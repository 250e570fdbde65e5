package chart

import (
	"bytes"
	"encoding/xml"
	"flag"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
)

var out = flag.String("out", "", "folder where the pictures are left to be looked at")

var year = []string{"2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}

func values(n ...int) []Value {
	var all []Value
	for _, n := range n {
		all = append(all, Value{N: max(n, 0), Least: n < 0, Under: 11})
	}
	return all
}

// charts are one of each kind, and their corners.
func charts(s Size) map[string]Chart {
	long := append(append([]string{}, "2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10"), year...)
	asked := values(812, 640, 905, 870, -1, 951, 902, 1004, 520, 411, 1180, 1625)
	asked[11].Least = true
	two := append(values(310, 280, 402, 377, 391, 366, 340, 352, -1, -1, 420, 512), values(433, 391, 520, 504, 515, 488, 470, 491, 260, 205, 610, 902)...)
	grid := Grid{Rows: []string{"Addictions", "Santé mentale des adultes", "Enfants, ados : souffrance psychique", "Dents", "Droits et couverture santé", "Maternité et petite enfance", "Santé sexuelle", "Violences"},
		Columns: []string{"Sanitas", "Rives du Cher", "Maryse Bastié", "Les Fontaines", "Europe", "Bords de Loire", "Niqueux Bruère - Marcel Pagnol", "La Rabière", "La Rabaterie"}}
	for i := range grid.Rows {
		var row []Value
		for j := range grid.Columns {
			n := (i*37 + j*53 + i*j*11) % 320
			row = append(row, Value{N: n / 11 * 11, Least: n%7 != 3, Under: 11})
		}
		grid.Cells = append(grid.Cells, row)
	}
	bars := []Bar{{"N’existe pas ici", Value{N: 142}}, {"Complet ou liste d’attente", Value{N: 1250}}, {"Pas éligible", Value{N: 88, Least: true, Under: 11}},
		{"Enfants, adolescents : souffrance psychique et troubles du neurodéveloppement", Value{N: 61}}, {"Trop loin", Value{Least: true, Under: 11}}, {"Langue", Value{}}}
	steps := []Bar{{"Demandes", Value{N: 10300}}, {"Fiches ouvertes", Value{N: 6120}}, {"Mises en relation", Value{N: 2711}}, {"Orientations", Value{N: 640}}, {"Suites connues", Value{Least: true, Under: 11}}}
	return map[string]Chart{
		"lines":  Lines("Demandes par mois, Tours", year, []Series{{"Demandes", asked}}, s),
		"lines2": Lines("Demandes et besoins sur deux ans", long, []Series{{"Demandes", two}, {"Besoins", append(values(210, 200, 302, 300), two[:20]...)}, {"Orientations", two[4:]}}, s),
		"zero":   Lines("Rien encore", year[:2], []Series{{"Demandes", values(0, 0)}}, s),
		"few":    Lines("Trop peu", year[:3], []Series{{"Demandes", values(-1, -1, -1)}}, s),
		"bars":   Bars("Pourquoi rien ne convient", bars, s),
		"heat":   Heat("Demandes par thème et par quartier, en 2026", grid, s),
		"funnel": Funnel("De la demande à la suite donnée", steps, s),
		"empty":  Bars("Pourquoi rien ne convient", nil, s),
		"noheat": Heat("Demandes par thème et par quartier", Grid{}, s),
	}
}

func TestPNG(t *testing.T) {
	for name, c := range charts(Phone) {
		var a, b bytes.Buffer
		if err := c.PNG(&a); err != nil {
			t.Fatal(err)
		}
		if err := charts(Phone)[name].PNG(&b); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: two drawings differ (%v)", name, err)
		}
		leave(t, name+".png", a.Bytes())
		img, err := png.Decode(&a)
		if err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size.X != 800 || size.Y < 600 && !strings.HasPrefix(c.Description(), "Aucun") || size.Y > 1100 {
			t.Errorf("%s is %v", name, size)
		}
	}
}

func leave(t *testing.T, name string, data []byte) {
	t.Helper()
	if *out == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*out, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

var forbidden = regexp.MustCompile(`(?i)style=|<style|<script|href|\son\w+=|url\(`)

func TestSVG(t *testing.T) {
	for _, size := range []Size{Phone, Page, Print, Wide} {
		for name, c := range charts(size) {
			var a bytes.Buffer
			if err := c.SVG(&a); err != nil {
				t.Fatal(err)
			}
			leave(t, name+".svg", a.Bytes())
			if found := forbidden.FindString(a.String()); found != "" {
				t.Errorf("%s has %q, which a strict policy refuses", name, found)
			}
			for _, want := range []string{`role="img"`, "<title id=", "<desc id=", "viewBox="} {
				if !strings.Contains(a.String(), want) {
					t.Errorf("%s has no %s", name, want)
				}
			}
			wellFormed(t, name, &a)
		}
	}
}

func wellFormed(t *testing.T, name string, r io.Reader) {
	t.Helper()
	d := xml.NewDecoder(r)
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// TestLeastIsSaid: what is rounded down is written so, and heard so.
func TestLeastIsSaid(t *testing.T) {
	for name, draw := range map[string]func(v ...Value) Chart{
		"lines":  func(v ...Value) Chart { return Lines("t", year[:2], []Series{{"s", v[:1]}, {"s", v[1:]}}, Page) },
		"bars":   func(v ...Value) Chart { return Bars("t", []Bar{{"a", v[0]}, {"b", v[1]}}, Page) },
		"funnel": func(v ...Value) Chart { return Funnel("t", []Bar{{"a", v[0]}, {"b", v[1]}}, Page) },
		"heat":   func(v ...Value) Chart { return Heat("t", Grid{[]string{"a"}, []string{"b", "c"}, [][]Value{v}}, Page) },
	} {
		var b bytes.Buffer
		if err := draw(Value{N: 44, Least: true, Under: 11}, Value{Least: true, Under: 11}).SVG(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"≥\u00a044", "&lt;\u00a011", "au moins 44"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q", name, want)
			}
		}
	}
}

// TestNothingLeavesTheFrame measures every text of every chart.
func TestNothingLeavesTheFrame(t *testing.T) {
	for _, size := range []Size{Phone, Page, Print, Wide} {
		for name, c := range charts(size) {
			for _, m := range c.marks {
				l, ok := m.(label)
				if !ok || l.angle != 0 {
					continue
				}
				w := widthOf(l.words, l.size, l.bold)
				x := l.x - [...]float64{0, w / 2, w}[l.anchor]
				if x < 0 || x+w > c.width+0.5 || l.y > c.height || l.y-l.size < -1 {
					t.Errorf("%s at %v: « %s » leaves the frame", name, size.Width, l.words)
				}
			}
		}
	}
}

func TestPDF(t *testing.T) {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.AddUTF8FontFromBytes("sans", "", liberationsansregular.TTF)
	doc.AddUTF8FontFromBytes("sans", "B", liberationsansbold.TTF)
	for _, name := range []string{"lines", "lines2", "few", "bars", "heat", "funnel", "empty", "noheat"} {
		doc.AddPage()
		if h := charts(Print)[name].PDF(doc, "sans", 15, 20, 180); h < 16 {
			t.Errorf("%s is %v mm high", name, h)
		}
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	leave(t, "charts.pdf", b.Bytes())
}

func TestWrap(t *testing.T) {
	words := "Enfants, adolescents : souffrance psychique"
	lines := wrap(words, 16, false, 150)
	if len(lines) < 2 || strings.Join(lines, " ") != words {
		t.Errorf("wrapped as %q", lines)
	}
	for _, l := range lines {
		if widthOf(l, 16, false) > 150 {
			t.Errorf("« %s » is too wide", l)
		}
	}
}

func TestTicks(t *testing.T) {
	for most, want := range map[int]int{1: 1, 5: 1, 6: 2, 11: 5, 99: 20, 312: 100, 1625: 500, 10300: 5000} {
		if got := tickOf(most); got != want {
			t.Errorf("%d is cut by %d, want %d", most, got, want)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	c := charts(Phone)["lines"]
	for b.Loop() {
		if err := c.PNG(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
