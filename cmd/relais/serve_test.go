package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db/dbtest"
)

// TestHealthFollowsTheBot is 503 while Telegram does not answer the poll, then
// 200; metrics speak of Relais.
func TestHealthFollowsTheBot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, at string) {
		t.Parallel()
		s := newStage(t, at)
		s.sim.Fault(simulator.Fault{Method: "getUpdates", Status: 500, Times: 2})
		log, stop := s.here(nil)
		url := address(t, log)
		if got := status(url + "/healthz"); got != http.StatusServiceUnavailable {
			t.Errorf("before the first poll: %d", got)
		}
		ready(t, log)
		c := newCrowd(s, 2, 1)
		c.ask(2, 0)
		c.wait(20 * time.Second)
		res, err := http.Get(url + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		page, _ := io.ReadAll(res.Body)
		for _, series := range []string{"relais_", "go_goroutines", "process_resident_memory_bytes"} {
			if !strings.Contains(string(page), "\n"+series) {
				t.Errorf("no %s in the metrics", series)
			}
		}
		if strings.Contains(string(page), "dentiste") || strings.Contains(string(page), "1001") {
			t.Error("metrics tell of people")
		}
		if err := stop(); err != nil {
			t.Errorf("ended with %v", err)
		}
		if status(url+"/healthz") != 0 {
			t.Error("still answers once ended")
		}
	})
}

// free is an address nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestWebhook receives what Telegram pushes, and nothing from who does not
// know the secret; then goes back to asking.
func TestWebhook(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, at string) {
		t.Parallel()
		s := newStage(t, at)
		listen := free(t)
		log, stop := s.here(settings{"RELAIS_LISTEN": listen, "RELAIS_PUBLIC_URL": "http://" + listen})
		ready(t, log)
		c := newCrowd(s, 3, 2)
		c.ask(3, 0)
		c.wait(20 * time.Second)
		res, err := http.Post("http://"+listen+"/telegram", "application/json", strings.NewReader(`{"update_id":1,"message":{"text":"dentiste"}}`))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusUnauthorized {
			t.Errorf("a stranger's update: %s", res.Status)
		}
		if err := stop(); err != nil {
			t.Errorf("ended with %v", err)
		}
		for _, call := range s.sim.Calls() {
			if call.Method == "getUpdates" {
				t.Error("polls in spite of the webhook")
			}
		}
		// Asked while nobody listens, answered after the start, by polling.
		c.ask(3, 0)
		log, stop = s.here(nil)
		ready(t, log)
		c.wait(30 * time.Second)
		if err := stop(); err != nil {
			t.Errorf("ended with %v", err)
		}
		c.check()
		if r := s.report(); r.Questions != 6 || r.Operators != 3 {
			t.Errorf("report: %+v", r)
		}
	})
}

// TestTokenRevoked ends the program, with a sentence, when Telegram stops
// knowing its token.
func TestTokenRevoked(t *testing.T) {
	s := newStage(t, t.TempDir())
	log := &journal{}
	ended := make(chan error, 1)
	go func() {
		ended <- run(t.Context(), []string{"serve"}, s.env.get, strings.NewReader(""), log, log)
	}()
	ready(t, log)
	s.sim.Fault(simulator.Fault{Method: "getUpdates", Status: 401, Text: "Unauthorized", Times: -1})
	newCrowd(s, 1, 1).ask(1, 0) // ends the poll under way
	select {
	case err := <-ended:
		if err == nil || !strings.HasPrefix(sentence(err), "Telegram refuse ce jeton") {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("goes on without a token")
	}
}

// TestReportTellsTheActs asks, opens a card, refers, calls, and says that
// nothing fits.
func TestReportTellsTheActs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, at string) {
		t.Parallel()
		s := newStage(t, at)
		awa := s.sim.AddPerson(simulator.Person{ID: 1001, FirstName: "Awa"})
		table := write(t, "table.csv", "Identifiant;Structure;Service;Thèmes;Adresse;Commune;Code postal;Téléphone\n"+
			"cabinet;Cabinet;Soins dentaires;dentaire;1 place Neuve;Tours;37000;02 47 00 00 00\n")
		if _, _, err := relais(t.Context(), s.env, "", "import", table); err != nil {
			t.Fatal(err)
		}
		log, stop := s.here(nil)
		ready(t, log)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		awa.Send(0, "dentiste au sanitas")
		if err := s.sim.WaitFor(ctx, 1001, func(m []simulator.Message) bool { return len(answers(m)) == 1 }); err != nil {
			t.Fatal(err)
		}
		id := answers(s.sim.Messages(1001))[0].ID
		for _, button := range []string{"1", "✔️ J’oriente", "📞 Appeler", "← Retour", "Rien ne convient", "Trop loin"} {
			s.tap(ctx, awa, id, button)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		r := s.report()
		if r.Questions != 1 || r.Operators != 1 || r.Unmet != 1 || r.Intents["referrals"] != 1 || r.Intents["calls"] != 1 {
			t.Errorf("report: %+v", r)
		}
		if len(r.ByTheme) != 1 || r.ByTheme[0].Theme != "dentaire" || len(r.ByQuartier) != 1 || r.ByQuartier[0].Quartier != "sanitas" {
			t.Errorf("by theme %+v, by quarter %+v", r.ByTheme, r.ByQuartier)
		}
	})
}

// tap waits for a message of the chat to have the button, then presses it.
func (s *stage) tap(ctx context.Context, who *simulator.Actor, id int, button string) {
	s.t.Helper()
	err := s.sim.WaitFor(ctx, who.ID, func(list []simulator.Message) bool {
		for _, m := range list {
			if _, ok := m.Button(button); ok && m.ID == id {
				return true
			}
		}
		return false
	})
	if err == nil {
		_, err = who.TapWait(ctx, 0, id, button)
	}
	if err != nil {
		s.t.Fatalf("tap %s: %v", button, err)
	}
}
