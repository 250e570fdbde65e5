package programme

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"relais/directory/starter"
)

// FuzzFilter reads any query: what it accepts, it writes so that it reads the
// same again.
func FuzzFilter(f *testing.F) {
	for _, q := range []string{"", "jour=2026-10-09&lieu=sanitas", "commune=37261&public=parents", "genre=appel&theme=addictions&passe=1", "lieu=%00", "jour=2026-1-1"} {
		f.Add(q)
	}
	p := New(Options{Places: starter.Places(), Now: func() (t time.Time) { return }})
	f.Fuzz(func(t *testing.T, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		want, err := p.filter(q)
		if err != nil {
			return
		}
		_, written, _ := strings.Cut(p.address("/programme", want), "?")
		again, err := url.ParseQuery(written)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := p.filter(again); err != nil || got != want {
			t.Errorf("%q reads %+v, then %+v, %v", query, want, got, err)
		}
	})
}
