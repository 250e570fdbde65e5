package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
)

// send sends what is due; f answers for each chat.
func (h *house) send(t *testing.T, f func(chat int64) error) {
	t.Helper()
	p := &announce.Post{Board: h.board, Enabled: func() bool { return true }, Send: func(_ context.Context, d announce.Delivery) (int, string, error) {
		return 1, "", f(d.Chat)
	}}
	for range 20 {
		done, _, err := p.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if done == 0 {
			return
		}
	}
}

func TestMailing(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.subscribe(t, 6)
		id := h.publish(t, h.event("Ciné-débat", "sanitas"))
		list, err := h.board.Mailings(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		path, v := mailingPath(list[0].Mailing), h.visit(t, ofSanitas)
		if page := v.get(t, path).body; !strings.Contains(page, `hx-trigger="every 3s"`) || !strings.Contains(page, "va partir") {
			t.Error("what is about to leave does not follow by itself")
		}
		if a := v.post(t, path+"/arreter", nil); a.status != http.StatusSeeOther || !strings.Contains(v.get(t, a.header.Get("Location")).body, "C’est arrêté") {
			t.Errorf("stop: status %d", a.status)
		}
		if a := v.post(t, path+"/arreter", nil); a.status != http.StatusConflict || !strings.Contains(a.body, "plus au même point") {
			t.Errorf("stop twice: status %d", a.status)
		}
		h.send(t, func(int64) error { t.Error("a stopped mailing leaves"); return nil })
		if a := v.post(t, path+"/reprendre", nil); a.status != http.StatusSeeOther {
			t.Errorf("resume: status %d", a.status)
		}
		h.send(t, func(chat int64) error {
			if chat == 5000 {
				return &announce.FailedError{Class: "refused", Final: true, Err: errors.New("no")}
			}
			return nil
		})
		page := v.get(t, path).body
		for _, want := range []string{"5\u00a0envoyés", "sur\u00a06", "1\u00a0en échec", "refusé par Telegram\u00a0: 1", "Renvoyer les échecs"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page has not %q", want)
			}
		}
		if a := v.post(t, path+"/renvoyer", nil); a.status != http.StatusSeeOther {
			t.Errorf("resend: status %d", a.status)
		}
		sent := 0
		h.send(t, func(int64) error { sent++; return nil })
		if page := v.get(t, path).body; sent != 1 || !strings.Contains(page, "6\u00a0envoyés") || strings.Contains(page, "hx-trigger") {
			t.Errorf("%d sent again", sent)
		}
		subject := " annonce:1 envoi:1"
		if !slices.ContainsFunc(h.notes, func(n string) bool { return strings.HasSuffix(n, "announce-stop"+subject) }) || len(h.notes) != 3 {
			t.Errorf("noted %q", h.notes)
		}
		if !strings.Contains(v.get(t, itemPath(id)).body, path) || !strings.Contains(v.get(t, "/console/annonces/envois").body, path) {
			t.Error("the mailing is not listed")
		}
	})
}

// TestFiguresOfAnnouncements hides few answers, and tells the rest.
func TestFiguresOfAnnouncements(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.subscribe(t, 14)
		id := h.publish(t, h.event("Ciné-débat", "sanitas"))
		h.send(t, func(int64) error { return nil })
		for i := range 12 {
			answer, number := announce.Comes, 0
			if i < 3 {
				answer, number = announce.Relays, 6
			}
			if err := h.board.Answer(t.Context(), id, int64(5000+i), answer, number, true); err != nil {
				t.Fatal(err)
			}
		}
		v := h.visit(t, ofJoue)
		page := v.get(t, "/console/annonces/chiffres?de=2026-11&a=2026-12").body
		for _, want := range []string{">14</p>", "14 abonnés à la fin", ">moins de\u00a011</p>", "18 habitants touchés", "Du 1er\u00a0novembre au 31\u00a0décembre"} {
			if !strings.Contains(strings.ReplaceAll(page, "moins de 11", "moins de\u00a011"), want) {
				t.Errorf("the page has not %q", want)
			}
		}
		for _, n := range []string{"evenements", "partenaires-evenements", "communes-evenements", "actions-communication", "portee", "relais-annonces", "presence"} {
			if !strings.Contains(page, `href="/console/aide#`+n+`"`) {
				t.Errorf("%s is not shown with its definition", n)
			}
		}
		if page := v.get(t, "/console/annonces/chiffres?de=2026-01&a=2026-10").body; !strings.Contains(page, `class="figure">0</p>`) {
			t.Error("zero is not told")
		}
		for _, query := range []string{"?de=2026-13", "?de=2026-11&a=2026-10", "?a=hier", "?de=1066-01&a=1066-02"} {
			if a := v.get(t, "/console/annonces/chiffres"+query); a.status != http.StatusBadRequest || !strings.Contains(a.body, "ne se lisent pas") {
				t.Errorf("%s: status %d", query, a.status)
			}
		}
	})
}

func TestEditions(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v := h.visit(t, boss)
		form := map[string]string{"annee": "2026", "theme": "Ouvrir la porte", "premier": "2026-10-05", "dernier": "2026-10-18"}
		save := func(changes ...string) reply {
			values := decide("")
			for key, value := range form {
				values.Set(key, value)
			}
			for i := 0; i < len(changes); i += 2 {
				values.Set(changes[i], changes[i+1])
			}
			return v.post(t, "/console/annonces/editions", values)
		}
		for _, bad := range [][]string{{"annee", "x"}, {"theme", ""}, {"theme", strings.Repeat("a", 201)}, {"premier", "2025-10-05"}, {"dernier", "2026-10-01"}} {
			if a := save(bad...); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `id="`+bad[0]+`-faute"`) {
				t.Errorf("%v: status %d", bad, a.status)
			}
		}
		if a := save(); a.status != http.StatusSeeOther {
			t.Fatalf("status %d", a.status)
		}
		if a := save("theme", "Ouvrir les portes"); a.status != http.StatusSeeOther {
			t.Fatalf("corrected: status %d", a.status)
		}
		list, err := h.board.Editions(t.Context())
		if err != nil || len(list) != 1 || list[0].Theme != "Ouvrir les portes" || list[0].Last != 20261018 {
			t.Errorf("%+v, %v", list, err)
		}
		page := v.get(t, "/console/annonces/editions?annee=2026").body
		if !strings.Contains(page, `value="Ouvrir les portes"`) || !strings.Contains(page, "5 au 18\u00a0octobre") {
			t.Error("the page has not the edition")
		}
		if page := h.visit(t, ofSanitas).get(t, "/console/annonces/editions").body; strings.Contains(page, "<form method=\"post\" action=\"/console/annonces/editions\"") {
			t.Error("a coordinator of a quarter may enter an edition")
		}
		if len(h.notes) != 2 || !strings.HasSuffix(h.notes[0], "announce-edition 2026 ") {
			t.Errorf("noted %q", h.notes)
		}
		h.clock = h.clock.Add(-60 * 24 * time.Hour)
		if page := h.visit(t, boss).get(t, "/console/annonces/nouvelle").body; !strings.Contains(page, `<option value="1" selected>2026 · Ouvrir les portes`) {
			t.Error("the form does not offer the edition that comes")
		}
	})
}
