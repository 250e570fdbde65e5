package telegram

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"relais/bot/simulator"
	"relais/directory/db"
)

func TestOrderWithinEachChat(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		const chats, each = 30, 10
		var d diary
		var running, most atomic.Int32
		e := s.edge(func(_ context.Context, u *models.Update) error {
			n := running.Add(1)
			defer running.Add(-1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			time.Sleep(rand.N(3 * time.Millisecond))
			d.note(u)
			return nil
		}, func(o *Options) { o.Lanes = 4 })
		actors := make([]*simulator.Actor, chats)
		for i := range actors {
			actors[i] = s.sim.AddPerson(simulator.Person{ID: int64(100 + i), FirstName: "P"})
		}
		stop := s.run(e)
		var want []string
		for j := range each {
			want = append(want, fmt.Sprint("n° ", j))
			for _, a := range actors {
				a.Send(0, want[j])
			}
		}
		until(t, "all handled", func() bool { return d.count() >= chats*each })
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		for _, a := range actors {
			if diff := cmp.Diff(want, d.of(a.ID)); diff != "" {
				t.Errorf("chat %d (-want +got):\n%s", a.ID, diff)
			}
		}
		if most.Load() > 4 {
			t.Errorf("%d handlers at once, at most 4 wanted", most.Load())
		}
		if n := s.count(`SELECT COUNT(*) FROM inbox WHERE state = 'done' AND payload IS NULL`); n != chats*each {
			t.Errorf("%d rows done and erased, want %d", n, chats*each)
		}
		if n := s.count(`SELECT COUNT(*) FROM inbox_lanes`); n != 0 {
			t.Errorf("%d lanes still held", n)
		}
	})
}

func TestPanicThenDeadLetterThenOn(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		var d diary
		var panics, fails atomic.Int32
		reg := prometheus.NewRegistry()
		e := s.edge(func(_ context.Context, u *models.Update) error {
			switch u.Message.Text {
			case "panique":
				panics.Add(1)
				panic("mot secret: " + u.Message.Text)
			case "une fois":
				if fails.Add(1) == 1 {
					return errors.New("a hiccup")
				}
			case "refus":
				fails.Add(100)
				return fmt.Errorf("reply: %w", ErrRefused)
			case "bloqué":
				return ErrBlocked
			}
			d.note(u)
			return nil
		}, func(o *Options) { o.Metrics = reg })
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		stop := s.run(e)
		_, poison := awa.Send(0, "panique")
		for _, text := range []string{"une fois", "refus", "bloqué", "fin"} {
			awa.Send(0, text)
		}
		until(t, "all settled", s.settled(5))
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"une fois", "fin"}, d.of(101)); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
		if panics.Load() != 3 || fails.Load() != 102 {
			t.Errorf("%d panics, %d failures counted; want 3 attempts, 2 and one of a refusal", panics.Load(), fails.Load())
		}
		dead, err := e.DeadLetters(context.Background())
		if err != nil || len(dead) != 2 {
			t.Fatalf("dead letters %v, %v", dead, err)
		}
		got := dead[1]
		if got.UpdateID != poison || got.Kind != "message" || got.Class != "panic" || got.Attempts != 3 ||
			got.Died.Before(got.Received) || dead[0].Class != "refused" || dead[0].Attempts != 1 {
			t.Errorf("dead letters %+v", dead)
		}
		log := s.log.String()
		if !strings.Contains(log, "run_test.go:") || strings.Contains(log, "secret") || strings.Contains(log, "panique") {
			t.Errorf("log must tell the place of the panic and not its value:\n%s", log)
		}
		families, err := reg.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			if f.GetName() == "relais_telegram_updates_dead_total" && len(f.GetMetric()) != 2 {
				t.Errorf("dead metric %v", f)
			}
		}
	})
}

func TestUnreachableDoesNotCountAsAttempt(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		var calls atomic.Int32
		e := s.edge(func(context.Context, *models.Update) error {
			switch n := calls.Add(1); {
			case n < 6:
				return ErrUnreachable
			case n < 8:
				return &FloodError{RetryAfter: 20 * time.Millisecond}
			}
			return nil
		})
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		s.run(e)
		awa.Send(0, "bonjour")
		until(t, "handled", func() bool { return s.count(`SELECT COUNT(*) FROM inbox WHERE state = 'done'`) == 1 })
		if calls.Load() != 8 {
			t.Errorf("%d calls, want 8", calls.Load())
		}
	})
}

func TestDrain(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		began, let := make(chan string, 10), make(chan struct{})
		var d diary
		e := s.edge(func(ctx context.Context, u *models.Update) error {
			began <- u.Message.Text
			if u.Message.Text == "sourd" {
				<-ctx.Done() // obeys only the cut
				return ctx.Err()
			}
			<-let
			if ctx.Err() != nil {
				return ctx.Err()
			}
			d.note(u)
			return nil
		}, func(o *Options) { o.DrainTimeout = 300 * time.Millisecond })
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		karim := s.sim.AddPerson(simulator.Person{ID: 102, FirstName: "Karim"})
		stop := s.run(e)
		awa.Send(0, "finit")
		awa.Send(0, "attend")
		karim.Send(0, "sourd")
		<-began
		<-began
		until(t, "third update in", func() bool { return s.count(`SELECT COUNT(*) FROM inbox`) == 3 })
		time.AfterFunc(100*time.Millisecond, func() { close(let) })
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"finit"}, d.of(101)); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
		if n := s.count(`SELECT COUNT(*) FROM inbox WHERE state = 'waiting' AND attempts = 0 AND begun = 0`); n != 2 {
			t.Errorf("%d updates left as they were, want 2", n)
		}
		if n := s.count(`SELECT COUNT(*) FROM inbox_lanes`); n != 0 {
			t.Errorf("%d lanes still held", n)
		}
		if err := e.Do(context.Background(), 101, func(context.Context) error { return nil }); !errors.Is(err, ErrStopped) {
			t.Errorf("Do after Run: %v", err)
		}

		after := s.edge(func(_ context.Context, u *models.Update) error { d.note(u); return nil })
		s.run(after)
		until(t, "the rest", s.settled(3))
		if diff := cmp.Diff([]string{"finit", "attend"}, d.of(101)); diff != "" {
			t.Errorf("after the restart (-want +got):\n%s", diff)
		}
	})
}

func TestTokenRefused(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		s.sim.ExpectMany("*", "Unauthorized")
		for _, token := range []string{"7000000001:FAUX", "999:RIEN"} {
			e := s.edge(ignore, func(o *Options) { o.Token = token })
			if _, err := e.Check(context.Background()); !errors.Is(err, ErrTokenRefused) {
				t.Errorf("Check with %s: %v", token, err)
			}
			if err := e.Run(context.Background()); !errors.Is(err, ErrTokenRefused) {
				t.Errorf("Run with %s: %v", token, err)
			}
		}
		e := s.edge(ignore)
		me, err := e.Check(context.Background())
		if err != nil || me.ID != 7000000001 || me.Username != "RelaisBot" {
			t.Errorf("Check: %+v, %v", me, err)
		}
		away := s.edge(ignore, func(o *Options) { o.URL = "http://127.0.0.1:1" })
		if _, err := away.Check(context.Background()); !errors.Is(err, ErrUnreachable) || strings.Contains(err.Error(), "SIMULATEUR") {
			t.Errorf("Check of nobody: %v", err)
		}
		s.sim.Fault(simulator.Fault{Method: "getMe", Status: 502, HTML: true})
		if _, err := e.Check(context.Background()); !errors.Is(err, ErrUnreachable) {
			t.Errorf("Check behind a broken proxy: %v", err)
		}
		// The token is revoked while running.
		s.sim.Fault(simulator.Fault{Method: "getUpdates", Status: 401, Text: "Unauthorized"})
		if err := e.Run(context.Background()); !errors.Is(err, ErrTokenRefused) {
			t.Errorf("Run: %v", err)
		}
	})
	for _, token := range []string{"", "abc", "12:", "12:a/b", "12:a b"} {
		if _, err := New(Options{Token: token}); !errors.Is(err, ErrTokenRefused) {
			t.Errorf("New with token %q: %v", token, err)
		}
	}
}

func TestConflictAndFailuresOfPolling(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		var d diary
		e := s.edge(func(_ context.Context, u *models.Update) error { d.note(u); return nil })
		s.sim.Fault(simulator.Fault{Method: "deleteWebhook", Status: 500})
		s.sim.Fault(simulator.Fault{Method: "getUpdates", Times: 2, Status: 409, Text: "Conflict: terminated by other getUpdates request"})
		s.sim.Fault(simulator.Fault{Method: "getUpdates", Status: 502, HTML: true})
		s.sim.Fault(simulator.Fault{Method: "getUpdates", Cut: true, After: true})
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		awa.Send(0, "malgré tout")
		s.run(e)
		if err := e.Ready(context.Background()); err == nil {
			t.Error("ready before Telegram answered")
		}
		until(t, "handled", func() bool { return d.count() == 1 })
		if err := e.Ready(context.Background()); err != nil {
			t.Errorf("Ready: %v", err)
		}
		if log := s.log.String(); strings.Count(log, `msg="409:`) != 2 || strings.Contains(log, "SIMULATEUR") {
			t.Errorf("log:\n%s", log)
		}
	})
}

// Two replicas share one inbox on PostgreSQL; on SQLite the second waits.
func TestTwoPrograms(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		var d diary
		var holding atomic.Int32
		handle := func(_ context.Context, u *models.Update) error {
			if u.Message.Chat.ID == 101 {
				if holding.Add(1) > 1 {
					t.Error("one chat handled twice at once")
				}
				defer holding.Add(-1)
			}
			time.Sleep(rand.N(5 * time.Millisecond))
			d.note(u)
			return nil
		}
		first, second := s.edge(handle), s.edge(handle)
		stop := s.run(first)
		until(t, "first polls", func() bool { return first.Ready(context.Background()) == nil })
		s.run(second)
		ctx := context.Background()
		if s.db.Dialect() == db.Postgres {
			until(t, "second is ready too", func() bool { return second.Ready(ctx) == nil })
		}
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		karim := s.sim.AddPerson(simulator.Person{ID: 102, FirstName: "Karim"})
		var want []string
		for i := range 60 {
			want = append(want, fmt.Sprint(i))
			awa.Send(0, want[i])
			karim.Send(0, want[i])
			if i == 30 {
				stop()
			}
		}
		until(t, "all handled", s.settled(120))
		for _, chat := range []int64{101, 102} {
			if diff := cmp.Diff(want, d.of(chat)); diff != "" {
				t.Errorf("chat %d (-want +got):\n%s", chat, diff)
			}
		}
		if log := s.log.String(); strings.Contains(log, `msg="409:`) {
			t.Errorf("two pollers at once:\n%s", log)
		}
	})
}

func TestPurge(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
		b := &inbox{db: s.db, key: testKey(t), owner: "me", lease: time.Second, now: func() time.Time { return now }}
		ctx := context.Background()
		put := func(id int64, kind string) {
			if _, err := b.put(ctx, []arrived{{id: id, raw: []byte("{}"), kind: kind, lane: fmt.Sprint(id)}}); err != nil {
				t.Fatal(err)
			}
		}
		put(1, kindUnreadable)
		put(2, "message")
		put(3, "message")
		letters, err := b.claim(ctx, 1, nil)
		if err != nil || len(letters) != 1 || letters[0].id != 2 {
			t.Fatalf("claim %v, %v", letters, err)
		}
		if _, err := b.settle(ctx, letters[0], outcome{state: "done"}, false); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			after   time.Duration
			expired int64
			rows    int
		}{{time.Hour, 0, 3}, {25 * time.Hour, 1, 3}, {73 * time.Hour, 0, 2}, {31 * 24 * time.Hour, 0, 1}} {
			now = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC).Add(step.after)
			expired, err := b.purge(ctx)
			if rows := s.count(`SELECT COUNT(*) FROM inbox`); err != nil || expired != step.expired || rows != step.rows {
				t.Errorf("after %v: %d expired, %d rows, %v; want %d and %d", step.after, expired, rows, err, step.expired, step.rows)
			}
		}
		if n := s.count(`SELECT COUNT(*) FROM inbox WHERE payload IS NOT NULL`); n != 0 {
			t.Errorf("%d payloads left", n)
		}
	})
}
