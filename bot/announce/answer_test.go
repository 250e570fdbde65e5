package announce_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory/db"
)

func TestAnswer(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		id := w.publish(event("Ciné-débat", 20261009))
		stands := func(comes, relays bool, number int) {
			w.t.Helper()
			c, r, n, err := w.Answered(ctx, id, 1001)
			if err != nil || c != comes || r != relays || n != number {
				w.t.Errorf("answered %v %v %d, %v; want %v %v %d", c, r, n, err, comes, relays, number)
			}
		}
		stands(false, false, 0)
		w.must(w.Answer(ctx, id, 1001, announce.Comes, 0, true))
		w.must(w.Answer(ctx, id, 1001, announce.Relays, 0, true))
		stands(true, true, 0)
		w.must(w.Answer(ctx, id, 1001, announce.Relays, 30, true))
		w.must(w.Answer(ctx, id, 1001, announce.Relays, 0, true)) // pressed again
		stands(true, true, 30)
		w.must(w.Answer(ctx, id, 1001, announce.Comes, 0, false))
		w.must(w.Answer(ctx, id, 1001, announce.Comes, 0, false))
		stands(false, true, 30)

		w.must(w.Cancel(ctx, id, anne))
		w.approve(id, anne)
		if err := w.Answer(ctx, id, 1001, announce.Comes, 0, true); !errors.Is(err, announce.ErrState) {
			w.t.Errorf("comes to what is cancelled: %v", err)
		}
		w.must(w.Answer(ctx, id, 1001, announce.Relays, 0, false))
		stands(false, false, 0)
		proposed := w.propose(event("Proposé", 20261009))
		for _, test := range []struct {
			item   int64
			answer string
			number int
			want   error
		}{
			{proposed, announce.Comes, 0, announce.ErrState},
			{99, announce.Comes, 0, db.ErrNotFound},
			{id, "peut-etre", 0, announce.ErrInvalid},
			{id, announce.Relays, -1, announce.ErrInvalid},
			{id, announce.Relays, announce.MaxTold + 1, announce.ErrInvalid},
		} {
			if err := w.Answer(ctx, test.item, 1001, test.answer, test.number, true); !errors.Is(err, test.want) {
				w.t.Errorf("%+v: %v", test, err)
			}
		}
	})
}

func TestAttend(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		it := event("Ciné-débat", 20261009, 20261016)
		it.Dates[0] = announce.Date{Starts: at(20261009, 0, 0), Ends: at(20261010, 0, 0), Whole: true}
		id := w.publish(it)
		w.now = at(20261011, 9, 0)
		w.must(w.Attend(ctx, id, 20261009, 40, partner))
		w.must(w.Attend(ctx, id, 20261009, 45, partner))
		w.must(w.Attend(ctx, id, 20261010, 0, partner))
		told, err := w.Attendance(ctx, id)
		w.must(err)
		if diff := cmp.Diff(map[int]int{20261009: 45, 20261010: 0}, told); diff != "" {
			w.t.Errorf("(-want +got):\n%s", diff)
		}
		for _, test := range []struct {
			item        int64
			day, number int
			want        error
		}{
			{id, 20261011, 3, announce.ErrInvalid}, // no date of it
			{id, 20261016, 3, announce.ErrInvalid}, // to come
			{id, 20261009, -3, announce.ErrInvalid},
			{w.propose(event("Proposé", 20261012)), 20261012, 3, announce.ErrState},
			{99, 20261009, 3, db.ErrNotFound},
		} {
			if err := w.Attend(ctx, test.item, test.day, test.number, partner); !errors.Is(err, test.want) {
				w.t.Errorf("%+v: %v", test, err)
			}
		}
	})
}
