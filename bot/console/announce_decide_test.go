package console

import (
	"bytes"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"relais/bot/announce"
	telegram "relais/bot/announce/message"
)

func decide(seal string) url.Values { return url.Values{"empreinte": {seal}} }

func TestApproveTheVeryMessage(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.subscribe(t, 3)
		it := h.event("Ciné-débat « Parlons-en » <b>", "sanitas")
		it.Poster = posterOf(t)
		id := h.propose(t, it)
		v := h.visit(t, ofSanitas)
		if list := v.get(t, "/console/annonces").body; !strings.Contains(list, itemPath(id)) || !strings.Contains(list, "3\u00a0abonnés") {
			t.Error("it is not among what waits, with its audience")
		}
		page := v.get(t, itemPath(id)).body
		p, err := h.board.WaitingFor(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if sent := telegram.Of(p.Item, announce.ForNew, h.placeName, h.Now()); !strings.Contains(sent, "Sanitas") || !strings.Contains(page, sent) {
			t.Errorf("the page has not the very message\n%s", page)
		}
		for _, want := range []string{"J’y serai", "Moins de messages", "3\u00a0abonnés, tout de suite", "0/1", short(h.log.Pseudonym(awa)), "/affiche?attente=1"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page has not %q", want)
			}
		}
		if a := v.get(t, itemPath(id)+"/affiche?attente=1"); a.header.Get("Content-Type") != "image/png" || !bytes.Equal([]byte(a.body), it.Poster) {
			t.Errorf("poster: status %d, %s", a.status, a.header.Get("Content-Type"))
		}
		a := v.post(t, itemPath(id)+"/valider", decide(v.seal(t, id)))
		if a.status != http.StatusSeeOther || h.itemState(t, id) != announce.Confirmed {
			t.Fatalf("status %d, %s", a.status, h.itemState(t, id))
		}
		if want := short(h.log.Pseudonym(ofSanitas)) + " announce-approve annonce:1 new"; !slices.Equal(h.notes, []string{want}) {
			t.Errorf("noted %q", h.notes)
		}
		if !strings.Contains(v.get(t, "/console/journal").body, "Vous avez donné un accord pour l’annonce nº 1 (nouvelle annonce).") || strings.Contains(h.logs.String(), "not noted") {
			t.Error("the audit trail does not tell it")
		}
		if page := v.get(t, a.header.Get("Location")).body; !strings.Contains(page, "C’est publié") || !strings.Contains(page, "Ses envois") {
			t.Error("it does not tell that it goes out")
		}
	})
}

// TestStaleDecision refuses what was decided upon other words.
func TestStaleDecision(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		id := h.propose(t, h.event("Ciné-débat", "sanitas"))
		v := h.visit(t, boss)
		seal := v.seal(t, id)
		it, err := h.board.Item(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		it.Title = "Ciné-débat, autre film"
		h.propose(t, it)
		for _, path := range []string{"/valider", "/refuser", "/annuler"} {
			a := v.post(t, itemPath(id)+path, decide(seal))
			if a.status != http.StatusConflict || !strings.Contains(a.body, "a changé depuis que vous l’avez lue") || !strings.Contains(a.body, "autre film") {
				t.Errorf("%s: status %d", path, a.status)
			}
			if a := v.post(t, itemPath(id)+path, nil); a.status != http.StatusConflict {
				t.Errorf("%s without a seal: status %d", path, a.status)
			}
		}
		if h.itemState(t, id) != announce.Proposed || len(h.notes) > 0 {
			t.Errorf("%s, noted %q", h.itemState(t, id), h.notes)
		}
		if a := v.post(t, itemPath(id)+"/refuser", decide(v.seal(t, id))); a.status != http.StatusSeeOther || h.itemState(t, id) != announce.Refused {
			t.Errorf("status %d, %s", a.status, h.itemState(t, id))
		}
		f, err := h.find(withID(id))
		if err != nil {
			t.Fatal(err)
		}
		if a := v.post(t, itemPath(id)+"/valider", decide(f.seal())); a.status != http.StatusConflict || !strings.Contains(a.body, "Rien n’attend plus") {
			t.Errorf("what waits no more: status %d", a.status)
		}
	})
}

func TestTwoApprovals(t *testing.T) {
	h := oneHouse(t)
	it := h.event("Alerte canicule", "")
	it.Reach, it.Author = announce.Everyone, h.log.Pseudonym(boss)
	id := h.propose(t, it)
	author, first, second := h.visit(t, boss), h.visit(t, overall), h.visit(t, ofJoue)
	if a := author.post(t, itemPath(id)+"/valider", decide(author.seal(t, id))); a.status != http.StatusForbidden || !strings.Contains(a.body, "accord d’une autre personne") {
		t.Errorf("its author: status %d", a.status)
	}
	a := first.post(t, itemPath(id)+"/valider", decide(first.seal(t, id)))
	if a.status != http.StatusSeeOther || h.itemState(t, id) != announce.Proposed || !strings.Contains(first.get(t, a.header.Get("Location")).body, "Il en faut encore un") {
		t.Errorf("the first: status %d, %s", a.status, h.itemState(t, id))
	}
	if a := first.post(t, itemPath(id)+"/valider", decide(first.seal(t, id))); a.status != http.StatusForbidden {
		t.Errorf("twice the same: status %d", a.status)
	}
	if !strings.Contains(second.get(t, itemPath(id)).body, "1/2") {
		t.Error("the page does not tell one of two")
	}
	if a := second.post(t, itemPath(id)+"/valider", decide(second.seal(t, id))); a.status != http.StatusSeeOther || h.itemState(t, id) != announce.Confirmed {
		t.Errorf("the second: status %d, %s", a.status, h.itemState(t, id))
	}
}

// TestOtherTerritory keeps a coordinator of a territory from deciding about
// another one; what has no place is for each of them.
func TestOtherTerritory(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		here, away, nowhere := h.propose(t, h.event("Ici", "la-rabiere")), h.propose(t, h.event("Ailleurs", "sanitas")), h.propose(t, h.event("Partout", ""))
		moved := h.publish(t, h.event("Déplacé", "la-rabiere"))
		it, err := h.board.Item(t.Context(), moved)
		if err != nil {
			t.Fatal(err)
		}
		it.Quartier, it.Commune = "sanitas", ""
		h.propose(t, it)
		v := h.visit(t, ofJoue)
		for id, may := range map[int64]bool{here: true, nowhere: true, away: false, moved: false} {
			page := v.get(t, itemPath(id))
			if page.status != http.StatusOK || strings.Contains(page.body, "/valider\"") != may {
				t.Errorf("%d: status %d, may decide %v", id, page.status, !may)
			}
			f, err := h.find(withID(id))
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{"/valider", "/refuser", "/annuler", "/modifier"} {
				if may {
					continue
				}
				if a := v.post(t, itemPath(id)+path, decide(f.seal())); a.status != http.StatusForbidden {
					t.Errorf("%d%s: status %d", id, path, a.status)
				}
			}
		}
		if h.itemState(t, away) != announce.Proposed || len(h.notes) > 0 {
			t.Errorf("%s, noted %q", h.itemState(t, away), h.notes)
		}
		for _, path := range []string{"/editions", "/agendas", "/agendas/numero/1/regarder", "/agendas/numero/1/arreter", "/agendas/numero/1/suivre"} {
			if a := v.post(t, announcePath+path, nil); a.status != http.StatusForbidden {
				t.Errorf("%s: status %d", path, a.status)
			}
		}
		h.approve(t, away)
		list, err := h.board.Mailings(t.Context(), 1)
		if err != nil || list[0].Item != away {
			t.Fatalf("%+v, %v", list, err)
		}
		for _, path := range []string{"/arreter", "/reprendre", "/renvoyer"} {
			if a := v.post(t, mailingPath(list[0].Mailing)+path, nil); a.status != http.StatusForbidden {
				t.Errorf("%s the mailing of another territory: status %d", path, a.status)
			}
		}
		if a := v.post(t, "/console/annonces/nouvelle", filledForm("sanitas")); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "lieu-faute") {
			t.Errorf("an announcement elsewhere: status %d", a.status)
		}
	})
}

// withID is a request for an item.
func withID(id int64) *http.Request {
	r := httptest.NewRequest(http.MethodGet, itemPath(id), nil)
	r.SetPathValue("id", strings.TrimPrefix(itemPath(id), announcePath+"/"))
	return r
}

func TestWhatChanges(t *testing.T) {
	h := oneHouse(t)
	id := h.publish(t, h.event("Ciné-débat", "sanitas"))
	it, err := h.board.Item(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	free := true
	it.Dates, it.Free, it.Poster = []announce.Date{evening(20261204)}, &free, posterOf(t)
	h.propose(t, it)
	page := html.UnescapeString(h.visit(t, boss).get(t, itemPath(id)).body)
	for _, want := range []string{"<del>jeudi\u00a03\u00a0décembre, de 18\u00a0h\u00a030 à 20\u00a0h\u00a030</del>", "vendredi\u00a04\u00a0décembre", "<del>rien</del>", "<ins>Gratuit</ins>", "une affiche est jointe", "Changement"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has not %q", want)
		}
	}
	if strings.Contains(page, ">Titre</th><td") {
		t.Error("what does not change is told")
	}
}

func TestCancel(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v := h.visit(t, boss)
		proposed, published := h.propose(t, h.event("Proposée", "sanitas")), h.publish(t, h.event("Publiée", "sanitas"))
		if a := v.post(t, itemPath(proposed)+"/annuler", decide(v.seal(t, proposed))); a.status != http.StatusSeeOther || h.itemState(t, proposed) != "gone" {
			t.Errorf("status %d, %s", a.status, h.itemState(t, proposed))
		}
		if a := v.get(t, itemPath(proposed)); a.status != http.StatusNotFound {
			t.Errorf("what was taken back: status %d", a.status)
		}
		if a := v.post(t, itemPath(published)+"/annuler", decide(v.seal(t, published))); a.status != http.StatusSeeOther || h.itemState(t, published) != announce.Confirmed {
			t.Errorf("status %d, %s", a.status, h.itemState(t, published))
		}
		if a := v.post(t, itemPath(published)+"/valider", decide(v.seal(t, published))); a.status != http.StatusSeeOther || h.itemState(t, published) != announce.Cancelled {
			t.Errorf("status %d, %s", a.status, h.itemState(t, published))
		}
		if !slices.ContainsFunc(h.notes, func(n string) bool { return strings.HasSuffix(n, "announce-cancel annonce:2 evenement") }) {
			t.Errorf("noted %q", h.notes)
		}
	})
}

// TestAnnounceFormsOfOthers tries the decisions with a token of another session.
func TestAnnounceFormsOfOthers(t *testing.T) {
	h := oneHouse(t)
	id := h.propose(t, h.event("Ciné-débat", "sanitas"))
	v, other := h.visit(t, boss), h.visit(t, overall)
	wrongToken := (&reader{token: other.token}).csrf()
	for _, path := range []string{itemPath(id) + "/valider", itemPath(id) + "/annuler", itemPath(id) + "/modifier", "/console/annonces/fichier", "/console/annonces/nouvelle"} {
		form := decide(v.seal(t, id))
		form.Set("csrf", wrongToken)
		if a := v.post(t, path, form); a.status != http.StatusForbidden {
			t.Errorf("%s: status %d", path, a.status)
		}
		if a := v.upload(t, path, form, "", "", nil); a.status != http.StatusForbidden {
			t.Errorf("%s, uploaded: status %d", path, a.status)
		}
	}
	big := bytes.Repeat([]byte("x"), maxUpload+1000)
	if a := v.upload(t, "/console/annonces/nouvelle", filledForm("sanitas"), "affiche", "a.png", big); a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: status %d", a.status)
	}
	if a := v.upload(t, itemPath(id)+"/valider", decide(v.seal(t, id)), "affiche", "a.png", big[:maxForm+1]); a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large for a decision: status %d", a.status)
	}
	if h.itemState(t, id) != announce.Proposed {
		t.Error("it was decided")
	}
}
