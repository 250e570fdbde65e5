package text

import "strings"

// Words of the pages of figures: columns, values of closed lists, blocks.

// measureNames are the headings of columns, by figures.Measure.
var measureNames = map[string]string{
	"questions": "Questions", "needs": "Besoins exprimés", "operators": "Opérateurs actifs", "newcomers": "Nouveaux opérateurs",
	"returning": "Opérateurs revenus", "shown": "Montré", "cards": "Fiches ouvertes", "acts": "Mises en relation",
	"referrals": "Orientations", "escorts": "Accompagnements demandés", "unmet": "Besoins sans réponse",
	"candidates": "Sans résultat", "dangers": "Dangers", "outcomes": "Suites connues", "misread": "Mal compris", "flags": "Erreurs signalées",
}

// MeasureName is the heading of a column of figures; an unknown one is given back.
func MeasureName(id string) string { return nameIn(measureNames, id) }

// valueNames tell what tables are cut by, by dimension then id.
var valueNames = map[string]map[string]string{
	"structure": {"": "Non précisé", "centre-social": "Centre social", "ccas": "CCAS", "association": "Association", "ecole": "École",
		"bailleur": "Bailleur social", "mission-locale": "Mission locale", "mds": "Maison de la solidarité", "sante": "Santé", "autre": "Autre structure"},
	"channel": {"private": "En privé", "group": "Dans un groupe", "inline": "Dans une autre conversation", "autre": "Autrement"},
	"danger": {"suicide": "Suicide", "violence-couple": "Violences dans le couple", "enfant-danger": "Enfant en danger",
		"violence-sexuelle": "Violences sexuelles", "intoxication": "Intoxication", "urgence-medicale": "Urgence médicale", "rue": "À la rue",
		"harcelement": "Harcèlement", "psychose": "Crise psychique", "maltraitance-vulnerable": "Maltraitance d’une personne vulnérable"},
	"act":     {"call": "Appels", "route": "Itinéraires", "share": "Fiches partagées", "referral": "Orientations", "escort": "Accompagnements demandés"},
	"outcome": {"rendez-vous": "Rendez-vous pris", "recu": "Reçu par le service", "accompagne": "Accompagné jusqu’au service", "attente": "En attente", "sans-suite": "Sans suite", "refus": "Refus"},
	"what": {"theme": "Le thème", "besoin": "Le besoin précis", "audience": "Le public", "age": "L’âge", "place": "Le lieu",
		"need": "Une condition (gratuit, le soir…)", "not": "Ce qui était refusé", "tout": "Toute la question"},
	"age": {"": "Non précisé", "0-5": "0 à 5 ans", "6-10": "6 à 10 ans", "11-17": "11 à 17 ans", "18-25": "18 à 25 ans", "26-59": "26 à 59 ans", "60+": "60 ans et plus"},
	"doubt": {"bad-phone": "Numéro illisible", "other-region": "Numéro d’une autre région", "shared-phone": "Numéro partagé", "wrong-code": "Code postal d’ailleurs",
		"far-away": "Position éloignée", "wrong-side": "Code postal et position en désaccord", "wrong-part": "Nom et position en désaccord",
		"bad-hours": "Horaires illisibles", "old-hours": "Horaires de week-end anciens", "no-contact": "Aucun contact", "no-theme": "Aucun thème",
		"old-source": "Source ancienne", "to-verify": "Question à poser"},
}

// ValueName names a value of a dimension of figures, or of a kind of doubt;
// ok is false for one it does not know.
func ValueName(dimension, id string) (words string, ok bool) {
	switch dimension {
	case "reason":
		return Reason(id)
	case "need":
		return Small(Need(id)), true
	}
	words, ok = valueNames[dimension][id]
	return words, ok
}

// FigureWords says a figure that may leave: « 1 250 », « masqué », « au moins 44 »,
// « moins de 11 ». why explains what is not exact, else it is empty.
func FigureWords(n int, hidden, least bool, k int) (words, why string) {
	under := "moins de " + Number(k)
	switch {
	case hidden:
		return "masqué", under + ", ou masqué pour qu’on ne puisse pas le déduire"
	case least && n == 0:
		return under, "période en cours ou sur mesure : arrondi vers le bas"
	case least:
		return "au moins " + Number(n), "période en cours ou sur mesure : arrondi vers le bas, par tranches de " + Number(k)
	}
	return Number(n), ""
}

// Evolution says how far a figure moved from another: « +12 % », « stable ».
// From nothing there is nothing to say.
func Evolution(now, before int) string {
	if before == 0 {
		return ""
	}
	p := (200*(now-before) + before) / (2 * before)
	if now < before {
		p = -((200*(before-now) + before) / (2 * before))
	}
	switch {
	case p > 0:
		return "+" + Number(p) + nbsp + "%"
	case p < 0:
		return Number(p) + nbsp + "%"
	}
	return "stable"
}

// PeriodWords says a stretch of whole months, given as YYYYMM: « 2026 »,
// « 3e trimestre 2026 », « octobre 2026 », « de mars à août 2026 ».
func PeriodWords(from, to int) string {
	y, m, ty, tm := from/100, from%100, to/100, to%100
	if m < 1 || m > 12 || tm < 1 || tm > 12 {
		return ""
	}
	year := yearDigits(y)
	switch {
	case from == to:
		return months[m-1] + nbsp + year
	case y == ty && m == 1 && tm == 12:
		return year
	case y == ty && m%3 == 1 && tm == m+2:
		return []string{"1er", "2e", "3e", "4e"}[m/3] + " trimestre" + nbsp + year
	case y == ty:
		return sinceMonth(m) + " à " + months[tm-1] + nbsp + year
	}
	return sinceMonth(m) + nbsp + year + " à " + months[tm-1] + nbsp + yearDigits(ty)
}

func sinceMonth(m int) string {
	if strings.ContainsAny(months[m-1][:1], "ao") {
		return "d’" + months[m-1]
	}
	return "de " + months[m-1]
}

// yearDigits is the year as it is written: no space in it.
func yearDigits(y int) string { return strings.ReplaceAll(Number(y), nbsp, "") }

// ShortMonth is a month of a chart, YYYYMM: « oct. 26 ».
func ShortMonth(m int) string {
	short := [...]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}
	if m%100 < 1 || m%100 > 12 {
		return ""
	}
	return short[m%100-1] + nbsp + yearDigits(m / 100)[2:]
}

func nameIn(names map[string]string, id string) string {
	if words, ok := names[id]; ok {
		return words
	}
	return id
}
