package announce_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"relais/bot/announce"
)

// sweep lets time pass and tells what left when: "purpose chat, day hour".
func (w *world) sweep(p *announce.Post, m *mail, until time.Time, every time.Duration) (left []string) {
	w.t.Helper()
	for ; w.now.Before(until); w.wait(every) {
		n := len(m.sent)
		w.step(p)
		fresh := slices.Clone(m.sent[n:])
		slices.SortFunc(fresh, func(a, b announce.Delivery) int {
			return cmp.Or(int(a.Chat-b.Chat), strings.Compare(a.Purpose, b.Purpose))
		})
		for _, d := range fresh {
			left = append(left, fmt.Sprintf("%s %d, %s", d.Purpose, d.Chat, w.now.In(until.Location()).Format("2 15:04")))
		}
	}
	return left
}

func TestEve(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.now = at(20261003, 10, 0)
		w.join(1, nil)
		w.join(2, func(s *announce.Subscription) { s.Rhythm = announce.OnlyEve })
		w.join(3, func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = 17*60, 9*60 })
		w.join(4, nil)
		w.join(5, nil)
		id := w.publish(event("Ciné-débat", 20261006, 20261009))
		m := &mail{}
		p := w.post(m)
		w.step(p)
		for chat := int64(1); chat <= 4; chat++ {
			w.must(w.Answer(ctx, id, chat, announce.Comes, 0, true))
		}
		w.must(w.Answer(ctx, id, 4, announce.Comes, 0, false))
		w.must(w.Answer(ctx, id, 5, announce.Relays, 30, true))
		got := w.sweep(p, m, at(20261012, 0, 0), 30*time.Minute)
		want := []string{"eve 1, 5 18:00", "eve 2, 5 18:00", "eve 3, 6 09:00", "eve 1, 8 18:00", "eve 2, 8 18:00", "eve 3, 9 09:00"}
		if d := diff.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if d := m.sent[len(m.sent)-1]; d.Day != 20261009 || !d.Comes || d.Item.ID != id {
			t.Errorf("day %d, comes %v", d.Day, d.Comes)
		}
	})
}

// A date that moves is reminded of on the eve of the new one, and only then.
func TestEveOfADateThatMoves(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.now = at(20261003, 10, 0)
		w.join(1, nil)
		w.join(2, func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = 17*60, 9*60 })
		id := w.publish(event("Ciné-débat", 20261006))
		m := &mail{}
		p := w.post(m)
		w.step(p)
		w.must(w.Answer(ctx, id, 1, announce.Comes, 0, true))
		w.must(w.Answer(ctx, id, 2, announce.Comes, 0, true))
		got := w.sweep(p, m, at(20261005, 19, 0), 30*time.Minute)
		it, err := w.Item(ctx, id)
		w.must(err)
		it.Dates = []announce.Date{evening(20261008)}
		w.publish(it)
		got = append(got, w.sweep(p, m, at(20261010, 0, 0), 30*time.Minute)...)
		want := []string{"eve 1, 5 18:00", "changed 1, 5 19:00", "changed 2, 6 09:00", "eve 1, 7 18:00", "eve 2, 8 09:00"}
		if d := diff.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

func TestNoEveOfWhatIsCancelled(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.join(1, nil)
		id := w.publish(event("Ciné-débat", 20261006))
		m := &mail{}
		p := w.post(m)
		w.step(p)
		w.must(w.Answer(ctx, id, 1, announce.Comes, 0, true))
		w.must(w.Cancel(ctx, id, partner))
		w.approve(id, anne)
		if got := w.sweep(p, m, at(20261007, 0, 0), time.Hour); !slices.Equal(got, []string{"cancelled 1, 1 10:00"}) {
			t.Errorf("left %v", got)
		}
	})
}

// Monday 19 October 2026, then the one after the night clocks change.
func TestWeekly(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		weekly := func(kinds ...string) func(*announce.Subscription) {
			return func(s *announce.Subscription) { s.Rhythm, s.Kinds = announce.Weekly, kinds }
		}
		w.now = at(20261013, 10, 0)
		w.join(1, weekly())
		w.join(2, weekly(announce.Campaign))
		w.join(3, weekly(announce.Alert)) // nothing fits
		w.join(4, nil)
		w.join(5, weekly())
		w.must(w.Mute(ctx, 5, at(20261101, 0, 0)))
		m := &mail{}
		p := w.post(m)
		first := w.publish(event("Ciné-débat", 20261105))
		w.publish(event("Déjà passé", 20261015))
		campaign := announce.Item{Kind: announce.Campaign, Title: "Vaccins", What: "Venez.", Organiser: "CPTS", Author: partner}
		w.publish(campaign)
		got := w.sweep(p, m, at(20261020, 0, 0), time.Hour)
		w.must(w.Cancel(ctx, first, partner))
		w.approve(first, anne)
		w.publish(event("Atelier", 20261110))
		got = append(got, w.sweep(p, m, at(20261028, 0, 0), time.Hour)...)
		want := []string{"new 4, 13 10:00", "new 4, 13 10:00", "new 4, 13 10:00", "weekly 1, 19 09:00", "weekly 2, 19 09:00",
			"cancelled 4, 20 08:00", "new 4, 20 08:00", "weekly 1, 26 09:00"}
		if d := diff.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		var titles []string
		for _, d := range m.sent {
			for _, it := range d.Items {
				titles = append(titles, fmt.Sprint(d.Chat, " ", it.Title, " ", it.State))
			}
		}
		wantTitles := []string{"1 Ciné-débat confirmed", "1 Vaccins confirmed", "2 Vaccins confirmed",
			"1 Ciné-débat cancelled", "1 Atelier confirmed"}
		slices.Sort(titles)
		slices.Sort(wantTitles)
		if d := diff.Diff(wantTitles, titles); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// Who received an item by itself does not find it in the digest.
func TestWeeklyWithoutWhatWasReceived(t *testing.T) {
	each(t, func(w *world) {
		w.now = at(20261013, 10, 0)
		w.join(1, nil)
		m := &mail{}
		p := w.post(m)
		w.publish(event("Ciné-débat", 20261105))
		w.step(p)
		w.join(1, func(s *announce.Subscription) { s.Rhythm = announce.Weekly })
		if got := w.sweep(p, m, at(20261020, 0, 0), time.Hour); len(got) != 0 {
			t.Errorf("left %v", got)
		}
		if got := w.latest(); got.Purpose != announce.ForWeekly || got.Reasons[announce.ReasonNothing] != 1 || got.State != "done" {
			t.Errorf("progress %+v", got)
		}
	})
}

// TestAttendanceToldOfLastDay: who told how many came on one day of a date is
// not asked about it.
func TestAttendanceToldOfLastDay(t *testing.T) {
	each(t, func(w *world) {
		it := event("Exposition")
		it.Dates = []announce.Date{{Starts: at(20261006, 0, 0), Ends: at(20261008, 0, 0), Whole: true}}
		id := w.publish(it)
		w.now = at(20261008, 20, 0)
		w.must(w.Attend(context.Background(), id, 20261008, 40, partner))
		m := &mail{}
		p := w.post(m)
		p.ChatOf = func(author string) (int64, bool) { return 77, author == partner }
		w.sweep(p, m, at(20261010, 0, 0), time.Hour)
		if got := m.to(announce.ForAttendance); len(got) != 0 {
			t.Errorf("asked %v", got)
		}
	})
}

func TestAttendance(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.join(2, nil)
		id := w.publish(event("Ciné-débat", 20261006, 20261007))
		feed := event("D’un agenda", 20261006)
		feed.Author = "source:1"
		w.publish(feed)
		unknown := event("D’une inconnue", 20261006)
		unknown.Author = "pseudonym-of-unknown"
		w.publish(unknown)
		m := &mail{}
		p := w.post(m)
		p.ChatOf = func(author string) (int64, bool) { return 77, author == partner }
		w.sweep(p, m, at(20261008, 0, 0), time.Hour)
		w.must(w.Attend(ctx, id, 20261007, 40, partner))
		w.sweep(p, m, at(20261012, 0, 0), time.Hour)
		if got := m.to(announce.ForAttendance); !slices.Equal(got, []int64{77}) {
			t.Fatalf("asked %v", got)
		}
		for _, d := range m.sent {
			if d.Purpose == announce.ForAttendance && (d.Day != 20261006 || d.Item.ID != id) {
				t.Errorf("asked about day %d of %d", d.Day, d.Item.ID)
			}
		}
		if got := w.latest(); got.Author != announce.Automatic || got.State != "done" {
			t.Errorf("progress %+v", got)
		}
	})
}
