package text

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Everywhere is a territory without a name.
const Everywhere = "tous les territoires"

// Unknown is how an id without a label reads.
func Unknown(id string) string {
	switch id {
	case "", "inconnu":
		return "non précisé"
	case "autre":
		return "autre"
	}
	return strings.ReplaceAll(id, "-", " ")
}

var consolePages = map[string]string{
	"/console/":             "Vue d’ensemble",
	"/console/besoins":      "Demandes et offre",
	"/console/sans-reponse": "Besoins sans réponse",
	"/console/incompris":    "Ce qui est mal compris",
	"/console/orientation":  "Orientation",
	"/console/services":     "Services",
	"/console/territoires":  "Territoires",
	"/console/saisies":      "Saisies",
	"/console/sondage":      "Sondage des habitants",
	"/console/annonces":     "Annonces",
	"/console/qualite":      "Qualité de l’annuaire",
	"/console/relais":       "Relais et droits",
	"/console/journal":      "Journal",
	"/console/bilan":        "Bilan annuel",
	"/console/aide":         "Définitions",
}

// ConsolePage is the name of a page of the console in its menu.
func ConsolePage(path string) string { return consolePages[path] }

var structures = map[string]string{
	"centre-social": "centre social", "ccas": "CCAS", "association": "association", "ecole": "école",
	"bailleur": "bailleur", "mission-locale": "mission locale", "mds": "maison départementale des solidarités",
	"sante": "santé", "autre": "autre structure",
}

// Structure is how a kind of structure reads.
func Structure(id string) string {
	if words, ok := structures[id]; ok {
		return words
	}
	return Unknown(id)
}

var roles = map[string]string{
	"operator": "relais", "partner": "partenaire", "mediator": "médiation",
	"coordinator": "coordination", "administrator": "administration",
}

// Role is how a role reads, as the name of what somebody does.
func Role(id string) string {
	if words, ok := roles[id]; ok {
		return words
	}
	return Unknown(id)
}

var states = map[string]string{"active": "actif", "paused": "en pause", "removed": "retiré"}

// State is how the state of a person reads.
func State(id string) string {
	if words, ok := states[id]; ok {
		return words
	}
	return Unknown(id)
}

// DayOf writes a day: « 1er octobre 2026 ».
func DayOf(t time.Time) string {
	day := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return day + nbsp + months[t.Month()-1] + nbsp + fmt.Sprint(t.Year())
}

// Moment writes a day and an hour, as they are in t: « 1er octobre 2026 à 18 h 30 ».
func Moment(t time.Time) string {
	return DayOf(t) + " à " + fmt.Sprintf("%d%sh%s%02d", t.Hour(), nbsp, nbsp, t.Minute())
}

// FigureShort is a protected figure as tables write it, « 1 250 », « ≥ 44 » or
// « < 11 »; k is the least figure told from nothing.
func FigureShort(n int, least bool, k int) string {
	switch {
	case least && n == 0:
		return "<" + nbsp + Number(k)
	case least:
		return "≥" + nbsp + Number(n)
	}
	return Number(n)
}

// FigureSaid is a protected figure as it is said: « 1 250 », « au moins 44 »,
// « moins de 11 ».
func FigureSaid(n int, least bool, k int) string {
	switch {
	case least && n == 0:
		return "moins de " + Number(k)
	case least:
		return "au moins " + Number(n)
	}
	return Number(n)
}

// FigureLegend explains « ≥ » and, when there are some, « < » above a table. Over
// several parts, small figures are so in each month.
func FigureLegend(k int, under bool, parts int) string {
	words := "≥" + nbsp + ": au moins, arrondi par tranches de " + Number(k)
	if !under {
		return words
	}
	words += " · <" + nbsp + Number(k) + nbsp + ": moins de " + Number(k)
	if parts > 1 {
		words += " par mois"
	}
	return words + ", ou rien"
}

// FigureRule says how figures are protected, once and for all.
func FigureRule(k int) string {
	if k <= 1 {
		return "Tous les chiffres sont exacts."
	}
	return Tidy("Les totaux d’un mois terminé sont exacts, sauf quand ils sont petits ou permettraient d’en retrouver un petit. " +
		"Ce qui les détaille (par thème, par raison, par âge…) et le mois en cours sont arrondis au multiple de " + Number(k) +
		" inférieur : « ≥ " + Number(4*k) + " » veut dire au moins " + Number(4*k) + ". Sous " + Number(k) +
		", rien n’est distingué de zéro. Ainsi personne ne peut être deviné par soustraction. Les lignes d’un tableau ne font donc pas toujours le total.")
}

// Trouble is what a page says when it cannot do what was asked.
type Trouble struct{ Title, Words string }

var troubles = map[string]Trouble{
	"session":     {"Connexion nécessaire", "Cette page demande une connexion. Elle dure quelques heures, puis se ferme d’elle-même."},
	"telegram":    {"Telegram n’a pas confirmé qui vous êtes", "L’ouverture a peut-être trop attendu. Fermez cette page et rouvrez la console depuis la conversation avec Relais."},
	"interdit":    {"Cette page n’est pas pour vous", "Elle concerne un autre territoire, ou demande d’autres droits. Si c’est une erreur, parlez-en à l’administration de Relais."},
	"formulaire":  {"Ce formulaire a expiré", "Rien n’a été changé. Revenez à la page précédente, rechargez-la, puis recommencez."},
	"origine":     {"Cette demande vient d’un autre site", "Rien n’a été changé. Passez par les pages de Relais."},
	"introuvable": {"Cette page n’existe pas", "L’adresse est peut-être incomplète, ou la page a été retirée."},
	"methode":     {"Cette page ne s’ouvre pas ainsi", "Rien n’a été changé. Passez par les boutons des pages."},
	"trop":        {"Trop d’essais à la suite", "Attendez une minute, puis recommencez."},
	"periode":     {"Cette période ne se lit pas", "Choisissez une année, un trimestre, un mois, ou des mois qui se suivent."},
	"gros":        {"Ce fichier est trop gros", "Rien n’a été changé. Une affiche pèse 10 Mo au plus, un tableau ou un agenda 5 Mo."},
	"invalide":    {"Cette demande ne se lit pas", "Rien n’a été changé. Revenez à la page précédente et recommencez."},
	"incident":    {"Quelque chose n’a pas marché", "C’est de notre côté, pas du vôtre. Réessayez dans une minute ; si cela dure, donnez la référence ci-dessous à l’administration de Relais."},
}

// ConsoleTrouble finds the words of a trouble; an unknown one is an incident.
func ConsoleTrouble(id string) Trouble {
	if t, ok := troubles[id]; ok {
		return t
	}
	return troubles["incident"]
}

var done = map[string]string{
	"ajoute":  "C’est ajouté.",
	"change":  "C’est modifié.",
	"retire":  "C’est retiré des comptes.",
	"pause":   "Cette personne est en pause : elle ne peut plus poser de question.",
	"reprise": "Cette personne peut de nouveau poser ses questions.",
	"exclu":   "Cette personne est retirée. Une invitation peut la faire revenir.",
}

// ConsoleDone says what was just done, empty for nothing.
func ConsoleDone(id string) string { return cmp.Or(done[id], announceDone[id]) }
