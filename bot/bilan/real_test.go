package bilan

import (
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/relay/sample"
	"relais/directory/db"
	"relais/directory/db/dbtest"
	"relais/directory/starter"
)

// TestRealFigures writes the bilan of a made up year, from a database, through
// what really counts.
func TestRealFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a database")
	}
	key, err := db.NewKey("a secret for tests only")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, p := range starter.Places() {
		names[p.ID] = p.Name
	}
	d := dbtest.Open(t, t.TempDir())
	log := relay.New(d, key, nil)
	o := sample.Options{Seed: 1, Until: afterYear, Places: starter.Places(), Services: starter.Services(),
		Besoins: map[string][]string{"dentaire": {"dentiste"}}, Pseudonym: log.Pseudonym}
	if err := sample.Fill(t.Context(), d, o); err != nil {
		t.Fatal(err)
	}
	counted := figures.New(d, 0, func() time.Time { return afterYear })
	if err := counted.Tally(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := source(afterYear)
	s.Figures, s.Relay, s.Place = counted, log, func(id string) string { return names[id] }
	start := time.Now()
	b, err := Collect(t.Context(), s, year2026, figures.Territory{}, afterYear)
	if err != nil {
		t.Fatal(err)
	}
	read := time.Since(start)
	if read > time.Second {
		t.Errorf("read in %v", read)
	}
	pdf := written(t, b)
	leave(t, "real.pdf", pdf)
	t.Logf("read in %v, written in %v", read, time.Since(start)-read)
	whole := flat(strings.Join(pages(t, pdf), " "))
	for _, r := range b.Indicators {
		if !strings.Contains(whole, flat(r.Name)) {
			t.Errorf("« %s » is not in the document", r.Name)
		}
	}
	if q, _ := b.result("questions"); q.Value == nil || q.Value.N < 5000 {
		t.Errorf("questions are %+v", q.Value)
	}
	if len(b.Heat.Rows) == 0 || len(b.Entries) == 0 || len(b.Survey) == 0 {
		t.Errorf("%d themes by quarter, %d entries, %d questions asked", len(b.Heat.Rows), len(b.Entries), len(b.Survey))
	}
}
