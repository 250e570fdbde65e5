package console

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/simulator"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
	"relais/directory/starter"
)

// The people of a house, by Telegram id.
const (
	boss       = 1 // administrator
	overall    = 2 // coordinates everywhere
	ofSanitas  = 3 // coordinates a quarter
	ofJoue     = 4 // coordinates a commune
	awa        = 5 // works at the Sanitas
	karim      = 6 // works in Joué-lès-Tours
	nobody     = 7 // never seen
	joue       = "37122"
	houseURL   = "https://relais.test"
	houseToken = simulator.DefaultToken
)

// house is a console over a real database without activity.
type house struct {
	*Console
	log   *relay.Log
	board *announce.Board
	fed   *fakeFeeds
	notes []string // actions noted about announcements
	clock time.Time
	logs  strings.Builder
}

// newHouse opens a console with somebody of each role.
func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	key, err := db.NewKey("a secret of tests, long enough")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{clock: time.Date(2026, 11, 18, 14, 0, 0, 0, time.UTC)}
	now := func() time.Time { return h.clock }
	communes := map[string]string{}
	for _, p := range starter.Places() {
		if p.Kind == directory.Quartier {
			communes[p.ID] = p.INSEE
		}
	}
	h.log = relay.New(d, key, now, relay.WithCommunes(communes))
	h.board, h.fed = announce.New(d, key, now, announce.WithCommunes(communes)), &fakeFeeds{}
	h.Console = New(Options{Relay: noting{h.log, h}, Announce: h.board, Feeds: h.fed, NotFound: db.ErrNotFound, Figures: figures.New(d, 0, now), Directory: empty{}, Places: starter.Places(), Token: houseToken, Now: now, PublicURL: houseURL, Secure: true,
		Bot: func() string { return "RelaisBot" }, Log: slog.New(slog.NewTextHandler(&h.logs, nil))})
	h.welcome(t, boss, relay.Administrator, relay.Territory{})
	h.welcome(t, overall, relay.Coordinator, relay.Territory{})
	h.welcome(t, ofSanitas, relay.Coordinator, relay.Territory{Quartier: "sanitas"})
	h.welcome(t, ofJoue, relay.Coordinator, relay.Territory{Commune: joue})
	h.welcome(t, awa, relay.Mediator, relay.Territory{Quartier: "sanitas"})
	h.welcome(t, karim, relay.Operator, relay.Territory{Commune: joue})
	for who, place := range map[int64]string{awa: "sanitas", karim: "la-rabiere"} {
		if err := h.log.SetHome(t.Context(), who, directory.Quartier, place); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// empty is a directory without services.
type empty struct{}

func (empty) Each(context.Context, func(directory.Service) error) (int64, error) { return 1, nil }

// eachHouse runs a test on both databases.
func eachHouse(t *testing.T, f func(t *testing.T, h *house)) {
	t.Helper()
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) { f(t, newHouse(t, d)) })
}

// oneHouse is a house where the database does not matter.
func oneHouse(t *testing.T) *house {
	t.Helper()
	return newHouse(t, dbtest.Open(t, t.TempDir()))
}

func (h *house) welcome(t *testing.T, who int64, role relay.Role, where relay.Territory) {
	t.Helper()
	code, err := h.log.Invite(t.Context(), relay.Terminal, role, where, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.log.Join(t.Context(), who, code); err != nil {
		t.Fatal(err)
	}
}

// door is a link of somebody into the console: its code.
func (h *house) door(t *testing.T, who int64) string {
	t.Helper()
	code, err := h.log.Door(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// visitor is a browser at the door of a house.
type visitor struct {
	h     *house
	token string // of the session, empty for none
}

// visit lets somebody in, by a link.
func (h *house) visit(t *testing.T, who int64) *visitor {
	t.Helper()
	v := &visitor{h: h}
	a := v.post(t, "/console/entrer", url.Values{"code": {h.door(t, who)}})
	if a.status != http.StatusSeeOther || v.token == "" {
		t.Fatalf("entering: status %d", a.status)
	}
	return v
}

// reply is what a visitor gets.
type reply struct {
	status int
	body   string
	header http.Header
}

func (v *visitor) get(t *testing.T, path string) reply {
	t.Helper()
	return v.send(t, httptest.NewRequest(http.MethodGet, houseURL+path, nil))
}

// post sends a form as our own pages do; the token of the session is added when
// the form has none.
func (v *visitor) post(t *testing.T, path string, form url.Values) reply {
	t.Helper()
	if v.token != "" && !form.Has("csrf") {
		form = maps.Clone(form)
		if form == nil {
			form = url.Values{}
		}
		form.Set("csrf", (&reader{token: v.token}).csrf())
	}
	return v.send(t, formRequest(path, form))
}

func formRequest(path string, form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, houseURL+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", houseURL)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

func (v *visitor) send(t *testing.T, r *http.Request) reply {
	t.Helper()
	if v.token != "" {
		r.AddCookie(&http.Cookie{Name: cookieName, Value: v.token})
	}
	w := httptest.NewRecorder()
	v.h.Handler().ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Name == cookieName {
			v.token = c.Value
		}
	}
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{w.Code, string(body), w.Result().Header}
}

// entries are all entries of a house.
func (h *house) all(t *testing.T) []relay.Entry {
	t.Helper()
	list, err := h.log.Entries(t.Context(), firstDay, lastDay, relay.Territory{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// add makes an entry by the hand of the administrator.
func (h *house) add(t *testing.T, e relay.Entry) int64 {
	t.Helper()
	id, err := h.log.SaveEntry(t.Context(), h.log.Pseudonym(boss), e)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (h *house) meeting(t *testing.T, title string, where relay.Territory) int64 {
	t.Helper()
	return h.add(t, relay.Entry{Kind: relay.Meeting, Day: 20261012, Title: title, Number: 12, Where: where})
}
