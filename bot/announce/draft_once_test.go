package announce_test

import (
	"context"
	"errors"
	"testing"

	"relais/bot/announce"
	"relais/directory/db"
)

// TestDraftIsProposedOnce: a draft that was proposed and not dropped, because
// the program ended between the two, is the same proposal when it is sent again.
func TestDraftIsProposedOnce(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		it := event("Ciné-débat", 20261009)
		it.Author = ""
		w.must(w.SaveDraft(ctx, 7, announce.Draft{Step: "preview", Item: it}))
		draft := func() announce.Item {
			d, err := w.LoadDraft(ctx, 7)
			w.must(err)
			w.must(w.SaveDraft(ctx, 7, d)) // its name stays
			d.Item.Author = partner
			return d.Item
		}
		id := w.propose(draft())
		if again := w.propose(draft()); again != id {
			t.Fatalf("proposed twice: %d and %d", id, again)
		}
		if got := w.item(id).UID; got == "" || got != draft().UID {
			t.Errorf("uid %q, of the draft %q", got, draft().UID)
		}
		fixed := draft()
		fixed.Venue = "Gymnase"
		if again := w.propose(fixed); again != id || w.item(id).Venue != "Gymnase" {
			t.Errorf("corrected: %d, %q", again, w.item(id).Venue)
		}
		w.approve(id, anne)
		w.must(w.Cancel(ctx, id, brice))
		w.propose(fixed)
		if p := w.pending(id); p.Change != announce.Cancelled {
			t.Errorf("the same words took back a cancellation: %s waits", p.Change)
		}
		other := draft()
		other.Author = brice
		if again := w.propose(other); again == id {
			t.Error("somebody else's is the same")
		}
		mine := w.propose(draftOf(w, 8))
		w.must(w.Cancel(ctx, mine, partner))
		if _, err := w.Item(ctx, mine); !errors.Is(err, db.ErrNotFound) {
			t.Fatal(err)
		}
		if again := w.propose(draftOf(w, 8)); again == mine {
			t.Error("what was taken back is proposed under its name")
		}
	})
}

// draftOf is the item of a person's draft, made when there is none.
func draftOf(w *world, user int64) announce.Item {
	w.t.Helper()
	ctx := context.Background()
	if _, err := w.LoadDraft(ctx, user); errors.Is(err, db.ErrNotFound) {
		w.must(w.SaveDraft(ctx, user, announce.Draft{Item: event("Atelier", 20261010)}))
	}
	d, err := w.LoadDraft(ctx, user)
	w.must(err)
	return d.Item
}
