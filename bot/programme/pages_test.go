package programme

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// says fails when words are missing from a page.
func says(t *testing.T, body string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(plainSpaces(body), plainSpaces(w)) {
			t.Errorf("the page does not say « %s »", w)
		}
	}
}

// plainSpaces is s with spaces of one kind.
func plainSpaces(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// hides fails when a page says words.
func hides(t *testing.T, body string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(body, w) {
			t.Errorf("the page says « %s »", w)
		}
	}
}

func TestList(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		w.fill(t)
		a := w.get(t, "/programme")
		if a.status != http.StatusOK || a.header.Get("Set-Cookie") != "" || strings.Contains(a.body, "<script") || strings.Contains(a.body, "style=") {
			t.Fatalf("status %d, cookie %q", a.status, a.header.Get("Set-Cookie"))
		}
		says(t, a.body, "réparons le lien social", "du 5 au 18 octobre 2026", "Jeudi 8 octobre", "18 h 30 à 21 h",
			"<s>Pique-nique partagé</s>", "Annulé</span>", "Modifié</span>", "Jusqu’au vendredi 9 octobre", "Et aussi, hors des Semaines",
			"Repérer une crise suicidaire", "Bon à savoir", "Réponse avant le vendredi 30 octobre inclus", "en langue des signes",
			`og:title" content="Semaines d’information`, "webcal://relais.test/programme.ics", "16 rendez-vous")
		hides(t, a.body, "Pas encore relu", "partner", "coordinator", "ZgotmplZ")
	})
}

// TestListDays holds the pages to the order of days and hours.
func TestListDays(t *testing.T) {
	w := oneTown(t)
	w.fill(t)
	body := w.get(t, "/programme").body
	last := 0
	for _, mark := range []string{`id="j2026-10-05"`, "Habiter sa tête", `id="j2026-10-06"`, "Portes ouvertes", "Marche bleue", `id="j2026-10-08"`, "Les Intranquilles", `id="j2026-10-14"`, `id="j2026-10-20"`} {
		at := strings.Index(body, mark)
		if at <= last {
			t.Errorf("%s is out of order", mark)
		}
		last = max(at, last)
	}
}

func TestFilters(t *testing.T) {
	w := oneTown(t)
	w.fill(t)
	for _, test := range []struct {
		query      string
		there, not string
	}{
		{"jour=2026-10-08", "Les Intranquilles", "Café des parents"},
		{"jour=2026-10-07", "Habiter sa tête", "Les Intranquilles"}, // lasts from the 5th to the 9th
		{"lieu=sanitas", "Les Intranquilles", "Marche bleue"},
		{"quartier=sanitas", "Octobre rose", "Café des parents"}, // everywhere is here too
		{"lieu=37261", "Les Intranquilles", "Pique-nique"},
		{"commune=37122", "Pique-nique", "Les Intranquilles"},
		{"public=parents", "Café des parents", "Table ronde"},
		{"public=parents&jour=2026-10-08", "Les Intranquilles", "Café des parents"}, // open to all
		{"genre=formation", "Repérer une crise", "Les Intranquilles"},
		{"genre=evenement&lieu=rives-du-cher", "Marche bleue", "Octobre rose"},
		{"theme=sante-mentale", "Les Intranquilles", "nothing to hide"},
		{"jour=&lieu=&public=&genre=", "Les Intranquilles", "Tout le programme</a></p>\n</form>"},
	} {
		a := w.get(t, "/programme?"+test.query)
		if a.status != http.StatusOK || !strings.Contains(a.body, test.there) || strings.Contains(a.body, test.not) {
			t.Errorf("%s: status %d, %s there %v, %s there %v", test.query, a.status,
				test.there, strings.Contains(a.body, test.there), test.not, strings.Contains(a.body, test.not))
		}
	}
	says(t, w.get(t, "/programme?jour=2026-10-17&lieu=sanitas").body, "Rien ne correspond à ce choix")
}

func TestWrongFilters(t *testing.T) {
	w := oneTown(t)
	w.fill(t)
	for _, query := range []string{"jour=demain", "jour=2026-02-30", "jour=1812-01-01", "lieu=paris", "quartier=37261", "commune=sanitas", "public=chats", "genre=fete", "theme=x", "lieu=%00", "public=%3Cscript%3E"} {
		for _, path := range []string{"/programme?", "/programme.ics?", "/programme.pdf?"} {
			a := w.get(t, path+query)
			if a.status != http.StatusBadRequest || !strings.Contains(a.body, "Ce choix ne se lit pas") || strings.Contains(a.body, "<script") {
				t.Errorf("%s%s: status %d", path, query, a.status)
			}
		}
	}
	if a := w.get(t, "/programme.pdf?format=a3"); a.status != http.StatusBadRequest {
		t.Errorf("a3: status %d", a.status)
	}
}

func TestUnknown(t *testing.T) {
	w := oneTown(t)
	id := w.fill(t)
	secret := fmt.Sprint("/programme/", id.secret)
	if it, err := w.board.Item(t.Context(), id.secret); err != nil || it.State != announce.Proposed || it.Poster == nil {
		t.Fatalf("the secret is no secret: %v %v", it.State, err)
	}
	for _, path := range []string{secret, secret + ".ics", secret + "/image", secret + "/affiche.pdf", "/programme/0", "/programme/-1", "/programme/+1",
		"/programme/01", "/programme/x", "/programme/99999999999999999999", "/programme/1/x", "/programme/static/", "/programme/static/x.css", "/programme/static/../list.go",
		fmt.Sprintf("/programme/%d/image", id.cafe), "/autre"} {
		a := w.get(t, path)
		if a.status != http.StatusNotFound && a.status != http.StatusTemporaryRedirect && a.status != http.StatusMovedPermanently {
			t.Errorf("%s: status %d", path, a.status)
		}
		hides(t, a.body, "Pas encore relu")
	}
	for _, method := range []string{http.MethodPost, http.MethodDelete, http.MethodPut} {
		a := w.send(t, httptest.NewRequest(method, townURL+"/programme", nil))
		if a.status != http.StatusMethodNotAllowed || a.header.Get("Allow") == "" {
			t.Errorf("%s: status %d", method, a.status)
		}
	}
	w.Board = broken{}
	a := w.get(t, "/programme")
	if a.status != http.StatusInternalServerError || !strings.Contains(a.body, "Référence") || !strings.Contains(w.logs.String(), "unexpected EOF") {
		t.Errorf("broken: status %d, logs %s", a.status, &w.logs)
	}
}

func TestEvent(t *testing.T) {
	w := oneTown(t)
	id := w.fill(t)
	a := w.get(t, fmt.Sprint("/programme/", id.film))
	page := fmt.Sprintf("https://relais.test/programme/%d", id.film)
	says(t, a.body, "Ciné-débat", "Jeudi 8 octobre, de 18 h 30 à 21 h", "Pour tous, à partir de 14 ans", "Gratuit", "en langue des signes",
		"Proposé par Centre social Pluriel(le)s, avec Unafam 37 et CHRU de Tours", "02 47 00 00 00",
		`og:url" content="`+page+`"`, `og:image" content="`+page+`/image"`, `href="https://t.me/RelaisBot?start=annonce-`+fmt.Sprint(id.film)+`"`,
		"openstreetmap.org/search?query=1&#43;avenue", fmt.Sprintf(`href="/programme/%d.ics"`, id.film), "affiche.pdf")
	says(t, w.get(t, fmt.Sprint("/programme/", id.plain)).body, "C’est annulé.", "Mettre à jour mon agenda", "<s>Pique-nique partagé</s>", `og:description" content="Annulé`)
	says(t, w.get(t, fmt.Sprint("/programme/", id.walk)).body, "a été modifiée", "Mercredi 14 octobre, de 14 h à 16 h")
	hides(t, w.get(t, fmt.Sprint("/programme/", id.call+1)).body, "Ajouter à mon agenda")
	w.clock = at(10, 9, 0)
	a = w.get(t, fmt.Sprint("/programme/", id.film))
	says(t, a.body, "C’est passé.")
	hides(t, a.body, "Ajouter à mon agenda")
}

// TestHostileWords puts in every field what a browser must not obey.
func TestHostileWords(t *testing.T) {
	w := oneTown(t)
	x := `"><script>alert(1)</script>`
	id := w.publish(t, announce.Item{Kind: announce.Event, Title: "T" + x, What: x, Audience: x, Venue: x, Address: x, Organiser: x, Booking: x,
		URL: "https://example.org/?a=%22%3E%3Cscript%3E", Dates: []announce.Date{on(8, 10, 0)}})
	for _, path := range []string{"/programme", fmt.Sprint("/programme/", id)} {
		hides(t, w.get(t, path).body, "<script", "ZgotmplZ")
	}
	for _, path := range []string{fmt.Sprintf("/programme/%d.ics", id), "/programme.pdf", fmt.Sprintf("/programme/%d/affiche.pdf", id)} {
		if a := w.get(t, path); a.status != http.StatusOK {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
}

func TestEditions(t *testing.T) {
	w := oneTown(t)
	says(t, w.get(t, "/programme").body, "Ce qui vient près de chez vous", "Rien n’est annoncé pour le moment")
	w.fill(t)
	w.clock = at(8, 12, 0) // while it runs: from today on
	body := w.get(t, "/programme").body
	says(t, body, "Voir aussi les jours passés", "Les Intranquilles")
	hides(t, body, "Portes ouvertes", `id="j2026-10-05"`)
	body = w.get(t, "/programme?passe=1").body
	says(t, body, "Portes ouvertes", `id="j2026-10-05"`, "Seulement ce qui vient")
	w.clock = at(19, 12, 0) // over, no other one: what is ahead
	body = w.get(t, "/programme").body
	says(t, body, "Ce qui vient près de chez vous", "Repérer une crise suicidaire")
	hides(t, body, "Les Intranquilles", "hors des Semaines")
}

func TestHeaders(t *testing.T) {
	w := oneTown(t)
	id := w.fill(t)
	for _, path := range []string{"/programme", fmt.Sprint("/programme/", id.film), "/programme/x", "/programme.ics", "/programme.pdf"} {
		h := w.get(t, path).header
		if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "script-src") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000"} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
	}
}

// TestNothingNew asks twice for the same, then after a change.
func TestNothingNew(t *testing.T) {
	w := oneTown(t)
	id := w.fill(t)
	for _, path := range []string{"/programme", fmt.Sprint("/programme/", id.film), fmt.Sprintf("/programme/%d.ics", id.film), "/programme.ics", "/programme.pdf?format=a5",
		fmt.Sprintf("/programme/%d/affiche.pdf", id.film), fmt.Sprintf("/programme/%d/image", id.film)} {
		a := w.get(t, path)
		tag, modified := a.header.Get("ETag"), a.header.Get("Last-Modified")
		if tag == "" || modified == "" {
			t.Errorf("%s: ETag %q, Last-Modified %q", path, tag, modified)
		}
		if b := w.get(t, path, "If-None-Match", tag); b.status != http.StatusNotModified || b.body != "" {
			t.Errorf("%s: status %d on its ETag", path, b.status)
		}
		if b := w.get(t, path, "If-Modified-Since", modified); b.status != http.StatusNotModified {
			t.Errorf("%s: status %d on its date", path, b.status)
		}
	}
	before := w.get(t, "/programme")
	w.clock = w.clock.Add(time.Minute)
	w.cancel(t, id.film)
	after := w.get(t, "/programme", "If-None-Match", before.header.Get("ETag"), "If-Modified-Since", before.header.Get("Last-Modified"))
	if after.status != http.StatusOK || !strings.Contains(after.body, "<s>Ciné-débat") {
		t.Errorf("after a cancellation: status %d", after.status)
	}
	if b := w.get(t, "/programme.ics", "If-Modified-Since", before.header.Get("Last-Modified")); b.status != http.StatusOK {
		t.Errorf("the feed after a cancellation: status %d", b.status)
	}
}

func TestImage(t *testing.T) {
	w := oneTown(t)
	id := w.fill(t)
	a := w.get(t, fmt.Sprintf("/programme/%d/image", id.film))
	if a.status != http.StatusOK || a.header.Get("Content-Type") != "image/jpeg" || !strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("status %d, %q", a.status, a.header.Get("Content-Type"))
	}
	for poster, want := range map[string]string{"\xff\xd8\xff\xe0": "image/jpeg", "\x89PNG\r\n\x1a\n": "image/png", "<svg onload=alert(1)>": "", "<html>": "", "": "", "GIF89a": ""} {
		if got := posterKind([]byte(poster)); got != want {
			t.Errorf("%q is %q", poster, got)
		}
	}
}

func TestIsFor(t *testing.T) {
	for _, test := range []struct {
		public, audience string
		want             bool
	}{
		{"parents", "", true}, {"parents", "Tout public", true}, {"parents", "Pour toutes et tous", true},
		{"parents", "familles du quartier", true}, {"parents", "étudiants", false}, {"parents", "de 11 à 25 ans", true},
		{"aines", "Personnes âgées", true}, {"aines", "agents d’accueil", false}, {"aines", "aînés", true}, {"jeunes", "ados et leurs parents", true},
		{"professionnels", "les élus", true}, {"professionnels", "élèves du collège", true}, {"jeunes", "professionnels", false}, {"enfants", "tout-petits", true},
	} {
		if got := isFor(test.public, test.audience); got != test.want {
			t.Errorf("%s for %q: %v", test.public, test.audience, got)
		}
	}
}
