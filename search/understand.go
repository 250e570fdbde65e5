package search

import (
	"time"

	"relais/directory"
	"relais/search/lexicon"
)

// reading is a question as understood, with the weights ranking needs.
type reading struct {
	Understood
	typed     []lexicon.Word     // hurried forms written whole, nothing else changed
	words     []lexicon.Word     // their spelling corrected
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
	r.typed = expand(lexicon.Words(text))
	r.words = u.spell(r.typed, r)
	r.refused = refused(r.words)
	r.placeWord = make([]bool, len(r.words))
	r.findPlaces(u.places)
	r.findAge(at)
	r.findAudiences()
	r.findNeeds()
	r.findGender()
	r.findSubjects()
	r.chooseThemes()
	r.askers()
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
