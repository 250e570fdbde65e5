package programme

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"relais/bot/announce"
	"relais/bot/browsertest"
	"relais/bot/text"
)

// sheets reads the text of a PDF page by page with pdftotext, which CI must have.
func sheets(t *testing.T, pdf string) []string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is missing: install poppler-utils")
		}
		t.Skip("pdftotext is missing")
	}
	file := filepath.Join(t.TempDir(), "programme.pdf")
	if err := os.WriteFile(file, []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), tool, "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// flat puts words on one line, for what is broken across lines.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func (w *town) pdf(t *testing.T, path string) string {
	t.Helper()
	a := w.get(t, path)
	if a.status != http.StatusOK || a.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(a.body, "%PDF-") {
		t.Fatalf("%s: status %d, %q", path, a.status, a.header.Get("Content-Type"))
	}
	return a.body
}

func TestLeaflet(t *testing.T) {
	w := oneTown(t)
	w.fill(t)
	for _, format := range []string{"a4", "a5"} {
		pdf := w.pdf(t, "/programme.pdf?format="+format)
		browsertest.Keep(t, "leaflet-"+format+".pdf", []byte(pdf))
		all := sheets(t, pdf)
		whole := flat(strings.Join(all, " "))
		for _, want := range []string{"Semaines d’information sur la santé mentale", "Du 5 au 18 octobre 2026", "16 rendez-vous dans 3 communes", "relais.test/programme",
			"Les Intranquilles", "18 h 30 à 21 h", "Annulé", "Modifié", "accessible en fauteuil", "3114", "Et aussi", "Réponse avant le vendredi 30 octobre inclus",
			"Pour tous, à partir de 14 ans · Gratuit", "Autres dates : mercredi 14 octobre"} {
			if !strings.Contains(whole, want) {
				t.Errorf("%s does not say « %s »", format, want)
			}
		}
		if strings.Contains(whole, "Pas encore relu") {
			t.Errorf("%s says what nobody approved", format)
		}
		for i, page := range all[1:] {
			if want := fmt.Sprintf("%d/%d", i+2, len(all)); !strings.Contains(strings.ReplaceAll(flat(page), " / ", "/"), want) {
				t.Errorf("%s: page %d has no number", format, i+2)
			}
		}
		if again := w.pdf(t, "/programme.pdf?format="+format); again != pdf {
			t.Errorf("%s: two leaflets of one programme differ", format)
		}
	}
	narrow := flat(strings.Join(sheets(t, w.pdf(t, "/programme.pdf?quartier=sanitas")), " "))
	if !strings.Contains(narrow, "Choix : Sanitas") || !strings.Contains(narrow, "Intranquilles") || strings.Contains(narrow, "Marche bleue") {
		t.Errorf("a leaflet of a quarter says %.300s", narrow)
	}
}

func TestEmptyLeaflet(t *testing.T) {
	w := oneTown(t)
	pdf := w.pdf(t, "/programme.pdf")
	browsertest.Keep(t, "leaflet-empty.pdf", []byte(pdf))
	if all := sheets(t, pdf); len(all) != 1 || !strings.Contains(flat(all[0]), "Rien n’est annoncé") {
		t.Errorf("%d pages: %q", len(all), all)
	}
}

// TestNothingCut lays out the longest entries that may be, and finds each word
// on the paper and each line inside its column.
func TestNothingCut(t *testing.T) {
	w := oneTown(t)
	e := w.edition(t)
	long := func(n int, word string) string { return strings.TrimSpace(strings.Repeat(word+" ", n/(len(word)+1))) }
	for i := range 30 {
		it := announce.Item{Kind: announce.Event, Edition: e, Title: fmt.Sprintf("Titre%02d ", i) + long(110, "formidable"), What: long(640, "explication") + fmt.Sprintf(" finquoi%02d", i),
			Audience: long(190, "habitants"), Venue: long(190, "maison"), Address: strings.Repeat("x", 190), Organiser: long(190, "association"), Booking: long(180, "accueil"),
			Contact: long(180, "secrétariat") + fmt.Sprintf(" fincontact%02d", i), Commune: "37261", Free: yes(), Access: announce.Access, Dates: []announce.Date{on(5+i%14, 9, 10)}}
		for j := range 20 {
			it.Partners = append(it.Partners, fmt.Sprintf("%s %d", long(100, "partenaire"), j))
		}
		w.publish(t, it)
	}
	browsertest.Keep(t, "long-sheet.pdf", []byte(w.pdf(t, "/programme/1/affiche.pdf")))
	for _, format := range []string{"A4", "A5"} {
		whole := flat(strings.Join(sheets(t, w.pdf(t, "/programme.pdf?format="+strings.ToLower(format))), " "))
		for i := range 30 {
			for _, mark := range []string{"Titre%02d", "finquoi%02d", "fincontact%02d"} {
				if want := fmt.Sprintf(mark, i); !strings.Contains(whole, want) {
					t.Errorf("%s: %s is missing", format, want)
				}
			}
		}
		browsertest.Keep(t, "long-"+format+".pdf", []byte(w.get(t, "/programme.pdf?format="+strings.ToLower(format)).body))
		o, err := w.offer(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		inside(t, w.booklet(o, filter{}, format))
	}
}

// inside fails on a line that leaves its column.
func inside(t *testing.T, b booklet) {
	t.Helper()
	l := newLeaflet(b)
	seen, alone := map[[2]int]float64{}, map[[2]int]bool{}
	for _, p := range l.place(l.blocks()) {
		at := [2]int{p.page, p.column}
		if p.y < seen[at]-0.001 || p.y < l.top-0.001 {
			t.Errorf("%s: something lies upon another thing on page %d", b.Format, p.page+2)
		}
		y := p.y + p.above
		for _, r := range p.rows {
			if y += r.step; y > l.bottom+0.001 || l.widthOf(r.words, r.size, r.bold) > l.column+0.001 {
				t.Errorf("%s: « %s » leaves its column on page %d", b.Format, r.words, p.page+2)
			}
		}
		seen[at], alone[at] = y, p.heading
	}
	for at, heading := range alone {
		if heading {
			t.Errorf("%s: a heading ends a column on page %d", b.Format, at[0]+2)
		}
	}
}

func TestSheet(t *testing.T) {
	w := oneTown(t)
	id := w.fill(t)
	wide := w.publish(t, announce.Item{Kind: announce.Event, Title: "Fête du jeu", What: "Des jeux pour petits et grands.", Dates: []announce.Date{on(10, 14, 18), on(11, 14, 18)}, Venue: "Salle des fêtes", Commune: "37122", Free: yes(), Poster: poster(t, 900, 500)})
	for name, test := range map[string]struct {
		id   int64
		want []string
	}{
		"film": {id.film, []string{"Les Intranquilles", "Jeudi 8 octobre, de 18 h 30 à 21 h", "Centre social Pluriel(le)s", "Sanitas", "Pour tous, à partir de 14 ans · Gratuit", "Accessible en fauteuil", fmt.Sprint("relais.test/programme/", id.film)}},
		"cafe": {id.cafe, []string{"écrans et sommeil", "Vendredi 9 octobre", "Inscription : auprès du collège"}},
		"off":  {id.plain, []string{"ANNULÉ", "Pique-nique partagé"}},
		"call": {id.call, []string{"Réponse avant le vendredi 30 octobre"}},
		"wide": {wide, []string{"Fête du jeu", "Dimanche 11 octobre"}},
	} {
		pdf := w.pdf(t, fmt.Sprintf("/programme/%d/affiche.pdf", test.id))
		browsertest.Keep(t, "sheet-"+name+".pdf", []byte(pdf))
		all := sheets(t, pdf)
		if len(all) != 1 {
			t.Errorf("%s: %d pages", name, len(all))
		}
		for _, want := range append(test.want, text.ProgrammeMore, "3114") {
			if !strings.Contains(flat(all[0]), want) {
				t.Errorf("%s does not say « %s »", name, want)
			}
		}
	}
	film := w.pdf(t, fmt.Sprintf("/programme/%d/affiche.pdf", id.film))
	if !bytes.Contains([]byte(film), []byte("/DCTDecode")) {
		t.Error("the poster is not on its sheet")
	}
}

// TestPaperOfAnyWords draws words that paper has no letters for.
func TestPaperOfAnyWords(t *testing.T) {
	w := oneTown(t)
	for _, title := range []string{"🎉🎬 Fête 𝕞 du quartier", "مرحبا بكم", "你好", "a\u202eb\u200b c", strings.Repeat("W", 120)} {
		id := w.publish(t, announce.Item{Kind: announce.Event, Title: title, What: title, Dates: []announce.Date{on(8, 10, 0)}})
		w.pdf(t, fmt.Sprintf("/programme/%d/affiche.pdf", id))
	}
	whole := flat(strings.Join(sheets(t, w.pdf(t, "/programme.pdf?format=a5")), " "))
	for _, want := range []string{"Fête du quartier", "Titre à lire en ligne"} {
		if !strings.Contains(whole, want) {
			t.Errorf("the leaflet does not say « %s »", want)
		}
	}
}
