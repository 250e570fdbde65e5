package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tgbot "github.com/go-telegram/bot"

	"relais/bot/simulator"
	"relais/directory/db/dbtest"
)

// sender is an edge with Awa, Karim and a group, without a poller.
func sender(t *testing.T) (*stage, *Edge) {
	s := newStage(t, dbtest.Open(t, t.TempDir()))
	s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
	s.sim.AddPerson(simulator.Person{ID: 102, FirstName: "Karim"})
	s.sim.AddGroup(simulator.Group{ID: -500, Title: "Équipe", Members: []int64{101, 102}})
	e := s.edge(ignore)
	t.Cleanup(e.client.http.CloseIdleConnections)
	return s, e
}

func (e *Edge) say(ctx context.Context, chat int64, text string) error {
	return e.Do(ctx, chat, func(ctx context.Context) error {
		_, err := e.API().SendMessage(ctx, &tgbot.SendMessageParams{ChatID: chat, Text: text})
		return err
	})
}

func (s *stage) tried(method string) (n int) {
	for _, c := range s.sim.Calls() {
		if c.Method == method {
			n++
		}
	}
	return n
}

func TestDoEnds(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault simulator.Fault
		want  error
		tries int
	}{
		{"nothing wrong", simulator.Fault{Method: "getMe"}, nil, 1},
		{"blocked", simulator.Fault{Status: 403, Times: -1}, ErrBlocked, 1},
		{"5xx once", simulator.Fault{Status: 500}, nil, 2},
		{"proxy's page once", simulator.Fault{Status: 502, HTML: true}, nil, 2},
		{"5xx for ever", simulator.Fault{Status: 500, Times: -1}, ErrUnreachable, 4},
		{"cut", simulator.Fault{Cut: true, Times: -1}, ErrUncertain, 1},
		{"cut after the work", simulator.Fault{Cut: true, After: true, Times: -1}, ErrUncertain, 1},
		{"a page with 200", simulator.Fault{Status: 200, HTML: true}, ErrUncertain, 1},
		{"a page with 413", simulator.Fault{Status: 413, HTML: true}, ErrRefused, 1},
		{"a page with 429", simulator.Fault{Status: 429, HTML: true}, nil, 2},
		{"refused", simulator.Fault{Status: 400, Text: `Bad Request: can't parse entities: "mot secret"`, Times: -1}, ErrRefused, 1},
		{"not modified", simulator.Fault{Status: 400, Text: "Bad Request: message is not modified: specified new message content"}, nil, 1},
		{"too old", simulator.Fault{Status: 400, Text: "Bad Request: query is too old and response timeout expired or query ID is invalid"}, ErrTooOld, 1},
		{"migrated", simulator.Fault{Status: 400, MigrateTo: -100123}, ErrMigrated, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, e := sender(t)
			if c.fault.Method == "" {
				c.fault.Method = "sendMessage"
			}
			s.sim.Fault(c.fault)
			err := e.say(t.Context(), 101, "bonjour")
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if n := s.tried("sendMessage"); n != c.tries {
				t.Errorf("%d calls, want %d", n, c.tries)
			}
			if err != nil && (strings.Contains(err.Error(), "SIMULATEUR") || strings.Contains(err.Error(), "mot secret")) {
				t.Errorf("error tells too much: %v", err)
			}
			if m := (*MigratedError)(nil); errors.As(err, &m) && m.To != -100123 {
				t.Errorf("migrated to %d", m.To)
			}
		})
	}
}

func TestDoWithoutConnection(t *testing.T) {
	s, _ := sender(t)
	e := s.edge(ignore, func(o *Options) { o.URL = "http://127.0.0.1:1" })
	if err := e.say(t.Context(), 101, "bonjour"); !errors.Is(err, ErrUnreachable) || strings.Contains(err.Error(), "SIMULATEUR") {
		t.Errorf("error %v", err)
	}
	if n := strings.Count(s.log.String(), "telegram call failed"); n != 3 {
		t.Errorf("%d retries logged, want 3", n)
	}
	if log := s.log.String(); strings.Contains(log, "SIMULATEUR") {
		t.Errorf("token in the log:\n%s", log)
	}
}

// A 429 stops the chat and everybody else; a wait longer than the context
// lasts is told at once.
func TestFloodStopsTheChatAndTheBot(t *testing.T) {
	s, e := sender(t)
	s.sim.Fault(simulator.Fault{Method: "sendMessage", ChatID: 101, Status: 429, RetryAfter: 1})
	start := time.Now()
	ended := make(chan error, 1)
	go func() { ended <- e.say(context.Background(), 101, "a") }()
	until(t, "429", func() bool { return e.pacer.paused(0) > 0 })
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	var flood *FloodError
	if err := e.say(short, 102, "b"); !errors.As(err, &flood) || flood.RetryAfter > time.Second || short.Err() != nil {
		t.Errorf("a short context got %v", err)
	}
	if err := e.say(t.Context(), 102, "b"); err != nil || time.Since(start) < time.Second {
		t.Errorf("another chat: %v after %v", err, time.Since(start))
	}
	if err := <-ended; err != nil || time.Since(start) < time.Second {
		t.Errorf("the chat: %v after %v", err, time.Since(start))
	}
}

func TestCallIsNotCutByTheCaller(t *testing.T) {
	s, e := sender(t)
	s.sim.Fault(simulator.Fault{Method: "sendMessage", Hang: 300 * time.Millisecond})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := e.say(ctx, 101, "lent"); err != nil {
		t.Errorf("error %v", err)
	}
	s.sim.Fault(simulator.Fault{Method: "sendMessage", Hang: 5 * time.Second})
	time.AfterFunc(100*time.Millisecond, e.cut)
	if err := e.say(t.Context(), 101, "coupé"); !errors.Is(err, ErrUncertain) {
		t.Errorf("after the drain: %v", err)
	}
}

func TestAnswerDoesNotWaitBehindMessages(t *testing.T) {
	s, e := sender(t)
	awa := s.sim.Actor(101)
	for range 10 {
		go e.say(t.Context(), 101, "x")
	}
	time.Sleep(50 * time.Millisecond)
	start := time.Now()
	err := e.Answer(t.Context(), func(ctx context.Context) error {
		_, err := e.API().AnswerCallbackQuery(ctx, &tgbot.AnswerCallbackQueryParams{CallbackQueryID: awa.TapData(0, 1, "x")})
		return err
	})
	if took := time.Since(start); err != nil && !errors.Is(err, ErrTooOld) || took > 500*time.Millisecond {
		t.Errorf("answer: %v after %v", err, took)
	}
	e.pacer.pause(101, time.Minute)
	if err := e.Answer(t.Context(), func(context.Context) error { t.Error("called"); return nil }); !errors.Is(err, ErrFlood) {
		t.Errorf("answer during a long pause: %v", err)
	}
	e.cut()
}

// TestPace measures the pacer on a false clock: what leaves in any window.
func TestPace(t *testing.T) {
	for _, c := range []struct {
		name   string
		chat   func(i int) int64
		n      int
		window time.Duration
		most   int
		within time.Duration
	}{
		{"one chat", func(int) int64 { return 1 }, 10, 10 * time.Second, 13, 8 * time.Second},
		{"one group", func(int) int64 { return -1 }, 40, time.Minute, 20, 3 * time.Minute},
		{"many chats", func(i int) int64 { return int64(i + 1) }, 300, time.Second, 30, 13 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, start := newPacer(), time.Now()
				left := make(chan time.Time, c.n)
				for i := range c.n {
					go func() {
						if err := p.wait(t.Context(), c.chat(i)); err != nil {
							t.Error(err)
						}
						left <- time.Now()
					}()
				}
				var times []time.Time
				for range c.n {
					times = append(times, <-left)
				}
				for i := range times {
					n := 0
					for _, other := range times {
						if d := other.Sub(times[i]); d >= 0 && d < c.window {
							n++
						}
					}
					if n > c.most {
						t.Fatalf("%d in %v, at most %d allowed", n, c.window, c.most)
					}
				}
				if took := time.Since(start); took > c.within {
					t.Errorf("took %v, at most %v wanted", took, c.within)
				}
				time.Sleep(10 * time.Minute)
				p.wait(t.Context(), 9999)
				if len(p.chats) != 1 {
					t.Errorf("%d chats remembered", len(p.chats))
				}
			})
		})
	}
}

func TestScrubAndClass(t *testing.T) {
	got := scrub(`strconv.Atoi: parsing "jeune de 16 ans": invalid, and «elle», 'lui', ` + strings.Repeat("é", 300))
	if strings.Contains(got, "jeune") || strings.Contains(got, "elle") || strings.Contains(got, "lui") || len([]rune(got)) > 161 {
		t.Errorf("scrub: %s", got)
	}
	if c := Class(fmt.Errorf("a: %w", fmt.Errorf("b: %w", ErrTooOld))); c != "too_old" {
		t.Errorf("class %s", c)
	}
	if c := Class(errors.New("?")); c != "other" {
		t.Errorf("class %s", c)
	}
}
