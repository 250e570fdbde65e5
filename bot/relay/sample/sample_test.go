package sample_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/bot/relay/sample"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
	"relais/directory/starter"
)

// until is in the middle of a month, in the middle of a day.
var until = time.Date(2026, 11, 18, 14, 0, 0, 0, time.UTC)

func options(t testing.TB) sample.Options {
	t.Helper()
	key, err := db.NewKey("a secret for tests only")
	if err != nil {
		t.Fatal(err)
	}
	return sample.Options{
		Seed: 1, Until: until, Places: starter.Places(), Services: starter.Services(),
		Besoins: map[string][]string{
			"sante-mentale":     {"cmp-adulte", "cmp-enfant", "psychologue-gratuit"},
			"medecine-generale": {"medecin-traitant", "consultation-generaliste"},
			"dentaire":          {"dentiste", "centre-dentaire", "urgence-dentaire"},
		},
		Pseudonym: relay.New(nil, key, nil).Pseudonym,
	}
}

func fill(t testing.TB, d *db.DB, o sample.Options) {
	t.Helper()
	if err := sample.Fill(context.Background(), d, o); err != nil {
		t.Fatal(err)
	}
}

// number runs a query for one number.
func number(t testing.TB, d *db.DB, query string, args ...any) (n int) {
	t.Helper()
	err := d.View(context.Background(), func(tx *db.Tx) error {
		return tx.Row(context.Background(), query, args, &n)
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// counts runs a query for names and numbers.
func counts(t testing.TB, d *db.DB, query string) map[string]int {
	t.Helper()
	out := map[string]int{}
	err := d.View(context.Background(), func(tx *db.Tx) error {
		return tx.Rows(context.Background(), query, nil, func(scan func(...any) error) error {
			var name string
			var n int
			err := scan(&name, &n)
			out[name] = n
			return err
		})
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

func within(t *testing.T, what string, part, all int, least, most float64) {
	t.Helper()
	if got := 100 * float64(part) / float64(all); got < least || got > most {
		t.Errorf("%s: %d of %d is %.1f %%, want %v to %v", what, part, all, got, least, most)
	}
}

func TestFill(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		fill(t, d, options(t))
		rates(t, d)
		shapes(t, d)
		keys(t, d)
		closedLists(t, d)
		seasons(t, d)
		byHand(t, d)
		ids(t, d)
		if err := sample.Fill(context.Background(), d, options(t)); !errors.Is(err, sample.ErrFilled) {
			t.Errorf("filled twice: %v", err)
		}
	})
}

// rates checks how many there are of each kind.
func rates(t *testing.T, d *db.DB) {
	questions := number(t, d, "SELECT COUNT(*) FROM relay_questions")
	year := number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE at >= ?1", until.AddDate(-1, 0, 0).UnixMilli())
	if year < 11_900 || year > 12_100 {
		t.Errorf("%d questions in a year, 12,000 asked for", year)
	}
	needs := number(t, d, "SELECT COUNT(*) FROM relay_needs")
	within(t, "needs", needs, questions, 90, 97)
	kinds := counts(t, d, "SELECT kind, COUNT(*) FROM relay_intents GROUP BY kind")
	opened := number(t, d, "SELECT COUNT(DISTINCT question) FROM relay_intents WHERE kind = 'card'")
	within(t, "questions with a card", opened, questions, 55, 62)
	within(t, "calls, routes and shares", kinds["call"]+kinds["route"]+kinds["share"], questions, 22, 28)
	within(t, "referrals", kinds["referral"], questions, 13, 17)
	within(t, "escorts", kinds["escort"], kinds["referral"], 6, 10)
	within(t, "outcomes", number(t, d, "SELECT COUNT(*) FROM relay_outcomes"), kinds["referral"], 46, 54)
	within(t, "unmet", number(t, d, "SELECT COUNT(DISTINCT need) FROM relay_unmet"), needs, 6, 9)
	within(t, "no result", number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE results = 0"), questions, 2, 6)
	within(t, "dangers", number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE danger <> ''"), questions, 2.2, 4)
	within(t, "corrections", number(t, d, "SELECT COUNT(*) FROM relay_corrections"), questions, 3.4, 4.6)
	within(t, "flags", number(t, d, "SELECT COUNT(*) FROM relay_flags"), questions, .6, 1.4)
	channels := counts(t, d, "SELECT channel, COUNT(*) FROM relay_questions GROUP BY channel")
	within(t, "private", channels["private"], questions, 83, 87)
	within(t, "group", channels["group"], questions, 8, 12)
	within(t, "inline", channels["inline"], questions, 4, 6)
	reasons := counts(t, d, "SELECT reason, COUNT(*) FROM relay_unmet GROUP BY reason")
	if len(reasons) != len(relay.Reasons) {
		t.Errorf("reasons %v", reasons)
	}
	child := number(t, d, `SELECT COUNT(*) FROM relay_unmet u JOIN relay_questions q ON q.id = u.question
		WHERE q.besoin = 'cmp-enfant' AND u.reason = 'complet'`)
	within(t, "child psychiatry, no place left", child,
		number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE besoin = 'cmp-enfant'"), 10, 30)
}

// shapes checks what relates to another row or to the calendar.
func shapes(t *testing.T, d *db.DB) {
	for _, table := range []string{"needs", "questions", "intents", "unmet", "flags", "corrections", "outcomes"} {
		err := d.View(context.Background(), func(tx *db.Tx) error {
			return tx.Rows(context.Background(), "SELECT at, day FROM relay_"+table, nil, func(scan func(...any) error) error {
				var at, day int64
				err := scan(&at, &day)
				when := time.UnixMilli(at)
				if want := relay.DayOf(when); err == nil && (int64(want) != day || !when.Before(until)) {
					return fmt.Errorf("%s at %v on day %d", table, when, day)
				}
				return err
			})
		})
		if err != nil {
			t.Error(err)
		}
	}
	for what, query := range map[string]string{
		"act before its question": `SELECT COUNT(*) FROM relay_intents i JOIN relay_questions q ON q.id = i.question
			WHERE i.at < q.at OR i.need <> q.need OR i.operator <> q.operator`,
		"outcome of what is no referral": `SELECT COUNT(*) FROM relay_outcomes o JOIN relay_intents i ON i.id = o.intent
			WHERE i.kind <> 'referral' OR o.at < i.at`,
		"need of another operator": `SELECT COUNT(*) FROM relay_questions q JOIN relay_needs n ON n.id = q.need
			WHERE n.operator <> q.operator OR q.at < n.at OR q.at > n.at + 1800000`,
		"operator nobody knows": `SELECT COUNT(*) FROM relay_questions WHERE operator NOT IN (SELECT operator FROM relay_people)`,
		"use before the first": `SELECT COUNT(*) FROM relay_people p
			JOIN relay_questions q ON q.operator = p.operator WHERE q.at < p.since`,
		"place that is not told, zone that is not home": `SELECT COUNT(*) FROM relay_questions q
			LEFT JOIN relay_homes h ON h.operator = q.operator
			WHERE (q.commune <> 'inconnu' AND (q.zone_commune <> q.commune OR q.zone_quartier <> q.quartier))
			   OR (q.commune = 'inconnu' AND q.zone_quartier <> CASE WHEN h.kind = 'quartier' THEN h.place ELSE 'inconnu' END)`,
		"quarter without its commune": `SELECT COUNT(*) FROM relay_questions
			WHERE zone_quartier <> 'inconnu' AND zone_commune = 'inconnu'`,
		"inline with a message": "SELECT COUNT(*) FROM relay_questions WHERE (channel = 'inline') <> (message = '')",
		"theme beside its tag": `SELECT COUNT(*) FROM relay_questions q LEFT JOIN relay_tags t
			ON t.question = q.id AND t.kind = 'theme' AND t.rank = 0 WHERE q.theme <> COALESCE(t.value, 'autre')`,
		"more services than results": `SELECT COUNT(*) FROM relay_questions q
			WHERE results < (SELECT COUNT(*) FROM relay_tags t WHERE t.question = q.id AND t.kind = 'service')`,
		"update of Telegram": `SELECT COUNT(*) FROM relay_questions WHERE update_id >= 0`,
	} {
		if n := number(t, d, query); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
}

// keys checks foreign keys with a query, as on PostgreSQL they were off.
func keys(t *testing.T, d *db.DB) {
	for _, k := range [][3]string{
		{"relay_questions", "need", "relay_needs"}, {"relay_tags", "question", "relay_questions"},
		{"relay_intents", "question", "relay_questions"}, {"relay_intents", "need", "relay_needs"},
		{"relay_unmet", "question", "relay_questions"}, {"relay_unmet", "need", "relay_needs"},
		{"relay_flags", "question", "relay_questions"}, {"relay_corrections", "question", "relay_questions"},
		{"relay_outcomes", "intent", "relay_intents"},
	} {
		if n := number(t, d, "SELECT COUNT(*) FROM "+k[0]+" WHERE "+k[1]+" NOT IN (SELECT id FROM "+k[2]+")"); n != 0 {
			t.Errorf("%s.%s: %d rows lead nowhere", k[0], k[1], n)
		}
	}
	err := d.Update(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(context.Background(), "INSERT INTO relay_tags (question, kind, rank, value) VALUES (-5, 'theme', 0, 'dentaire')")
		return err
	})
	if err == nil {
		t.Error("foreign keys are not back")
	}
}

func closedLists(t *testing.T, d *db.DB) {
	places := map[string]bool{relay.UnknownPlace: true}
	for _, p := range starter.Places() {
		places[p.ID] = true
	}
	services := map[string]bool{}
	for _, s := range starter.Services() {
		services[s.ID] = true
	}
	in := func(list ...string) func(string) bool {
		return func(s string) bool {
			for _, v := range list {
				if v == s {
					return true
				}
			}
			return false
		}
	}
	theme := func(s string) bool { _, ok := directory.ThemeByID(s); return ok || s == relay.OtherTheme }
	for _, c := range []struct {
		query string
		ok    func(string) bool
	}{
		{"SELECT theme, COUNT(*) FROM relay_questions GROUP BY theme", theme},
		{"SELECT value, COUNT(*) FROM relay_tags WHERE kind = 'theme' GROUP BY value", theme},
		{"SELECT value, COUNT(*) FROM relay_tags WHERE kind = 'audience' GROUP BY value", directory.IsAudience},
		{"SELECT value, COUNT(*) FROM relay_tags WHERE kind = 'service' GROUP BY value", func(s string) bool { return services[s] }},
		{"SELECT service, COUNT(*) FROM relay_intents GROUP BY service", func(s string) bool { return services[s] }},
		{"SELECT age, COUNT(*) FROM relay_questions GROUP BY age", in("", "0-5", "6-10", "11-17", "18-25", "26-59", "60+")},
		{"SELECT zone_quartier, COUNT(*) FROM relay_questions GROUP BY zone_quartier", func(s string) bool { return places[s] }},
		{"SELECT zone_commune, COUNT(*) FROM relay_questions GROUP BY zone_commune", func(s string) bool { return places[s] }},
		{"SELECT reason, COUNT(*) FROM relay_unmet GROUP BY reason", in(relay.Reasons...)},
		{"SELECT what, COUNT(*) FROM relay_flags GROUP BY what", in(relay.Errors...)},
		{"SELECT what, COUNT(*) FROM relay_corrections GROUP BY what", in(relay.Corrections...)},
		{"SELECT outcome, COUNT(*) FROM relay_outcomes GROUP BY outcome", in(relay.Outcomes...)},
		{"SELECT structure, COUNT(*) FROM relay_questions GROUP BY structure", in(append(relay.Structures, "")...)},
		{"SELECT kind, COUNT(*) FROM relay_entries GROUP BY kind", in(relay.EntryKinds...)},
	} {
		found := counts(t, d, c.query)
		if len(found) < 4 {
			t.Errorf("%s: %v", c.query, found)
		}
		for value := range found {
			if !c.ok(value) {
				t.Errorf("%s: %q", c.query, value)
			}
		}
	}
	quarters := counts(t, d, "SELECT zone_quartier, COUNT(*) FROM relay_questions WHERE zone_quartier <> 'inconnu' GROUP BY zone_quartier")
	if len(quarters) != 9 {
		t.Errorf("quarters %v, want 9", quarters)
	}
}

func seasons(t *testing.T, d *db.DB) {
	month := func(m int) int {
		return number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE day / 100 = ?1", m)
	}
	for _, m := range []int{202507, 202509, 202607, 202609} {
		august := m/100*100 + 8
		if month(august)*3 > month(m)*2 {
			t.Errorf("%d: %d, %d: %d", august, month(august), m, month(m))
		}
	}
	share := func(theme string, from, to int) float64 {
		return float64(number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE theme = ?1 AND day BETWEEN ?2 AND ?3", theme, from, to)) /
			float64(number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE day BETWEEN ?1 AND ?2", from, to))
	}
	if sism, after := share("sante-mentale", 20261001, 20261015), share("sante-mentale", 20261016, 20261031); sism < 1.5*after {
		t.Errorf("mental health %.3f in its weeks, %.3f after", sism, after)
	}
	if before, now := share("dentaire", 20250101, 20250930), share("dentaire", 20260101, 20260930); now < 1.1*before {
		t.Errorf("dentaire %.3f, then %.3f", before, now)
	}
	sunday := number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE day IN (20261108, 20261115)")
	tuesday := number(t, d, "SELECT COUNT(*) FROM relay_questions WHERE day IN (20261110, 20261117)")
	if sunday*5 > tuesday {
		t.Errorf("%d on sundays, %d on tuesdays", sunday, tuesday)
	}
}

func byHand(t *testing.T, d *db.DB) {
	people := counts(t, d, "SELECT role, COUNT(*) FROM relay_people GROUP BY role")
	want := map[string]int{"operator": 51, "mediator": 6, "partner": 3, "coordinator": 2}
	if diff := cmp.Diff(want, people); diff != "" {
		t.Errorf("people:\n%s", diff)
	}
	if n := number(t, d, "SELECT COUNT(DISTINCT structure) FROM relay_people WHERE structure <> ''"); n != len(relay.Structures) {
		t.Errorf("%d kinds of structure", n)
	}
	if n := number(t, d, "SELECT COUNT(*) FROM relay_entries WHERE kind = 'reunion'"); n < 20 {
		t.Errorf("%d meetings", n)
	}
	if n := number(t, d, "SELECT COUNT(*) FROM relay_entries WHERE kind = 'projet' AND communes NOT LIKE '% %'"); n != 0 {
		t.Errorf("%d projects of one city", n)
	}
	if n := number(t, d, "SELECT COUNT(*) FROM relay_survey"); n < 300 {
		t.Errorf("%d answers", n)
	}
	if n := number(t, d, "SELECT COUNT(*) FROM relay_audit"); n < 100 {
		t.Errorf("%d lines of audit", n)
	}
	for text := range counts(t, d, "SELECT title, 1 FROM relay_entries UNION SELECT partners, 1 FROM relay_entries") {
		if redacted := relay.Redact(text); redacted != text {
			t.Errorf("%q reads as a person: %q", text, redacted)
		}
	}
}

// ids checks that what is recorded next finds its place.
func ids(t *testing.T, d *db.DB) {
	o := options(t)
	key, _ := db.NewKey("a secret for tests only")
	l := relay.New(d, key, func() time.Time { return until })
	id, fresh, err := l.Record(context.Background(), relay.Question{UpdateID: 1, OperatorID: -1, At: until, Themes: []string{"dentaire"}})
	if err != nil || !fresh || o.Pseudonym(-1) != l.Pseudonym(-1) {
		t.Fatalf("recorded %d, %v, %v", id, fresh, err)
	}
	if last := number(t, d, "SELECT MAX(id) FROM relay_questions"); int64(last) != id {
		t.Errorf("id %d, last %d", id, last)
	}
}
