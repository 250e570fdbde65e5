package relay_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// intend records an intent; the update id is its own.
func intend(t testing.TB, l *relay.Log, question, update, operator int64, service string, kind relay.Intent) {
	t.Helper()
	if err := l.Intent(context.Background(), question, update, operator, service, kind); err != nil {
		t.Fatal(err)
	}
}

func TestOutcomes(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		q := record(t, l, question(1, 7, start))
		intend(t, l, q, 2, 7, "mda-tours", relay.Referral)
		intend(t, l, q, 3, 7, "mda-tours", relay.Escort)
		c.t = start.Add(time.Hour)
		intend(t, l, q, 4, 7, "csapa-port-bretagne", relay.Referral)
		intend(t, l, q, 5, 7, "csapa-port-bretagne", relay.Call)
		intend(t, l, 0, 6, 8, "mda-tours", relay.Referral)
		open := func(operator int64) []relay.Open {
			t.Helper()
			got, err := l.OpenReferrals(ctx, operator, 10)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		got := open(7)
		want := []relay.Open{
			{Service: "csapa-port-bretagne", Theme: "addictions", At: c.t},
			{Service: "mda-tours", Theme: "addictions", At: start, Escort: true},
		}
		for i := range want {
			want[i].Intent = got[i].Intent
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		if other := open(8); len(other) != 1 || other[0].Theme != relay.OtherTheme || other[0].Escort {
			t.Errorf("of another: %+v", other)
		}
		referral := got[1].Intent
		for _, o := range []struct {
			update  int64
			outcome string
		}{{20, "attente"}, {21, "recu"}, {20, "attente"}} { // the first handled again
			if err := l.Outcome(ctx, referral, o.update, 7, o.outcome); err != nil {
				t.Fatal(err)
			}
		}
		if left := open(7); len(left) != 1 || left[0].Service != "csapa-port-bretagne" {
			t.Errorf("open %+v", left)
		}
		m, err := l.Mine(ctx, 7, 20260101, 20261231)
		if diff := cmp.Diff(map[string]int{"recu": 1}, m.Outcomes); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if err := l.Outcome(ctx, referral, 22, 8, "recu"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("another's: %v", err)
		}
		if err := l.Outcome(ctx, referral, 22, 7, "elle a pleuré"); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("words: %v", err)
		}
		c.t = start.Add(relay.OpenFor + time.Minute)
		if left := open(7); len(left) != 1 {
			t.Errorf("60 days later: %+v", left)
		}
		c.t = c.t.Add(time.Hour)
		if left := open(7); len(left) != 0 {
			t.Errorf("later: %+v", left)
		}
	})
}

func TestCorrections(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		q := record(t, l, question(1, 7, start))
		for _, c := range []struct {
			question, update int64
			what, value      string
			want             error
		}{
			{q, 2, "age", "60+", nil}, {q, 2, "age", "60+", nil}, {q, 3, "audience", "personnes âgées", nil},
			{q, 4, "place", "37261", nil}, {q, 5, "tout", "", nil},
			{q, 6, "ton", "", relay.ErrInvalid}, {q, 6, "theme", "elle a dit Benali", relay.ErrInvalid},
			{999, 6, "theme", "dentaire", db.ErrNotFound},
		} {
			if err := l.Correction(ctx, c.question, c.update, 7, c.what, c.value); !errors.Is(err, c.want) {
				t.Errorf("Correction(%d, %q, %q) = %v", c.update, c.what, c.value, err)
			}
		}
		want := []relay.HeldCorrection{{start, "age", "60+"}, {start, "audience", "personnes âgées"}, {start, "place", "37261"}, {start, "tout", ""}}
		if diff := cmp.Diff(want, held(t, l, 7).Corrections); diff != "" {
			t.Error(diff)
		}
	})
}

func TestMine(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		q := record(t, l, question(1, 7, start))
		record(t, l, question(2, 7, start.Add(time.Minute))) // the same need
		other := question(3, 7, start.AddDate(0, 0, 1))
		other.Themes = []string{"dentaire"}
		record(t, l, other)
		record(t, l, question(4, 8, start))
		record(t, l, question(5, 7, start.AddDate(0, 2, 0))) // later
		for i, kind := range []relay.Intent{relay.Card, relay.Call, relay.Route, relay.Share, relay.Referral, relay.Escort} {
			intend(t, l, q, int64(10+i), 7, "mda-tours", kind)
		}
		intend(t, l, 0, 30, 8, "mda-tours", relay.Card)
		if err := l.Unmet(ctx, q, 31, 7, "complet"); err != nil {
			t.Fatal(err)
		}
		day := relay.DayOf(c.t)
		got, err := l.Mine(ctx, 7, day, day.Add(6))
		want := relay.Mine{Questions: 3, Needs: 2, Cards: 1, Calls: 1, Routes: 1, Shares: 1, Referrals: 1, Escorts: 1, Unmet: 1,
			Outcomes: map[string]int{}, Days: 2,
			Themes: []relay.Row{{Theme: "addictions", Questions: 2}, {Theme: "dentaire", Questions: 1}}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

func TestDigests(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		const monday = relay.Day(20261123)
		due := func(monday relay.Day, limit int) []relay.Digest {
			t.Helper()
			got, err := l.DueDigests(ctx, monday, limit)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		for i := range int64(3) {
			appoint(t, l, i, relay.Coordinator, all)
			if err := l.SetDigest(ctx, i, 100+i); err != nil {
				t.Fatal(err)
			}
		}
		seen := map[int64]int64{}
		for _, want := range []int{2, 1, 0} { // each once
			got := due(monday, 2)
			if len(got) != want {
				t.Errorf("%d due, want %d", len(got), want)
			}
			for _, g := range got {
				seen[g.Operator] = g.Chat
			}
		}
		if diff := cmp.Diff(map[int64]int64{0: 100, 1: 101, 2: 102}, seen); diff != "" {
			t.Error(diff)
		}
		if err := l.SetDigest(ctx, 1, 0); err != nil {
			t.Fatal(err)
		}
		if on, err := l.DigestOn(ctx, 1); on || err != nil {
			t.Errorf("DigestOn = %t, %v", on, err)
		}
		if err := l.SetState(ctx, relay.Terminal, l.Pseudonym(2), relay.Paused); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]relay.Digest{{Operator: 0, Chat: 100}}, due(monday.Add(7), 10)); diff != "" {
			t.Error(diff)
		}
		for operator, want := range map[int64]bool{0: true, 2: false} {
			if on, err := l.DigestOn(ctx, operator); on != want || err != nil {
				t.Errorf("DigestOn(%d) = %t, %v", operator, on, err)
			}
		}
	})
}
