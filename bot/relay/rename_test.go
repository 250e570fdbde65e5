package relay_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// TestSecretChanges does all that can be done under a secret, then changes it:
// all that was held is held, under the new name only.
func TestSecretChanges(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		old, c := open(t, d)
		ctx := context.Background()
		given := fill(t, old)
		before := held(t, old, operatorID)
		changed := []relay.Option{relay.WithPrevious(key(t, "a secret of tests, long enough")), relay.WithCommunes(communes)}
		l := relay.New(d, key(t, "another secret of tests, longer"), c.now, changed...)

		if _, err := l.Session(ctx, given[3]); err != nil { // before they act
			t.Errorf("a session: %v", err)
		}
		if b, err := l.RecallByMessage(ctx, chatID, messageID); err != nil || string(b.State) != words {
			t.Errorf("a browsing: %+v, %v", b, err)
		}
		if p := person(t, l, operatorID); p.Role != relay.Administrator || p.Operator != l.Pseudonym(operatorID) {
			t.Errorf("person %+v", p)
		}
		if s, err := l.Session(ctx, given[3]); err != nil || s.Person.Operator != l.Pseudonym(operatorID) {
			t.Errorf("a session: %+v, %v", s, err)
		}
		after := held(t, l, operatorID)
		renames := slices.DeleteFunc(slices.Clone(after.Audit), func(a relay.Act) bool { return a.Action != "rename" })
		if len(renames) != 1 {
			t.Errorf("renamed %d times", len(renames))
		}
		same := cmp.Options{
			cmpopts.IgnoreFields(relay.Holding{}, "Audit"),
			cmpopts.IgnoreFields(relay.Person{}, "Operator"),
			cmpopts.IgnoreFields(relay.Entry{}, "Author"),
		}
		if diff := cmp.Diff(before, after, same); diff != "" {
			t.Error(diff)
		}
		for _, table := range tablesOf(t, d) {
			dump := dumpTable(t, d, table)
			if strings.Contains(dump, old.Pseudonym(operatorID)) {
				t.Errorf("%s holds the former pseudonym", table)
			}
		}
		if _, err := l.Join(ctx, 8, given[0]); err != nil {
			t.Errorf("an invitation: %v", err)
		}
		if _, _, err := l.Enter(ctx, given[2]); err != nil {
			t.Errorf("a door: %v", err)
		}
		if due, err := l.DueDigests(ctx, 20261123, 10); err != nil || len(due) != 1 || due[0].Chat != chatID {
			t.Errorf("digests %v, %v", due, err)
		}
		without := relay.New(d, key(t, "another secret of tests, longer"), c.now)
		if on, err := without.DigestOn(ctx, operatorID); !on || err != nil {
			t.Errorf("once the former secret is forgotten: DigestOn = %t, %v", on, err)
		}
	})
}

// TestSecretToldLate: they acted under the new secret before the former one
// was told; both become one.
func TestSecretToldLate(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		first, second := key(t, "a secret of tests, long enough"), key(t, "another secret of tests, longer")
		old, c := open(t, d)
		ctx := context.Background()
		appoint(t, old, 7, relay.Mediator, tours)
		record(t, old, question(1, 7, start))
		if err := old.SetHome(ctx, 7, "quartier", "sanitas"); err != nil {
			t.Fatal(err)
		}
		c.t = start.Add(time.Hour)
		l := relay.New(d, second, c.now)
		record(t, l, question(2, 7, c.t))
		if err := l.SetHome(ctx, 7, "quartier", "fontaines"); err != nil {
			t.Fatal(err)
		}
		l = relay.New(d, second, c.now, relay.WithPrevious(first), relay.WithCommunes(communes))
		want := relay.Person{Operator: l.Pseudonym(7), Role: relay.Mediator, Territory: tours, State: relay.Active,
			Home: relay.Territory{Commune: "37261", Quartier: "fontaines"}, Since: start}
		if diff := cmp.Diff(want, person(t, l, 7)); diff != "" {
			t.Error(diff)
		}
		if m, err := l.Mine(ctx, 7, 20260101, 20261231); err != nil || m.Questions != 2 {
			t.Errorf("%+v, %v", m, err)
		}
		if r := report(t, l); r.Operators != 1 {
			t.Errorf("%d operators", r.Operators)
		}
	})
}

// TestEraseUnderTheFormerSecret: who never acted since the secret changed is
// erased all the same.
func TestEraseUnderTheFormerSecret(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		old, c := open(t, d)
		fill(t, old)
		l := relay.New(d, key(t, "another secret of tests, longer"), c.now, relay.WithPrevious(key(t, "a secret of tests, long enough")))
		if err := l.Erase(context.Background(), operatorID); err != nil {
			t.Fatal(err)
		}
		for _, table := range tablesOf(t, d) {
			dump := dumpTable(t, d, table)
			if strings.Contains(dump, old.Pseudonym(operatorID)) || strings.Contains(dump, l.Pseudonym(operatorID)) {
				t.Errorf("%s holds a pseudonym", table)
			}
		}
		for _, table := range []string{"relay_questions", "relay_browsing", "relay_digests", "relay_people"} {
			if n := rows(t, d, table); n != 0 {
				t.Errorf("%s: %d rows", table, n)
			}
		}
	})
}
