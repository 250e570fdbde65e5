package announce_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory/db"
)

func TestStopResumeResend(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		for chat := int64(1); chat <= 9; chat++ {
			w.join(chat, nil)
		}
		id := w.publish(event("Ciné-débat", 20261105))
		mailing := w.latest().Mailing
		m := &mail{}
		m.fails = func(d announce.Delivery) error {
			if d.Chat == 3 {
				return &announce.FailedError{Class: "refused", Final: true}
			}
			if d.Chat == 4 {
				return announce.ErrUncertain
			}
			return nil
		}
		p := w.post(m)
		if _, _, err := p.Step(ctx); err != nil {
			t.Fatal(err)
		}
		w.must(w.Stop(ctx, mailing, anne))
		tries := m.tries
		w.step(p)
		if got := w.latest(); m.tries != tries || got.State != "stopped" || got.Counts[announce.Stopped] != 9-tries {
			t.Errorf("after Stop: %d tries, %+v", m.tries-tries, got)
		}
		if err := w.Stop(ctx, mailing, anne); !errors.Is(err, announce.ErrState) {
			t.Errorf("Stop again: %v", err)
		}
		if _, err := w.Resend(ctx, mailing, anne); !errors.Is(err, announce.ErrState) {
			t.Errorf("Resend while stopped: %v", err)
		}
		w.must(w.Resume(ctx, mailing, anne))
		w.step(p)
		want := announce.Progress{Mailing: mailing, Item: id, Title: "Ciné-débat", Purpose: announce.ForNew, State: "done",
			Author: anne, Created: w.now, NotAfter: evening(20261105).Starts, Finished: w.now,
			Counts:  map[string]int{announce.Sent: 7, announce.Failed: 1, announce.Uncertain: 1},
			Reasons: map[string]int{"refused": 1, announce.ReasonNoAnswer: 1}}
		if diff := cmp.Diff(want, w.latest()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		m.fails = nil
		if n, err := w.Resend(ctx, mailing, anne); err != nil || n != 1 {
			t.Errorf("Resend: %d, %v", n, err)
		}
		w.step(p)
		if got, err := w.Mailing(ctx, mailing); err != nil || got.Counts[announce.Sent] != 8 || got.Counts[announce.Uncertain] != 1 {
			t.Errorf("after Resend: %+v, %v", got, err)
		}
		w.now = at(20261106, 0, 0)
		if _, err := w.Resend(ctx, mailing, anne); !errors.Is(err, announce.ErrState) {
			t.Errorf("Resend when it is over: %v", err)
		}
	})
}

func TestStopBeforeItIsResolved(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.join(1, nil)
		w.publish(event("Ciné-débat", 20261105))
		mailing := w.latest().Mailing
		w.must(w.Stop(ctx, mailing, anne))
		m := &mail{}
		p := w.post(m)
		w.step(p)
		if _, err := w.Resolve(ctx, mailing); !errors.Is(err, announce.ErrState) || len(m.sent) != 0 {
			t.Errorf("Resolve: %v, %d sent", err, len(m.sent))
		}
		w.must(w.Resume(ctx, mailing, anne))
		w.wait(time.Minute)
		w.step(p)
		if len(m.sent) != 1 {
			t.Errorf("%d sent after Resume", len(m.sent))
		}
		if err := w.Stop(ctx, 999, anne); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("Stop of nothing: %v", err)
		}
	})
}
