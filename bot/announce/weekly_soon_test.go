package announce_test

import (
	"context"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"relais/bot/announce"
)

// TestTooSoonForTheDigest: those who read digests are told at once of what
// changes before the next one, if they heard of it or would have.
func TestTooSoonForTheDigest(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		weekly := func(s *announce.Subscription) { s.Rhythm = announce.Weekly }
		w.now = at(20261013, 10, 0) // Tuesday
		w.join(1, weekly)
		w.join(2, func(s *announce.Subscription) { weekly(s); s.Kinds = []string{announce.Alert} })
		w.join(3, weekly)
		w.must(w.Mute(ctx, 3, at(20261101, 0, 0)))
		m := &mail{}
		p := w.post(m)
		told := w.publish(event("Ciné-débat", 20261022))
		far := w.publish(event("Plus tard", 20261105))
		got := w.sweep(p, m, at(20261020, 10, 0), time.Hour)

		unknown := w.publish(event("Ajouté mardi", 20261023))
		sooner := w.publish(event("Avancé", 20261029))
		w.now = at(20261020, 22, 0)
		if now, later, err := w.Preview(ctx, w.item(told)); err != nil || now != 0 || later != 1 {
			t.Errorf("preview %d now, %d later, %v", now, later, err)
		}
		put := w.item(told)
		put.Author, put.Dates = partner, []announce.Date{evening(20261120)} // whoever comes on the 22nd comes for nothing
		w.propose(put)
		if n := w.pending(told).Audience; n != 1 {
			t.Errorf("audience %d", n)
		}
		w.approve(told, anne)
		put = w.item(told)
		put.Author, put.Venue = partner, "Gymnase"
		w.publish(put) // replaces what waits for the morning
		move := w.item(sooner)
		move.Author, move.Dates = partner, []announce.Date{evening(20261024)}
		w.publish(move)
		for _, id := range []int64{unknown, far} {
			w.must(w.Cancel(ctx, id, partner))
			w.approve(id, anne)
		}
		got = append(got, w.sweep(p, m, at(20261027, 0, 0), time.Hour)...)
		want := []string{"weekly 1, 19 09:00", "changed 1, 21 08:00", "changed 1, 21 08:00", "weekly 1, 26 09:00"}
		if d := diff.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		last := m.sent[len(m.sent)-1]
		if len(last.Items) != 1 || last.Items[0].ID != far {
			t.Errorf("the digest tells %d, not what was told", len(last.Items))
		}
		if d := m.sent[1]; d.Day != 0 {
			t.Errorf("a change is for the day %d", d.Day)
		}
	})
}

// TestTakesPlaceAfterAll: whose message was stopped by a cancellation hears of
// the event once it takes place again.
func TestTakesPlaceAfterAll(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		night := func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = 17*60, 12*60 }
		w.now = at(20261003, 10, 0)
		w.join(1, nil)
		w.join(2, night)
		m := &mail{}
		p := w.post(m)
		id := w.publish(event("Ciné-débat", 20261009))
		w.step(p)
		unseen := w.publish(event("Annulé avant d’être envoyé", 20261009))
		cancel := func(id int64) {
			w.must(w.Cancel(ctx, id, anne))
			w.approve(id, anne)
		}
		cancel(id)
		cancel(unseen)
		got := w.sweep(p, m, at(20261003, 15, 0), time.Hour) // all is stopped, the mailings are done
		for _, id := range []int64{id, unseen} {
			back := w.item(id)
			back.Author = partner
			w.publish(back)
		}
		got = append(got, w.sweep(p, m, at(20261005, 15, 0), time.Hour)...)
		want := []string{"cancelled 1, 3 10:00", "changed 1, 3 15:00", "new 1, 3 15:00", "new 2, 3 15:00", "new 2, 3 15:00"}
		if d := diff.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}
