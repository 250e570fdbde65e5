package sample_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"relais/bot/relay/sample"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestSameSeed(t *testing.T) {
	o := options(t)
	o.Months, o.Questions = 3, 1500
	var first string
	digest := func(d *db.DB, o sample.Options) string {
		fill(t, d, o)
		return dump(t, d)
	}
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		got := digest(d, o)
		if first == "" {
			first = got
		}
		if got != first {
			t.Error("the same seed gives other rows")
		}
	})
	if again := digest(dbtest.Open(t, t.TempDir()), o); again != first {
		t.Error("the same seed gives other rows")
	}
	o.Seed = 2
	if other := digest(dbtest.Open(t, t.TempDir()), o); other == first {
		t.Error("another seed gives the same rows")
	}
}

// dump is a digest of all rows of some tables.
func dump(t *testing.T, d *db.DB) string {
	h := sha256.New()
	for _, query := range []string{
		"SELECT CAST(id AS TEXT) || operator || theme || besoin || message || zone_quartier, at FROM relay_questions ORDER BY id",
		"SELECT kind || value, question FROM relay_tags ORDER BY question, kind, rank",
		"SELECT operator || service || kind, at FROM relay_intents ORDER BY id",
		"SELECT reason, at FROM relay_unmet ORDER BY id",
		"SELECT outcome, at FROM relay_outcomes ORDER BY intent",
		"SELECT title || partners, at FROM relay_entries ORDER BY id",
		"SELECT actor || action || subject, at FROM relay_audit ORDER BY id",
	} {
		err := d.View(context.Background(), func(tx *db.Tx) error {
			return tx.Rows(context.Background(), query, nil, func(scan func(...any) error) error {
				var text string
				var n int64
				err := scan(&text, &n)
				fmt.Fprintln(h, text, n)
				return err
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func TestKnownPeople(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	o := options(t)
	o.Months, o.Questions = 2, 1200
	o.Known, o.Coordinators = []int64{7}, []int64{8, 9, 10}
	fill(t, d, o)
	for id, want := range map[int64]string{7: "operator", 8: "coordinator", 9: "coordinator"} {
		if n := number(t, d, "SELECT COUNT(*) FROM relay_people WHERE operator = ?1 AND role = ?2", o.Pseudonym(id), want); n != 1 {
			t.Errorf("%d is no %s", id, want)
		}
	}
	if n := number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE operator = ?1", o.Pseudonym(7)); n < 3 {
		t.Errorf("%d questions of who is known", n)
	}
	if n := number(t, d, "SELECT COUNT(DISTINCT commune) FROM relay_people WHERE role = 'coordinator'"); n != 3 {
		t.Errorf("%d territories, want 3", n)
	}
	if err := sample.Fill(context.Background(), d, sample.Options{}); err == nil {
		t.Error("nothing to make activity of is taken")
	}
}
