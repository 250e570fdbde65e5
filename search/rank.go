package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"relais/directory"
	"relais/search/lexicon"
)

// What each reason weighs. A service that answers the very besoin, for these
// people, here, comes first; a theme alone comes after; words alone last.
const (
	weightBesoin    = 2.4 // the precise need
	weightOthersToo = 0.5 // share of what the other besoins it answers count for
	weightTheme     = 1.3 // the theme, when nothing more precise is known
	weightText      = 1.1 // the words of the question in the service's own
	weightNamed     = 2.2 // the service is called by its name
	weightAudience  = 0.5 // it is meant for these people
	weightSpecial   = 1.0 // it is meant for these very people, few others are
	weightGender    = 0.4 // it is meant for women, or men, and the question speaks of one
	weightAge       = 0.4 // their age is within its range
	weightMisfit    = 1.3 // taken off: it is meant for others
	weightOthers    = 3.0 // taken off: it is meant for another age, or closed to these people
	weightQuarter   = 0.9 // it is in, or at the door of, the quarter named
	weightCommune   = 0.6 // it is in the commune named
	weightNear      = 0.7 // it is near the place, falling by half every 2 km
	weightHome      = 0.1 // no place is said: it is near where the person works
	weightNeed      = 0.5 // it is free, open then, comes home… as asked
	weightReady     = 0.12
	weightTrust     = 0.06
)

const (
	// meantFrom is how much a service must answer what the question means…
	meantFrom = 0.2
	// fullMatter is from where what comes on top counts in full.
	fullMatter = 1.0
	// wordsFrom …or else share of its words.
	wordsFrom = 0.6
)

// scored is a candidate with its score and the reasons for it.
type scored struct {
	i        int
	score    float64
	matter   float64 // the part that says it answers the need, without place and comfort
	distance *int
	why      []string
	best     string  // the besoin it answers best
	answers  float64 // how sure that besoin is, and how fully it answers it
	named    float64 // how much it is called by its name
}

// scoring is one question against one snapshot.
type scoring struct {
	*snapshot
	r      *reading
	at     time.Time
	home   *directory.Place // where the person works, when no place is said
	total  float64          // rarity of all words asked
	topics []topic          // besoins asked, surest first
	theme  float64          // how sure the surest theme is
}

type topic struct {
	id string
	p  float64
}

func (s *snapshot) newScoring(r *reading, at time.Time, home *directory.Place) *scoring {
	sc := &scoring{snapshot: s, r: r, at: at, home: home}
	for _, t := range r.text {
		sc.total += t.weight * s.rarity(t.stem)
	}
	for id, p := range otherwise(r.besoins) {
		if p > 0.05 {
			sc.topics = append(sc.topics, topic{id, p})
		}
	}
	slices.SortFunc(sc.topics, func(a, b topic) int { return cmp.Or(cmp.Compare(b.p, a.p), strings.Compare(a.id, b.id)) })
	for _, p := range r.themes {
		sc.theme = max(sc.theme, p)
	}
	return sc
}

// fallback is what a besoin counts for in those to turn to when it has no
// service: where it has some, they stay far ahead.
const fallback = 0.45

// otherwise adds the besoins to turn to when one has no service here.
func otherwise(besoins map[string]float64) map[string]float64 {
	out := maps.Clone(besoins)
	for id, p := range besoins {
		for _, other := range lexicon.Otherwise()[id] {
			out[other] = max(out[other], fallback*p)
		}
	}
	return out
}

// score weighs service i; ok false when it must not be shown.
func (sc *scoring) score(i int) (out scored, ok bool) {
	svc, m := &sc.services[i], sc.make(i)
	if sc.excluded(i, svc) {
		return out, false
	}
	out.i = i
	out.named = sc.named(&out, m)
	meant := sc.besoin(&out, sc.ties(i)) + sc.themes(&out, svc)
	words, hits := sc.text(m)
	out.matter = meant + words + out.named
	if meant < meantFrom && (words < wordsFrom || hits < 2) && out.named == 0 {
		return out, false // a stray word in common is no answer
	}
	// Being near, free or meant for these people counts as far as the service
	// answers: it does not lift what answers little.
	share := min(1, out.matter/fullMatter)
	fit := sc.audience(&out, svc, m)
	if fit > 0 {
		fit *= share
	}
	out.score = out.matter + fit + share*(sc.place(&out, i, svc)+sc.needs(&out, svc, m))
	if svc.Ready {
		out.score += weightReady
	}
	if svc.Confidence == directory.High {
		out.score += weightTrust
	} else if svc.Confidence == directory.Low {
		out.score -= weightTrust
	}
	return out, true
}

// besoin weighs the besoins asked that the service answers: each counts for
// how sure it is, so a service that answers several readings of the question
// comes before one that answers only one of them.
func (sc *scoring) besoin(out *scored, ties []tied) float64 {
	best, sum := 0.0, 0.0
	for _, t := range sc.topics {
		for _, b := range ties {
			if b.besoin != t.id {
				continue
			}
			v := t.p * b.weight
			sum += v
			if v > best {
				best, out.best, out.answers = v, t.id, v
			}
		}
	}
	if best > 0.2 {
		b, _ := lexicon.BesoinByID(out.best)
		out.why = append(out.why, lowerFirst(b.Label))
	}
	return weightBesoin * (best + weightOthersToo*(sum-best))
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(next) {
		return s // an acronym
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// themes weighs the themes asked: fully when the service is filed under one
// first, less when it comes after others.
func (sc *scoring) themes(out *scored, s *directory.Service) float64 {
	best, name := 0.0, ""
	for rank, t := range s.Themes {
		if v := sc.r.themes[t] * (1 - 0.2*float64(min(rank, 3))); v > best {
			best, name = v, t
		}
	}
	if best > 0.25 {
		out.why = append(out.why, strings.ToLower(label(name)))
	}
	return weightTheme * best
}

// text weighs the share of the question's rare words that the service has, and
// counts them.
func (sc *scoring) text(m *made) (weight float64, hits int) {
	if sc.total == 0 {
		return 0, 0
	}
	sum := 0.0
	for _, t := range sc.r.text {
		if w := m.words[t.stem]; w > 0 {
			sum += float64(w) * t.weight * sc.rarity(t.stem)
			hits++
		}
	}
	return weightText * (0.6*sum/sc.total + 0.4*sum/(sum+6)), hits
}

// named weighs a service called by its own name: every word of the name that
// is rare enough to tell it from others.
func (sc *scoring) named(out *scored, m *made) float64 {
	hit, all, rare := 0.0, 0.0, 0.0
	for _, w := range m.name {
		v := sc.rarity(w.Stem)
		if sc.inPlace(w.Stem) {
			continue
		}
		all += v
		for _, t := range sc.r.text {
			if t.stem == w.Stem && t.weight == 1 && (t.fold == w.Fold || len(m.name) > 1) {
				hit += v
				rare = max(rare, v)
			}
		}
	}
	if all == 0 || rare < sc.distinctive() {
		return 0
	}
	share := hit / all
	if share > 0.6 {
		out.why = append(out.why, "son nom")
	}
	return weightNamed * share * min(1, hit/(0.5*sc.total+0.01)) * min(1, rare/sc.distinctive()-0.6)
}

// distinctive is the rarity from which a word tells a service by its name: at
// most about one service in forty has it.
func (sc *scoring) distinctive() float64 {
	n := float64(len(sc.services))
	df := max(3, n/400)
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

func (sc *scoring) inPlace(stem string) bool {
	for k, w := range sc.r.words {
		if sc.r.placeWord[k] && w.Stem == stem {
			return true
		}
	}
	return false
}
