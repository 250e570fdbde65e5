package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db/dbtest"
)

// TestUndoOfThePresentOnly: a button undoes what stands since it was written,
// not what was chosen later.
func TestUndoOfThePresentOnly(t *testing.T) {
	w := newWorld(t)
	board := w.withBoard(dbtest.Open(t, t.TempDir()))
	ctx := t.Context()
	subscribe := func(rhythm string) {
		t.Helper()
		s := announce.Default(awaID, "private")
		s.Rhythm = rhythm
		if err := board.Subscribe(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	subscribe(announce.AtOnce)
	tapped := func(on action, arg string) string {
		t.Helper()
		data, err := tap{"", on, arg}.data()
		if err != nil {
			t.Fatal(err)
		}
		w.awa().Send(0, "/programme") // a message to tap on
		w.must()
		w.tapData(w.awa(), awaID, w.last(awaID).ID, data)
		return w.last(awaID).Text
	}
	old := func(said string) bool { return strings.Contains(said, "trop ancien") }
	now := func() announce.Subscription {
		t.Helper()
		s, err := board.Subscription(ctx, awaID)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}

	tapped(tapLess, "0.pause")
	undo := fmt.Sprintf("pause.%d", now().Muted.Unix())
	later := now().Muted.Add(24 * time.Hour)
	if err := board.Mute(ctx, awaID, later); err != nil {
		t.Fatal(err)
	}
	if said := tapped(tapUndo, undo); !old(said) || !now().Muted.Equal(later) {
		t.Errorf("a later pause was undone: %q", said)
	}
	if said := tapped(tapUndo, fmt.Sprintf("pause.%d", later.Unix())); old(said) || !now().Muted.IsZero() {
		t.Errorf("the pause stays: %q", said)
	}

	tapped(tapLess, "0.lundi")
	subscribe(announce.OnlyEve)
	if said := tapped(tapUndo, "lundi.now"); !old(said) || now().Rhythm != announce.OnlyEve {
		t.Errorf("a later rhythm was undone: %q", said)
	}
	if said := tapped(tapUndo, "partir"); !old(said) || now().Rhythm != announce.OnlyEve {
		t.Errorf("nobody left: %q", said)
	}
	tapped(tapLess, "0.partir")
	if said := tapped(tapUndo, "lundi.now"); !old(said) || now().Active {
		t.Errorf("an older button subscribes again: %q", said)
	}
	if said := tapped(tapUndo, "partir"); old(said) || !now().Active {
		t.Errorf("they stay away: %q", said)
	}
}
