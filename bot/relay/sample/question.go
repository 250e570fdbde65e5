package sample

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"relais/bot/relay"
)

// question is a row of relay_questions, and its tags.
type question struct {
	id, need  int64
	who       *person
	message   string
	channel   string
	at        time.Time
	theme     *theme
	themes    []string
	besoins   []string
	audiences []string
	needs     []string
	not       []string
	services  []string
	age       string
	asked     *zone // nil when no place was told
	danger    string
	results   int64
	edited    int64
	opens     bool // the first question of its need
}

// ask makes up a question and what follows from it.
func (w *world) ask(p *person, at time.Time) *question {
	q := &question{who: p, at: at, channel: w.channel()}
	if q.channel != "inline" {
		q.message = w.messageName()
	}
	if w.r.Float64() < .55 {
		q.asked = w.where(p)
	}
	q.theme = w.subject(p, q.place())
	w.understand(q)
	w.answer(q)
	w.record(q)
	w.follow(q)
	return q
}

// repeat makes up the same question asked again, or its message edited, some
// seconds later: nil when that would be too late.
func (w *world) repeat(first *question) *question {
	q := *first
	q.at = q.at.Add(time.Duration(20_000+w.r.IntN(150_000)) * time.Millisecond)
	if !q.at.Before(w.o.Until) {
		q.at = first.at.Add(time.Millisecond)
	}
	q.edited = 0
	if q.message != "" && w.r.IntN(3) == 0 {
		q.edited = 1
	} else if q.message != "" {
		q.message = w.messageName()
	}
	w.record(&q)
	w.follow(&q)
	return &q
}

func (w *world) channel() string {
	switch at := w.r.Float64(); {
	case at < .85:
		return "private"
	case at < .95:
		return "group"
	}
	return "inline"
}

// where is the place a question tells: mostly where its operator works.
func (w *world) where(p *person) *zone {
	if p.home != nil && w.r.Float64() < .72 {
		return p.home
	}
	sum := 0.
	for i := range w.zones {
		sum += w.zones[i].weight
	}
	at := w.r.Float64() * sum
	for i := range w.zones {
		if at -= w.zones[i].weight; at < 0 {
			return &w.zones[i]
		}
	}
	return &w.zones[0]
}

// place is where the question counts; nil when nobody knows.
func (q *question) place() *zone {
	if q.asked != nil {
		return q.asked
	}
	return q.who.home
}

// subject draws the theme.
func (w *world) subject(p *person, z *zone) *theme {
	here := slices.IndexFunc(w.zones, func(other zone) bool { return z != nil && other.place.ID == z.place.ID })
	weights := make([]float64, len(w.themes))
	for i := range w.themes {
		t := &w.themes[i]
		weights[i] = w.heat[i]
		if bias, ok := t.bias[p.structure]; ok {
			weights[i] *= bias
		}
		if here >= 0 {
			weights[i] *= t.local[here]
		}
	}
	return &w.themes[pick(w.r, weights)]
}

// understand draws what was understood beside the theme.
func (w *world) understand(q *question) {
	t := q.theme
	if t.id == "" {
		return
	}
	q.themes = []string{t.id}
	if other := one(w.r, w.themes).id; other != "" && other != t.id && w.r.Float64() < .12 {
		q.themes = append(q.themes, other)
	}
	if len(t.besoins) > 0 && w.r.Float64() < .82 {
		q.besoins = append(q.besoins, w.besoin(t))
	}
	w.whom(q)
	if w.r.Float64() < .24 {
		q.needs = append(q.needs, one(w.r, append(t.needs[:len(t.needs):len(t.needs)], ordinaryNeeds...)))
	}
	if w.r.Float64() < .015 {
		q.not = append(q.not, one(w.r, []string{"visio", "hopital", "matin"}))
	}
	switch {
	case len(t.kinds) > 0 && w.r.Float64() < t.danger:
		q.danger = one(w.r, t.kinds)
	case w.r.Float64() < rareDanger:
		q.danger = "urgence-medicale"
	}
}

// besoin draws a precise need of a theme, the first ones the most often.
func (w *world) besoin(t *theme) string {
	weights := make([]float64, len(t.besoins))
	years := w.today.noon.Sub(w.o.Until).Hours() / 24 / 365
	for i, id := range t.besoins {
		weights[i] = 1 / (1 + .6*float64(i))
		if c, ok := common[id]; ok {
			weights[i] *= c
		}
		if drift, ok := rising[id]; ok {
			weights[i] *= max(.2, 1+drift*(years+1))
		}
	}
	return t.besoins[pick(w.r, weights)]
}

// whom draws audience and age, that go together.
func (w *world) whom(q *question) {
	list := q.theme.audiences
	if len(list) == 0 || w.r.Float64() > .6 {
		return
	}
	first := list[min(w.r.IntN(len(list)), w.r.IntN(len(list)))]
	switch { // a precise need tells who it is for
	case slices.Contains(q.besoins, "cmp-enfant"), slices.Contains(q.besoins, "dentiste-enfant"):
		first = "enfants"
	case slices.Contains(q.besoins, "cmp-adulte"):
		first = "adultes"
	}
	q.audiences = []string{first}
	if other := one(w.r, list); other != first && w.r.Float64() < .1 {
		q.audiences = append(q.audiences, other)
	}
	if w.r.Float64() < .5 {
		band, ok := bands[first]
		if !ok {
			band = [2]int{22, 64}
		}
		age := band[0] + w.r.IntN(band[1]-band[0]+1)
		q.age = relay.AgeBand(&age)
	}
}

// answer draws the services shown: the first ones of the theme the most often.
func (w *world) answer(q *question) {
	list := q.theme.services
	if len(list) == 0 || w.r.Float64() < .02 {
		return
	}
	q.results = int64(1 + w.r.IntN(len(list)))
	for len(q.services) < min(3, int(q.results)) {
		at := int(float64(len(list)) * w.r.Float64() * w.r.Float64())
		for slices.Contains(q.services, list[at]) {
			at = (at + 1) % len(list)
		}
		q.services = append(q.services, list[at])
	}
}

// record writes the question and its tags, under the need it tells.
func (w *world) record(q *question) {
	alike := q.alike()
	q.need, q.opens = w.need(q, alike)
	q.id = w.id(w.b.questions)
	besoin := ""
	if len(q.besoins) > 0 {
		besoin = q.besoins[0]
	}
	main := relay.OtherTheme
	if q.theme.id != "" {
		main = q.theme.id
	}
	at := q.at.UnixMilli()
	if q.who.since == 0 {
		q.who.since = at
	}
	took := 15 + w.r.IntN(60) + w.r.IntN(1+w.r.IntN(140))
	w.b.questions.add(q.id, w.nextUpdate(), q.need, q.who.name, q.message, q.channel, at, int64(w.today.day),
		alike, main, besoin, q.age, q.asked.quartier(), q.asked.commune(), q.danger, q.results, int64(took), q.edited,
		q.who.structure, q.place().quartier(), q.place().commune())
	w.tag(q.id, "theme", q.themes)
	w.tag(q.id, "audience", q.audiences)
	w.tag(q.id, "need", q.needs)
	w.tag(q.id, "not", q.not)
	w.tag(q.id, "service", q.services)
	w.tag(q.id, "besoin", q.besoins)
}

func (w *world) tag(question int64, kind string, values []string) {
	for i, v := range values {
		w.b.tags.add(question, kind, int64(i), v)
	}
}

// need finds the need as relay does: a question alike of the operator within
// ten minutes, or an edit, tells the same.
func (w *world) need(q *question, alike int64) (need int64, opens bool) {
	p, at := q.who, q.at.UnixMilli()
	p.asked = slices.DeleteFunc(p.asked, func(a asked) bool { return at-a.at > relay.SameNeed.Milliseconds() })
	for _, a := range slices.Backward(p.asked) {
		if a.alike == alike && alike != 0 || q.edited == 1 && a.need == q.need {
			need = a.need
			break
		}
	}
	if need == 0 {
		need, opens = w.id(w.b.needs), true
		w.b.needs.add(need, p.name, at, int64(w.today.day))
	}
	p.asked = append(p.asked, asked{need, at, alike})
	return need, opens
}

// alike tells questions understood alike, 0 when nothing was understood.
func (q *question) alike() int64 {
	if q.theme.id == "" && q.danger == "" && q.asked == nil {
		return 0
	}
	h := fnv.New64a()
	fmt.Fprint(h, q.themes, q.audiences, q.needs, q.not, q.age, q.asked.quartier(), q.asked.commune(), q.danger)
	return int64(h.Sum64() | 1)
}
