package figures

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"relais/directory/db/dbtest"
)

// BenchmarkProtect protects a year of a wide and thin table: 40 places, 200
// services, most figures small.
func BenchmarkProtect(b *testing.B) {
	d := dbtest.Open(b, b.TempDir())
	r := rand.New(rand.NewPCG(1, 2))
	var facts []fact
	for m := 1; m <= 12; m++ {
		for range 6000 {
			z := int(r.ExpFloat64()*8) % 40
			at := place{fmt.Sprint("37", 100+z/6), fmt.Sprint("q", z)}
			s := fmt.Sprint("s", int(r.ExpFloat64()*40)%200)
			facts = append(facts, fact{m, at, map[Dimension]string{Service: s, Theme: s[:2]}, []Measure{Acts, Referrals}[:1+r.IntN(2)], 1})
		}
	}
	closedYear(b, d, facts)
	clock := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		f := at(d, 0, &clock)
		err := f.view(b.Context(), func(v *view) error {
			c, err := v.cube(Referrals, Service, 2025)
			b.ReportMetric(float64(c.hiddenOf()), "hidden")
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func (c *cube) hiddenOf() (n int) {
	for _, h := range c.hidden {
		if h {
			n++
		}
	}
	return n
}
