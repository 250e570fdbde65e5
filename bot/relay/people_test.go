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

func person(t testing.TB, l *relay.Log, operator int64) relay.Person {
	t.Helper()
	p, err := l.Person(context.Background(), operator)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func held(t testing.TB, l *relay.Log, operator int64) relay.Holding {
	t.Helper()
	h, err := l.Held(context.Background(), operator)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// appoint gives an operator a role from the terminal.
func appoint(t testing.TB, l *relay.Log, operator int64, role relay.Role, where relay.Territory) string {
	t.Helper()
	code, err := l.Invite(context.Background(), relay.Terminal, role, where, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Join(context.Background(), operator, code); err != nil {
		t.Fatal(err)
	}
	return l.Pseudonym(operator)
}

// lastAct is the latest line of the audit trail.
func lastAct(t testing.TB, l *relay.Log) relay.Act {
	t.Helper()
	acts, err := l.Audit(context.Background(), 20200101, 20300101, 1)
	if err != nil || len(acts) == 0 {
		t.Fatalf("Audit = %v, %v", acts, err)
	}
	return acts[0]
}

func TestPerson(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		new := relay.Person{Operator: l.Pseudonym(7), Role: relay.Operator, State: relay.Active}
		if diff := cmp.Diff(new, person(t, l, 7)); diff != "" || new.Known() {
			t.Error(diff)
		}
		if _, err := l.PersonOf(ctx, new.Operator); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("PersonOf = %v", err)
		}
		record(t, l, question(1, 7, start))
		c.t = start.Add(time.Hour)
		for _, err := range []error{
			l.Asked(ctx, 7, "ccas"), l.Asked(ctx, 7, ""), l.SetHome(ctx, 7, "quartier", "sanitas"),
			l.SetHome(ctx, 8, "commune", "37233"),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Asked(ctx, 7, "chez Mme Benali"); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("words for a structure: %v", err)
		}
		seven := relay.Person{Operator: l.Pseudonym(7), Role: relay.Operator, Structure: "ccas", State: relay.Active,
			Home: relay.Territory{Commune: "37261", Quartier: "sanitas"}, Asked: true, Since: start}
		eight := relay.Person{Operator: l.Pseudonym(8), Role: relay.Operator, State: relay.Active,
			Home: relay.Territory{Commune: "37233"}, Since: c.t}
		people, err := l.People(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]relay.Person{eight, seven}, people); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(seven, person(t, l, 7)); diff != "" || !seven.Known() {
			t.Error(diff)
		}
	})
}

// TestSinceTheFirstQuestion is for those who asked before people were written
// down.
func TestSinceTheFirstQuestion(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		record(t, l, question(1, 7, start))
		exec(t, d, "DELETE FROM relay_people")
		record(t, l, question(2, 7, start.Add(48*time.Hour)))
		if p := person(t, l, 7); !p.Since.Equal(start) {
			t.Errorf("since %v, want %v", p.Since, start)
		}
	})
}

func exec(t testing.TB, d *db.DB, query string, args ...any) {
	t.Helper()
	ctx := context.Background()
	err := d.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhereAQuestionCounts: the place asked for, else the home, else unknown.
func TestWhereAQuestionCounts(t *testing.T) {
	type place struct{ quartier, commune string }
	cases := []struct {
		name       string
		asked      place
		kind, home string
		want       place
	}{
		{"nothing known", place{}, "", "", place{"inconnu", "inconnu"}},
		{"both asked for", place{"sanitas", "37261"}, "commune", "37233", place{"sanitas", "37261"}},
		{"a quarter fills its commune", place{"la-rabaterie", ""}, "quartier", "sanitas", place{"la-rabaterie", "37233"}},
		{"a quarter of no known commune", place{"ailleurs", ""}, "", "", place{"ailleurs", "inconnu"}},
		{"a commune hides the home", place{"", "37233"}, "quartier", "sanitas", place{"inconnu", "37233"}},
		{"home in a quarter", place{}, "quartier", "sanitas", place{"sanitas", "37261"}},
		{"home in a commune", place{}, "commune", "37233", place{"inconnu", "37233"}},
	}
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		for i, c := range cases {
			operator := int64(i + 1)
			if err := l.SetHome(ctx, operator, c.kind, c.home); err != nil {
				t.Fatal(err)
			}
			if err := l.Asked(ctx, operator, relay.Structures[i]); err != nil {
				t.Fatal(err)
			}
			q := question(operator, operator, start)
			q.Quartier, q.Commune = c.asked.quartier, c.asked.commune
			record(t, l, q)
			if err := l.Asked(ctx, operator, "autre"); err != nil { // the structure is of then
				t.Fatal(err)
			}
			got := held(t, l, operator).Questions[0]
			if got.Zone != (relay.Territory{Quartier: c.want.quartier, Commune: c.want.commune}) {
				t.Errorf("%s: %+v", c.name, got.Zone)
			}
			if got.Structure != relay.Structures[i] {
				t.Errorf("%s: structure %q", c.name, got.Structure)
			}
		}
	})
}
