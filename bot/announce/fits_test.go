package announce_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"relais/bot/announce"
)

// TestFitsInBothTongues: the rule in Go and the one the database applies choose
// the same subscribers.
func TestFitsInBothTongues(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		r := rand.New(rand.NewPCG(3, 5))
		some := func(from ...string) (out []string) {
			for _, s := range from {
				if r.IntN(3) == 0 {
					out = append(out, s)
				}
			}
			return out
		}
		var all []announce.Subscription
		for chat := range int64(60) {
			s := announce.Default(chat+1, "private")
			s.Kinds, s.Themes = some(announce.Event, announce.Campaign, announce.Alert), some("jeunes", "dentaire", "sante-mentale", "sport-sante")
			s.Places = some(sanitas, "rives-du-cher", tours, "37233")
			w.must(w.Subscribe(ctx, s))
			all = append(all, s)
		}
		fitted := 0
		for range 60 {
			it := announce.Item{Kind: announce.Kinds[r.IntN(len(announce.Kinds))], Themes: some("jeunes", "dentaire", "sante-mentale"),
				Reach: announce.Fitting}
			switch r.IntN(4) {
			case 0:
				it.Quartier, it.Commune = sanitas, tours
			case 1:
				it.Commune = "37233"
			case 2:
				it.Commune = tours
			}
			want := 0
			for _, s := range all {
				if announce.Fits(it, s) {
					want++
				}
			}
			if it.Quartier != "" {
				it.Commune = "" // the board knows it
			}
			now, later, err := w.Preview(ctx, it)
			w.must(err)
			if now+later != want {
				w.t.Errorf("%+v goes to %d, fits %d", it, now+later, want)
			}
			fitted += want
		}
		if fitted == 0 {
			w.t.Error("nothing fits anybody: nothing was compared")
		}
	})
}
