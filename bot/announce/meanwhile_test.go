package announce_test

import (
	"context"
	"slices"
	"testing"

	"relais/bot/announce"
)

// TestTakenBackMeanwhile: a cancellation that waits for the morning does not
// leave once the event takes place after all, nor a reminder to who does not
// come any more.
func TestTakenBackMeanwhile(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.now = at(20261003, 10, 0)
		w.join(1, nil)
		w.join(2, func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = 17*60, 9*60 })
		id := w.publish(event("Ciné-débat", 20261006))
		m := &mail{}
		p := w.post(m)
		w.step(p)

		w.now = at(20261003, 21, 0)
		w.must(w.Cancel(ctx, id, anne))
		w.approve(id, anne)
		w.step(p)
		w.now = at(20261003, 22, 0)
		back := w.item(id)
		back.Author = partner
		w.propose(back)
		w.approve(id, anne)
		w.step(p)
		w.now = at(20261004, 9, 30)
		w.step(p)
		if got := m.to(announce.ForCancelled); len(got) != 0 {
			w.t.Errorf("the cancellation taken back went to %v", got)
		}
		if got := m.to(announce.ForChanged); !slices.Equal(got, []int64{1, 2}) {
			w.t.Errorf("that it takes place went to %v", got)
		}

		w.must(w.Answer(ctx, id, 2, announce.Comes, 0, true))
		w.now = at(20261005, 18, 0)
		w.step(p)
		w.must(w.Answer(ctx, id, 2, announce.Comes, 0, false))
		w.now = at(20261006, 9, 30)
		w.step(p)
		if got := m.to(announce.ForEve); len(got) != 0 {
			w.t.Errorf("%v reminded, who does not come", got)
		}
		if got := w.latest(); got.Purpose != announce.ForEve || got.State != "done" || got.Reasons[announce.ReasonNothing] != 1 {
			w.t.Errorf("progress %+v", got)
		}
	})
}

// TestChangedWhileItWaitsForItsTurn: what was prepared and did not leave when a
// change is approved leaves in the words of the change.
func TestChangedWhileItWaitsForItsTurn(t *testing.T) {
	each(t, func(w *world) {
		w.join(1, nil)
		id := w.publish(event("Ciné-débat", 20261105))
		m := &mail{}
		p := w.post(m)
		first := true
		p.Send = func(ctx context.Context, d announce.Delivery) (int, string, error) {
			if first {
				first = false
				it := w.item(id)
				it.Venue, it.Author = "Mairie annexe", partner
				w.propose(it)
				w.approve(id, anne)
			}
			return m.send(ctx, d)
		}
		w.step(p)
		if len(m.sent) != 1 || m.sent[0].Item.Venue != "Mairie annexe" || m.sent[0].Purpose != announce.ForNew {
			w.t.Errorf("sent %d: %+v", len(m.sent), m.sent)
		}
	})
}
