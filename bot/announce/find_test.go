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

func TestItems(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		edition, err := w.SaveEdition(ctx, anne, announce.Edition{Year: 2026, Theme: "Ensemble", First: 20261005, Last: 20261018})
		w.must(err)
		w.publish(event("B le 9", 20261009, 20261016))
		a := event("a le 9", 20261009)
		a.Edition, a.Themes = edition, []string{"jeunes"}
		cancelled := w.publish(a)
		elsewhere := event("Ailleurs", 20261003)
		elsewhere.Quartier, elsewhere.Commune, elsewhere.Poster = "", "37233", pngPoster()
		w.publish(elsewhere)
		call := announce.Item{Kind: announce.Call, Title: "Appel", What: "Projets", Organiser: "ARS", Deadline: 20261007, Author: anne}
		w.publish(call)
		w.publish(announce.Item{Kind: announce.Campaign, Title: "Campagne", What: "Mois sans tabac", Organiser: "ARS", Author: anne})
		w.propose(event("Proposé", 20261008))
		w.must(w.Cancel(ctx, cancelled, anne))
		w.approve(cancelled, anne)
		w.now = at(20261004, 10, 0)

		tests := []struct {
			name   string
			filter announce.Filter
			want   []string
		}{
			{"all", announce.Filter{}, []string{"Ailleurs", "Appel", "a le 9", "B le 9", "Campagne"}},
			{"to come", announce.Filter{Upcoming: true}, []string{"Appel", "a le 9", "B le 9", "Campagne"}},
			{"confirmed", announce.Filter{States: []string{announce.Confirmed}}, []string{"Ailleurs", "Appel", "B le 9", "Campagne"}},
			{"proposed", announce.Filter{States: []string{announce.Proposed}}, []string{"Proposé"}},
			{"removed", announce.Filter{States: []string{announce.Removed}}, nil},
			{"kinds", announce.Filter{Kinds: []string{announce.Call, announce.Campaign}}, []string{"Appel", "Campagne"}},
			{"theme", announce.Filter{Themes: []string{"jeunes", "dentaire"}}, []string{"a le 9"}},
			{"quarter", announce.Filter{Quartier: sanitas}, []string{"a le 9", "B le 9"}},
			{"commune of a quarter", announce.Filter{Commune: tours}, []string{"a le 9", "B le 9"}},
			{"edition", announce.Filter{Edition: edition}, []string{"a le 9"}},
			{"days", announce.Filter{From: 20261007, To: 20261009}, []string{"Appel", "a le 9", "B le 9"}},
			{"from", announce.Filter{From: 20261010}, []string{"B le 9"}},
			{"to", announce.Filter{To: 20261003}, []string{"Ailleurs"}},
			{"author", announce.Filter{Author: anne, Commune: tours}, nil},
		}
		for _, test := range tests {
			items, err := w.Items(ctx, test.filter)
			w.must(err)
			var titles []string
			for _, it := range items {
				titles = append(titles, it.Title)
				if it.Poster != nil || len(it.Dates) == 0 && it.Kind == announce.Event {
					w.t.Errorf("%s: a poster, or no dates", it.Title)
				}
			}
			if diff := cmp.Diff(test.want, titles); diff != "" {
				w.t.Errorf("%s (-want +got):\n%s", test.name, diff)
			}
		}
		w.now = w.now.Add(40 * 24 * time.Hour)
		if items, err := w.Items(ctx, announce.Filter{Upcoming: true}); err != nil || len(items) != 0 {
			w.t.Errorf("40 days later %d lie ahead, %v", len(items), err)
		}
	})
}

func TestPoster(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		it := event("Affiche", 20261009)
		it.Poster = jpegPoster()
		with, without := w.publish(it), w.publish(event("Sans", 20261009))
		got, err := w.Poster(ctx, with)
		w.must(err)
		if diff := cmp.Diff(it.Poster, got); diff != "" {
			w.t.Error("another poster")
		}
		for _, id := range []int64{without, 99} {
			if _, err := w.Poster(ctx, id); !errors.Is(err, db.ErrNotFound) {
				w.t.Errorf("item %d: %v", id, err)
			}
		}
	})
}

func TestEditions(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		save := func(e announce.Edition) int64 {
			id, err := w.SaveEdition(ctx, anne, e)
			w.must(err)
			return id
		}
		save(announce.Edition{Year: 2025, Theme: "Avant", First: 20251006, Last: 20251019})
		first := save(announce.Edition{Year: 2026, Theme: "À choisir", First: 20261001, Last: 20261010})
		if again := save(announce.Edition{Year: 2026, Theme: " Ensemble ", First: 20261005, Last: 20261018}); again != first {
			w.t.Errorf("the edition of 2026 is %d, then %d", first, again)
		}
		list, err := w.Editions(ctx)
		w.must(err)
		want := []announce.Edition{{ID: first, Year: 2026, Theme: "Ensemble", First: 20261005, Last: 20261018}, list[1]}
		if diff := cmp.Diff(want, list); diff != "" || list[1].Year != 2025 {
			w.t.Errorf("(-want +got):\n%s", diff)
		}
		for day, year := range map[int]int{20261004: 0, 20261005: 2026, 20261018: 2026, 20261019: 0, 20251010: 2025} {
			e, err := w.EditionOn(ctx, day)
			if e.Year != year || year == 0 && !errors.Is(err, db.ErrNotFound) {
				w.t.Errorf("on %d: %d, %v", day, e.Year, err)
			}
		}
		for _, e := range []announce.Edition{
			{Year: 2027, First: 20271004, Last: 20271017},
			{Year: 2027, Theme: "x", First: 20271017, Last: 20271004},
			{Year: 2027, Theme: "x", First: 20261004, Last: 20271004},
			{Year: 2027, Theme: "x", First: 20271032, Last: 20271101},
		} {
			if _, err := w.SaveEdition(ctx, anne, e); !errors.Is(err, announce.ErrInvalid) {
				w.t.Errorf("%+v: %v", e, err)
			}
		}
	})
}

func TestDraft(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		if _, err := w.LoadDraft(ctx, 1001); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("no draft: %v", err)
		}
		free := false
		d := announce.Draft{Step: "affiche", Item: event("Brouillon", 20261009)}
		d.Item.Poster, d.Item.Free = pngPoster(), &free
		w.must(w.SaveDraft(ctx, 1001, announce.Draft{Step: "titre"}))
		w.must(w.SaveDraft(ctx, 1001, d))
		got, err := w.LoadDraft(ctx, 1001)
		w.must(err)
		d.Item.UID = got.Item.UID // it will be proposed with
		if diff := cmp.Diff(d, got); diff != "" {
			w.t.Errorf("(-want +got):\n%s", diff)
		}
		if _, err := w.LoadDraft(ctx, 1002); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("of another: %v", err)
		}
		w.must(w.DropDraft(ctx, 1001))
		if _, err := w.LoadDraft(ctx, 1001); !errors.Is(err, db.ErrNotFound) {
			w.t.Errorf("dropped: %v", err)
		}
	})
}
