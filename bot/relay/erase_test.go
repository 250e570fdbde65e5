package relay_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// TestErase does all that can be done, erases, and looks for the operator in
// every table.
func TestErase(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		var folded []string
		l, _ := open(t, d, relay.WithFold(func(ctx context.Context, tx *db.Tx, operator string) error {
			var n int
			err := tx.Row(ctx, "SELECT COUNT(*) FROM relay_questions WHERE operator = ?1", []any{operator}, &n)
			if n != 1 {
				t.Errorf("%d questions when counts are kept", n)
			}
			folded = append(folded, operator)
			return err
		}))
		ctx := context.Background()
		given := fill(t, l)
		who := l.Pseudonym(operatorID)
		mine := record(t, l, question(50, 8, start)) // another's
		intend(t, l, mine, 51, 8, "mda-tours", relay.Referral)
		if err := l.Keep(ctx, relay.Browsing{ID: "abcdefgh", Owner: 8, Chat: 8, State: []byte("x")}); err != nil {
			t.Fatal(err)
		}
		if err := l.Erase(ctx, operatorID); err != nil {
			t.Fatal(err)
		}
		for _, table := range tablesOf(t, d) {
			if strings.Contains(dumpTable(t, d, table), who) {
				t.Errorf("%s holds the pseudonym", table)
			}
		}
		for _, table := range []string{"relay_unmet", "relay_flags", "relay_corrections", "relay_outcomes", "relay_homes", "relay_digests", "relay_sessions"} {
			if dump := dumpTable(t, d, table); dump != "" {
				t.Errorf("%s: %s", table, dump)
			}
		}
		want := relay.Holding{Person: relay.Person{Operator: who, Role: relay.Operator, State: relay.Active}}
		got := held(t, l, operatorID)
		if len(got.Audit) != 1 || got.Audit[0].Action != "held" { // of this very reading
			t.Errorf("audit %+v", got.Audit)
		}
		got.Audit = nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{who}, folded); diff != "" {
			t.Error(diff)
		}
		if _, err := l.Session(ctx, given[3]); !errors.Is(err, relay.ErrSession) {
			t.Errorf("a session: %v", err)
		}
		if r := report(t, l); r.Questions != 1 || r.Intents["referrals"] != 1 {
			t.Errorf("another's activity: %+v", r)
		}
		if _, err := l.Recall(ctx, "abcdefgh"); err != nil {
			t.Errorf("another's browsing: %v", err)
		}
		entries, err := l.Entries(ctx, 20260101, 20261231, all)
		if err != nil || len(entries) != 1 || entries[0].Author != relay.Effaced {
			t.Errorf("entries %+v, %v", entries, err)
		}
		acts, err := l.Audit(ctx, 20260101, 20261231, 100)
		if err != nil || len(acts) < 9 {
			t.Errorf("the trail is gone: %+v, %v", acts, err)
		}
	})
}

// TestEraseIsWhole: when counts cannot be kept, nothing goes.
func TestEraseIsWhole(t *testing.T) {
	failure := errors.New("no counts")
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d, relay.WithFold(func(context.Context, *db.Tx, string) error { return failure }))
		record(t, l, question(1, 7, start))
		if err := l.Erase(context.Background(), 7); !errors.Is(err, failure) {
			t.Errorf("Erase = %v", err)
		}
		if r := report(t, l); r.Questions != 1 {
			t.Errorf("%d questions", r.Questions)
		}
	})
}

// TestEraseInAGroup: what others did on the operator's questions.
func TestEraseInAGroup(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		q := record(t, l, question(1, 7, start))
		intend(t, l, q, 2, 8, "mda-tours", relay.Referral)
		for _, err := range []error{l.Unmet(ctx, q, 3, 8, "complet"), l.Correction(ctx, q, 4, 8, "age", ""), l.Erase(ctx, 7)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		r := report(t, l)
		if r.Questions != 0 || r.Unmet != 0 || r.Intents["referrals"] != 1 || rows(t, d, "relay_corrections") != 0 {
			t.Errorf("report %+v", r)
		}
	})
}

// TestHeld compares what is held with what was done.
func TestHeld(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		fill(t, l)
		got := held(t, l, operatorID)
		lens := []int{got.Needs, len(got.Questions), len(got.Intents), len(got.Unmet), len(got.Flags), len(got.Corrections),
			len(got.Browsings), len(got.Sessions), len(got.Entries)}
		if diff := cmp.Diff([]int{1, 1, 1, 1, 1, 1, 1, 2, 1}, lens); diff != "" {
			t.Error(diff)
		}
		q := relay.HeldQuestion{At: start, Channel: "autre", Theme: "addictions", Besoin: "domiciliation", Age: "11-17",
			Quartier: "inconnu", Commune: "inconnu", Zone: relay.Territory{Commune: "inconnu", Quartier: "inconnu"}, Results: 5,
			Took: 3 * time.Millisecond, Tags: map[string][]string{"theme": {"addictions", "jeunes"}, "besoin": {"domiciliation"}}}
		if diff := cmp.Diff(q, got.Questions[0]); diff != "" {
			t.Error(diff)
		}
		if i := got.Intents[0]; i.Kind != relay.Referral || i.Outcome != "recu" || !i.OutcomeAt.Equal(start) {
			t.Errorf("intent %+v", i)
		}
		if b := got.Browsings[0]; string(b.State) != words || b.Owner != operatorID {
			t.Errorf("browsing %+v", b)
		}
		if got.Home == nil || got.Home.Where != sanitas || got.Digest == nil || got.Digest.Chat != chatID {
			t.Errorf("home %+v, digest %+v", got.Home, got.Digest)
		}
		if p := got.Person; p.Role != relay.Administrator || p.Structure != "ccas" {
			t.Errorf("person %+v", p)
		}
	})
}

func TestExpire(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		// A question of each month from January to June 2026, and one need
		// that goes past the end of February.
		update := int64(0)
		ask := func(at time.Time, operator int64) int64 {
			update++
			c.t = at
			return record(t, l, question(update, operator, at))
		}
		for m := time.January; m <= time.June; m++ {
			id := ask(time.Date(2026, m, 10, 12, 0, 0, 0, time.UTC), int64(m))
			intend(t, l, id, 100+int64(m), int64(m), "mda-tours", relay.Referral)
			if err := l.Unmet(ctx, id, 200+int64(m), int64(m), "complet"); err != nil {
				t.Fatal(err)
			}
			if err := l.Note(ctx, relay.System, "export", "", ""); err != nil {
				t.Fatal(err)
			}
		}
		ask(time.Date(2026, 2, 28, 22, 58, 0, 0, time.UTC), 7)
		ask(time.Date(2026, 2, 28, 23, 3, 0, 0, time.UTC), 7)
		appoint(t, l, 1, relay.Coordinator, all)
		if err := l.SetHome(ctx, 2, "quartier", "sanitas"); err != nil {
			t.Fatal(err)
		}
		for m := 202601; m <= 202606; m++ {
			closed := 1
			if m == 202602 {
				closed = 0
			}
			exec(t, d, "INSERT INTO relay_months (month, tallied, closed) VALUES (?1, 0, ?2)", m, closed)
		}
		months := func() (got []int) {
			r := map[int]bool{}
			for m := 202601; m <= 202606; m++ {
				rep, err := l.Report(ctx, relay.Day(m*100+1), relay.Day(m*100+31))
				if err != nil {
					t.Fatal(err)
				}
				if r[m] = rep.Questions+rep.Unmet+rep.Intents["referrals"] > 0; r[m] {
					got = append(got, m)
				}
			}
			return got
		}
		c.t = time.Date(2026, 8, 5, 12, 0, 0, 0, time.UTC)
		expire := func(want ...int) {
			t.Helper()
			if err := l.Expire(ctx, 0); err != nil { // MinKeep
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, months()); diff != "" {
				t.Error(diff)
			}
		}
		expire(202602, 202605, 202606) // February is not closed
		exec(t, d, "UPDATE relay_months SET closed = 1")
		expire(202605, 202606)
		for _, table := range []string{"relay_needs", "relay_questions", "relay_intents", "relay_unmet"} {
			if n := rows(t, d, table); n != 2 {
				t.Errorf("%s: %d rows, want 2", table, n)
			}
		}
		people := map[string]bool{}
		for _, p := range must(l.People(ctx))(t) {
			people[p.Operator] = true
		}
		want := map[string]bool{l.Pseudonym(1): true, l.Pseudonym(5): true, l.Pseudonym(6): true}
		if diff := cmp.Diff(want, people); diff != "" {
			t.Errorf("who stays: %s", diff)
		}
		if rows(t, d, "relay_homes") != 0 {
			t.Error("the home of who is gone stays")
		}
		acts := must(l.Audit(ctx, 20260101, 20260430, 100))(t)
		if len(acts) != 0 {
			t.Errorf("the trail of that time stays: %+v", acts)
		}
	})
}

func rows(t testing.TB, d *db.DB, table string) (n int) {
	t.Helper()
	ctx := context.Background()
	err := d.View(ctx, func(tx *db.Tx) error { return tx.Row(ctx, "SELECT COUNT(*) FROM "+table, nil, &n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}
