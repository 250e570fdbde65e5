package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db/dbtest"
)

// testSecret is the key of all tests.
const testSecret = "secret-des-essais-0123456789abcdef"

// stage is Telegram as the simulator plays it, and what a bot needs to run.
type stage struct {
	t   *testing.T
	sim *simulator.Simulator
	env settings
}

// newStage opens a simulator. At the end of the test nothing may have been
// refused that the test did not ask for.
func newStage(t *testing.T, address string) *stage {
	t.Helper()
	sim, err := simulator.New(simulator.Options{InlineFeedback: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim.Handler())
	t.Cleanup(func() {
		sim.Close()
		server.Close()
		for _, r := range sim.Unexpected() {
			t.Errorf("Telegram would refuse %s: %s", r.Method, r.Description)
		}
	})
	home := t.TempDir()
	return &stage{t: t, sim: sim, env: settings{
		"HOME": home, "RELAIS_TELEGRAM_TOKEN": sim.Token(), "RELAIS_TELEGRAM_URL": server.URL,
		"RELAIS_DATABASE": address, "RELAIS_SECRET": testSecret, "RELAIS_LISTEN": "127.0.0.1:0",
	}}
}

// serve starts the bot in a process of its own.
func (s *stage) serve() *process {
	s.t.Helper()
	return launch(s.t, s.env, nil, "serve")
}

// here starts the bot in this process; stop ends it and returns its error.
func (s *stage) here(more settings) (log *journal, stop func() error) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	log = &journal{}
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"serve"}, s.env.with(more).get, strings.NewReader(""), log, log)
		close(ended)
	}()
	s.t.Cleanup(func() {
		cancel()
		<-ended
		if s.t.Failed() {
			s.t.Logf("last lines of the log:\n%s", tail(log.String(), 40))
		}
	})
	return log, func() error { cancel(); return <-ended }
}

var listening = regexp.MustCompile(`"msg":"listening","address":"([^"]+)"`)

// address waits for the program to listen.
func address(t *testing.T, log *journal) string {
	t.Helper()
	until(t, "listening", 30*time.Second, func() bool { return listening.MatchString(log.String()) })
	return "http://" + listening.FindStringSubmatch(log.String())[1]
}

// status is what an address answers, 0 for nothing.
func status(url string) int {
	res, err := http.Get(url)
	if err != nil {
		return 0
	}
	res.Body.Close()
	return res.StatusCode
}

// ready waits for the program to say it can answer.
func ready(t *testing.T, log *journal) {
	t.Helper()
	health := address(t, log) + "/healthz"
	until(t, "ready", 60*time.Second, func() bool { return status(health) == http.StatusOK })
}

// report is what relais report says of yesterday to tomorrow: a test may run
// over midnight.
func (s *stage) report() (r struct {
	Questions int            `json:"questions"`
	Operators int            `json:"operators"`
	Intents   map[string]int `json:"intents"`
	Unmet     int            `json:"unmet"`
	ByTheme   []struct {
		Theme     string
		Questions int
	} `json:"by_theme"`
	ByQuartier []struct {
		Quartier  string
		Questions int
	} `json:"by_quartier"`
}) {
	s.t.Helper()
	from, to := time.Now().AddDate(0, 0, -1).Format(time.DateOnly), time.Now().AddDate(0, 0, 1).Format(time.DateOnly)
	stdout, _, err := relais(s.t.Context(), s.env, "", "report", "--format", "json", "--from", from, "--to", to)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		s.t.Fatalf("%v in %s", err, stdout)
	}
	return r
}

// inboxIsEmpty fails when a word waits or an update was given up.
func (s *stage) inboxIsEmpty() {
	s.t.Helper()
	d := dbtest.Open(s.t, s.env["RELAIS_DATABASE"])
	for what, query := range map[string]string{
		"payloads left":    `SELECT COUNT(*) FROM inbox WHERE payload IS NOT NULL`,
		"updates given up": `SELECT COUNT(*) FROM inbox WHERE state = 'dead'`,
		"updates waiting":  `SELECT COUNT(*) FROM inbox WHERE state = 'waiting'`,
	} {
		if n := count(s.t, d, query); n != 0 {
			s.t.Errorf("%d %s", n, what)
		}
	}
}

// answers are the bot's messages in a chat, oldest first.
func answers(list []simulator.Message) []simulator.Message {
	var out []simulator.Message
	for _, m := range list {
		if m.FromBot() {
			out = append(out, m)
		}
	}
	return out
}
