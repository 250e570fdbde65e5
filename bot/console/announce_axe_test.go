package console

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"relais/bot/announce"
	"relais/bot/announce/exchange"
	"relais/bot/browsertest"
)

// announcePages are the pages of announcements of a furnished house.
var announcePages = []string{
	"/console/annonces", "/console/annonces?etat=tout", "/console/annonces?genre=appel", "/console/annonces/nouvelle", "/console/annonces/1", "/console/annonces/2",
	"/console/annonces/3", "/console/annonces/2/modifier", "/console/annonces/editions", "/console/annonces/envois", "/console/annonces/envois/numero/1",
	"/console/annonces/agendas", "/console/annonces/fichier", "/console/annonces/chiffres", "/console/annonces/chiffres?de=x", "/console/annonces/99",
}

// furnish gives a house an edition, announcements in several states, mailings
// and agendas.
func (h *house) furnish(t *testing.T) {
	t.Helper()
	h.subscribe(t, 40)
	edition, err := h.board.SaveEdition(t.Context(), h.log.Pseudonym(boss), announce.Edition{Year: 2026, Theme: "Pour notre santé mentale, réparons le lien", First: 20261110, Last: 20261213})
	if err != nil {
		t.Fatal(err)
	}
	it := h.event("Ciné-débat « Parlons-en »", "sanitas")
	it.Edition, it.Poster, it.Partners = edition, posterOf(t), []string{"UNAFAM Touraine", "CMP du Sanitas"}
	it.Access, it.Contact, it.Audience = []string{"pmr"}, "02 47 11 22 33", "les parents d’adolescents"
	h.publish(t, it)
	h.send(t, func(chat int64) error {
		if chat%9 == 0 {
			return &announce.FailedError{Class: "refused", Err: errors.New("no")}
		}
		return nil
	})
	changed := h.publish(t, h.event("Marche de la santé mentale", ""))
	h.propose(t, announce.Item{Kind: announce.Call, Title: "Appel à projets santé mentale 2027", What: "Pour agir dans les quartiers, avec les habitants.", Deadline: 20261215,
		Organiser: "ARS Centre-Val de Loire", Reach: announce.Everyone, Author: h.log.Pseudonym(awa)})
	next, err := h.board.Item(t.Context(), changed)
	if err != nil {
		t.Fatal(err)
	}
	next.Dates, next.Venue = []announce.Date{evening(20261204), {Starts: announce.DayStart(20261205), Ends: announce.DayStart(20261206), Whole: true}}, "Parvis de l’hôtel de ville"
	h.propose(t, next)
	h.fed.list = []exchange.Feed{
		{ID: 1, URL: "https://www.ville.test/agenda/export/sante-mentale/tres/longue/adresse/agenda.ics?theme=sante&lieu=tours", Name: "Ville de Tours", Every: 6 * time.Hour, Next: h.clock, State: exchange.Active},
		{ID: 2, URL: "https://asso.test/rss", Every: 24 * time.Hour, State: exchange.Stopped, Problem: &exchange.Problem{Code: exchange.CodeGone}},
	}
}

// TestAnnouncePagesAreWellFormed reads the words and the tags of every page.
func TestAnnouncePagesAreWellFormed(t *testing.T) {
	h := oneHouse(t)
	h.furnish(t)
	v := h.visit(t, boss)
	pages := map[string]string{}
	for _, path := range announcePages {
		pages[path] = v.get(t, path).body
	}
	pages["other territory"] = h.visit(t, ofJoue).get(t, "/console/annonces/1").body
	pages["faults"] = v.post(t, "/console/annonces/nouvelle", nil).body
	pages["faults of an edition"] = v.post(t, "/console/annonces/editions", nil).body
	pages["faults of an agenda"] = v.post(t, "/console/annonces/agendas", nil).body
	pages["stale"] = v.post(t, "/console/annonces/3/valider", nil).body
	h.fed.look = exchange.Look{Read: 3, Summary: announce.Summary{New: 2, Past: 1, Wrong: []announce.Wrong{{Title: "Fête", Fields: []string{"what", "dates"}}},
		Repeated: []announce.Repeated{{Title: "Ciné-débat", Item: 1}}}, Problems: []exchange.Problem{{Line: 7, Code: exchange.CodeNoStart, Lost: true}}}
	pages["looked"] = v.post(t, "/console/annonces/agendas/numero/1/regarder", nil).body
	pages["imported"] = v.upload(t, "/console/annonces/fichier", map[string][]string{"nom": {"SISM"}}, "fichier", "a.csv", []byte(programmeSheet)).body
	for name, page := range pages {
		for _, fault := range faultsOf(page) {
			t.Errorf("%s: %s", name, fault)
		}
		for _, fault := range typographyOf(page) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// TestAnnouncementsInABrowser walks the pages of announcements with axe-core, on
// a phone and on a desktop, then follows a mailing that moves.
func TestAnnouncementsInABrowser(t *testing.T) {
	ctx := browsertest.Open(t, longest)
	h := oneHouse(t)
	h.furnish(t)
	at := h.serve(t)
	token, _, err := h.log.EnterAs(t.Context(), boss)
	if err != nil {
		t.Fatal(err)
	}
	signIn(t, ctx, at, token)
	walk(t, ctx, at, announcePages)
	t.Run("live", func(t *testing.T) { h.testLive(t, ctx, at) })
	t.Run("form", func(t *testing.T) { h.testFormByHand(t, ctx, at) })
}

// testLive opens a mailing that is about to leave, and reads its end without
// loading the page again.
func (h *house) testLive(t *testing.T, ctx context.Context, at string) {
	list, err := h.board.Mailings(t.Context(), 1)
	if err != nil || list[0].State != "ready" {
		t.Fatalf("%+v, %v", list, err)
	}
	err = chromedp.Do(ctx, chromedp.Navigate(at+mailingPath(list[0].Mailing)), chromedp.WaitVisible("#arreter"),
		chromedp.Evaluate[chromedp.Void](`window.kept = 'yes', document.querySelector('#arreter').focus(), 0`))
	if err != nil {
		t.Fatal(err)
	}
	h.send(t, func(int64) error { return nil })
	if err := chromedp.Do(ctx, chromedp.WaitVisible(`//span[@class="state done"]`)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`window.kept + ' ' + document.querySelector('progress').value + ' ' + document.querySelectorAll('#envoi, main').length`))
	if err != nil || got != "yes 40 2" {
		t.Errorf("%q, %v", got, err)
	}
}

// testFormByHand writes an announcement with the keyboard: Enter proposes.
func (h *house) testFormByHand(t *testing.T, ctx context.Context, at string) {
	err := chromedp.Do(ctx, chromedp.Navigate(at+"/console/annonces/nouvelle"),
		chromedp.SetValue("#quoi", "On se retrouve pour parler du sommeil."), chromedp.SetValue("#jour-1", "2026-12-08"), chromedp.SetValue("#debut-1", "14:00"),
		chromedp.SetValue("#organisateur", "Centre social"), chromedp.SendKeys("#titre", "Café sommeil\r"), chromedp.WaitVisible(`//h2[.="Nouvelle annonce : à relire"]`),
		browsertest.Picture(t, "written"))
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Click(`.verdict .main`), chromedp.WaitVisible(`//p[@role="status"][starts-with(., "C’est publié")]`)); err != nil {
		t.Fatal(err)
	}
}
