package announce_test

import (
	"context"
	"slices"
	"testing"

	"relais/bot/announce"
)

// TestMovedDate: the end of an announcement follows its date, later for who
// subscribes since, sooner for what has not left.
func TestMovedDate(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.now = at(20261003, 10, 0)
		edition, err := w.SaveEdition(ctx, anne, announce.Edition{Year: 2026, Theme: "Ensemble", First: 20261001, Last: 20261020})
		w.must(err)
		w.join(1, nil)
		move := func(id int64, day int) {
			it := w.item(id)
			it.Dates, it.Author = []announce.Date{evening(day)}, partner
			w.propose(it)
			w.approve(id, anne)
		}
		later := event("Reporté", 20261006)
		later.Edition = edition
		id := w.publish(later)
		m := &mail{}
		p := w.post(m)
		w.step(p)
		move(id, 20261015)
		w.step(p)
		w.now = at(20261008, 10, 0)
		w.join(2, nil)
		w.step(p)
		if got := m.to(announce.ForNew); !slices.Equal(got, []int64{1, 2}) {
			w.t.Errorf("what was put off went to %v", got)
		}

		sooner := w.publish(event("Avancé", 20261019))
		mailing := w.latest().Mailing
		w.step(p)
		w.must(w.Stop(ctx, w.reopened(mailing), anne))
		w.join(3, nil)
		w.exec("UPDATE announce_deliveries SET state = 'stopped', reason = 'stop' WHERE mailing = ?1", mailing)
		move(sooner, 20261009)
		w.now = at(20261010, 10, 0)
		w.must(w.Resume(ctx, mailing, anne))
		w.step(p)
		if n := w.inState(mailing, announce.Late); n != 2 {
			w.t.Errorf("%d of 2 are late: %+v", n, w.latest())
		}
	})
}

// reopened makes a mailing that is done run.
func (w *world) reopened(mailing int64) int64 {
	w.t.Helper()
	w.exec("UPDATE announce_mailings SET state = 'running', finished = NULL WHERE id = ?1", mailing)
	return mailing
}
