package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"relais/directory"
	"relais/directory/hours"
	"relais/search/lexicon"
	"relais/search/model"
)

// reading is a question as understood, with the weights ranking needs.
type reading struct {
	Understood
	words     []lexicon.Word
	refused   []bool             // words of what is not wanted
	placeWord []bool             // words that name a place
	themes    map[string]float64 // 0…1
	besoins   map[string]float64 // 0…1
	because   map[string]string  // besoin or theme → the words that led to it
	offTopic  float64            // 0…1: nothing here treats it
	gender    byte               // 'f' or 'm' when the question speaks of one only, else 0
	notPlaces []*directory.Place
	spot      *directory.Point  // a street or part of town said, more precise than Place
	notSpots  []directory.Point // the same, refused
	text      []term            // words to look for in the services
}

// term is a word to look for, and how much it counts.
type term struct {
	stem, fold string
	weight     float64
}

// understander holds what understanding needs besides the embedded lexicon.
type understander struct {
	places   *gazetteer
	spelling *speller
}

// understand reads a question; at is when it is asked.
func (u *understander) understand(text string, at time.Time) *reading {
	r := &reading{themes: map[string]float64{}, besoins: map[string]float64{}, because: map[string]string{}}
	r.words = u.spell(expand(lexicon.Words(text)), r)
	r.refused = refused(r.words)
	r.placeWord = make([]bool, len(r.words))
	r.findPlaces(u.places)
	r.findAge(at)
	r.findAudiences()
	r.findNeeds()
	r.findGender()
	r.findSubjects()
	r.chooseThemes()
	r.cross()
	r.chooseBesoins()
	r.terms()
	return r
}

// expand writes hurried forms in whole words.
func expand(words []lexicon.Word) []lexicon.Word {
	out := make([]lexicon.Word, 0, len(words)+4)
	for _, w := range words {
		long, ok := lexicon.Quick(w.Fold)
		if !ok {
			out = append(out, w)
			continue
		}
		for k, x := range lexicon.Words(long) {
			x.Start, x.End, x.Break = w.Start, w.End, w.Break && k == 0
			out = append(out, x)
		}
	}
	return out
}

// spell replaces unknown words by the ones meant.
func (u *understander) spell(words []lexicon.Word, r *reading) []lexicon.Word {
	out := make([]lexicon.Word, 0, len(words))
	for i, w := range words {
		if inStreet(words, i) {
			out = append(out, w)
			continue
		}
		to, ok := u.spelling.correct(w.Fold)
		if ok && i > 0 && !w.Break && isUpper(w.Raw) && lexicon.Sound(to) != lexicon.Sound(w.Fold) {
			ok = false // a name
		}
		if ok {
			r.Spelling = append(r.Spelling, Correction{w.Raw, u.spelling.shown[to]})
			w.Fold, w.Stem = to, lexicon.Stem(to)
			out = append(out, w)
			continue
		}
		a, b, ok := u.spelling.unglue(w.Fold)
		if !ok {
			a, b, ok = u.spelling.split(w.Fold)
		}
		if ok {
			r.Spelling = append(r.Spelling, Correction{w.Raw, a + " " + b})
			first, second := w, w
			first.Fold, first.Stem = a, lexicon.Stem(a)
			second.Fold, second.Stem, second.Break = b, lexicon.Stem(b), false
			out = append(out, first, second)
			continue
		}
		out = append(out, w)
	}
	return out
}

// inStreet tells whether word i belongs to the name of a street.
func inStreet(words []lexicon.Word, i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if words[k+1].Break {
			return false
		}
		if streetWord[words[k].Fold] {
			return true
		}
		if k < i-1 && !lexicon.IsSmall(words[k].Fold) && !isUpper(words[k].Raw) {
			return false
		}
	}
	return false
}

// findPlaces takes the first place that is not refused, a quarter before the
// commune it belongs to.
func (r *reading) findPlaces(g *gazetteer) {
	for _, n := range g.find(r.words) {
		for i := n.from; i < n.to; i++ {
			r.placeWord[i] = true
		}
		switch {
		case r.refused[n.from] || n.to-n.from > 1 && r.refused[n.to-1]:
			if n.spot != nil {
				r.notSpots = append(r.notSpots, *n.spot)
			}
			if n.place.ID != "" {
				r.notPlaces = append(r.notPlaces, n.place)
				r.Not = append(r.Not, n.place.ID)
			}
			continue
		case n.spot != nil && r.spot == nil:
			r.spot = n.spot
		}
		if n.place.Kind == directory.Position {
			continue
		}
		if r.Place == nil || r.Place.Kind == directory.Commune && n.place.Kind == directory.Quartier && n.place.INSEE == r.Place.INSEE {
			r.Place = n.place
		}
	}
}

// findAge takes the first age said, or that of the child where a parent's
// comes first.
func (r *reading) findAge(at time.Time) {
	found := ages(r.words, at.In(hours.Paris).Year())
	if len(found) == 0 {
		return
	}
	chosen := found[0]
	if chosen.years >= 20 && parentAt(r.words, chosen.from) {
		for _, a := range found[1:] {
			if a.years < 18 {
				chosen = a
				break
			}
		}
	}
	r.Age = &chosen.years
}

var parentWords = map[string]bool{"papa": true, "maman": true, "mere": true, "pere": true, "parent": true, "parents": true, "mamans": true}

func parentAt(words []lexicon.Word, i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if parentWords[words[k].Fold] {
			return true
		}
	}
	return false
}

// findAudiences takes what the words say, then what the age says. Ages from 26
// to 59 imply nothing.
func (r *reading) findAudiences() {
	add := func(a string) {
		if !slices.Contains(r.Audiences, a) {
			r.Audiences = append(r.Audiences, a)
		}
	}
	inside := r.insidePhrases()
	for _, m := range lexicon.Audiences().Find(r.words) {
		lacking := m.From > 0 && r.words[m.From-1].Fold == "sans"
		if !r.refused[m.From] && !r.placeWord[m.From] && !lacking && (m.To-m.From > 1 || !inside[m.From]) {
			add(m.ID)
		}
	}
	if r.Age == nil {
		return
	}
	stage := ""
	switch a := *r.Age; {
	case a < 12:
		stage = "enfants"
	case a < 18:
		stage = "adolescents"
	case a < 26:
		stage = "jeunes"
	case a >= 60:
		stage = "personnes âgées"
	}
	r.Audiences = slices.DeleteFunc(r.Audiences, func(a string) bool {
		return a != stage && slices.Contains([]string{"adolescents", "jeunes", "personnes âgées"}, a)
	})
	if stage != "" && !slices.Contains(r.Audiences, stage) {
		r.Audiences = slices.Insert(r.Audiences, 0, stage)
	}
}

var genders = map[string]byte{
	"femme": 'f', "femmes": 'f', "dame": 'f', "dames": 'f', "madame": 'f', "mme": 'f', "fille": 'f', "elle": 'f', "maman": 'f', "copine": 'f', "voisine": 'f', "lyceenne": 'f', "etudiante": 'f', "usagere": 'f',
	"homme": 'm', "hommes": 'm', "monsieur": 'm', "mr": 'm', "garcon": 'm', "gars": 'm', "type": 'm', "papa": 'm', "copain": 'm', "voisin": 'm', "lyceen": 'm', "etudiant": 'm', "il": 'm',
}

// findGender tells whether the question speaks of women only, or of men only.
// Services for women or men only need it; it is not shown.
func (r *reading) findGender() {
	for i, w := range r.words {
		if g := genders[w.Fold]; g != 0 && !r.refused[i] {
			if r.gender != 0 && r.gender != g {
				r.gender = 0
				return
			}
			r.gender = g
		}
	}
}

// insidePhrases marks the words of longer expressions that name a need: the
// "famille" of "pension de famille" is not one.
func (r *reading) insidePhrases() []bool {
	out := make([]bool, len(r.words))
	for _, m := range lexicon.BesoinPhrases().Find(r.words) {
		if m.To-m.From > 1 && lexicon.IsSmall(r.words[m.To-2].Fold) {
			for i := m.From; i < m.To; i++ {
				out[i] = true
			}
		}
	}
	return out
}

func (r *reading) findNeeds() {
	for _, m := range lexicon.Needs().Find(r.words) {
		if !r.refused[m.From] && !slices.Contains(r.Needs, m.ID) {
			r.Needs = append(r.Needs, m.ID)
		}
	}
}

// findSubjects weighs besoins and themes: the lexicon where it knows the
// words, the model for all of them together.
func (r *reading) findSubjects() {
	wanted := r.wanted()
	lexThemes, lexBesoins := map[string]float64{}, map[string]float64{}
	found := lexicon.BesoinPhrases().Find(wanted)
	share := map[int]int{} // besoins that share the same words
	for _, m := range found {
		share[m.From]++
	}
	for _, m := range found {
		sure := 0.55
		if m.To-m.From > 1 {
			sure = 0.75
		}
		sure /= float64(share[m.From])
		b, _ := lexicon.BesoinByID(m.ID)
		lexBesoins[m.ID] = either(lexBesoins[m.ID], sure)
		lexThemes[b.Theme] = either(lexThemes[b.Theme], sure)
		if r.because[m.ID] == "" {
			r.because[m.ID] = m.Text
		}
	}
	var none float64
	m := model.Subjects()
	for i, p := range m.Predict(wanted) {
		kind, id, _ := strings.Cut(m.Classes[i], ":")
		switch kind {
		case "theme":
			r.themes[id] = blend(p, lexThemes[id])
		case "besoin":
			r.besoins[id] = blend(p, lexBesoins[id])
		default:
			none = p
		}
	}
	for id, l := range lexBesoins {
		r.besoins[id] = max(r.besoins[id], blend(0, l))
	}
	for id, l := range lexThemes {
		r.themes[id] = max(r.themes[id], blend(0, l))
	}
	r.implied()
	off := len(lexicon.OffTopic().Find(wanted))
	r.offTopic = none
	if off > 0 {
		r.offTopic = either(none, 0.7)
	}
}

// implied adds the besoin that an audience says by itself, before what its
// theme would first bring: a man who hits and wants help is not a victim.
func (r *reading) implied() {
	for _, a := range r.Audiences {
		id, ok := lexicon.AudienceBesoin()[a]
		if !ok {
			continue
		}
		for other := range r.besoins {
			if themeOf(other) == themeOf(id) {
				r.besoins[other] *= 0.4
			}
		}
		r.besoins[id] = max(r.besoins[id], 0.8)
	}
}

// cross adds what the audiences and the themes mean together.
func (r *reading) cross() {
	for _, c := range lexicon.Crossings() {
		if p := r.themes[c.Theme]; p >= crossFrom && slices.Contains(r.Audiences, c.Audience) {
			r.besoins[c.Besoin] = either(r.besoins[c.Besoin], crossing*p)
		}
	}
}

const (
	// crossFrom is how sure a theme must be to be read with the audience.
	crossFrom = 0.25
	// crossing is how sure what they mean together is, the theme being sure.
	crossing = 0.5
)

const (
	// afterDanger is how sure the orientation that follows a danger is.
	afterDanger = 0.8
	// followFrom is how sure a kind of danger must be to lead the orientation:
	// an alarm raised in doubt gives its number and leaves the question as it is.
	followFrom = 0.6
)

// follow adds where to turn to once the number was given.
func (r *reading) follow(d *Danger) {
	if d.sure < followFrom || slices.Contains(r.Audiences, "auteurs de violences") {
		return
	}
	for i, id := range lexicon.AfterDanger()[d.Kind] {
		sure := (afterDanger - 0.1*float64(i)) * d.sure
		r.besoins[id] = max(r.besoins[id], sure)
		if t := themeOf(id); i == 0 {
			r.themes[t] = max(r.themes[t], sure)
			if !slices.Contains(r.Themes, t) {
				r.Themes = slices.Insert(r.Themes, 0, t)
			}
		}
	}
	r.offTopic = 0
}

// wanted are the words that say the need: without what is refused, the place,
// and how the person wants to be received.
func (r *reading) wanted() []lexicon.Word {
	skip := slices.Clone(r.refused)
	for _, m := range lexicon.Needs().Find(r.words) {
		if !tellsNeed[m.ID] {
			for i := m.From; i < m.To; i++ {
				skip[i] = true
			}
		}
	}
	if !slices.ContainsFunc(indexes(r.words), func(i int) bool { return !skip[i] && !r.placeWord[i] && !lexicon.IsTool(r.words[i].Fold) }) {
		skip = r.refused // nothing else is said
	}
	out := make([]lexicon.Word, 0, len(r.words))
	brk := false
	for i, w := range r.words {
		if skip[i] || r.placeWord[i] {
			brk = brk || w.Break
			continue
		}
		w.Break = w.Break || brk
		brk = false
		out = append(out, w)
	}
	return out
}

func indexes(words []lexicon.Word) []int {
	out := make([]int, len(words))
	for i := range out {
		out[i] = i
	}
	return out
}

// tellsNeed are the ways of being received that also say what is needed: care
// at home, a free psychologist.
var tellsNeed = map[string]bool{"a-domicile": true}

// either is the chance that at least one of two independent clues is right.
func either(a, b float64) float64 { return 1 - (1-a)*(1-b) }

// blend joins what the model and the lexicon say.
func blend(model, words float64) float64 { return either(0.95*model, 0.45*words) }

const (
	// themeFrom is how sure a theme must be to be said understood.
	themeFrom = 0.45
	// firstFrom is the same for the surest: one theme is better than none.
	firstFrom = 0.18
	// relatedFrom is how sure a besoin must be to bring its second theme.
	relatedFrom = 0.5
)

// chooseThemes takes the surest themes, and those that the surest besoins bring.
func (r *reading) chooseThemes() {
	for id, p := range r.besoins {
		own := themeOf(id)
		r.themes[own] = max(r.themes[own], p) // a need is never surer than its theme
		if p < relatedFrom {
			continue
		}
		for _, rel := range lexicon.RelatedThemes()[id] {
			if rel.Audience == "" || slices.Contains(r.Audiences, rel.Audience) {
				r.themes[rel.Theme] = max(r.themes[rel.Theme], 0.85*p)
			}
		}
	}
	ids := slices.SortedFunc(maps.Keys(r.themes), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.themes[b], r.themes[a]), strings.Compare(a, b))
	})
	for i, id := range ids {
		p := r.themes[id]
		if i == 0 && p >= firstFrom || p >= themeFrom && len(r.Themes) < 2 && p > 0.65*r.themes[ids[0]] {
			r.Themes = append(r.Themes, id)
		}
	}
}

// besoinFrom is how sure a besoin must be to be said understood.
const besoinFrom = 0.35

// chooseBesoins takes the surest precise needs, at most three.
func (r *reading) chooseBesoins() {
	ids := slices.SortedFunc(maps.Keys(r.besoins), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.besoins[b], r.besoins[a]), strings.Compare(a, b))
	})
	for _, id := range ids[:min(3, len(ids))] {
		if p := r.besoins[id]; p >= besoinFrom && p >= 0.6*r.besoins[ids[0]] {
			r.Besoins = append(r.Besoins, id)
		}
	}
}

// terms are the words that may stand in a service: not tools, ages, places.
func (r *reading) terms() {
	seen := map[string]bool{}
	for i, w := range r.words {
		if r.refused[i] || lexicon.IsTool(w.Fold) || len(w.Fold) < 2 || isDigits(w.Fold) || seen[w.Stem] {
			continue
		}
		seen[w.Stem] = true
		weight := 1.0
		if r.placeWord[i] {
			weight = 0.15
		}
		r.text = append(r.text, term{w.Stem, w.Fold, weight})
	}
}

func (u *Understood) facets() []Facet {
	var out []Facet
	add := func(kind string, values ...string) {
		for _, v := range values {
			out = append(out, Facet{kind, v})
		}
	}
	add(ThemeFacet, u.Themes...)
	if u.Age != nil {
		add(AgeFacet, itoa(*u.Age))
	}
	add(AudienceFacet, u.Audiences...)
	if u.Place != nil {
		add(PlaceFacet, u.Place.ID)
	}
	add(NeedFacet, u.Needs...)
	add(NotFacet, u.Not...)
	return out
}
