package announce_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
)

// Each answer of a Sender has its end.
func TestEndings(t *testing.T) {
	failed := func(class string, final bool) error {
		return fmt.Errorf("send: %w", &announce.FailedError{Class: class, Final: final, Err: errors.New("no")})
	}
	for _, c := range []struct {
		name   string
		err    error
		times  int // how often it fails; 0 for ever
		state  string
		reason string
		tries  int
	}{
		{"sent", nil, 0, announce.Sent, "", 1},
		{"uncertain", fmt.Errorf("send: %w", announce.ErrUncertain), 1, announce.Uncertain, announce.ReasonNoAnswer, 1},
		{"gone", announce.ErrGone, 1, announce.Left, announce.ReasonGone, 1},
		{"later", announce.ErrLater, 2, announce.Sent, "", 3},
		{"wait", &announce.WaitError{For: 10 * time.Minute}, 2, announce.Sent, "", 3},
		{"wait all", &announce.WaitError{For: 10 * time.Minute, All: true}, 2, announce.Sent, "", 3},
		{"a few failures", failed("unreachable", false), 4, announce.Sent, "", 5},
		{"many failures", failed("unreachable", false), 0, announce.Failed, "unreachable", 5},
		{"unknown", errors.New("?"), 0, announce.Failed, announce.ReasonOther, 5},
		{"refused", failed("refused", true), 0, announce.Failed, "refused", 1},
		{"cut short", context.DeadlineExceeded, 1, announce.Uncertain, announce.ReasonNoAnswer, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			each(t, func(w *world) {
				w.join(1, nil)
				m := &mail{}
				m.fails = func(announce.Delivery) error {
					if c.times > 0 && m.tries > c.times {
						return nil
					}
					return c.err
				}
				p := w.post(m)
				w.publish(event("Ciné-débat", 20261105))
				for range 10 {
					w.step(p)
					w.wait(10 * time.Minute)
				}
				got := w.latest()
				reasons := map[string]int{}
				if c.reason != "" {
					reasons[c.reason] = 1
				}
				if diff := cmp.Diff([]any{"done", map[string]int{c.state: 1}, reasons, c.tries},
					[]any{got.State, got.Counts, got.Reasons, m.tries}); diff != "" {
					t.Error(diff)
				}
				s, err := w.Subscription(context.Background(), 1)
				w.must(err)
				if s.Active == (c.err == announce.ErrGone) {
					t.Errorf("subscription active: %v", s.Active)
				}
			})
		})
	}
}

func TestGroupMoves(t *testing.T) {
	each(t, func(w *world) {
		w.join(-5, nil)
		w.join(-6, nil)
		w.join(-1006, nil) // subscribed by itself
		m := &mail{}
		m.fails = func(d announce.Delivery) error {
			if d.Chat > -1000 {
				return fmt.Errorf("send: %w", &announce.MovedError{To: d.Chat - 1000})
			}
			return nil
		}
		p := w.post(m)
		w.publish(event("Ciné-débat", 20261105))
		w.step(p)
		w.wait(time.Minute)
		w.step(p)
		if got := m.to(announce.ForNew); !slices.Equal(got, []int64{-1006, -1005}) {
			t.Errorf("sent to %v", got)
		}
		if got := w.latest(); got.Counts[announce.Sent] != 2 || len(got.Counts) != 1 || got.State != "done" {
			t.Errorf("progress %+v", got)
		}
	})
}

// In the nights clocks change, too.
func TestQuietHoursAndTooLate(t *testing.T) {
	for _, c := range []struct{ evening, breakfast, end, eight string }{
		{"2026-10-24 21:00:00 CEST", "2026-10-25 09:00:00 CET", "2026-10-25 13:00:00 CET", "1 08:00 CET"},
		{"2026-03-28 21:00:00 CET", "2026-03-29 09:00:00 CEST", "2026-03-29 13:00:00 CEST", "1 08:00 CEST"},
		{"2026-06-01 21:00:00 CEST", "2026-06-02 09:00:00 CEST", "2026-06-02 13:00:00 CEST", "1 08:00 CEST"},
	} {
		each(t, func(w *world) {
			w.now = paris(t, c.evening)
			w.join(1, nil)
			w.join(2, func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = 0, 0 })
			w.join(3, func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = 20*60, 12*60 })
			m := &mail{}
			p := w.post(m)
			it := event("Petit déjeuner")
			starts := paris(t, c.breakfast)
			it.Dates = []announce.Date{{Starts: starts, Ends: starts.Add(time.Hour)}}
			w.publish(it)
			var left []string
			for ; w.now.Before(paris(t, c.end)); w.wait(10 * time.Minute) {
				n := len(m.sent)
				w.step(p)
				for _, d := range m.sent[n:] {
					left = append(left, fmt.Sprint(d.Chat, " ", w.now.Format("15:04 MST")))
				}
			}
			if want := []string{"2 " + paris(t, c.evening).Format("15:04 MST"), c.eight}; !slices.Equal(left, want) {
				t.Errorf("left %v, want %v", left, want)
			}
			if got := w.latest(); got.Counts[announce.Late] != 1 || got.State != "done" {
				t.Errorf("progress %+v", got)
			}
		})
	}
}

// Nothing leaves so shortly before quiet hours that it could arrive in them.
func TestNothingArrivesInQuietHours(t *testing.T) {
	each(t, func(w *world) {
		w.now = at(20261001, 19, 59).Add(50 * time.Second)
		w.join(1, nil)
		m := &mail{}
		w.publish(event("Ciné-débat", 20261105))
		w.step(w.post(m))
		if len(m.sent) != 0 {
			t.Error("left at 19 h 59 min 50 s")
		}
	})
}

// Whatever happens while a delivery waits for its turn is seen before it leaves.
func TestClear(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(w *world, mailing, item int64)
		want      string
	}{
		"stop":       {func(w *world, m, _ int64) { w.must(w.Stop(context.Background(), m, anne)) }, announce.Stopped},
		"leave":      {func(w *world, _, _ int64) { w.must(w.Leave(context.Background(), 1)) }, announce.Left},
		"mute":       {func(w *world, _, _ int64) { w.must(w.Mute(context.Background(), 1, w.now.Add(time.Hour))) }, announce.Left},
		"forget":     {func(w *world, _, _ int64) { w.must(w.Forget(context.Background(), 1)) }, ""},
		"quiet":      {func(w *world, _, _ int64) { w.now = at(20261001, 20, 0).Add(-time.Second); w.wait(0) }, ""},
		"cancel":     {func(w *world, _, it int64) { w.must(w.Cancel(context.Background(), it, partner)); w.approve(it, anne) }, announce.Stopped},
		"lease ends": {func(w *world, _, _ int64) { w.wait(5 * time.Minute) }, announce.Waiting},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w *world) {
				w.join(1, nil)
				item := w.publish(event("Ciné-débat", 20261105))
				mailing := w.latest().Mailing
				left := false
				p := w.post(&mail{})
				p.Send = func(ctx context.Context, d announce.Delivery) (int, string, error) {
					c.meanwhile(w, mailing, item)
					err := d.Clear(ctx)
					left = err == nil
					if err != nil && !errors.Is(err, announce.ErrLater) {
						t.Errorf("Clear: %v", err)
					}
					return 1, "", err
				}
				if _, _, err := p.Step(context.Background()); err != nil {
					t.Fatal(err)
				}
				if left {
					t.Error("it left")
				}
				p.Send = (&mail{}).send
				if c.want != "" && w.inState(mailing, c.want) != 1 {
					t.Errorf("progress %+v", w.latest())
				}
			})
		})
	}
}

// A delivery that left and whose end nobody wrote is uncertain, and is not sent
// again; one that had not left is sent later.
func TestLeaseRunsOut(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.join(1, nil)
		w.join(2, nil)
		w.publish(event("Ciné-débat", 20261105))
		dead, kill := context.WithCancel(ctx)
		p := w.post(&mail{})
		var once sync.Once
		gone := make(chan struct{})
		p.Send = func(ctx context.Context, d announce.Delivery) (int, string, error) {
			if d.Chat == 1 {
				w.must(d.Clear(ctx))
			}
			once.Do(func() { close(gone) })
			select {} // for ever: the program was killed
		}
		go p.Step(dead)
		<-gone
		time.Sleep(200 * time.Millisecond)
		kill()
		m := &mail{}
		other := w.post(m)
		w.step(other)
		if len(m.sent) != 0 {
			t.Fatal("sent what another holds")
		}
		w.wait(3 * time.Minute)
		w.step(other)
		if got := w.latest(); !slices.Equal(m.to(announce.ForNew), []int64{2}) || got.Counts[announce.Uncertain] != 1 ||
			got.Reasons[announce.ReasonLease] != 1 || got.State != "done" {
			t.Errorf("sent to %v, %+v", m.to(announce.ForNew), got)
		}
		if n, err := w.Resend(ctx, w.latest().Mailing, anne); err != nil || n != 0 {
			t.Errorf("resend %d, %v", n, err)
		}
	})
}

// Replicas share the work and nobody receives twice.
func TestReplicas(t *testing.T) {
	each(t, func(w *world) {
		for chat := int64(1); chat <= 60; chat++ {
			w.join(chat, nil)
		}
		w.publish(event("Ciné-débat", 20261105))
		m := &mail{}
		var replicas sync.WaitGroup
		ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
		defer stop()
		for range 3 {
			p := w.post(m)
			replicas.Go(func() {
				if err := p.Run(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		for w.latest().State != "done" && ctx.Err() == nil {
			time.Sleep(20 * time.Millisecond)
		}
		stop()
		replicas.Wait()
		got := m.to(announce.ForNew)
		if len(got) != 60 || len(slices.Compact(got)) != 60 {
			t.Errorf("%d messages to %d chats", len(got), len(slices.Compact(got)))
		}
	})
}

func TestOffUntilEnabled(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.join(1, nil)
		m := &mail{}
		p := w.post(m)
		p.Enabled = nil
		w.publish(event("Ciné-débat", 20261105))
		w.step(p)
		due, err := w.Due(ctx)
		w.must(err)
		if len(m.sent) != 0 || w.latest().State != "ready" || len(due) != 1 || due[0].Counts[announce.Waiting] != 1 {
			t.Errorf("sent %d, %+v, due %+v", len(m.sent), w.latest(), due)
		}
		p.Enabled = func() bool { return true }
		w.step(p)
		if len(m.sent) != 1 {
			t.Errorf("sent %d once enabled", len(m.sent))
		}
	})
}

// What would go tells the reminders that would open, and to how many.
func TestDueReminders(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.now = at(20261003, 10, 0) // a Saturday
		w.join(1, nil)
		w.join(2, nil)
		w.join(3, func(s *announce.Subscription) { s.Rhythm = announce.Weekly })
		id := w.publish(event("Ciné-débat", 20261006))
		w.step(w.post(&mail{}))
		for chat := int64(1); chat <= 2; chat++ {
			w.must(w.Answer(ctx, id, chat, announce.Comes, 0, true))
		}
		w.now = at(20261005, 18, 30)
		due, err := w.Due(ctx)
		w.must(err)
		var got []string
		for _, p := range due {
			got = append(got, fmt.Sprint(p.Purpose, " ", p.Title, " ", p.Counts[announce.Waiting]))
		}
		if want := []string{"eve Ciné-débat 2", "weekly  1"}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

// What is urgent goes first.
func TestUrgentFirst(t *testing.T) {
	each(t, func(w *world) {
		w.join(1, nil)
		m := &mail{}
		p := w.post(m)
		w.publish(event("Ciné-débat", 20261105))
		w.wait(time.Second)
		alert := announce.Item{Kind: announce.Alert, Title: "Canicule", What: "Buvez.", Organiser: "Ville", Author: partner}
		w.publish(alert)
		p.Workers = 1
		w.step(p)
		if len(m.sent) != 2 || m.sent[0].Item.Kind != announce.Alert {
			t.Errorf("%d sent, first %q", len(m.sent), m.sent[0].Item.Kind)
		}
	})
}

// A poster is given to Telegram once.
func TestPosterOnce(t *testing.T) {
	each(t, func(w *world) {
		for chat := int64(1); chat <= 12; chat++ {
			w.join(chat, nil)
		}
		it := event("Ciné-débat", 20261105)
		it.Poster = pngPoster()
		w.publish(it)
		m := &mail{file: "file-1"}
		w.step(w.post(m))
		uploads := 0
		for _, d := range m.sent {
			if d.FileID == "" {
				uploads++
			}
			if len(d.Item.Poster) == 0 {
				t.Error("a delivery without its poster")
			}
		}
		if len(m.sent) != 12 || uploads != 1 {
			t.Errorf("%d sent, %d uploads", len(m.sent), uploads)
		}
	})
}
