package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tgbot "github.com/go-telegram/bot"

	"relais/bot/simulator"
	"relais/directory/db/dbtest"
)

func (e *Edge) sayLater(ctx context.Context, chat int64, text string) error {
	return e.Later(ctx, chat, func(ctx context.Context) error {
		_, err := e.API().SendMessage(ctx, &tgbot.SendMessageParams{ChatID: chat, Text: text})
		return err
	})
}

// Later makes its call once, and says what happened.
func TestLaterEnds(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault simulator.Fault
		want  error
	}{
		{"nothing wrong", simulator.Fault{Method: "getMe"}, nil},
		{"blocked", simulator.Fault{Status: 403}, ErrBlocked},
		{"5xx", simulator.Fault{Status: 500}, ErrUnreachable},
		{"a gateway's 5xx", simulator.Fault{Status: 502, HTML: true}, ErrUncertain},
		{"cut", simulator.Fault{Cut: true}, ErrUncertain},
		{"cut after the work", simulator.Fault{Cut: true, After: true}, ErrUncertain},
		{"429", simulator.Fault{Status: 429, RetryAfter: 60}, ErrFlood},
		{"refused", simulator.Fault{Status: 400, Text: "Bad Request: chat not found"}, ErrRefused},
		{"migrated", simulator.Fault{Status: 400, MigrateTo: -100123}, ErrMigrated},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, e := sender(t)
			if c.fault.Method == "" {
				c.fault.Method = "sendMessage"
			}
			s.sim.Fault(c.fault)
			err := e.sayLater(t.Context(), 101, "bonjour")
			if !errors.Is(err, c.want) || c.want != ErrUnreachable && errors.Is(err, ErrUnreachable) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if n := s.tried("sendMessage"); n != 1 {
				t.Errorf("%d calls, want 1", n)
			}
			if m := (*MigratedError)(nil); errors.As(err, &m) && m.To != -100123 {
				t.Errorf("migrated to %d", m.To)
			}
		})
	}
	own := errors.New("mine")
	_, e := sender(t)
	if err := e.Later(t.Context(), 101, func(context.Context) error { return own }); err != own {
		t.Errorf("the caller's own error became %v", err)
	}
}

// Whoever answers a person goes before all announcements, and these use what is
// left: 28.5 a second at least, 30 in no second more.
func TestLaterYieldsAndKeepsItsRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, start := newPacer(), time.Now()
		var mu sync.Mutex
		var left []time.Time
		var chat int64
		ctx, stop := context.WithCancel(t.Context())
		var workers sync.WaitGroup
		for range 20 {
			workers.Go(func() {
				for {
					mu.Lock()
					chat++
					id := chat
					mu.Unlock()
					if p.yield(ctx, id) != nil {
						return
					}
					mu.Lock()
					left = append(left, time.Now())
					mu.Unlock()
					time.Sleep(150 * time.Millisecond) // Telegram answers
				}
			})
		}
		time.Sleep(60 * time.Second)
		mu.Lock()
		alone := len(left)
		mu.Unlock()
		if rate := float64(alone) / time.Since(start).Seconds(); rate < 0.95*permitted {
			t.Errorf("%.2f a second, want %.1f", rate, 0.95*permitted)
		}
		var worst time.Duration
		for i := range 200 {
			asked := time.Now()
			if err := p.wait(t.Context(), -int64(i)-1); err != nil {
				t.Fatal(err)
			}
			worst = max(worst, time.Since(asked))
			mu.Lock()
			left = append(left, time.Now())
			mu.Unlock()
			time.Sleep(20 * time.Millisecond)
		}
		if worst > 2*slot {
			t.Errorf("an answer waited %v", worst)
		}
		stop()
		workers.Wait()
		slices.SortFunc(left, time.Time.Compare)
		for i := permitted; i < len(left); i++ {
			if d := left[i].Sub(left[i-permitted]); d < time.Second {
				t.Fatalf("%d left within %v", permitted+1, d)
			}
		}
	})
}

// The end of ctx is told: at the front at once, at the back when it comes.
func TestTurnstileTellsWhoCannotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer()
		for range 100 {
			go p.wait(t.Context(), 0)
		}
		synctest.Wait()
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		var flood *FloodError
		if err := p.wait(short, 0); !errors.As(err, &flood) || flood.RetryAfter < 3*time.Second || time.Since(start) != 0 {
			t.Errorf("at the front: %v after %v", err, time.Since(start))
		}
		if err := p.yield(short, 0); !errors.Is(err, ErrFlood) || time.Since(start) != time.Second {
			t.Errorf("at the back: %v after %v", err, time.Since(start))
		}
		stopped, stop := context.WithCancel(t.Context())
		stop()
		if err := p.yield(stopped, 0); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: %v", err)
		}
		time.Sleep(10 * time.Second)
		p.bot.mu.Lock()
		defer p.bot.mu.Unlock()
		if n := len(p.bot.front) + len(p.bot.back); n != 0 {
			t.Errorf("%d still wait", n)
		}
	})
}

// A pause Telegram asked for outlives the program.
func TestPausesOutliveARestart(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		s.sim.Fault(simulator.Fault{Method: "sendMessage", Status: 429, RetryAfter: 3600})
		short := func() context.Context {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			t.Cleanup(cancel)
			return ctx
		}
		first := s.edge(ignore)
		t.Cleanup(first.client.http.CloseIdleConnections)
		if err := first.sayLater(short(), 101, "a"); !errors.Is(err, ErrFlood) {
			t.Fatalf("error %v", err)
		}
		if n := s.count(`SELECT COUNT(*) FROM telegram_pauses WHERE chat = '*' OR chat = ?1`, first.pauses.name(101)); n != 2 {
			t.Errorf("%d pauses kept", n)
		}
		second := s.edge(ignore)
		t.Cleanup(second.client.http.CloseIdleConnections)
		var flood *FloodError
		if err := second.sayLater(short(), 101, "a"); !errors.As(err, &flood) || flood.RetryAfter < 59*time.Minute {
			t.Errorf("after a restart: %v", err)
		}
		if err := second.say(short(), 102, "a"); !errors.Is(err, ErrFlood) {
			t.Errorf("after a restart, another chat: %v", err)
		}
		if n := s.tried("sendMessage"); n != 1 {
			t.Errorf("%d calls", n)
		}
	})
}

// The pause of one chat, known by its name only, holds that chat alone.
func TestPauseOfAChatIsRemembered(t *testing.T) {
	_, e := sender(t)
	e.pacer.remember(time.Time{}, map[string]time.Time{e.pauses.name(101): time.Now().Add(time.Hour)})
	if d := e.pacer.paused(101); d < 59*time.Minute {
		t.Errorf("paused for %v", d)
	}
	if d := e.pacer.paused(102); d > 0 {
		t.Errorf("another chat paused for %v", d)
	}
}

// BenchmarkLater sends announcements to the simulator with Telegram's limits on,
// while people are answered: how many a second, and how long an answer takes.
// RELAIS_BENCH_DELIVERIES says how many, 300 by default.
func BenchmarkLater(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("RELAIS_BENCH_DELIVERIES"))
	if n <= 0 {
		n = 300
	}
	sim, err := simulator.New(simulator.Options{Limits: simulator.TelegramLimits()})
	if err != nil {
		b.Fatal(err)
	}
	defer sim.Close()
	server := httptest.NewServer(sim.Handler())
	defer server.Close()
	for i := range n + 10 {
		sim.AddPerson(simulator.Person{ID: int64(i + 1), FirstName: "Awa"})
	}
	e, err := New(Options{Token: simulator.DefaultToken, URL: server.URL, DB: dbtest.Open(b, b.TempDir()), Key: testKey(b), Handle: ignore})
	if err != nil {
		b.Fatal(err)
	}
	defer e.client.http.CloseIdleConnections()
	for b.Loop() {
		measure(b, e, n)
	}
}

func measure(b *testing.B, e *Edge, n int) {
	ctx, stop := context.WithCancel(b.Context())
	var answers []time.Duration
	var asking sync.WaitGroup
	asking.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			asked := time.Now()
			if err := e.say(ctx, int64(n+1+i%10), "réponse"); err == nil {
				answers = append(answers, time.Since(asked))
			}
			sleep(ctx, 2*time.Second)
		}
	})
	start := time.Now()
	chats := make(chan int64)
	var workers sync.WaitGroup
	for range 24 {
		workers.Go(func() {
			for chat := range chats {
				if err := e.sayLater(ctx, chat, fmt.Sprint("annonce ", chat)); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range n {
		chats <- int64(i + 1)
	}
	close(chats)
	workers.Wait()
	took := time.Since(start)
	stop()
	asking.Wait()
	slices.Sort(answers)
	b.ReportMetric(float64(n+len(answers))/took.Seconds(), "messages/s")
	b.ReportMetric(float64(answers[len(answers)*99/100].Milliseconds()), "p99-answer-ms")
}
