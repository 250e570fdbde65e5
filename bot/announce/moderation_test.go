package announce_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"relais/bot/announce"
	"relais/directory/db"
)

// mailings lists the mailings, by name.
func (w *world) mailings() (names []string) {
	w.t.Helper()
	w.must(w.d.View(context.Background(), func(tx *db.Tx) error {
		return tx.Rows(context.Background(), "SELECT purpose FROM announce_mailings ORDER BY id", nil, func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			names = append(names, name)
			return err
		})
	}))
	return names
}

// TestLife follows an item from its proposal to its cancellation.
func TestLife(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		it := event("Ciné-débat", 20261009, 20261010)
		free := true
		it.Partners, it.Access, it.Free, it.Poster = []string{"CCAS de Tours", "UDAF"}, []string{"pmr", "lsf"}, &free, pngPoster()
		id := w.propose(it)
		got := w.item(id)
		want := it
		want.ID, want.UID, want.State, want.Commune, want.Reach = id, got.UID, announce.Proposed, tours, announce.Fitting
		want.Created, want.Updated = w.now, w.now
		if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(0)); diff != "" || got.UID == "" {
			w.t.Fatalf("proposed (-want +got):\n%s", diff)
		}
		if list, err := w.Items(ctx, announce.Filter{}); err != nil || len(list) != 0 {
			w.t.Fatalf("the public sees %d items, %v", len(list), err)
		}
		if !w.approve(id, anne) {
			w.t.Fatal("one approval did not publish")
		}
		w.change(id)
		w.cancel(id)
		if diff := cmp.Diff([]string{"new", "changed", "cancelled"}, w.mailings()); diff != "" {
			w.t.Errorf("mailings (-want +got):\n%s", diff)
		}
	})
}

// change moves a published item, and looks at it before and after.
func (w *world) change(id int64) {
	w.t.Helper()
	it := w.item(id)
	if it.State != announce.Confirmed || it.Version != 0 || !it.Published.Equal(w.now) {
		w.t.Fatalf("published: %s, version %d", it.State, it.Version)
	}
	it.Title, it.Author = "Ciné-débat, en plein air", brice
	w.propose(it)
	if now := w.item(id); now.Title != "Ciné-débat" {
		w.t.Errorf("a change is seen before it is approved: %q", now.Title)
	}
	p := w.pending(id)
	if p.Change != announce.Changed || p.Before == nil || p.Before.Title != "Ciné-débat" || p.Item.Title != it.Title ||
		p.Item.Version != 1 || p.Item.State != announce.Changed || p.Author != brice || len(p.Item.Poster) == 0 {
		w.t.Errorf("what waits is not the change: %s of version %d by %s", p.Change, p.Item.Version, p.Author)
	}
	w.approve(id, brice) // their own: one is enough
	it = w.item(id)
	if it.Title != "Ciné-débat, en plein air" || it.State != announce.Changed || it.Version != 1 || it.Author != partner || it.Poster == nil {
		w.t.Errorf("changed: %q, %s, version %d, by %s", it.Title, it.State, it.Version, it.Author)
	}
}

// cancel cancels a published item of version 1.
func (w *world) cancel(id int64) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.Cancel(ctx, id, partner))
	w.must(w.Cancel(ctx, id, anne)) // asked twice: the first stands
	if p := w.pending(id); p.Change != announce.Cancelled || p.Item.State != announce.Cancelled || p.Author != partner {
		w.t.Errorf("what waits is not the cancellation: %+v", p.Change)
	}
	if w.item(id).State != announce.Changed {
		w.t.Error("cancelled before it was approved")
	}
	w.approve(id, anne)
	if it := w.item(id); it.State != announce.Cancelled || it.Version != 2 {
		w.t.Errorf("cancelled: %s, version %d", it.State, it.Version)
	}
	if err := w.Cancel(ctx, id, anne); !errors.Is(err, announce.ErrState) {
		w.t.Errorf("cancelled twice: %v", err)
	}
}

func TestNeverPublished(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		taken, refused := w.propose(event("Repris", 20261009)), w.propose(event("Refusé", 20261009))
		w.must(w.Cancel(ctx, taken, partner))
		if _, err := w.Item(ctx, taken); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("what was taken back is found: %v", err)
		}
		it := event("Repris", 20261010)
		it.ID = taken
		if _, err := w.Propose(ctx, it); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("what was taken back changes: %v", err)
		}
		w.must(w.Refuse(ctx, refused, anne))
		if got := w.item(refused).State; got != announce.Refused {
			w.t.Errorf("refused: %s", got)
		}
		if err := w.Refuse(ctx, refused, anne); !errors.Is(err, announce.ErrState) {
			w.t.Errorf("refused twice: %v", err)
		}
		w.propose(w.item(refused)) // as it is, once more
		if list, err := w.Waiting(ctx); err != nil || len(list) != 1 || list[0].Item.ID != refused {
			w.t.Errorf("%d wait, %v", len(list), err)
		}
		if len(w.mailings()) != 0 {
			w.t.Error("a mailing opened")
		}
	})
}

// TestEditDropsApprovals: no word goes out that was not approved.
func TestEditDropsApprovals(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		it := event("Ciné-débat", 20261009)
		it.Reach = announce.Everyone
		id := w.propose(it)
		seen := w.pending(id)
		if seen.Needed != 2 || w.approve(id, anne) || w.pending(id).Approvals != 1 {
			w.t.Fatal("two approvals are needed for everyone")
		}
		it = w.item(id)
		w.propose(it)
		if w.pending(id).Approvals != 1 {
			w.t.Error("what changes nothing dropped an approval")
		}
		it.Poster, it.Author = pngPoster(), brice
		w.propose(it)
		edited := w.pending(id)
		if edited.Approvals != 0 || edited.Digest == seen.Digest {
			w.t.Error("approvals outlive an edit")
		}
		if _, err := w.Approve(ctx, id, seen.Digest, anne); !errors.Is(err, announce.ErrState) {
			w.t.Errorf("the former words are approved: %v", err)
		}
		it.Poster = nil
		w.propose(it)
		if w.pending(id).Approvals != 0 {
			w.t.Error("an approval came back with the former words")
		}
	})
}

func TestTwoApprovals(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		it := event("Canicule", 20261009)
		it.Kind, it.Reach, it.Author = announce.Alert, announce.Everyone, anne
		id := w.propose(it)
		digest := w.pending(id).Digest
		refused := func(actor, why string) {
			w.t.Helper()
			if published, err := w.Approve(ctx, id, digest, actor); !errors.Is(err, announce.ErrAllowed) || published {
				w.t.Errorf("%s: %v", why, err)
			}
		}
		refused(anne, "its author")
		refused("", "nobody")
		if w.approve(id, brice) {
			w.t.Fatal("one was enough")
		}
		refused(brice, "the same again")
		if !w.approve(id, "a-third") {
			w.t.Fatal("two were not enough")
		}
		if _, err := w.Approve(ctx, id, digest, anne); !errors.Is(err, announce.ErrState) {
			w.t.Errorf("approved when nothing waits: %v", err)
		}
		narrowed := w.item(id)
		narrowed.Reach = announce.Fitting
		w.propose(narrowed)
		if w.pending(id).Needed != 2 {
			w.t.Error("what everyone saw is changed by one approval")
		}
	})
}

// TestChangeTakenBack: a change of a change back leaves nothing waiting.
func TestChangeTakenBack(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		id := w.publish(event("Ciné-débat", 20261009))
		it := w.item(id)
		it.Title = "Autre"
		w.propose(it)
		w.propose(w.item(id))
		if _, err := w.WaitingFor(ctx, id); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("something waits: %v", err)
		}
		w.propose(it)
		w.must(w.Refuse(ctx, id, anne))
		if got := w.item(id); got.State != announce.Confirmed || got.Title != "Ciné-débat" {
			w.t.Errorf("a refused change left %s %q", got.State, got.Title)
		}
		w.now = at(20261010, 10, 0)
		late := w.item(id)
		late.Title = "Bilan du ciné-débat"
		w.propose(late) // its date is past: that is no fault of the change
		late.Dates = append([]announce.Date{evening(20261002)}, late.Dates...)
		if _, err := w.Propose(ctx, late); !errors.Is(err, announce.ErrInvalid) {
			w.t.Errorf("a new date in the past: %v", err)
		}
	})
}

// TestApproveTogether: replicas and people who press together publish once.
func TestApproveTogether(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		for _, reach := range []string{announce.Fitting, announce.Everyone} {
			it := event("Ensemble", 20261009)
			it.Reach = reach
			id := w.propose(it)
			digest := w.pending(id).Digest
			var group sync.WaitGroup
			results := make(chan bool, 8)
			for i := range 8 {
				actor := []string{anne, brice}[i%2]
				group.Go(func() {
					published, err := w.Approve(ctx, id, digest, actor)
					if err != nil && !errors.Is(err, announce.ErrState) && !errors.Is(err, announce.ErrAllowed) {
						w.t.Error(err)
					}
					results <- published
				})
			}
			group.Wait()
			close(results)
			times := 0
			for published := range results {
				if published {
					times++
				}
			}
			if n := w.number("SELECT COUNT(*) FROM announce_mailings WHERE item = ?1", id); times != 1 || n != 1 {
				w.t.Errorf("%s: published %d times, %d mailings", reach, times, n)
			}
		}
	})
}

// TestEditWhileApproved: an edit and an approval at once never publish words
// that were not approved.
func TestEditWhileApproved(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		for range 10 {
			id := w.propose(event("Avant", 20261009))
			digest := w.pending(id).Digest
			edited := w.item(id)
			edited.Title = "Après"
			var group sync.WaitGroup
			group.Go(func() { w.Approve(ctx, id, digest, anne) })
			group.Go(func() { w.Propose(ctx, edited) })
			group.Wait()
			if it := w.item(id); !it.Published.IsZero() && it.Title != "Avant" {
				w.t.Fatalf("%q was published", it.Title)
			}
			if w.pending(id).Item.Title != "Après" {
				w.t.Fatal("the edit is lost")
			}
		}
	})
}

// TestLateDeadline: a call may be corrected after its deadline, not moved into
// the past.
func TestLateDeadline(t *testing.T) {
	each(t, func(w *world) {
		call := announce.Item{Kind: announce.Call, Title: "Appel", What: "Projets", Organiser: "ARS", Deadline: 20261007, Author: anne}
		id := w.publish(call)
		w.now = at(20261008, 9, 0)
		call = w.item(id)
		call.What = "Projets retenus"
		w.propose(call)
		call.Deadline = 20261006
		if _, err := w.Propose(context.Background(), call); !errors.Is(err, announce.ErrInvalid) {
			w.t.Errorf("a deadline moved into the past: %v", err)
		}
	})
}

// TestAudience: what waits tells whom it would go to, as the preview does.
func TestAudience(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		for chat, places := range map[int64][]string{1: nil, 2: {sanitas}, 3: {tours}, 4: {"37233"}, 5: {sanitas}} {
			s := announce.Default(chat, "private")
			s.Places = places
			w.must(w.Subscribe(ctx, s))
		}
		w.must(w.Leave(ctx, 5))
		audience := func(id int64, want int) {
			w.t.Helper()
			list, err := w.Waiting(ctx)
			w.must(err)
			p := w.pending(id)
			now, later, err := w.Preview(ctx, p.Item)
			w.must(err)
			if p.Audience != want || len(list) != 1 || list[0].Audience != want || now+later != want {
				w.t.Errorf("it goes to %d (%d now, %d later), want %d", p.Audience, now, later, want)
			}
		}
		id := w.propose(event("Au Sanitas", 20261009))
		audience(id, 3)
		w.approve(id, anne)
		moved := w.item(id)
		moved.Venue = "Bibliothèque"
		w.propose(moved)
		audience(id, 0) // nobody heard of it yet
		w.must(w.Answer(ctx, id, 4, announce.Comes, 0, true))
		audience(id, 1)
	})
}

func TestRefusesWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		nobody, past, lost := event("Sans auteur", 20261009), event("Passé", 20260909), event("Sans édition", 20261009)
		nobody.Author, lost.Edition = "", 7
		for _, it := range []announce.Item{nobody, past, lost} {
			if _, err := w.Propose(ctx, it); !errors.Is(err, announce.ErrInvalid) {
				w.t.Errorf("%s: %v", it.Title, err)
			}
		}
		unknown := event("Inconnu", 20261009)
		unknown.ID = 99
		if _, err := w.Propose(ctx, unknown); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("unknown: %v", err)
		}
		if w.number("SELECT COUNT(*) FROM announce_items") != 0 {
			w.t.Error("something was kept")
		}
	})
}
