package sample

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"sort"
	"time"

	"relais/bot/relay"
	"relais/directory"
)

// world makes activity up day after day. It is used once.
type world struct {
	o        Options
	r        *rand.Rand
	calendar []date
	zones    []zone
	people   []*person
	themes   []theme
	last     map[string]int64 // last id of each table
	update   int64            // last update id: negative, rising
	b        *batch

	// Of the day being made up.
	today   date
	asking  []*person // who may ask
	reach   []float64 // running sum of their weights
	arrived []*person // who ask for the first time
	heat    []float64 // weight of each theme today
}

// theme is what is asked about, with what the directory and the lexicon have
// under it.
type theme struct {
	id string // empty: nothing was understood
	profile
	services []string
	besoins  []string
	bias     map[string]float64 // by kind of structure
	local    []float64          // by zone
}

func newWorld(o Options, last map[string]int64) *world {
	w := &world{o: o, r: rand.New(rand.NewPCG(o.Seed, 0x72656c616973)), b: newBatch(), last: map[string]int64{},
		update: -1 << 52}
	for table, id := range last {
		w.last[table] = id
	}
	quarters, communes := places(o)
	w.zones = zones(quarters, communes)
	w.calendar = dates(o.Until, o.Months)
	w.people = crew(w.r, o, w.zones, w.calendar)
	w.themes = themes(w.r, o, len(w.zones))
	w.heat = make([]float64, len(w.themes))
	return w
}

func themes(r *rand.Rand, o Options, zones int) (all []theme) {
	services := map[string][]string{}
	for _, s := range o.Services {
		for _, t := range s.Themes {
			services[t] = append(services[t], s.ID)
		}
	}
	for _, t := range directory.Themes {
		p, ok := profiles[t.ID]
		if !ok {
			p = profile{weight: 1, unmet: .05}
		}
		all = append(all, theme{id: t.ID, profile: p, services: services[t.ID], besoins: o.Besoins[t.ID]})
	}
	all = append(all, theme{profile: nothing})
	for i := range all {
		all[i].lean(r, zones)
	}
	return all
}

// lean makes structures and places ask about a theme more or less than others.
func (t *theme) lean(r *rand.Rand, zones int) {
	t.bias = map[string]float64{}
	for kind, likes := range habits {
		for _, id := range likes {
			if id == t.id {
				t.bias[kind] = 2.4
			}
		}
	}
	for range zones {
		t.local = append(t.local, .55+.9*r.Float64())
	}
}

// run makes everything up and gives it to write, batch after batch. The batch
// is used again when write returns.
func (w *world) run(write func(*batch) error) error {
	for i, n := range w.quotas() {
		w.open(i)
		w.day(n)
		if w.b.questions.rows() >= batchSize {
			if err := write(w.b); err != nil {
				return err
			}
			w.b.empty()
		}
	}
	w.enlist()
	w.byHand()
	return write(w.b)
}

// quotas is the number of questions of each day: Options.Questions over the
// last 365 days, fewer before when fewer operators were there.
func (w *world) quotas() []int {
	weights := make([]float64, len(w.calendar))
	year := 0.
	for i, d := range w.calendar {
		present := 0.
		for _, p := range w.people {
			if p.from <= i && i < p.to {
				present += p.weight
			}
		}
		weights[i] = d.weight(w.r) * present * d.elapsed(w.o.Until)
		if i >= len(w.calendar)-365 {
			year += weights[i]
		}
	}
	scale := float64(w.o.Questions) * math.Min(1, float64(len(w.calendar))/365) / year
	out := make([]int, len(w.calendar))
	sum := .5
	for i, weight := range weights {
		before := math.Floor(sum)
		sum += weight * scale
		out[i] = int(math.Floor(sum) - before)
	}
	return out
}

// open turns to the i-th day.
func (w *world) open(i int) {
	w.today = w.calendar[i]
	w.asking, w.reach = w.asking[:0], w.reach[:0]
	sum := 0.
	for _, p := range w.people {
		if p.from > i || i >= p.to {
			continue
		}
		if p.since == 0 {
			w.arrived = append(w.arrived, p)
		}
		sum += p.weight
		w.asking, w.reach = append(w.asking, p), append(w.reach, sum)
	}
	years := float64(i-len(w.calendar)) / 365
	for j := range w.themes {
		w.heat[j] = w.themes[j].weightOn(w.today, years)
	}
}

// weightOn is how much a theme is asked about on a day, years before the end.
func (t *theme) weightOn(d date, years float64) float64 {
	weight := t.weight * math.Pow(1+t.drift, years+1)
	if s, ok := t.seasons[d.month]; ok {
		weight *= s
	}
	if t.sism > 0 && d.sism() {
		weight *= t.sism
	}
	return weight
}

// day makes up n questions, in order.
func (w *world) day(n int) {
	times := make([]time.Time, n)
	for i := range times {
		times[i] = w.today.instant(w.r, w.o.Until)
	}
	sort.Slice(times, func(i, j int) bool { return times[i].Before(times[j]) })
	for i := 0; i < n; i++ {
		if len(w.asking) == 0 {
			return
		}
		q := w.ask(w.who(), times[i])
		for again := w.r.Float64(); again < .07 && i+1 < n; again = w.r.Float64() {
			i++
			if q = w.repeat(q); q == nil {
				break
			}
		}
	}
	w.arrived = w.arrived[:0]
}

// who draws an operator; those who arrive are first.
func (w *world) who() *person {
	if last := len(w.arrived) - 1; last >= 0 {
		p := w.arrived[last]
		w.arrived = w.arrived[:last]
		return p
	}
	at := w.r.Float64() * w.reach[len(w.reach)-1]
	return w.asking[min(sort.SearchFloat64s(w.reach, at), len(w.asking)-1)]
}

// id is the next id of a table.
func (w *world) id(table *table) int64 {
	w.last[table.name]++
	return w.last[table.name]
}

// nextUpdate is the id of another update.
func (w *world) nextUpdate() int64 {
	w.update++
	return w.update
}

// messageName is what a pseudonym of a message looks like.
func (w *world) messageName() string {
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], w.r.Uint64())
	binary.LittleEndian.PutUint64(b[8:], w.r.Uint64())
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// enlist writes who the operators are, and where they work.
func (w *world) enlist() {
	for _, p := range w.people {
		if p.since == 0 {
			continue
		}
		p.state = relay.Active
		if p.to < len(w.calendar) && w.r.IntN(3) == 0 {
			p.state = relay.Removed
		}
		w.b.people.add(p.name, string(p.role), p.structure, "", "", p.state, int64(1), p.since)
		if p.home != nil {
			w.b.homes.add(p.name, p.home.place.Kind, p.home.place.ID, p.since)
		}
	}
}
