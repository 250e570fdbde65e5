package relay_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// clock is a clock that moves when it is told.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

var start = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// open makes a Log whose reports hide nothing, unless opts say otherwise.
func open(t testing.TB, d *db.DB, opts ...relay.Option) (*relay.Log, *clock) {
	t.Helper()
	c := &clock{start}
	opts = append([]relay.Option{relay.WithK(1), relay.WithCommunes(communes)}, opts...)
	return relay.New(d, key(t, "a secret of tests, long enough"), c.now, opts...), c
}

var communes = map[string]string{"sanitas": "37261", "fontaines": "37261", "la-rabaterie": "37233"}

func key(t testing.TB, secret string) db.Key {
	t.Helper()
	k, err := db.NewKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func question(update, operator int64, at time.Time) relay.Question {
	age := 16
	return relay.Question{
		UpdateID: update, OperatorID: operator, ChatID: operator, MessageID: int(update), Channel: "private",
		At: at, Themes: []string{"addictions", "jeunes"}, Audiences: []string{"adolescents"}, Age: &age,
		Quartier: "sanitas", Commune: "37261", Needs: []string{"gratuit"}, Results: 5,
		Besoins: []string{"arret-tabac", "ecrans"}, First: []string{"csapa-port-bretagne", "mda-tours"}, Took: 3 * time.Millisecond,
	}
}

func record(t testing.TB, l *relay.Log, q relay.Question) int64 {
	t.Helper()
	id, _, err := l.Record(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func report(t testing.TB, l *relay.Log) relay.Report {
	t.Helper()
	r, err := l.Report(context.Background(), 20200101, 20300101)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestExactlyOnce(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		first, fresh, err := l.Record(ctx, question(1, 7, start))
		if err != nil || !fresh || first == 0 {
			t.Fatalf("Record = %d, %t, %v", first, fresh, err)
		}
		for range 3 {
			again, fresh, err := l.Record(ctx, question(1, 7, start.Add(time.Hour)))
			if err != nil || fresh || again != first {
				t.Fatalf("again: Record = %d, %t, %v; want %d, false", again, fresh, err, first)
			}
		}
		if r := report(t, l); r.Questions != 1 || r.Needs != 1 || r.Operators != 1 {
			t.Errorf("report = %+v", r)
		}
	})
}

// TestBesoinsKeepTheNeed asks the same thing twice, read with other besoins:
// it stays one need, and each question its own besoin.
func TestBesoinsKeepTheNeed(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		record(t, l, question(1, 7, start))
		q := question(2, 7, start.Add(time.Minute))
		q.Besoins = []string{"Trop de mots", strings.Repeat("a", 41), "ecrans"}
		record(t, l, q)
		q = question(3, 8, start)
		q.Besoins = nil
		record(t, l, q)
		r := report(t, l)
		if r.Questions != 3 || r.Needs != 2 {
			t.Errorf("%d questions, %d needs", r.Questions, r.Needs)
		}
		want := []relay.Row{{Besoin: "arret-tabac", Questions: 1, Needs: 1, Operators: 1},
			{Besoin: "ecrans", Questions: 1, Needs: 1, Operators: 1}}
		if diff := cmp.Diff(want, r.ByBesoin); diff != "" {
			t.Error(diff)
		}
	})
}
