package figures

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// fact is something that happened some times: the leaf of all tables at once.
type fact struct {
	month int
	at    place
	by    map[Dimension]string
	m     []Measure // all that it counts as
	n     int
}

// year makes a year of facts: places and values of very different sizes, so
// that small and large figures stand side by side.
func year(r *rand.Rand, make func(r *rand.Rand) (map[Dimension]string, []Measure, float64)) []fact {
	places := []place{{"37261", "sanitas"}, {"37261", "europe"}, {"37261", Unknown}, {"37233", Unknown}, {Unknown, Unknown}}
	weights := []float64{6, 2, 1, .6, .3}
	sum := map[string]fact{}
	var kinds []fact
	for m := 1; m <= 12; m++ {
		season := 0.3 + r.Float64()
		for i, at := range places {
			for range 12 {
				by, ms, w := make(r)
				n := int(r.ExpFloat64() * weights[i] * season * w)
				k := fmt.Sprint(m, at, by, ms)
				f := fact{m, at, by, ms, sum[k].n + n}
				sum[k] = f
				kinds = append(kinds, f)
			}
		}
	}
	for _, f := range kinds { // what did not happen: an attacker does not know
		for m := 1; m <= 12; m++ {
			for _, at := range places {
				k := fmt.Sprint(m, at, f.by, f.m)
				if _, ok := sum[k]; !ok {
					sum[k] = fact{m, at, f.by, f.m, 0}
				}
			}
		}
	}
	out := []fact{}
	for _, k := range slices.Sorted(maps.Keys(sum)) {
		out = append(out, sum[k])
	}
	return out
}

func pick(r *rand.Rand, of ...string) string {
	return of[min(int(r.ExpFloat64()*float64(len(of))/3), len(of)-1)]
}

// closedYear writes facts as the counts of 2025, closed.
func closedYear(t testing.TB, d *db.DB, facts []fact) {
	t.Helper()
	ctx := context.Background()
	err := d.Update(ctx, func(tx *db.Tx) error {
		byMonth := map[int]counts{}
		for _, f := range facts {
			if byMonth[f.month] == nil {
				byMonth[f.month] = counts{}
			}
			for _, m := range f.m {
				if f.n == 0 {
					continue
				}
				byMonth[f.month].all(m, f.at, f.by, f.n)
			}
		}
		for node := range nodes {
			c := code(2025, node)
			if _, err := tx.Exec(ctx, "INSERT INTO relay_months (month, tallied, closed) VALUES (?1, 1, 1)", c); err != nil {
				return err
			}
			if err := byMonth[node-monthNode].write(ctx, tx, "relay_counts", c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// question is a figure an attacker asks for, and the facts it counts.
type asked struct {
	m     Measure
	by    Dimension
	value string
	node  int
	where Territory
}

func (a asked) String() string {
	return fmt.Sprintf("%s by %s %q, %s, %+v", a.m, a.by, a.value, span(2025, a.node), a.where)
}

func (a asked) counts(f fact) bool {
	p := span(2025, a.node)
	month := Month(202500 + f.month)
	for _, m := range f.m {
		if m == a.m {
			return p.From <= month && month <= p.To &&
				(a.where.Commune == "" || a.where.Commune == f.at.commune) &&
				(a.where.Quartier == "" || a.where.Quartier == f.at.quartier) &&
				(a.by == Total || f.by[a.by] == a.value)
		}
	}
	return false
}

// everything is all that may be asked of some tables of 2025.
func everything(facts []fact, tables map[Measure][]Dimension) []asked {
	var out []asked
	places := map[Territory]bool{{}: true}
	for _, f := range facts {
		places[Territory{Commune: f.at.commune}] = true
		places[Territory{f.at.commune, f.at.quartier}] = true
	}
	for m, dims := range tables {
		for _, by := range dims {
			values := map[string]bool{}
			for _, f := range facts {
				values[f.by[by]] = true
			}
			for value := range values {
				for where := range places {
					for node := range nodes {
						out = append(out, asked{m, by, value, node, where})
					}
				}
			}
		}
	}
	return out
}

// tables an attack goes through together: they share facts.
var attacks = []struct {
	name   string
	tables map[Measure][]Dimension
	make   func(r *rand.Rand) (map[Dimension]string, []Measure, float64)
}{
	{"two dimensions", map[Measure][]Dimension{Questions: {Total, Theme, Age}},
		func(r *rand.Rand) (map[Dimension]string, []Measure, float64) {
			return map[Dimension]string{Theme: pick(r, "a", "b", "c", "d"), Age: pick(r, "x", "y", "z")}, []Measure{Questions}, 2
		}},
	{"nested", map[Measure][]Dimension{Questions: {Total, Theme}, Candidates: {Total, Theme}},
		func(r *rand.Rand) (map[Dimension]string, []Measure, float64) {
			ms := []Measure{Questions}
			if r.IntN(3) == 0 {
				ms = append(ms, Candidates)
			}
			return map[Dimension]string{Theme: pick(r, "a", "b", "c", "d")}, ms, 3
		}},
	{"acts by kind", map[Measure][]Dimension{Acts: {Total, Act, Theme}, Referrals: {Total, Theme}},
		func(r *rand.Rand) (map[Dimension]string, []Measure, float64) {
			by := map[Dimension]string{Theme: pick(r, "a", "b", "c"), Act: pick(r, "call", "referral", "share", "route")}
			if by[Act] == "referral" {
				return by, []Measure{Acts, Referrals}, 3
			}
			return by, []Measure{Acts}, 3
		}},
	{"pairs", map[Measure][]Dimension{Misread: {Total, What, ThemeWhat}},
		func(r *rand.Rand) (map[Dimension]string, []Measure, float64) {
			theme, what := pick(r, "a", "b", "c"), pick(r, "place", "age", "theme")
			return map[Dimension]string{What: what, ThemeWhat: theme + "/" + what}, []Measure{Misread}, 3
		}},
}

// TestAttack computes all that follows from everything that is shown of a year,
// and fails when it gives a figure between 1 and k-1.
func TestAttack(t *testing.T) {
	seeds := uint64(12)
	if testing.Short() {
		seeds = 1
	}
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			for seed := range seeds {
				facts := year(rand.New(rand.NewPCG(seed, 7)), a.make)
				attack(t, seed, facts, everything(facts, a.tables))
			}
		})
	}
}

func attack(t *testing.T, seed uint64, facts []fact, all []asked) {
	t.Helper()
	d := dbtest.Open(t, t.TempDir())
	closedYear(t, d, facts)
	f := New(d, 0, func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) })
	truth := map[asked]int{}
	for _, a := range all {
		for _, f := range facts {
			if a.counts(f) {
				truth[a] += f.n
			}
		}
	}
	shown := map[asked]Cell{}
	exact := 0
	err := f.view(context.Background(), func(v *view) error {
		for _, a := range all {
			c, err := v.of(a.m, a.by, a.value, span(2025, a.node), a.where)
			if err != nil {
				return err
			}
			n := truth[a]
			switch {
			case c.Least && c.N%f.k != 0 && a.by != Total, c.N > n, !c.Least && c.N != n:
				t.Fatalf("seed %d: %s is %d, shown as %+v", seed, a, n, c)
			case !c.Least && n > 0 && n < f.k:
				t.Errorf("seed %d: %s is %d, and shown", seed, a, n)
			case !c.Least:
				exact++
			}
			shown[a] = c
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	eliminate(t, seed, f.k, facts, all, shown, truth)
	squeeze(t, seed, f.k, all, shown, truth)
	t.Logf("seed %d: %d facts, %d figures, %d exact", seed, len(facts), len(all), exact)
}

// eliminate subtracts exact figures from each other in every way.
func eliminate(t *testing.T, seed uint64, k int, facts []fact, all []asked, shown map[asked]Cell, truth map[asked]int) {
	known := newSystem(len(facts))
	row := func(a asked, sign uint64, out []uint64) []uint64 {
		for i, f := range facts {
			if a.counts(f) {
				out[i] = (out[i] + sign) % prime
			}
		}
		return out
	}
	for _, a := range all {
		if !shown[a].Least {
			known.add(row(a, 1, make([]uint64, len(facts))))
		}
	}
	few := func(n int) bool { return n > 0 && n < k }
	for _, a := range all {
		if few(truth[a]) && known.tells(row(a, 1, make([]uint64, len(facts)))) {
			t.Errorf("seed %d: %s follows from exact figures: %d", seed, a, truth[a])
		}
		ups := rightAbove(a)
		if whole := a; outer[a.m] != "" && a.by == Total {
			whole.m = outer[a.m]
			ups = append(ups, whole)
		}
		for _, up := range ups {
			if few(truth[up]-truth[a]) && known.tells(row(up, 1, row(a, prime-1, make([]uint64, len(facts))))) {
				t.Errorf("seed %d: %s leaves %d of %s", seed, a, truth[up]-truth[a], up)
			}
		}
	}
}

// squeeze keeps for each figure the least and the most it can be, and tightens
// them by every family of figures that adds up to another, until nothing moves.
func squeeze(t *testing.T, seed uint64, k int, all []asked, shown map[asked]Cell, truth map[asked]int) {
	type room struct{ low, high int }
	rooms := map[asked]*room{}
	for _, a := range all {
		c := shown[a]
		r := &room{c.N, c.N}
		if c.Least {
			r.high = c.N + k - 1
		}
		rooms[a] = r
	}
	type family struct {
		up   asked
		axis string
	}
	families := map[family][]asked{}
	for _, a := range all {
		for _, up := range rightAbove(a) {
			axis := "time"
			switch {
			case up.where != a.where:
				axis = "place"
			case up.by != a.by:
				axis = string(a.by)
			}
			if rooms[up] != nil && (axis != string(ThemeWhat)) {
				families[family{up, axis}] = append(families[family{up, axis}], a)
			}
		}
	}
	for moved := true; moved; {
		moved = false
		for f, parts := range families {
			low, high := 0, 0
			for _, a := range parts {
				low, high = low+rooms[a].low, high+rooms[a].high
			}
			narrow := func(r *room, l, h int) {
				if l > r.low || h < r.high {
					r.low, r.high, moved = max(r.low, l), min(r.high, h), true
				}
			}
			up := rooms[f.up]
			narrow(up, low, high)
			for _, a := range parts {
				r := rooms[a]
				narrow(r, up.low-(high-r.high), up.high-(low-r.low))
			}
		}
	}
	for _, a := range all {
		r, n := rooms[a], truth[a]
		if n < r.low || n > r.high {
			t.Fatalf("seed %d: %s is %d, thought to be %d to %d: the attack is wrong", seed, a, n, r.low, r.high)
		}
		if r.low == r.high && n > 0 && n < k {
			t.Errorf("seed %d: %s can only be %d", seed, a, n)
		}
	}
}

// rightAbove are the figures right above one: of its commune, quarter or total.
func rightAbove(a asked) (out []asked) {
	up := a
	if a.where.Quartier != "" {
		up.where.Quartier = ""
		out = append(out, up)
	} else if a.where.Commune != "" {
		up.where.Commune = ""
		out = append(out, up)
	}
	if a.by != Total {
		up = a
		up.by, up.value = Total, ""
		out = append(out, up)
	}
	if a.node > 0 {
		up = a
		up.node = yearNode
		if a.node > 4 {
			up.node = quarterOf(a.node)
		}
		out = append(out, up)
	}
	return out
}

// system is linear equations modulo a large prime, in echelon form.
type system struct{ rows [][]uint64 } // by the place of their first number, 1

const prime = 2147483647

func newSystem(n int) *system { return &system{make([][]uint64, n)} }

// reduce takes off all that is known, and gives where the rest begins, -1 when
// nothing is left.
func (s *system) reduce(row []uint64) int {
	first := -1
	for i := range row {
		if row[i] == 0 {
			continue
		}
		known := s.rows[i]
		if known == nil {
			if first < 0 {
				first = i
			}
			continue
		}
		by := prime - row[i]
		for j := i; j < len(row); j++ {
			if known[j] != 0 {
				row[j] = (row[j] + by*known[j]) % prime
			}
		}
	}
	return first
}

func (s *system) add(row []uint64) {
	first := s.reduce(row)
	if first < 0 {
		return
	}
	inverse := power(row[first], prime-2)
	for j := range row {
		row[j] = row[j] * inverse % prime
	}
	s.rows[first] = row
}

func (s *system) tells(row []uint64) bool { return s.reduce(row) < 0 }

func power(b, e uint64) uint64 {
	out := uint64(1)
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			out = out * b % prime
		}
		b = b * b % prime
	}
	return out
}
