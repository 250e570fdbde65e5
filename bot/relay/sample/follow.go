package sample

import (
	"time"

	"relais/bot/relay"
)

// follow makes up what the operator does with the answer.
func (w *world) follow(q *question) {
	referred := w.act(q)
	if q.opens && !referred {
		w.unmet(q)
	}
	if w.r.Float64() < .04 {
		w.correct(q)
	}
}

// act opens cards, then puts in touch: of the questions, six in ten lead to a
// card, a quarter to a call, a route or a share, fifteen in a hundred to a
// referral.
func (w *world) act(q *question) (referred bool) {
	if len(q.services) == 0 || w.r.Float64() > .6 {
		return false
	}
	at := q.at
	cards := q.services[:1+min(w.r.IntN(2)*w.r.IntN(3), len(q.services)-1)]
	shift := w.r.IntN(len(q.services) - len(cards) + 1)
	cards = q.services[shift : shift+len(cards)]
	for _, service := range cards {
		at = w.later(at, 4, 40)
		w.intent(q, service, relay.Card, at)
	}
	chosen := one(w.r, cards)
	if w.r.Float64() < .42 {
		kinds := []relay.Intent{relay.Call, relay.Call, relay.Route, relay.Share}
		w.intent(q, chosen, one(w.r, kinds), w.later(at, 5, 90))
	}
	if w.r.Float64() < .016 {
		w.b.flags.add(w.id(w.b.flags), w.nextUpdate(), q.id, q.who.name, chosen,
			relay.Errors[min(w.r.IntN(len(relay.Errors)), w.r.IntN(len(relay.Errors)))], at.UnixMilli(), w.day8(at))
	}
	if w.r.Float64() > .27 {
		return false
	}
	w.refer(q, chosen, w.later(at, 20, 240))
	return true
}

// refer makes up a referral, whether the person is accompanied, and half of the
// time what became of it, some days later.
func (w *world) refer(q *question, service string, at time.Time) {
	id := w.intent(q, service, relay.Referral, at)
	escort := w.r.Float64() < .08
	if escort {
		w.intent(q, service, relay.Escort, w.later(at, 3, 30))
	}
	if w.r.Float64() > .52 {
		return
	}
	weights := []float64{.3, .28, .08, .16, .12, .06} // in the order of relay.Outcomes
	if escort {
		weights = []float64{.15, .1, .6, .05, .07, .03}
	}
	outcome := relay.Outcomes[pick(w.r, weights)]
	told := at.Add(time.Duration(24*(1+w.r.IntN(21)))*time.Hour + time.Duration(w.r.IntN(7200))*time.Second)
	if told.Before(w.o.Until) {
		w.b.outcomes.add(id, w.nextUpdate(), q.who.name, outcome, told.UnixMilli(), w.day8(told))
	}
}

func (w *world) intent(q *question, service string, kind relay.Intent, at time.Time) int64 {
	id := w.id(w.b.intents)
	w.b.intents.add(id, w.nextUpdate(), q.id, q.need, q.who.name, service, string(kind), at.UnixMilli(), w.day8(at))
	return id
}

// unmet tells that nothing fits, and why.
func (w *world) unmet(q *question) {
	share, reasons := q.theme.unmet, q.theme.reasons
	if len(q.besoins) > 0 {
		if s, ok := scarce[q.besoins[0]]; ok {
			share, reasons = s, []string{"complet", "complet", "complet", "complet", "trop-loin", "inexistant"}
		}
	}
	if q.results == 0 {
		share, reasons = .4, []string{"inexistant", "inexistant", "hors-sujet", "autre"}
	}
	if len(reasons) == 0 || w.r.Float64() < .3 {
		reasons = ordinaryReasons
	}
	if w.r.Float64() > share {
		return
	}
	at := w.later(q.at, 8, 120)
	w.b.unmet.add(w.id(w.b.unmet), w.nextUpdate(), q.id, q.need, q.who.name, one(w.r, reasons), at.UnixMilli(), w.day8(at))
}

// correct tells what was misunderstood, among what was understood.
func (w *world) correct(q *question) {
	what, value := "tout", ""
	first := func(kind string, list []string) {
		if len(list) > 0 {
			what, value = kind, list[0]
		}
	}
	switch at := w.r.Float64(); {
	case at < .38:
		first("theme", q.themes)
	case at < .64:
		first("besoin", q.besoins)
	case at < .78 && q.asked != nil:
		what, value = "place", q.asked.place.ID
	case at < .86:
		first("audience", q.audiences)
	case at < .92 && q.age != "":
		what, value = "age", q.age
	case at < .95:
		first("need", q.needs)
	case at < .96:
		first("not", q.not)
	}
	at := w.later(q.at, 5, 60)
	w.b.corrections.add(w.id(w.b.corrections), w.nextUpdate(), q.id, q.who.name, what, value, at.UnixMilli(), w.day8(at))
}

// later is at least least and less than most seconds after t, and before the end.
func (w *world) later(t time.Time, least, most int) time.Time {
	after := t.Add(time.Duration(least*1000+w.r.IntN((most-least)*1000)) * time.Millisecond)
	if after.Before(w.o.Until) {
		return after
	}
	return t
}

// day8 is the day of Paris at t.
func (w *world) day8(t time.Time) int64 {
	if noon := w.today.noon; t.Sub(noon).Abs() < 11*time.Hour {
		return int64(w.today.day)
	}
	return int64(relay.DayOf(t))
}
