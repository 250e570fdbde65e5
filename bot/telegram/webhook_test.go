package telegram

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"relais/bot/simulator"
)

func TestWebhookAnswers(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		e := s.edge(ignore)
		h := e.WebhookHandler()
		good := e.webhookSecret()
		post := func(method, secret, body string) *httptest.ResponseRecorder {
			r := httptest.NewRequest(method, "/telegram", strings.NewReader(body))
			if secret != "" {
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		for _, c := range []struct {
			name, method, secret, body string
			code, rows                 int
		}{
			{"another method", "GET", good, message(1, 1, "a"), 405, 0},
			{"no secret", "POST", "", message(1, 1, "a"), 401, 0},
			{"wrong secret", "POST", good[1:] + "x", message(1, 1, "a"), 401, 0},
			{"not JSON", "POST", good, "bonjour", 400, 0},
			{"cut", "POST", good, message(1, 1, "a")[:30], 400, 0},
			{"no id", "POST", good, `{"message":{}}`, 400, 0},
			{"too big", "POST", good, message(1, 1, strings.Repeat("a", maxUpdate)), 413, 0},
			{"good", "POST", good, message(1, 1, "a"), 200, 1},
			{"again", "POST", good, message(1, 1, "a"), 200, 1},
			{"unreadable", "POST", good, `{"update_id":2,"message":[]}`, 200, 2},
		} {
			if w := post(c.method, c.secret, c.body); w.Code != c.code {
				t.Errorf("%s: %d, want %d", c.name, w.Code, c.code)
			}
			if n := s.count(`SELECT COUNT(*) FROM inbox`); n != c.rows {
				t.Errorf("%s: %d rows, want %d", c.name, n, c.rows)
			}
		}
		s.db.Close()
		if w := post("POST", good, message(3, 1, "a")); w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("without database: %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
		}
	})
}

func TestWebhookEndToEnd(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		var d diary
		mux := http.NewServeMux()
		server := httptest.NewServer(mux)
		t.Cleanup(server.Close)
		e := s.edge(func(_ context.Context, u *models.Update) error { d.note(u); return nil },
			func(o *Options) { o.WebhookURL = server.URL + "/" })
		mux.Handle("POST /telegram", e.WebhookHandler())
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		s.sim.Fault(simulator.Fault{Method: "setWebhook", Status: 429, RetryAfter: 1})
		stop := s.run(e)
		if err := e.Ready(context.Background()); err == nil {
			t.Error("ready before the webhook is set")
		}
		awa.Send(0, "un")
		awa.Send(0, "deux")
		until(t, "handled", func() bool { return d.count() == 2 })
		if err := e.Ready(context.Background()); err != nil {
			t.Errorf("Ready: %v", err)
		}
		if diff := cmp.Diff([]string{"un", "deux"}, d.of(101)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		// Then the same bot polls: the webhook goes.
		polling := s.edge(func(_ context.Context, u *models.Update) error { d.note(u); return nil })
		s.run(polling)
		awa.Send(0, "trois")
		until(t, "handled by polling", func() bool { return d.count() == 3 })
	})
}
