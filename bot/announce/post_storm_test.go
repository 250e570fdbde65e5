package announce_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"relais/bot/announce"
)

// Whatever Telegram answers, in any order, with a stop in the middle: nobody
// receives twice, and each row ends in a stated state.
func TestStorm(t *testing.T) {
	each(t, func(w *world) {
		const people = 80
		ctx := context.Background()
		w.now = at(20261001, 9, 0)
		for chat := int64(1); chat <= people; chat++ {
			w.join(-chat, func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = int(chat)*13%1440, int(chat)*7%1440 })
		}
		r := rand.New(rand.NewPCG(5, 6))
		arrived := map[int64]int{} // by chat, as Telegram knows; a group that moved keeps its last three digits
		m := &mail{}
		m.fails = func(d announce.Delivery) error {
			s, err := w.Subscription(ctx, d.Chat)
			if quiet := announce.NextAllowed(w.now, s.QuietFrom, s.QuietTo).After(w.now); err != nil || quiet {
				t.Errorf("sent at %v, quiet from %d to %d, %v", w.now, s.QuietFrom, s.QuietTo, err)
			}
			switch r.IntN(12) {
			case 0:
				return &announce.WaitError{For: time.Minute, All: r.IntN(2) == 0}
			case 1:
				return announce.ErrGone
			case 2:
				return errors.New("500")
			case 3:
				return announce.ErrUncertain
			case 4:
				arrived[d.Chat%1000]++
				return announce.ErrUncertain
			case 5:
				if d.Chat > -1000 {
					return &announce.MovedError{To: d.Chat - 1000}
				}
			case 6:
				return &announce.FailedError{Class: "refused", Final: true}
			}
			arrived[d.Chat%1000]++
			return nil
		}
		one, other := w.post(m), w.post(m)
		w.publish(event("Ciné-débat", 20261003))
		mailing := w.latest().Mailing
		for i := 0; w.now.Before(at(20261005, 0, 0)); i++ {
			for range 3 {
				for _, p := range []*announce.Post{one, other} {
					_, _, err := p.Step(ctx)
					w.must(err)
				}
			}
			switch i {
			case 3:
				w.must(w.Stop(ctx, mailing, anne))
			case 9:
				w.must(w.Resume(ctx, mailing, anne))
			}
			w.wait(10 * time.Minute)
		}
		for chat, n := range arrived {
			if n > 1 {
				t.Errorf("chat %d received %d times", chat, n)
			}
		}
		got := w.latest()
		total := 0
		for state, n := range got.Counts {
			total += n
			if state == announce.Waiting || state == announce.Sending {
				t.Errorf("%d are %s", n, state)
			}
		}
		t.Log(fmt.Sprint(got.Counts, got.Reasons))
		if total != people || got.State != "done" || got.Counts[announce.Sent] < people/3 {
			t.Errorf("progress %+v", got)
		}
	})
}
