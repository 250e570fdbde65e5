package text

import (
	"fmt"
	"strings"
)

// What becomes of what is wrong in an agenda or a spreadsheet.
const (
	exEventOut = "L’événement n’est pas importé."
	exItemOut  = "L’annonce n’est pas importée."
	exLineOut  = "La ligne n’est pas importée."
	exFileOut  = "Rien n’est importé."
	exKept     = "Le reste est importé."
	exEmpty    = "Le champ reste vide."
	exAgain    = "Relais réessaiera plus tard."
)

// exchangeSentences are said of a code of bot/announce/exchange, with %v for its
// arguments, and what becomes of it.
var exchangeSentences = map[string]importSentence{
	"size":           {"ce fichier est trop gros\u00a0; il faut %v\u00a0Mo au plus", exFileOut},
	"lines":          {"il y a plus de %v lignes ou événements\u00a0; seuls les premiers sont lus", ""},
	"unknown":        {"ce n’est ni un agenda, ni un fil d’actualité, ni un tableau", exFileOut},
	"damaged":        {"ce fichier est abîmé et ne s’ouvre pas", exFileOut},
	"truncated":      {"l’agenda s’arrête au milieu", "Par prudence, rien de ce qui manque n’est annulé."},
	"empty":          {"il n’y a rien à lire", ""},
	"header":         {"il faut une ligne de titres avec au moins «\u00a0Titre\u00a0» et «\u00a0Dates\u00a0»\u00a0; le modèle les montre", exFileOut},
	"column":         {"la colonne «\u00a0%v\u00a0» n’est pas connue", "Elle n’est pas lue."},
	"no-date-column": {"il n’y a pas de colonne «\u00a0Dates\u00a0»", ""},

	"content-line": {"cette ligne ne se lit pas", "Elle est laissée de côté."},
	"unclosed":     {"cet événement commence et ne finit pas", exEventOut},
	"twice":        {"c’est le même événement que ligne %v", "Un seul est gardé."},
	"no-start":     {"il manque la date de début", exEventOut},
	"start":        {"«\u00a0%v\u00a0» n’est pas une date", exEventOut},
	"end":          {"la fin «\u00a0%v\u00a0» ne va pas avec le début", "L’heure de fin reste inconnue."},
	"rule":         {"cette répétition n’est pas comprise\u00a0: «\u00a0%v\u00a0»", "Seule la première date est gardée."},
	"exception":    {"«\u00a0%v\u00a0» n’est pas une date de la série", "Cette exception est laissée de côté."},
	"zone":         {"le fuseau horaire «\u00a0%v\u00a0» n’est pas connu", "L’heure est lue comme celle de Paris."},
	"title":        {"il manque le titre", exItemOut},
	"what":         {"il faut une date ou une description", exItemOut},
	"dates":        {"il manque la date, ou elle n’est pas possible", exItemOut},
	"many-dates":   {"il y a %v dates\u00a0; une annonce en garde %v", ""},
	"organiser":    {"il manque l’organisateur", exItemOut},
	"kind":         {"«\u00a0%v\u00a0» n’est pas un type d’annonce connu", exLineOut},
	"date":         {"«\u00a0%v\u00a0» n’est pas une date\u00a0; écrivez par exemple 08/10/2026", exLineOut},
	"year":         {"il manque l’année dans «\u00a0%v\u00a0»", exLineOut},
	"hour":         {"«\u00a0%v\u00a0» n’est pas une heure\u00a0; écrivez par exemple 18\u00a0h\u00a030", exLineOut},
	"last-day":     {"la date de fin «\u00a0%v\u00a0» ne va pas avec la date de début", exLineOut},
	"quartier":     {"le quartier «\u00a0%v\u00a0» n’est pas connu dans cette commune", exEmpty},
	"commune":      {"la commune «\u00a0%v\u00a0» n’est pas connue", exEmpty},
	"theme":        {"le thème «\u00a0%v\u00a0» n’est pas dans la liste", "Il est laissé de côté."},
	"access":       {"«\u00a0%v\u00a0» n’est pas compris\u00a0; les mots connus sont PMR, LSF et FALC", "Il est laissé de côté."},
	"yes-no":       {"«\u00a0%v\u00a0»\u00a0: il faut oui ou non", exEmpty},
	"state":        {"«\u00a0%v\u00a0»\u00a0: il faut confirmé ou annulé", exLineOut},
	"deadline":     {"«\u00a0%v\u00a0» n’est pas une date limite", exLineOut},
	"no-deadline":  {"il faut une date limite pour un appel à projets", exItemOut},

	"address":   {"cette adresse ne peut pas être suivie\u00a0; elle doit commencer par https://", ""},
	"private":   {"cette adresse est celle d’un réseau privé", "Relais ne la suit pas."},
	"network":   {"le site ne répond pas", exAgain},
	"timeout":   {"le site a mis trop de temps à répondre", exAgain},
	"secure":    {"le certificat du site n’est pas valable", exAgain},
	"redirects": {"le site renvoie d’adresse en adresse sans fin", exAgain},
	"status":    {"le site a répondu par une erreur (%v)", exAgain},
	"gone":      {"le site dit que cet agenda n’existe plus", "Relais ne le suit plus."},
	"busy":      {"le site demande d’attendre", exAgain},
	"import":    {"ce qui a été lu n’a pas pu être enregistré", exAgain},
	"dropped":   {"l’agenda ne dit plus %v des annonces à venir qu’il donnait", "Par prudence, aucune n’est annulée\u00a0: si elles le sont vraiment, annulez-les ici."},
	"partly":    {"%v annonces lues, %v laissées de côté", ""},
}

// exchangeFields are the names of fields of an announcement.
var exchangeFields = map[string]string{
	"audience": "public", "venue": "lieu", "address": "adresse", "quartier": "quartier", "commune": "commune",
	"booking": "inscription", "contact": "contact", "url": "lien", "partners": "partenaires", "themes": "thèmes",
	"access": "accessibilité", "deadline": "date limite",
}

var weekdayNames = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

// ExchangeProblem says a problem of bot/announce/exchange: what is wrong, and
// what becomes of it. An unknown code is said soberly.
func ExchangeProblem(code string, args ...string) string {
	switch {
	case code == "stopped" && len(args) > 1:
		return upperFirst(fmt.Sprintf("l’agenda n’est plus suivi après %s échecs de suite. Le dernier\u00a0: %s",
			args[0], lowerFirst(exchangeWrong(args[1], args[2:])))) + "."
	case code == "weekday" && len(args) > 1 && len(args[1]) == 1 && args[1] <= "6" && args[1] >= "0":
		return fmt.Sprintf("«\u00a0%s\u00a0»\u00a0: ce jour est un %s. %s", args[0], weekdayNames[args[1][0]-'0'], exLineOut)
	case code == "field" && len(args) > 0:
		return fmt.Sprintf("Le champ «\u00a0%s\u00a0» n’est pas valable. %s", orSelf(exchangeFields, args[0]), exEmpty)
	}
	return strings.TrimSpace(upperFirst(exchangeWrong(code, args)) + ". " + exchangeSentences[code].then)
}

// ExchangeProblemAt is ExchangeProblem with the line it is about: « Ligne 7 : … ».
// Line 0 is the whole file.
func ExchangeProblemAt(line int, code string, args ...string) string {
	said := ExchangeProblem(code, args...)
	if line <= 0 {
		return said
	}
	return fmt.Sprintf("Ligne %d\u00a0: %s", line, lowerFirst(said))
}

// exchangeWrong is what is wrong, without capital nor full stop.
func exchangeWrong(code string, args []string) string {
	s, ok := exchangeSentences[code]
	if !ok || strings.Count(s.wrong, "%v") > len(args) {
		return "quelque chose ne va pas"
	}
	values := make([]any, strings.Count(s.wrong, "%v"))
	for i := range values {
		values[i] = args[i]
	}
	return fmt.Sprintf(s.wrong, values...)
}

func orSelf(names map[string]string, id string) string {
	if name, ok := names[id]; ok {
		return name
	}
	return id
}

func upperFirst(s string) string { return firstRune(s, strings.ToUpper) }
func lowerFirst(s string) string { return firstRune(s, strings.ToLower) }

func firstRune(s string, change func(string) string) string {
	for i := range s {
		if i > 0 {
			return change(s[:i]) + s[i:]
		}
	}
	return change(s)
}
