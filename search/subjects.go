package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"relais/search/lexicon"
	"relais/search/model"
)

// findSubjects weighs besoins and themes: the lexicon where it knows the
// words, the model for all of them together. The model reads the question
// twice, as it is understood and as it was typed: a word corrected or taken for
// a place or a refusal may have been what it says.
func (r *reading) findSubjects() {
	wanted := r.wanted()
	lexThemes, lexBesoins := map[string]float64{}, map[string]float64{}
	found := lexicon.BesoinPhrases().Find(wanted)
	share := map[int]int{} // besoins that share the same words
	for _, m := range found {
		share[m.From]++
	}
	for _, m := range found {
		sure := expression / float64(share[m.From])
		b, _ := lexicon.BesoinByID(m.ID)
		lexBesoins[m.ID] = either(lexBesoins[m.ID], sure)
		lexThemes[b.Theme] = either(lexThemes[b.Theme], sure)
		if r.because[m.ID] == "" {
			r.because[m.ID] = m.Text
		}
	}
	var none float64
	understood := model.Subjects().Predict(wanted)
	typed := understood
	if !sameFolds(wanted, r.typed) {
		typed = model.Subjects().Predict(r.typed)
	}
	for i, p := range understood {
		p = (p + typed[i]) / 2
		kind, id, _ := strings.Cut(model.Subjects().Classes[i], ":")
		switch kind {
		case "theme":
			r.themes[id] = blend(p, lexThemes[id])
		case "besoin":
			r.besoins[id] = blend(p, lexBesoins[id])
		default:
			none = p
		}
	}
	for id, l := range lexBesoins { // those that the model has never learned
		r.besoins[id] = max(r.besoins[id], blend(0, l))
	}
	r.contrast()
	r.implied()
	r.offTopic = none
	if len(lexicon.OffTopic().Find(wanted)) > 0 {
		r.offTopic = likelier(none, elsewhereWords)
	}
}

// sameFolds tells whether two lists are of the same words.
func sameFolds(a, b []lexicon.Word) bool {
	return slices.EqualFunc(a, b, func(x, y lexicon.Word) bool { return x.Fold == y.Fold })
}

// contrast lowers the besoins that are less sure than the surest: two that look
// alike are both likely in the eyes of the model, which judges them one by one.
func (r *reading) contrast() {
	top := 0.0
	for _, p := range r.besoins {
		top = max(top, p)
	}
	for id, p := range r.besoins {
		if p > hardly {
			r.besoins[id] = p * math.Exp(rivalry*(logOdds(p)-logOdds(top)))
		}
	}
}

// hardly is the chance under which a besoin weighs nothing anyway.
const hardly = 1e-3

// rivalry is what a besoin loses for each unit of log-odds it lies behind.
const rivalry = 0.15

// likelier is a chance once something adds to its log-odds.
func likelier(p, by float64) float64 { return 1 / (1 + math.Exp(-logOdds(p)-by)) }

// logOdds of a chance, kept away from what no model can be sure of.
func logOdds(p float64) float64 {
	p = min(max(p, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
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
	crossing = 0.4
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
	said := false
	for i, w := range r.words {
		said = said || !skip[i] && !r.placeWord[i] && !lexicon.IsTool(w.Fold)
	}
	if !said {
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

// tellsNeed are the ways of being received that also say what is needed: care
// at home, a free psychologist.
var tellsNeed = map[string]bool{"a-domicile": true}

// either is the chance that at least one of two independent clues is right.
func either(a, b float64) float64 { return 1 - (1-a)*(1-b) }

const (
	// expression is how sure one expression of the lexicon is.
	expression = 0.6
	// knownWords is what the lexicon adds to the log-odds of the model.
	knownWords = 1.75
	// elsewhereWords is what a word that nothing here treats adds to those of
	// "nothing answers".
	elsewhereWords = 2.5
	// newWords is what it counts for at least: an expression that somebody
	// added is understood before the model has learned it.
	newWords = 0.2
)

// blend joins what the model and the lexicon say.
func blend(model, words float64) float64 {
	if words == 0 {
		return model
	}
	return max(likelier(max(model, 1e-3), knownWords*words), newWords*words)
}

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
		if i == 0 && p >= firstFrom || p >= themeFrom && len(r.Themes) < 2 && p > 0.7*r.themes[ids[0]] {
			r.Themes = append(r.Themes, id)
		}
	}
}

// besoinFrom is how sure a besoin must be to be said understood.
const besoinFrom = 0.35

// chooseBesoins takes the surest precise needs, at most three.
func (r *reading) chooseBesoins() {
	var ids []string
	for id, p := range r.besoins {
		if p >= besoinFrom {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(r.besoins[b], r.besoins[a]), strings.Compare(a, b))
	})
	for _, id := range ids[:min(3, len(ids))] {
		if r.besoins[id] >= 0.6*r.besoins[ids[0]] {
			r.Besoins = append(r.Besoins, id)
		}
	}
}
