package announce_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory/db/dbtest"
)

// Recipients are chosen in SQL by the rule of Fits.
func TestResolveAgreesWithFits(t *testing.T) {
	each(t, func(w *world) {
		r := rand.New(rand.NewPCG(3, 4))
		some := func(from ...string) (list []string) {
			for _, s := range from {
				if r.IntN(3) == 0 {
					list = append(list, s)
				}
			}
			return list
		}
		rhythms := []string{announce.AtOnce, announce.AtOnce, announce.Weekly, announce.OnlyEve}
		var all []announce.Subscription
		for chat := int64(1); chat <= 120; chat++ {
			w.join(chat, func(s *announce.Subscription) {
				s.Kinds = some(announce.Event, announce.Campaign, announce.Alert)
				s.Themes = some("sante-mentale", "addictions", "vaccination")
				s.Places = some(sanitas, tours, "37122", "san_tas", "sanxtas")
				s.Rhythm = rhythms[r.IntN(len(rhythms))]
				s.QuietFrom, s.QuietTo = r.IntN(1440), r.IntN(1440)
				if r.IntN(5) == 0 {
					s.Muted = w.now.Add(time.Hour)
				}
				all = append(all, *s)
			})
			if r.IntN(8) == 0 {
				w.must(w.Leave(context.Background(), chat))
				all = all[:len(all)-1]
			}
		}
		m := &mail{}
		p := w.post(m)
		for n := range 25 {
			it := event("Ciné-débat", 20261105)
			it.Kind = []string{announce.Event, announce.Campaign, announce.Alert}[r.IntN(3)]
			it.Themes = some("sante-mentale", "addictions", "vaccination")
			it.Quartier, it.Commune = []string{sanitas, "san_tas", "", ""}[r.IntN(4)], []string{tours, "37122", ""}[r.IntN(3)]
			if n%9 == 8 {
				it.Reach = announce.Everyone
			}
			it, err := w.Item(context.Background(), w.publish(it))
			w.must(err)
			var now, later []int64
			for _, s := range all {
				if s.Muted.After(w.now) || !announce.Fits(it, s) || it.Reach != announce.Everyone && s.Rhythm != announce.AtOnce {
					continue
				}
				if announce.NextAllowed(w.now, s.QuietFrom, s.QuietTo).After(w.now) {
					later = append(later, s.Chat)
				} else {
					now = append(now, s.Chat)
				}
			}
			preview := it
			preview.Published = time.Time{}
			a, b, err := w.Preview(context.Background(), preview)
			w.must(err)
			if a != len(now) || b != len(later) {
				t.Errorf("item %d: preview %d now, %d later, want %d and %d", it.ID, a, b, len(now), len(later))
			}
			m.sent = nil
			w.step(p)
			if diff := cmp.Diff(now, m.to(announce.ForNew)); diff != "" {
				t.Fatalf("item %d sent to (-want +got):\n%s", it.ID, diff)
			}
			if got := w.inState(w.latest().Mailing, announce.Waiting); got != len(later) {
				t.Errorf("item %d: %d wait, want %d", it.ID, got, len(later))
			}
			w.must(w.Stop(context.Background(), w.latest().Mailing, anne))
		}
	})
}

func TestResolveOnce(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.join(1, nil)
		w.publish(event("Ciné-débat", 20261105))
		id := w.latest().Mailing
		for range 2 {
			if n, err := w.Resolve(ctx, id); err != nil || n != 1 {
				t.Errorf("resolved %d, %v", n, err)
			}
		}
		w.join(2, nil)
		if n, err := w.Resolve(ctx, id); err != nil || n != 1 {
			t.Errorf("resolved again %d, %v", n, err)
		}
	})
}

func TestChangesGoToThoseWhoKnow(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		weekly := func(s *announce.Subscription) { s.Rhythm = announce.Weekly }
		w.join(1, nil)
		w.join(2, nil)
		w.join(3, weekly) // comes
		w.join(4, weekly)
		w.join(5, func(s *announce.Subscription) { s.Kinds = []string{announce.Alert} })
		m := &mail{}
		p := w.post(m)
		id := w.publish(event("Ciné-débat", 20261105))
		w.step(p)
		w.must(w.Answer(ctx, id, 3, announce.Comes, 0, true))
		w.must(w.Leave(ctx, 2))
		w.join(6, nil) // since
		it, err := w.Item(ctx, id)
		w.must(err)
		if now, later, err := w.Preview(ctx, it); err != nil || now != 2 || later != 0 {
			t.Errorf("preview %d, %d, %v", now, later, err)
		}
		it.Venue = "Gymnase"
		w.publish(it)
		w.step(p)
		w.must(w.Cancel(ctx, id, partner))
		w.approve(id, anne)
		w.step(p)
		for purpose, want := range map[string][]int64{
			announce.ForNew: {1, 2}, announce.ForChanged: {1, 3}, announce.ForCancelled: {1, 3},
		} {
			if got := m.to(purpose); !slices.Equal(got, want) {
				t.Errorf("%s went to %v, want %v", purpose, got, want)
			}
		}
		if last := m.sent[len(m.sent)-1]; last.Item.State != announce.Cancelled || last.Item.Venue != "Gymnase" {
			t.Errorf("the last message shows %q, %q", last.Item.State, last.Item.Venue)
		}
	})
}

// One hundred thousand subscribers are resolved in less than two seconds.
func BenchmarkResolve100000(b *testing.B) {
	run := func(b *testing.B, address, reach string) {
		w := newWorld(b, dbtest.Open(b, address))
		w.crowd(100_000)
		n := 0
		for b.Loop() {
			b.StopTimer()
			it := event("Ciné-débat", 20261105)
			it.Reach = reach
			w.publish(it)
			id := w.latest().Mailing
			b.StartTimer()
			var err error
			n, err = w.Resolve(context.Background(), id)
			w.must(err)
		}
		b.ReportMetric(float64(n), "recipients")
	}
	for _, reach := range []string{announce.Fitting, announce.Everyone} {
		b.Run("sqlite/"+reach, func(b *testing.B) { run(b, b.TempDir(), reach) })
		b.Run("postgres/"+reach, func(b *testing.B) { run(b, dbtest.Postgres(b), reach) })
	}
}
