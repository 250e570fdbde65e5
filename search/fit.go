package search

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"relais/directory"
	"relais/directory/hours"
	"relais/search/lexicon"
)

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
	has := func(a string) bool { return slices.Contains(r.Audiences, a) || r.speaksFor(a) }
	age := -1
	if r.Age != nil {
		age = *r.Age
	}
	switch {
	case only("étudiants"):
		return !has("étudiants")
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

// speaksFor tells whether what is asked is asked by some people only: who looks
// for a training of volunteers works in the field, even without saying so.
func (r *reading) speaksFor(audience string) bool {
	switch audience {
	case "professionnels":
		return r.themes["professionnels"] >= speaksFrom
	case "étudiants":
		return r.themes["etudiants"] >= speaksFrom
	case "personnes migrantes":
		return r.themes["migrants"] >= speaksFrom
	case "auteurs de violences":
		return r.besoins["auteurs-violences"] >= speaksFrom
	}
	return false
}

// speaksFrom is how sure the need must be to tell who asks.
const speaksFrom = 0.4

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
