package figures

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/directory/db"
)

// now is when the tests of tallies read: a spring, so that a year is closed, a
// quarter runs, and a month too.
var now = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

// at makes a Figures at an instant.
func at(d *db.DB, k int, t *time.Time) *Figures { return New(d, k, func() time.Time { return *t }) }

func tally(t testing.TB, f *Figures) {
	t.Helper()
	if err := f.Tally(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// do runs statements in one transaction.
func do(t testing.TB, d *db.DB, run func(exec func(query string, args ...any))) {
	t.Helper()
	ctx := context.Background()
	err := d.Update(ctx, func(tx *db.Tx) error {
		run(func(query string, args ...any) {
			if _, err := tx.Exec(ctx, query, args...); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// activity writes raw rows of fifteen months, as operators make them.
func activity(t testing.TB, d *db.DB, seed uint64, questions int) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	places := []place{{"37261", "sanitas"}, {"37261", "europe"}, {"37261", Unknown}, {"37233", "rabaterie"}, {Unknown, Unknown}}
	start := time.Date(2025, 1, 1, 6, 0, 0, 0, time.UTC)
	id, update := 0, 100000
	do(t, d, func(exec func(string, ...any)) {
		for i := range 14 {
			since := start.Add(time.Duration(r.IntN(400*24)) * time.Hour)
			exec(`INSERT INTO relay_people (operator, role, structure, quartier, commune, state, asked, since)
				VALUES (?1, 'operator', '', '', '', 'active', 1, ?2)`, fmt.Sprint("op", i), since.UnixMilli())
		}
		for need := 1; id < questions; need++ {
			operator := fmt.Sprint("op", r.IntN(16))
			when := start.Add(time.Duration(r.IntN(int(now.Sub(start).Minutes()))) * time.Minute)
			day := func(t time.Time) int { return int(relay.DayOf(t)) }
			exec("INSERT INTO relay_needs (id, operator, at, day) "+override(d)+"VALUES (?1, ?2, ?3, ?4)", need, operator, when.UnixMilli(), day(when))
			for range 1 + r.IntN(2) {
				id++
				when := when.Add(time.Duration(r.IntN(9)) * time.Minute)
				p := places[r.IntN(len(places))]
				exec(`INSERT INTO relay_questions (id, update_id, need, operator, message, channel, at, day, alike, theme, besoin, age,
					quartier, commune, danger, results, took, edited, structure, zone_quartier, zone_commune) `+override(d)+`
					VALUES (?1, ?1, ?2, ?3, '', ?4, ?5, ?6, 0, ?7, ?8, ?9, 'inconnu', 'inconnu', ?10, ?11, 3, 0, ?12, ?13, ?14)`,
					id, need, operator, one("private", "group"), when.UnixMilli(), day(when), one("dentaire", "addictions", "autre"),
					one("", "arret-tabac"), one("", "11-17", "60+"), one("", "", "", "suicide", "violences"), r.IntN(3),
					one("", "ccas", "ecole"), p.quartier, p.commune)
				for rank, audience := range []string{"adolescents", "femmes"}[:r.IntN(3)] {
					exec("INSERT INTO relay_tags (question, kind, rank, value) VALUES (?1, 'audience', ?2, ?3)", id, rank, audience)
				}
				exec("INSERT INTO relay_tags (question, kind, rank, value) VALUES (?1, 'service', 0, ?2)", id, one("mda", "csapa"))
				later := when.Add(time.Duration(r.IntN(48)) * time.Hour)
				for i, kind := range []string{"card", "call", "referral", "escort"} {
					if r.IntN(3) > 0 {
						continue
					}
					update++
					question := fmt.Sprint(id)
					if r.IntN(10) == 0 {
						question = "NULL"
					}
					intent := id*10 + i
					exec(`INSERT INTO relay_intents (id, update_id, question, need, operator, service, kind, at, day) `+override(d)+`
						VALUES (?1, ?2, `+question+`, NULL, ?3, ?4, ?5, ?6, ?7)`,
						intent, update, operator, one("mda", "csapa"), kind, later.UnixMilli(), day(later))
					if kind == "referral" && r.IntN(2) == 0 {
						exec(`INSERT INTO relay_outcomes (intent, update_id, operator, outcome, at, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
							intent, update, operator, one("recu", "refus"), later.UnixMilli(), day(later))
					}
				}
				for _, reason := range []string{"complet", "trop-loin"}[:max(0, r.IntN(6)-3)] {
					update++
					exec(`INSERT INTO relay_unmet (update_id, question, need, operator, reason, at, day)
						VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING`,
						update, id, need, operator, reason, later.UnixMilli(), day(later))
				}
				if r.IntN(5) == 0 {
					update++
					exec(`INSERT INTO relay_corrections (update_id, question, operator, what, value, at, day)
						VALUES (?1, ?2, ?3, ?4, '', ?5, ?6)`, update, id, operator, one("theme", "age"), later.UnixMilli(), day(later))
				}
				if r.IntN(9) == 0 {
					update++
					exec(`INSERT INTO relay_flags (update_id, question, operator, service, what, at, day)
						VALUES (?1, ?2, ?3, ?4, 'horaires', ?5, ?6)`, update, id, operator, one("mda", "csapa"), later.UnixMilli(), day(later))
				}
			}
		}
	})
}

// override lets PostgreSQL take ids that are given.
func override(d *db.DB) string {
	if d.Dialect() == db.Postgres {
		return "OVERRIDING SYSTEM VALUE "
	}
	return ""
}
