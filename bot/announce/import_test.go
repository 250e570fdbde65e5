package announce_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory/db"
)

// fed is a record of a feed.
func fed(uid, title string, days ...int) announce.Item {
	it := event(title, days...)
	it.SourceUID, it.Author, it.Themes, it.Quartier = uid, "", nil, ""
	return it
}

// take imports records of feed 3 and compares what it did.
func (w *world) take(want announce.Summary, records ...announce.Item) {
	w.t.Helper()
	got, err := w.Import(context.Background(), "3", records)
	w.must(err)
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("(-want +got):\n%s", diff)
	}
}

// imported finds the item of a record of feed 3.
func (w *world) imported(uid string) int64 {
	w.t.Helper()
	return int64(w.number("SELECT id FROM announce_items WHERE source = '3' AND source_uid = ?1", uid))
}

// TestImport follows a feed from day to day.
func TestImport(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		a, b := fed("a", "Ciné-débat", 20261003, 20261009), fed("b", "Atelier d’écriture", 20261012)
		over := fed("c", "Forum passé", 20260909)
		w.take(announce.Summary{New: 2, Past: 1}, a, b, over)
		w.take(announce.Summary{Same: 2, Past: 1}, a, b, over)
		idA, idB := w.imported("a"), w.imported("b")
		if it := w.item(idA); it.State != announce.Proposed || it.Author != "source:3" || it.Reach != announce.Fitting {
			w.t.Errorf("imported: %s by %s for %s", it.State, it.Author, it.Reach)
		}
		w.completed(idA) // themes and a poster, by a coordinator
		w.take(announce.Summary{Same: 2, Past: 1}, a, b, over)
		w.approve(idA, anne)
		w.approve(idB, anne)

		w.now = at(20261005, 10, 0)
		b.Dates = []announce.Date{evening(20261013)}
		a.Dates = a.Dates[1:] // feeds forget what is past
		w.take(announce.Summary{Same: 1, Changed: 1}, a, b)
		if p := w.pending(idB); p.Change != announce.Changed || p.Item.Dates[0].FirstDay() != 20261013 || p.Author != "source:3" {
			w.t.Errorf("the change: %+v", p.Change)
		}
		if it := w.item(idA); len(it.Dates) != 2 || it.Poster == nil || len(it.Themes) != 1 {
			w.t.Error("what was entered here is lost")
		}
		w.must(w.Refuse(ctx, idB, anne))
		w.take(announce.Summary{Same: 2}, a, b) // refused: not asked again

		w.take(announce.Summary{Same: 1, Cancelled: 1}, a)
		if p := w.pending(idB); p.Change != announce.Cancelled {
			w.t.Errorf("dropped: %s", p.Change)
		}
		w.take(announce.Summary{Same: 1}, a)
		w.take(announce.Summary{Same: 1, Changed: 1}, a, b) // it comes back, moved
		if p := w.pending(idB); p.Change != announce.Changed {
			w.t.Errorf("back: %s", p.Change)
		}
		b.State = announce.Cancelled
		w.take(announce.Summary{Same: 1, Cancelled: 1}, a, b)
		w.approve(idB, anne)
		w.take(announce.Summary{Same: 2}, a, b)
		if it := w.item(idB); it.State != announce.Cancelled || it.Version != 1 {
			w.t.Errorf("cancelled by its source: %s, version %d", it.State, it.Version)
		}
		w.now = at(20261020, 10, 0)
		w.take(announce.Summary{}) // all is past: nothing to cancel
		if diff := cmp.Diff([]string{"new", "new", "cancelled"}, w.mailings()); diff != "" {
			w.t.Errorf("mailings (-want +got):\n%s", diff)
		}
	})
}

// completed adds themes and a poster to an item.
func (w *world) completed(id int64) {
	w.t.Helper()
	it := w.item(id)
	it.Themes, it.Poster, it.Author = []string{"sante-mentale"}, pngPoster(), anne
	w.propose(it)
}

func TestImportNeverPublished(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		a := fed("a", "Ciné-débat", 20261009)
		w.take(announce.Summary{New: 1}, a)
		id := w.imported("a")
		other := fed("z", "Forum", 20261020)
		w.take(announce.Summary{New: 1, Cancelled: 1}, other)
		if _, err := w.Item(ctx, id); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("dropped before it was published: %v", err)
		}
		w.take(announce.Summary{Same: 1}, other)
		w.take(announce.Summary{Same: 1, Changed: 1}, a, other)
		if w.item(id).State != announce.Proposed {
			w.t.Error("it came back, and is not proposed")
		}
		w.must(w.Cancel(ctx, id, anne)) // nobody wants it
		w.take(announce.Summary{Same: 2}, a, other)
		if w.item(id).State != announce.Refused {
			w.t.Error("the feed brought back what was refused")
		}
		a.What = "Avec une psychologue."
		w.take(announce.Summary{Same: 1, Changed: 1}, a, other)
		if it := w.item(id); it.State != announce.Proposed || it.What != a.What {
			w.t.Errorf("changed since it was refused: %s", it.State)
		}
	})
}

func TestImportTells(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		entered := w.publish(event("Ciné-débat « Les Heures claires »", 20261009))
		again := fed("a", "Ciné débat : les heures claires", 20261009)
		untitled, twice, unnamed := fed("b", "", 20261009), fed("b", "Autre", 20261009), fed("", "Sans nom", 20261009)
		lost := fed("c", "Édition perdue", 20261009)
		lost.Edition = 9
		w.take(announce.Summary{
			Wrong: []announce.Wrong{
				{UID: "b", Fields: []string{"title"}},
				{UID: "b", Title: "Autre", Fields: []string{"uid"}},
				{Title: "Sans nom", Fields: []string{"uid"}},
				{UID: "c", Title: "Édition perdue", Fields: []string{"edition"}},
			},
			Repeated: []announce.Repeated{{UID: "a", Title: again.Title, Item: entered}},
		}, again, untitled, twice, unnamed, lost)

		good := fed("b", "Atelier", 20261012)
		w.take(announce.Summary{New: 1, Repeated: []announce.Repeated{{UID: "a", Title: again.Title, Item: entered}}}, again, good)
		wrong := good
		wrong.URL = "ftp://exemple.fr"
		want := announce.Summary{Wrong: []announce.Wrong{{UID: "b", Title: "Atelier", Fields: []string{"url"}}}}
		w.take(want, wrong)
		w.take(want, wrong) // told until it is right
		if w.item(w.imported("b")).URL != "" {
			w.t.Error("what is wrong was taken")
		}
		if _, err := w.Import(ctx, "", nil); !errors.Is(err, announce.ErrInvalid) {
			w.t.Errorf("a feed without name: %v", err)
		}
		other, err := w.Import(ctx, "4", []announce.Item{good})
		if err != nil || len(other.Repeated) != 1 {
			w.t.Errorf("the same in another feed: %+v, %v", other, err)
		}
	})
}

// TestImportTakesBack: what a feed dropped for a day is not cancelled.
func TestImportTakesBack(t *testing.T) {
	each(t, func(w *world) {
		a := fed("a", "Ciné-débat", 20261009)
		w.take(announce.Summary{New: 1}, a)
		id := w.imported("a")
		w.approve(id, anne)
		other := fed("z", "Forum", 20261020)
		w.take(announce.Summary{New: 1, Cancelled: 1}, other)
		w.take(announce.Summary{Same: 1, Changed: 1}, a, other)
		if _, err := w.WaitingFor(context.Background(), id); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("something waits: %v", err)
		}
		w.take(announce.Summary{Same: 2}, a, other)
	})
}

// TestImportNotBelieved: a source that tells nothing, or drops most of what is
// published, cancels nothing; a few may go at once.
func TestImportNotBelieved(t *testing.T) {
	each(t, func(w *world) {
		var all []announce.Item
		for i, uid := range []string{"a", "b", "c", "d", "e", "f", "g"} {
			all = append(all, fed(uid, "Atelier "+uid, 20261009+i))
		}
		w.take(announce.Summary{New: 7}, all...)
		w.take(announce.Summary{Kept: 7}) // nothing is published, nothing is told
		for _, it := range all {
			w.approve(w.imported(it.SourceUID), anne)
		}
		w.take(announce.Summary{Kept: 7})
		w.take(announce.Summary{Same: 3, Kept: 4}, all[:3]...)
		w.take(announce.Summary{Same: 3, Kept: 4}, all[:3]...) // still
		if list, err := w.Waiting(context.Background()); err != nil || len(list) != 0 {
			w.t.Errorf("%d wait, %v", len(list), err)
		}
		w.take(announce.Summary{Same: 4, Cancelled: 3}, all[:4]...)
		if p := w.pending(w.imported("g")); p.Change != announce.Cancelled {
			w.t.Errorf("%s waits", p.Change)
		}
	})
}

// TestPeopleGoFirst: a cancellation somebody asked for is not undone by a feed.
func TestPeopleGoFirst(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		a := fed("a", "Ciné-débat", 20261009)
		w.take(announce.Summary{New: 1}, a)
		id := w.imported("a")
		w.approve(id, anne)
		w.must(w.Cancel(ctx, id, brice))
		a.Title = "Ciné-débat, suite"
		w.take(announce.Summary{Same: 1}, a)
		if p := w.pending(id); p.Change != announce.Cancelled || p.Author != brice {
			w.t.Errorf("what waits is %s by %s", p.Change, p.Author)
		}
		w.must(w.Refuse(ctx, id, anne))
		w.take(announce.Summary{Changed: 1}, a)
	})
}
