package search

import (
	"slices"
	"strings"
	"time"

	"relais/directory/hours"
	"relais/search/lexicon"
)

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
	inside, brood := r.insidePhrases(), false
	for _, m := range lexicon.Audiences().Find(r.words) {
		lacking := m.From > 0 && r.words[m.From-1].Fold == "sans"
		if r.refused[m.From] || r.placeWord[m.From] || lacking || m.To-m.From == 1 && (inside[m.From] || r.byThemselves(m.From)) {
			continue
		}
		if m.ID == "enfants" && r.brood(m.To-1) {
			brood = true
			continue
		}
		add(m.ID)
	}
	if brood && !slices.ContainsFunc(r.Audiences, func(a string) bool { return a == "parents" || a == "familles" || a == "enfants" }) {
		add("familles")
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

// brood tells whether the children at i are only counted, or somebody's: a
// mother of four, a family with children. The question is of those who have them.
func (r *reading) brood(i int) bool {
	if !strings.HasSuffix(r.words[i].Fold, "s") || i == 0 || r.words[i].Break {
		return false
	}
	before := r.words[i-1].Fold
	_, counted := numerals[before]
	return counted || before[0] >= '0' && before[0] <= '9' || before == "ses" || before == "leurs" || before == "avec"
}

// byThemselves tells whether "seul" at i says how something is done: to live
// alone is a wish, to be alone is not.
func (r *reading) byThemselves(i int) bool {
	f := r.words[i].Fold
	if f != "seul" && f != "seule" || i == 0 {
		return false
	}
	before := r.words[i-1].Fold
	return before == "un" || before == "une" || before == "le" || before == "la" ||
		strings.HasSuffix(before, "er") || strings.HasSuffix(before, "ir") || strings.HasSuffix(before, "re")
}

// askers adds who asks when what is asked tells it, and nothing else does.
func (r *reading) askers() {
	switch {
	case slices.Contains(r.Themes, "professionnels") && !slices.Contains(r.Audiences, "professionnels"):
		r.Audiences = append(r.Audiences, "professionnels")
	case slices.Contains(r.Themes, "violences") && r.gender == 'f' && len(r.Audiences) == 0:
		r.Audiences = append(r.Audiences, "femmes")
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
