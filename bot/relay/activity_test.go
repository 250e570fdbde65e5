package relay_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestSameNeed(t *testing.T) {
	dental := func(update int64, after time.Duration) relay.Question {
		q := question(update, 7, start.Add(after))
		q.Themes = []string{"dentaire"}
		return q
	}
	cases := []struct {
		name string
		edit func(q *relay.Question) // of a question that follows another by five minutes
		want int
	}{
		{"another subject", func(q *relay.Question) {}, 2},
		{"the same again", func(q *relay.Question) { *q = question(2, 7, q.At) }, 1},
		{"the same, too late", func(q *relay.Question) { *q = question(2, 7, start.Add(11*time.Minute)) }, 2},
		{"the same, another operator", func(q *relay.Question) { *q = question(2, 8, q.At) }, 2},
		{"the same message edited", func(q *relay.Question) { q.Edited, q.MessageID = true, 1 }, 1},
		{"another message edited", func(q *relay.Question) { q.Edited, q.MessageID = true, 55 }, 2},
		{"an edit of no known message", func(q *relay.Question) { q.Edited, q.MessageID = true, 0 }, 1},
		{"edited too late", func(q *relay.Question) {
			q.Edited, q.MessageID, q.At = true, 1, start.Add(11*time.Minute)
		}, 2},
	}
	dbtest.Each(t, func(t *testing.T, address string) {
		d := dbtest.Open(t, address)
		for i, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				l, _ := open(t, d)
				shift := time.Duration(i) * 24 * time.Hour
				first, second := question(1, 7, start), dental(2, 5*time.Minute)
				c.edit(&second)
				for _, q := range []relay.Question{first, second} {
					q.UpdateID += int64(10 * i)
					q.At = q.At.Add(shift)
					record(t, l, q)
				}
				today := relay.DayOf(start.Add(shift))
				r, err := l.Report(context.Background(), today, today)
				if err != nil || r.Questions != 2 || r.Needs != c.want {
					t.Errorf("questions %d, needs %d, %v; want 2, %d", r.Questions, r.Needs, err, c.want)
				}
			})
		}
	})
}

func TestNothingUnderstoodIsNeverTheSame(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	l, _ := open(t, d)
	for i := range int64(3) {
		record(t, l, relay.Question{UpdateID: i + 1, OperatorID: 7, At: start})
	}
	r := report(t, l)
	if r.Questions != 3 || r.Needs != 3 || r.Candidates != 3 {
		t.Errorf("questions %d, needs %d, candidates %d; want 3 of each", r.Questions, r.Needs, r.Candidates)
	}
	if len(r.ByTheme) != 1 || r.ByTheme[0].Theme != relay.OtherTheme || r.ByQuartier[0].Quartier != relay.UnknownPlace {
		t.Errorf("rows %+v %+v", r.ByTheme, r.ByQuartier)
	}
}

func TestRecordAtOnce(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		var wg sync.WaitGroup
		fresh := make(chan bool, 32)
		for i := range 32 {
			wg.Go(func() {
				_, f, err := l.Record(context.Background(), question(int64(i%4)+1, int64(i%4)+1, start))
				if err != nil {
					t.Error(err)
				}
				fresh <- f
			})
		}
		wg.Wait()
		close(fresh)
		n := 0
		for f := range fresh {
			if f {
				n++
			}
		}
		if r := report(t, l); n != 4 || r.Questions != 4 || r.Needs != 4 {
			t.Errorf("fresh %d, questions %d, needs %d; want 4 of each", n, r.Questions, r.Needs)
		}
	})
}

func TestIntents(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		q := record(t, l, question(1, 7, start))
		for _, i := range []struct {
			question, update int64
			service          string
			kind             relay.Intent
		}{
			{q, 2, "mda-tours", relay.Card},
			{q, 2, "mda-tours", relay.Card},     // handled again
			{q, 3, "mda-tours", relay.Card},     // tapped again
			{q, 4, "mda-tours", relay.Referral}, // another act
			{q, 5, "csapa-port-bretagne", relay.Referral},
			{q, 5, "csapa-la-rotonde", relay.Referral}, // handled again, on another list
			{q, 6, "mda-tours", relay.Call},
			{q, 7, "mda-tours", relay.Share},
			{q, 8, "mda-tours", relay.Route},
			{q, 11, "mda-tours", relay.Escort}, // asked for, not an act
			{0, 9, "mda-tours", relay.Call},
			{0, 9, "mda-tours", relay.Call},
		} {
			if err := l.Intent(ctx, i.question, i.update, 7, i.service, i.kind); err != nil {
				t.Fatal(err)
			}
		}
		r := report(t, l)
		want := map[string]int{"cards": 1, "referrals": 2, "calls": 2, "shares": 1, "routes": 1, "escorts": 1}
		if diff := cmp.Diff(want, r.Intents); diff != "" {
			t.Error(diff)
		}
		if row := r.ByTheme[0]; row.Theme != "addictions" || row.Intents != 5 || row.Cards != 1 || row.Referrals != 2 {
			t.Errorf("row %+v", row)
		}
		if err := l.Intent(ctx, 999, 10, 7, "mda-tours", relay.Call); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("unknown question: %v", err)
		}
		if err := l.Intent(ctx, q, 10, 7, "mda-tours", "hug"); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("unknown kind: %v", err)
		}
		if err := l.Intent(ctx, q, 10, 7, "Mme Dupont", relay.Call); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("words for a service: %v", err)
		}
	})
}

func TestUnmetAndFlags(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		q := record(t, l, question(1, 7, start))
		again := record(t, l, question(2, 7, start.Add(time.Minute))) // same need
		other := record(t, l, question(3, 8, start))
		for _, u := range []struct {
			question, update int64
			reason           string
		}{{q, 4, "complet"}, {q, 4, "complet"}, {again, 5, "complet"}, {again, 6, "langue"}, {other, 7, "complet"}} {
			if err := l.Unmet(ctx, u.question, u.update, 7, u.reason); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if err := l.Flag(ctx, 0, 8, 7, "mda-tours", "telephone"); err != nil {
				t.Fatal(err)
			}
		}
		r := report(t, l)
		if r.Unmet != 2 || r.Flags != 1 {
			t.Errorf("unmet %d, flags %d; want 2, 1", r.Unmet, r.Flags)
		}
		if diff := cmp.Diff(map[string]int{"complet": 2, "langue": 1}, r.UnmetByReason); diff != "" {
			t.Error(diff)
		}
		if err := l.Unmet(ctx, q, 9, 7, "il a dit non"); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("words for a reason: %v", err)
		}
		if err := l.Unmet(ctx, 0, 9, 7, "complet"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("no question: %v", err)
		}
		if err := l.Flag(ctx, 999, 9, 7, "mda-tours", "horaires"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("unknown question: %v", err)
		}
	})
}

func TestHome(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		if _, _, err := l.Home(ctx, 7); !errors.Is(err, db.ErrNotFound) {
			t.Fatalf("Home = %v, want ErrNotFound", err)
		}
		for _, id := range []string{"fontaines", "sanitas"} {
			if err := l.SetHome(ctx, 7, "quartier", id); err != nil {
				t.Fatal(err)
			}
		}
		if kind, id, err := l.Home(ctx, 7); kind != "quartier" || id != "sanitas" || err != nil {
			t.Errorf("Home = %q, %q, %v", kind, id, err)
		}
		if err := l.SetHome(ctx, 7, "position", "47.38,0.69"); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("a position: %v", err)
		}
		if err := l.SetHome(ctx, 7, "", ""); err != nil {
			t.Fatal(err)
		}
		if _, _, err := l.Home(ctx, 7); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("Home = %v, want ErrNotFound", err)
		}
	})
}
