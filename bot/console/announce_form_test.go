package console

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"relais/bot/announce"
)

// filledForm is a form without fault, in a place.
func filledForm(place string) url.Values {
	return url.Values{
		"genre": {"evenement"}, "titre": {"  Ciné-débat "}, "quoi": {"Un film.\r\nPuis on en parle."}, "public": {"les parents"},
		"jour": {"2026-12-05", "", "2026-12-03", "2026-12-12"}, "debut": {"18:30", "", "", "22 h"}, "fin": {"20:30", "", "", "1:00"},
		"dernier": {"", "", "2026-12-04", ""}, "lieu": {place}, "salle": {"Centre social"}, "adresse": {"4 rue du Murier"},
		"organisateur": {"Centre social"}, "partenaires": {"UNAFAM\r\n\r\nVille de Tours\r\nUNAFAM"}, "themes": {"sante-mentale"},
		"prix": {"oui"}, "inscription": {"au 02 47 11 22 33"}, "acces": {"falc", "pmr"}, "contact": {"02 47 11 22 33"},
		"lien": {"https://exemple.fr/cine"}, "envoi": {"choisi"},
	}
}

func TestNewAnnouncement(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v := h.visit(t, ofSanitas)
		if page := v.get(t, "/console/annonces/nouvelle").body; !strings.Contains(page, `<option value="sanitas" selected>`) {
			t.Error("the form does not begin in the reader's territory")
		}
		picture := posterOf(t)
		a := v.upload(t, "/console/annonces/nouvelle", filledForm("sanitas"), "affiche", "affiche.png", picture)
		if a.status != http.StatusSeeOther || a.header.Get("Location") != "/console/annonces/1?fait=proposee" {
			t.Fatalf("status %d, %s", a.status, a.body)
		}
		got, err := h.board.Item(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		free, day := true, func(d int) time.Time { return announce.DayStart(d) }
		want := announce.Item{ID: 1, Kind: announce.Event, State: announce.Proposed, Title: "Ciné-débat", What: "Un film.\nPuis on en parle.", Audience: "les parents",
			Dates: []announce.Date{{Starts: day(20261203), Ends: day(20261204), Whole: true}, evening(20261205),
				{Starts: day(20261212).Add(22 * time.Hour), Ends: day(20261213).Add(time.Hour)}},
			Venue: "Centre social", Address: "4 rue du Murier", Quartier: "sanitas", Commune: "37261", Organiser: "Centre social",
			Partners: []string{"UNAFAM", "Ville de Tours"}, Themes: []string{"sante-mentale"}, Free: &free, Booking: "au 02 47 11 22 33",
			Access: []string{"pmr", "falc"}, Contact: "02 47 11 22 33", URL: "https://exemple.fr/cine", Reach: announce.Fitting, Poster: picture,
			Author: h.log.Pseudonym(ofSanitas)}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(announce.Item{}, "UID", "Created", "Updated")); diff != "" {
			t.Error(diff)
		}
		if len(h.notes) != 1 || !strings.HasSuffix(h.notes[0], "announce-propose annonce:1 evenement") {
			t.Errorf("noted %q", h.notes)
		}
	})
}

// TestFaultsBesideFields keeps what was typed, and says what is wrong where.
func TestFaultsBesideFields(t *testing.T) {
	h := oneHouse(t)
	v := h.visit(t, boss)
	tests := []struct {
		field string
		set   url.Values
	}{
		{"titre", url.Values{"titre": {""}}}, {"titre", url.Values{"titre": {strings.Repeat("a", 121)}}},
		{"quoi", url.Values{"quoi": {strings.Repeat("a", 701)}}}, {"genre", url.Values{"genre": {"fete"}}},
		{"dates", url.Values{"jour": {""}}}, {"dates", url.Values{"jour": {"2026-12-05"}, "debut": {"25:00"}}},
		{"dates", url.Values{"jour": {"demain"}}}, {"dates", url.Values{"jour": {"2026-11-01"}}},
		{"dates", url.Values{"jour": {"2026-12-05"}, "debut": {"18:00"}, "fin": {"17:00"}}},
		{"dates", url.Values{"jour": {"2026-12-05"}, "fin": {"17:00"}, "debut": {""}}},
		{"dates", url.Values{"jour": {"2026-12-05"}, "dernier": {"2026-12-01"}}},
		{"limite", url.Values{"genre": {"appel"}}}, {"limite", url.Values{"limite": {"2026-01-01"}}}, {"limite", url.Values{"limite": {"bientôt"}}},
		{"lieu", url.Values{"lieu": {"atlantide"}}}, {"organisateur", url.Values{"organisateur": {" "}}},
		{"themes", url.Values{"themes": {"bonheur"}}}, {"acces", url.Values{"acces": {"tapis"}}}, {"contact", url.Values{"contact": {"02 47 11"}}},
		{"lien", url.Values{"lien": {"javascript:alert(1)"}}}, {"envoi", url.Values{"envoi": {"monde"}}},
	}
	for _, test := range tests {
		form := filledForm("sanitas")
		for key, values := range test.set {
			form[key] = values
			if key == "jour" {
				form["debut"], form["fin"], form["dernier"] = test.set["debut"], test.set["fin"], test.set["dernier"]
			}
		}
		a := v.post(t, "/console/annonces/nouvelle", form)
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `id="`+test.field+`-faute"`) || !strings.Contains(a.body, `href="#`+test.field+`"`) {
			t.Errorf("%s with %v: status %d", test.field, test.set, a.status)
		}
		if !strings.Contains(a.body, "4 rue du Murier") || !strings.Contains(a.body, `value="sante-mentale" checked`) && test.field != "themes" {
			t.Errorf("%s: what was typed is lost", test.field)
		}
	}
	for name, data := range map[string][]byte{"a text": []byte("bonjour"), "too big": append(posterOf(t), make([]byte, announce.MaxPoster)...), "cut": posterOf(t)[:200]} {
		if a := v.upload(t, "/console/annonces/nouvelle", filledForm("sanitas"), "affiche", "a.png", data); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "affiche-faute") {
			t.Errorf("%s as a poster: status %d", name, a.status)
		}
	}
	if len(h.notes) > 0 {
		t.Errorf("noted %q", h.notes)
	}
}

func TestMoreDates(t *testing.T) {
	h := oneHouse(t)
	form := filledForm("sanitas")
	form.Set("plus", "oui")
	a := h.visit(t, boss).post(t, "/console/annonces/nouvelle", form)
	if a.status != http.StatusOK || strings.Count(a.body, `name="jour"`) != 3+emptyRows || !strings.Contains(a.body, `value="Ciné-débat"`) {
		t.Errorf("status %d, %d rows", a.status, strings.Count(a.body, `name="jour"`))
	}
	if h.itemState(t, 1) != "gone" {
		t.Error("it was proposed")
	}
}

// TestEditRoundTrip saves the form as it comes: nothing changes, whatever the
// dates.
func TestEditRoundTrip(t *testing.T) {
	for _, d := range []announce.Date{
		evening(20261203),
		{Starts: evening(20261203).Starts, Ends: evening(20261203).Starts},
		{Starts: announce.DayStart(20261203), Ends: announce.DayStart(20261203), Whole: true},
		{Starts: announce.DayStart(20270327), Ends: announce.DayStart(20270329), Whole: true},
		{Starts: evening(20261203).Starts, Ends: evening(20261205).Ends},
		{Starts: evening(20261203).Starts, Ends: announce.DayStart(20261204).Add(time.Hour)},
	} {
		got, ok := rowOf(d).date()
		if !ok || !got.Starts.Equal(d.Starts) || !got.Ends.Equal(d.Ends) || got.Whole != d.Whole {
			t.Errorf("%v became %v, %v", d, got, ok)
		}
	}
}

func TestChangeAnnouncement(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v, picture := h.visit(t, boss), posterOf(t)
		it := h.event("Ciné-débat", "sanitas")
		it.Poster = picture
		id := h.publish(t, it)
		form := filledForm("sanitas")
		form.Set("empreinte", v.seal(t, id))
		if page := v.get(t, itemPath(id)+"/modifier").body; !strings.Contains(page, `value="2026-12-03"`) || !strings.Contains(page, `value="18:30"`) || !strings.Contains(page, "Retirer l’affiche") {
			t.Error("the form has not what there is")
		}
		if a := v.post(t, itemPath(id)+"/modifier", form); a.status != http.StatusSeeOther {
			t.Fatalf("status %d", a.status)
		}
		p, err := h.board.WaitingFor(t.Context(), id)
		if err != nil || p.Change != announce.Changed || len(p.Item.Dates) != 3 || !bytes.Equal(p.Item.Poster, picture) {
			t.Fatalf("%+v, %v", p.Change, err)
		}
		// Another saved in between: nothing is lost, and one may insist.
		a := v.post(t, itemPath(id)+"/modifier", form)
		if a.status != http.StatusConflict || !strings.Contains(a.body, "a changé pendant que vous la modifiiez") || !strings.Contains(a.body, "Un film.") {
			t.Errorf("stale: status %d", a.status)
		}
		form.Set("empreinte", sealShape.FindStringSubmatch(a.body)[1])
		form.Set("sans-affiche", "oui")
		if a := v.post(t, itemPath(id)+"/modifier", form); a.status != http.StatusSeeOther {
			t.Errorf("again: status %d", a.status)
		}
		if p, err := h.board.WaitingFor(t.Context(), id); err != nil || p.Item.Poster != nil {
			t.Errorf("the poster stayed, %v", err)
		}
		// A past date that was there may stay; a new one may not be past.
		h.clock = h.clock.Add(20 * 24 * time.Hour)
		v = h.visit(t, boss)
		form.Set("empreinte", v.seal(t, id))
		form["jour"] = []string{"2026-12-03", "2026-12-20"}
		form["debut"], form["fin"], form["dernier"] = []string{"18:30", ""}, []string{"20:30", ""}, nil
		if a := v.post(t, itemPath(id)+"/modifier", form); a.status != http.StatusSeeOther {
			t.Errorf("with its past date: status %d, %s", a.status, a.body)
		}
		form.Set("empreinte", v.seal(t, id))
		form["jour"][1] = "2026-12-04"
		if a := v.post(t, itemPath(id)+"/modifier", form); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "est passée") {
			t.Errorf("with a new past date: status %d", a.status)
		}
	})
}
