package console

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/bot/announce/exchange"
)

const programmeSheet = `Titre;Dates;Heure de début;Organisateur;Quartier;Commune
Ciné-débat;03/12/2026;18h30;Centre social;Sanitas;Tours
Marche;le 45 décembre;;Centre social;;Tours
Exposition;du 3 au 5 décembre 2026;;Médiathèque;;Tours
`

func TestImportFile(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v := h.visit(t, ofSanitas)
		form := url.Values{"nom": {"SISM 2026, Été"}}
		a := v.upload(t, "/console/annonces/fichier", form, "fichier", "programme.csv", []byte(programmeSheet))
		said := html.UnescapeString(a.body)
		for _, want := range []string{"2\u00a0annonces lues", "2\u00a0nouvelles, à relire", "Ligne 3", "45 décembre"} {
			if !strings.Contains(said, want) {
				t.Errorf("the report has not %q", want)
			}
		}
		if a.status != http.StatusOK {
			t.Fatalf("status %d", a.status)
		}
		list, err := h.board.Waiting(t.Context())
		if err != nil || len(list) != 2 || list[0].Item.Source != "fichier:sanitas:sism-2026-ete" {
			t.Fatalf("%d wait, %v", len(list), err)
		}
		if !slices.ContainsFunc(h.notes, func(n string) bool { return strings.HasSuffix(n, "announce-import fichier:sanitas:sism-2026-ete ") }) {
			t.Errorf("noted %q", h.notes)
		}
		a = v.upload(t, "/console/annonces/fichier", form, "fichier", "programme.csv", []byte(strings.Replace(programmeSheet, "18h30", "19h", 1)))
		if !strings.Contains(a.body, "1\u00a0changement, à relire") || !strings.Contains(a.body, "1\u00a0déjà connue") {
			t.Errorf("again: %s", a.body)
		}
		// Another name is another source: it may not take back what this one brought.
		a = v.upload(t, "/console/annonces/fichier", url.Values{"nom": {"Autre"}}, "fichier", "programme.csv", []byte(programmeSheet))
		if !strings.Contains(a.body, "Déjà annoncé par quelqu’un d’autre") {
			t.Error("what is announced already is not told")
		}
		if list, err := h.board.Waiting(t.Context()); err != nil || len(list) != 2 {
			t.Errorf("%d wait, %v", len(list), err)
		}
	})
}

func TestImportFaults(t *testing.T) {
	h := oneHouse(t)
	v := h.visit(t, boss)
	if a := v.upload(t, "/console/annonces/fichier", url.Values{"nom": {"!"}}, "", "", nil); a.status != http.StatusUnprocessableEntity ||
		!strings.Contains(a.body, "nom-faute") || !strings.Contains(a.body, "fichier-faute") {
		t.Errorf("nothing: status %d", a.status)
	}
	for data, want := range map[string]string{
		"":                    "rien à lire",
		"\x89PNG\r\n\x00\x01": "ni un agenda",
		"Titre;Dates\na;\n":   "Rien n’a été pris",
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261203T183000Z\r\nSUMMARY:Ciné-débat\r\nEND:VEVENT\r\n": "par prudence, rien n’a été pris",
	} {
		a := v.upload(t, "/console/annonces/fichier", url.Values{"nom": {"SISM"}}, "fichier", "x", []byte(data))
		if a.status != http.StatusOK || !strings.Contains(strings.ToLower(html.UnescapeString(a.body)), strings.ToLower(want)) {
			t.Errorf("%.20q: status %d, not %q", data, a.status, want)
		}
	}
	if list, err := h.board.Waiting(t.Context()); err != nil || len(list) > 0 || len(h.notes) > 0 {
		t.Errorf("%d wait, noted %q, %v", len(list), h.notes, err)
	}
	a := v.get(t, "/console/annonces/modele.xlsx")
	if a.header.Get("Content-Type") != exchange.TemplateType || !strings.HasPrefix(a.body, "PK") || !strings.Contains(a.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the template: status %d", a.status)
	}
}

func TestSourceOf(t *testing.T) {
	for _, test := range [][3]string{
		{"SISM 2026, Ville de Tours", "", "fichier:sism-2026-ville-de-tours"}, {"  sism  2026 — ville de tours", "", "fichier:sism-2026-ville-de-tours"},
		{"Été", "sanitas", "fichier:sanitas:ete"}, {"x", "", ""}, {"", "", ""}, {"عيد", "", ""},
	} {
		if got := sourceOf(test[0], test[1]); got != test[2] {
			t.Errorf("%q in %q is %q, want %q", test[0], test[1], got, test[2])
		}
	}
	if got := sourceOf(strings.Repeat("a", 200), "saint-pierre-des-corps"); len(got) > 100 {
		t.Errorf("%d long", len(got))
	}
}

func TestFeeds(t *testing.T) {
	h := oneHouse(t)
	v := h.visit(t, boss)
	add := func(address, every string) reply {
		return v.post(t, "/console/annonces/agendas", url.Values{"adresse": {address}, "nom": {"Ville"}, "rythme": {every}})
	}
	if a := add("https://ville.test/agenda.ics", "6"); a.status != http.StatusSeeOther || !strings.Contains(v.get(t, a.header.Get("Location")).body, "https://ville.test/agenda.ics") {
		t.Fatalf("status %d", a.status)
	}
	for _, bad := range [][3]string{{"https://ville.test/agenda.ics", "6", "déjà suivi"}, {"agenda", "6", "ne peut pas être suivie"}, {"https://a.test/", "0", "rythme-faute"}} {
		if a := add(bad[0], bad[1]); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, bad[2]) {
			t.Errorf("%v: status %d", bad, a.status)
		}
	}
	h.fed.look = exchange.Look{Read: 3, Summary: announce.Summary{New: 2, Past: 1}, Problems: []exchange.Problem{{Line: 7, Code: exchange.CodeNoStart, Lost: true}}}
	a := v.post(t, "/console/annonces/agendas/numero/1/regarder", nil)
	for _, want := range []string{"3\u00a0annonces lues", "2\u00a0nouvelles", "Ligne 7"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the look has not %q", want)
		}
	}
	h.fed.list[0].Problem = &exchange.Problem{Code: exchange.CodeStatus, Args: []string{"404"}}
	if page := v.get(t, "/console/annonces/agendas").body; !strings.Contains(page, "(404)") {
		t.Error("the error of the last look is not told")
	}
	for path, state := range map[string]string{"arreter": exchange.Stopped, "suivre": exchange.Active} {
		if a := v.post(t, "/console/annonces/agendas/numero/1/"+path, nil); a.status != http.StatusSeeOther || h.fed.list[0].State != state {
			t.Errorf("%s: status %d, %s", path, a.status, h.fed.list[0].State)
		}
		if a := v.post(t, "/console/annonces/agendas/numero/9/"+path, nil); a.status != http.StatusNotFound {
			t.Errorf("%s an unknown one: status %d", path, a.status)
		}
	}
	var did []string
	for _, n := range h.notes {
		did = append(did, n[strings.LastIndex(n, " ")+1:])
	}
	slices.Sort(did)
	if diff := cmp.Diff([]string{"add", "look", "start", "stop"}, did); diff != "" {
		t.Error(diff)
	}
	reader := h.visit(t, ofSanitas).get(t, "/console/annonces/agendas").body
	if !strings.Contains(reader, "ville.test") || strings.Contains(reader, "/regarder") {
		t.Error("a coordinator of a quarter may change an agenda, or not read it")
	}
}
