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

func (w *world) subscription(chat int64) announce.Subscription {
	w.t.Helper()
	s, err := w.Subscription(context.Background(), chat)
	w.must(err)
	return s
}

// subscribe subscribes a chat to everything at once.
func (w *world) subscribe(chat int64) {
	w.t.Helper()
	w.must(w.Subscribe(context.Background(), announce.Default(chat, "private")))
}

// resolve does what whoever sends does first: a row for each active subscriber,
// sent, and the mailings done.
func (w *world) resolve() {
	w.t.Helper()
	now := w.now.UnixMilli()
	w.exec(`INSERT INTO announce_deliveries (mailing, who, state, reason, not_before, lease, proof, attempts, message, at)
		SELECT m.id, s.who, 'sent', '', 0, 0, '', 1, 5, ?1 FROM announce_mailings m, announce_subscribers s
		WHERE m.resolved IS NULL AND s.state = 'active'`, now)
	w.exec("UPDATE announce_mailings SET state = 'done', resolved = ?1, finished = ?1 WHERE resolved IS NULL", now)
}

// waits counts the deliveries that wait.
func (w *world) waits() int {
	w.t.Helper()
	return w.number("SELECT COUNT(*) FROM announce_deliveries WHERE state = 'waiting'")
}

func TestSubscription(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		if _, err := w.Subscription(ctx, 1001); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("never subscribed: %v", err)
		}
		w.subscribe(1001)
		if diff := cmp.Diff(announce.Default(1001, "private"), w.subscription(1001)); diff != "" {
			w.t.Errorf("default (-want +got):\n%s", diff)
		}
		s := announce.Subscription{Chat: -100123, ChatKind: "group", Kinds: []string{announce.Event, announce.Alert},
			Themes: []string{"jeunes"}, Places: []string{sanitas, tours}, Rhythm: announce.Weekly,
			QuietFrom: 1200, QuietTo: 420, Muted: w.now.Add(time.Hour), Active: true}
		w.must(w.Subscribe(ctx, s))
		if diff := cmp.Diff(s, w.subscription(-100123)); diff != "" {
			w.t.Errorf("chosen (-want +got):\n%s", diff)
		}
		w.must(w.Mute(ctx, -100123, time.Time{}))
		w.must(w.Leave(ctx, -100123))
		s.Muted, s.Active = time.Time{}, false
		if diff := cmp.Diff(s, w.subscription(-100123)); diff != "" {
			w.t.Errorf("left (-want +got):\n%s", diff)
		}
		w.must(w.Return(ctx, -100123))
		s.Active = true
		if diff := cmp.Diff(s, w.subscription(-100123)); diff != "" {
			w.t.Errorf("back (-want +got):\n%s", diff)
		}
		w.must(w.Lost(ctx, -100123))
		w.must(w.Lost(ctx, 77))
		if w.subscription(-100123).Active {
			w.t.Error("a lost chat is active")
		}
		for name, err := range map[string]error{
			"Leave": w.Leave(ctx, 77), "Return": w.Return(ctx, 77), "Mute": w.Mute(ctx, 77, w.now),
		} {
			if !errors.Is(err, db.ErrNotFound) {
				w.t.Errorf("%s of who never subscribed: %v", name, err)
			}
		}
	})
}

func TestChoicesAreChecked(t *testing.T) {
	each(t, func(w *world) {
		for name, edit := range map[string]func(*announce.Subscription){
			"chat":   func(s *announce.Subscription) { s.Chat = 0 },
			"kind":   func(s *announce.Subscription) { s.ChatKind = "salon" },
			"kinds":  func(s *announce.Subscription) { s.Kinds = []string{"bal"} },
			"themes": func(s *announce.Subscription) { s.Themes = []string{"astrologie"} },
			"places": func(s *announce.Subscription) { s.Places = []string{"Le Sanitas"} },
			"rhythm": func(s *announce.Subscription) { s.Rhythm = "" },
			"quiet":  func(s *announce.Subscription) { s.QuietTo = 1440 },
		} {
			s := announce.Default(1001, "private")
			edit(&s)
			if err := w.Subscribe(context.Background(), s); !errors.Is(err, announce.ErrInvalid) {
				w.t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestCatchUp: who subscribes during an edition gets what is still to come of
// it, once.
func TestCatchUp(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		edition, err := w.SaveEdition(ctx, anne, announce.Edition{Year: 2026, Theme: "Ensemble", First: 20261005, Last: 20261018})
		w.must(err)
		inEdition := func(title string, day int) announce.Item {
			it := event(title, day)
			it.Edition = edition
			return it
		}
		w.subscribe(1)
		w.publish(inEdition("À venir", 20261012))
		w.publish(inEdition("À venir aussi", 20261013))
		w.publish(inEdition("Passé", 20261006))
		w.publish(event("Hors édition", 20261012))
		cancelled := w.publish(inEdition("Annulé", 20261012))
		w.must(w.Cancel(ctx, cancelled, anne))
		w.approve(cancelled, anne)
		elsewhere := inEdition("Ailleurs", 20261012)
		elsewhere.Quartier, elsewhere.Commune = "", "37233"
		w.publish(elsewhere)
		w.resolve()
		w.subscribe(2)
		if n := w.waits(); n != 0 {
			w.t.Errorf("before the edition %d wait", n)
		}
		w.now = at(20261010, 9, 0)
		w.publish(inEdition("Pas encore parti", 20261014))
		s := announce.Default(3, "private")
		s.Places = []string{sanitas}
		w.must(w.Subscribe(ctx, s))
		w.must(w.Subscribe(ctx, s)) // a change of choices
		if n := w.waits(); n != 2 {
			w.t.Errorf("a new subscriber gets %d of 2", n)
		}
		if n := w.number("SELECT COUNT(*) FROM announce_mailings WHERE state = 'running' AND finished IS NULL"); n != 2 {
			w.t.Errorf("%d mailings run again, want 2", n)
		}
		weekly := announce.Default(4, "private")
		weekly.Rhythm = announce.Weekly
		w.must(w.Subscribe(ctx, weekly))
		if n := w.waits(); n != 2 {
			w.t.Errorf("weekly: %d wait", n)
		}
		w.exec("UPDATE announce_deliveries SET state = 'sent' WHERE state = 'waiting'")
		w.must(w.Leave(ctx, 3))
		w.must(w.Return(ctx, 3))
		if n := w.waits(); n != 0 {
			w.t.Errorf("who comes back gets %d again", n)
		}
		w.exec("UPDATE announce_deliveries SET state = 'left' WHERE state = 'sent'")
		w.must(w.Leave(ctx, 3))
		w.must(w.Return(ctx, 3))
		if n := w.waits(); n != 2 {
			w.t.Errorf("what did not leave: %d of 2 wait", n)
		}
	})
}

// TestStoppedStays: who subscribes does not start what was stopped.
func TestStoppedStays(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		edition, err := w.SaveEdition(ctx, anne, announce.Edition{Year: 2026, Theme: "Ensemble", First: 20260928, Last: 20261018})
		w.must(err)
		it := event("Arrêté", 20261012)
		it.Edition = edition
		w.publish(it)
		w.resolve()
		w.exec("UPDATE announce_mailings SET state = 'stopped'")
		w.subscribe(1)
		if w.waits() != 0 || w.number("SELECT COUNT(*) FROM announce_mailings WHERE state = 'stopped'") != 1 {
			w.t.Error("a stopped mailing goes on")
		}
	})
}

// TestMoved: a group that became another keeps its choices and answers, and
// receives nothing twice.
func TestMoved(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		id := w.publish(event("Ciné-débat", 20261009))
		s := announce.Default(-5, "group")
		s.Themes = []string{"jeunes"}
		w.must(w.Subscribe(ctx, s))
		w.must(w.Answer(ctx, id, -5, announce.Relays, 12, true))
		w.resolve()
		w.must(w.Moved(ctx, -5, -1005))
		w.must(w.Moved(ctx, -5, -1005))
		s.Chat = -1005
		if diff := cmp.Diff(s, w.subscription(-1005)); diff != "" {
			w.t.Errorf("moved (-want +got):\n%s", diff)
		}
		if _, relays, n, err := w.Answered(ctx, id, -1005); err != nil || !relays || n != 12 {
			w.t.Errorf("its answer: %v, %d, %v", relays, n, err)
		}
		if _, err := w.Subscription(ctx, -5); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("the former group: %v", err)
		}
		w.moveOntoAnother()
	})
}

// moveOntoAnother moves -1005, which received something, onto a chat that waits
// for the same.
func (w *world) moveOntoAnother() {
	w.t.Helper()
	s := announce.Default(-2005, "group")
	w.must(w.Subscribe(context.Background(), s))
	w.exec(`INSERT INTO announce_deliveries (mailing, who, state, reason, not_before, lease, proof, attempts, message, at)
		SELECT d.mailing, s.who, 'waiting', '', 0, 0, '', 0, 0, 0 FROM announce_deliveries d, announce_subscribers s WHERE s.who <> d.who`)
	w.must(w.Moved(context.Background(), -1005, -2005))
	if diff := cmp.Diff(s, w.subscription(-2005)); diff != "" {
		w.t.Errorf("onto another (-want +got):\n%s", diff)
	}
	if n, sent := w.number("SELECT COUNT(*) FROM announce_deliveries"), w.number("SELECT COUNT(*) FROM announce_deliveries WHERE state = 'sent'"); n != 1 || sent != 1 {
		w.t.Errorf("%d rows, %d sent: the group would receive it twice", n, sent)
	}
}
