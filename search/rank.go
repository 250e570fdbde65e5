package search

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"relais/directory"
	"relais/directory/hours"
	"relais/search/lexicon"
)

// What each reason weighs. A service that answers the very besoin, for these
// people, here, comes first; a theme alone comes after; words alone last.
const (
	weightBesoin    = 2.4 // the precise need
	weightOthersToo = 0.5 // share of what the other besoins it answers count for
	weightTheme     = 1.0 // the theme, when nothing more precise is known
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
	for id, p := range r.besoins {
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

// refusedReach is how far around a refused street or part of town services are
// left out, in metres.
const refusedReach = 2500

// excluded tells whether the person refused this kind of service or its place.
func (sc *scoring) excluded(i int, s *directory.Service) bool {
	if d := &sc.docs[i]; d.exact && slices.ContainsFunc(sc.r.notSpots, func(p directory.Point) bool { return d.at.DistanceM(p) < refusedReach }) {
		return true
	}
	for _, p := range sc.r.notPlaces {
		if p.Kind == directory.Quartier && sameQuarter(s, p) || p.Kind == directory.Commune && s.INSEE == p.INSEE && len(sc.r.notSpots) == 0 {
			return true
		}
	}
	return slices.ContainsFunc(sc.r.Not, func(id string) bool { return len(s.Themes) > 0 && s.Themes[0] == id })
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
				best, out.best = v, t.id
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

// special audiences have services of their own, that others do not replace.
var special = map[string]bool{"étudiants": true, "auteurs de violences": true, "mineurs isolés": true, "usagers de drogues": true,
	"aidants": true, "professionnels": true, "personnes sans couverture maladie": true}

// audience weighs whom the service is meant for. What is open to all is never
// taken off; what is meant for others only is.
func (sc *scoring) audience(out *scored, s *directory.Service, m *made) float64 {
	v := 0.0
	open := slices.Contains(s.Publics, directory.Everyone) || len(s.Publics) == 0
	for _, a := range sc.r.Audiences {
		if !slices.Contains(s.Publics, a) {
			continue
		}
		w := weightAudience
		if special[a] {
			w = weightSpecial
		}
		if w > v {
			v = w
			out.why = append(out.why, a)
		}
	}
	if v == 0 && (sc.r.gender == 'f' && slices.Contains(s.Publics, "femmes") || sc.r.gender == 'm' && slices.Contains(s.Publics, "hommes")) {
		v = weightGender
	}
	if !open && reserved(s.Publics, sc.r) {
		v -= weightOthers
	} else if !open && otherStage(s.Publics, sc.r) {
		v -= weightMisfit
	}
	if sc.r.Age != nil && m.maxAge > 0 {
		if *sc.r.Age >= m.minAge && *sc.r.Age <= m.maxAge {
			v += weightAge
			out.why = append(out.why, fmt.Sprintf("%d-%d ans", m.minAge, m.maxAge))
		} else if !sc.concernsParent() {
			v -= weightOthers
		}
	}
	return v
}

// concernsParent tells whether the age said may be that of an adult who cares
// for the person the service is for.
func (sc *scoring) concernsParent() bool {
	return *sc.r.Age >= 18 && (slices.Contains(sc.r.Audiences, "parents") || slices.Contains(sc.r.Audiences, "familles"))
}

// stages are the ages of life among the audiences; adults are not told from
// the young and the old, who are adults too.
var stages = []string{"enfants", "adolescents", "jeunes", "personnes âgées"}

// otherStage tells whether a service is meant for other ages of life than those
// of the question.
func otherStage(publics []string, r *reading) bool {
	asked, meant := false, false
	for _, s := range stages {
		in, said := slices.Contains(publics, s), slices.Contains(r.Audiences, s)
		if in && said {
			return false
		}
		asked, meant = asked || said, meant || in
	}
	minor := slices.Contains(r.Audiences, "enfants") || slices.Contains(r.Audiences, "adolescents")
	adults := slices.Contains(publics, "adultes")
	family := slices.ContainsFunc(publics, func(p string) bool { return p == "familles" || p == "parents" })
	return asked && !family && (meant && !adults || adults && minor)
}

// reserved tells whether publics leave out the people of the question: a
// service for students only does not answer for a retired man.
func reserved(publics []string, r *reading) bool {
	only := func(words ...string) bool {
		return !slices.ContainsFunc(publics, func(p string) bool { return !slices.Contains(words, p) })
	}
	has := func(a string) bool { return slices.Contains(r.Audiences, a) }
	age := -1
	if r.Age != nil {
		age = *r.Age
	}
	switch {
	case only("étudiants"):
		return !has("étudiants") && (age >= 30 || has("enfants") || has("personnes âgées") || has("adolescents"))
	case only("professionnels"):
		return !has("professionnels")
	case only("auteurs de violences", "adultes") && slices.Contains(publics, "auteurs de violences"):
		return !has("auteurs de violences")
	case only("hommes", "sans-abri") && slices.Contains(publics, "hommes"):
		return r.gender == 'f' || has("femmes enceintes") || has("familles") || has("parents") || has("adolescents") || has("enfants")
	case only("femmes", "enfants") && slices.Contains(publics, "femmes"):
		return r.gender == 'm'
	case only("adultes", "personnes âgées"):
		return age >= 0 && age < 18 || has("enfants") || has("adolescents")
	case only("personnes âgées", "aidants", "sans-abri"):
		return slices.Contains(publics, "personnes âgées") && (age >= 0 && age < 60 || has("enfants") || has("adolescents") || has("jeunes") || has("étudiants"))
	case only("enfants", "parents", "femmes enceintes", "adolescents"):
		return age >= 18 && !has("parents") && !has("femmes enceintes") || has("personnes âgées")
	case only("adolescents", "jeunes", "parents", "professionnels", "femmes", "couples") && !slices.Contains(publics, "femmes"):
		return age >= 0 && (age < 10 || age > 30) && !has("parents") || has("personnes âgées")
	case only("mineurs isolés", "personnes migrantes") && slices.Contains(publics, "personnes migrantes"):
		return !has("personnes migrantes") && !has("mineurs isolés") && len(r.Audiences) > 0
	}
	return false
}

// place weighs how near a service is to the place named or shared. One whose
// position is unknown is taken to be in the middle of its commune.
func (sc *scoring) place(out *scored, i int, s *directory.Service) float64 {
	p, d, v := sc.r.Place, &sc.docs[i], 0.0
	switch {
	case p == nil && sc.r.spot == nil:
		return sc.nearHome(d)
	case p == nil:
	case p.Kind == directory.Quartier && sameQuarter(s, p):
		v += weightQuarter
		out.why = append(out.why, p.Name)
	case p.Kind == directory.Commune && inCommune(s, p):
		v += weightCommune
		out.why = append(out.why, s.Commune)
	}
	if !d.located {
		return v + 0.3*weightNear
	}
	from, scale, slack := sc.r.spot, 2.0, 0.0
	if from == nil {
		from = &p.Point
		if p.Kind == directory.Commune {
			scale, slack = 6, 1500
		}
	}
	m := d.at.DistanceM(*from)
	if d.exact {
		meters := int(math.Round(m/10) * 10)
		out.distance = &meters
		if slack == 0 && m < 3000 {
			out.why = append(out.why, "à "+distanceWords(meters))
		}
	}
	return v + weightNear*math.Exp2(-max(0, m-slack)/1000/scale)
}

// nearHome prefers, a little, what is near where the person works.
func (sc *scoring) nearHome(d *doc) float64 {
	if sc.home == nil || !d.located {
		return weightHome / 2
	}
	return weightHome * math.Exp2(-d.at.DistanceM(sc.home.Point)/10000)
}

func inCommune(s *directory.Service, p *directory.Place) bool {
	return p.INSEE != "" && s.INSEE == p.INSEE || placeName(s.Commune) == placeName(p.Name)
}

func distanceWords(m int) string {
	if m < 1000 {
		return fmt.Sprintf("%d m", m)
	}
	return strings.Replace(fmt.Sprintf("%.1f km", float64(m)/1000), ".", ",", 1)
}

func sameQuarter(s *directory.Service, p *directory.Place) bool {
	if s.Quartier == "" {
		return false
	}
	q := placeName(s.Quartier)
	for _, name := range append([]string{p.Name}, p.Aliases...) {
		if n := placeName(name); n == q || "la "+n == q || "les "+n == q || "le "+n == q {
			return true
		}
	}
	return false
}

// needs weighs how the person wants to be received.
func (sc *scoring) needs(out *scored, s *directory.Service, m *made) float64 {
	v := 0.0
	for _, n := range sc.r.Needs {
		if sc.meets(n, s, m) {
			v += weightNeed
			out.why = append(out.why, n)
		}
	}
	return min(v, 2*weightNeed)
}

func (sc *scoring) meets(need string, s *directory.Service, m *made) bool {
	says := func(words ...string) bool {
		text := lexicon.Fold(s.Name + " " + s.Description + " " + s.Cost + " " + s.Access + " " + s.Mobilise)
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
	}
	switch need {
	case "gratuit":
		return s.IsFree() || says("gratuit", "prise en charge", "pris en charge", "rembourse integralement")
	case "sans-rendez-vous":
		return says("sans rendez-vous")
	case "a-domicile":
		return says("a domicile")
	case "anonyme":
		return says("anonym", "confidentiel")
	case "tiers-payant":
		return says("tiers payant")
	case "pmr":
		return says("accessible", "pmr")
	case "visio":
		return says("visio", "telephone", "tchat", "en ligne", "teleconsultation")
	case "ouvert-maintenant":
		state, _ := m.schedule.At(sc.at)
		return state == hours.Open
	case "matin":
		return m.schedule.OpenMorning()
	case "soir":
		return m.schedule.OpenEvening() || says("a toute heure", "nuit")
	}
	if day, ok := weekdays[need]; ok {
		return m.schedule.OpenOn(day) || says(need)
	}
	if lang, ok := strings.CutPrefix(need, "langue:"); ok {
		return says(lang, "interpret")
	}
	return false
}

var weekdays = map[string]time.Weekday{"lundi": time.Monday, "mardi": time.Tuesday, "mercredi": time.Wednesday,
	"jeudi": time.Thursday, "vendredi": time.Friday, "samedi": time.Saturday, "dimanche": time.Sunday}
