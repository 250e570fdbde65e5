package console

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/relay/sample"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
	"relais/directory/starter"
)

// The people of a stand, by Telegram id.
const (
	admin    = 900
	everyone = 901 // coordinates everywhere
	ofTown   = 902 // coordinates a commune
)

// standNow is in the middle of a month, a month after a quarter ended.
var standNow = time.Date(2026, 11, 18, 14, 0, 0, 0, time.UTC)

// stand is a console over two years of made up activity.
type stand struct {
	url     string
	console *Console
	figures *figures.Figures
	log     *relay.Log
	tokens  map[int64]string // by Telegram id
}

// newStand fills a database, tallies it, and serves the console over HTTP.
func newStand(t *testing.T) *stand {
	t.Helper()
	d := dbtest.Open(t, t.TempDir())
	key, err := db.NewKey("a secret for tests only")
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return standNow }
	communes := map[string]string{}
	for _, p := range starter.Places() {
		if p.Kind == directory.Quartier {
			communes[p.ID] = p.INSEE
		}
	}
	s := &stand{log: relay.New(d, key, now, relay.WithCommunes(communes)), figures: figures.New(d, 0, now), tokens: map[int64]string{}}
	s.fill(t, d)
	s.console = New(Options{
		Relay: s.log, Figures: s.figures, Directory: shelf(starter.Services()), Places: starter.Places(), Token: "1:test",
		Now: now, Log: slog.New(slog.NewTextHandler(testWriter{t}, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	server := httptest.NewServer(s.console.Handler())
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// fill makes up activity and gives each person a session.
func (s *stand) fill(t *testing.T, d *db.DB) {
	t.Helper()
	ctx := t.Context()
	err := sample.Fill(ctx, d, sample.Options{
		Seed: 1, Until: standNow, Places: starter.Places(), Services: starter.Services(), Pseudonym: s.log.Pseudonym,
		Besoins:      map[string][]string{"sante-mentale": {"cmp-adulte", "psychologue-gratuit"}, "dentaire": {"dentiste", "urgence-dentaire"}},
		Coordinators: []int64{everyone, ofTown},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.figures.Tally(ctx); err != nil {
		t.Fatal(err)
	}
	code, err := s.log.Invite(ctx, relay.Terminal, relay.Administrator, relay.Territory{}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.log.Join(ctx, admin, code); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{admin, everyone, ofTown} {
		token, _, err := s.log.EnterAs(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		s.tokens[id] = token
	}
}

// get asks for a page as somebody would without JavaScript.
func (s *stand) get(t *testing.T, who int64, path string) (status int, body string, header http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: cookieName, Value: s.tokens[who]})
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(data), answer.Header
}

// page is get for a page that must be there.
func (s *stand) page(t *testing.T, who int64, path string) string {
	t.Helper()
	status, body, _ := s.get(t, who, path)
	if status != http.StatusOK {
		t.Fatalf("%s: status %d", path, status)
	}
	return body
}

// shelf is a directory in memory.
type shelf []directory.Service

func (s shelf) Each(_ context.Context, f func(directory.Service) error) (int64, error) {
	for _, one := range s {
		if err := f(one); err != nil {
			return 1, err
		}
	}
	return 1, nil
}

// testWriter is a log that a test shows.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(b []byte) (int, error) {
	w.t.Logf("%s", strings.TrimSpace(string(b)))
	return len(b), nil
}

// said is a figure as a page says it.
func said(c figures.Cell) string { return text.FigureShort(c.N, c.Least, figures.DefaultK) }
