package text

import (
	"cmp"
	"strings"
)

// Headings of a list of places.
const (
	QuartersHeading = "Quartiers"
	CommunesHeading = "Communes"
)

// JournalDays is said of days that cannot be read.
const JournalDays = "Ces deux dates ne se lisent pas. Écrivez par exemple 2026-10-01, la plus ancienne d’abord."

// EntryWords are the words of a kind of entry. A question left empty is not asked.
type EntryWords struct {
	Label, Plural string
	Help          string // what counts
	Title         string // question of the title
	Example       string // of a title
	Number        string // question of the number
	Partners      string // question of the partners
}

var entryKinds = map[string]EntryWords{
	"reunion": {"Réunion", "Réunions", "Réunion du groupe santé, comité, temps d’échange entre structures.",
		"Objet de la réunion", "Groupe santé du Sanitas, bilan du trimestre", "Nombre de personnes présentes", "Structures présentes"},
	"outil": {"Outil de communication", "Outils de communication", "Affiche, flyer, guide, page de site, vidéo, diffusés auprès des habitants ou des professionnels.",
		"Titre de l’outil", "Guide santé du quartier", "Nombre d’exemplaires ou de vues", ""},
	"partenaire": {"Partenaires mobilisés", "Partenaires mobilisés", "Structures qui se sont engagées dans une action.",
		"Pour quelle action", "Semaines de la santé mentale 2026", "", "Partenaires mobilisés"},
	"formation": {"Sensibilisation", "Sensibilisations", "Formation ou sensibilisation d’opérateurs de proximité.",
		"Sujet", "Repérer la souffrance psychique", "Nombre de personnes présentes", "Structures représentées"},
	"projet": {"Projet partagé", "Projets partagés", "Projet porté par deux communes ou plus.",
		"Titre du projet", "Bus santé des quartiers", "", "Structures porteuses"},
	"action": {"Action d’aller-vers", "Actions d’aller-vers", "Stand, porte-à-porte, permanence hors les murs, auprès des habitants.",
		"Titre de l’action", "Stand dépistage au marché", "Nombre d’habitants rencontrés", "Structures présentes"},
}

// EntryKind finds the words of a kind of entry.
func EntryKind(id string) EntryWords {
	if words, ok := entryKinds[id]; ok {
		return words
	}
	return EntryWords{Label: Unknown(id), Plural: Unknown(id)}
}

var tools = map[string]string{
	"affiche": "Affiche", "flyer": "Flyer", "guide": "Guide", "site": "Site ou page web", "reseaux-sociaux": "Réseaux sociaux",
	"video": "Vidéo", "newsletter": "Lettre d’information", "autre": "Autre",
}

// Tool is how a kind of communication tool reads.
func Tool(id string) string {
	if words, ok := tools[id]; ok {
		return words
	}
	return Unknown(id)
}

var entryFaults = map[string]string{
	"jour":                 "Indiquez la date, par exemple 12/10/2026.",
	"jour-futur":           "Cette date n’est pas encore passée : seul ce qui a eu lieu se compte.",
	"titre":                "Écrivez en quelques mots de quoi il s’agit.",
	"titre-long":           "C’est trop long : 120 caractères au plus.",
	"titre-personne":       "On dirait le nom, l’adresse ou le numéro d’une personne. Nommez la structure ou l’événement, jamais quelqu’un.",
	"nature":               "Choisissez le type d’outil.",
	"nombre":               "Écrivez un nombre entier, par exemple 25. S’il n’y a eu personne, écrivez 0.",
	"partenaires":          "Nommez au moins une structure.",
	"partenaires-trop":     "C’est trop : 40 structures au plus.",
	"partenaires-long":     "Une structure par ligne, 120 caractères au plus.",
	"partenaires-personne": "On dirait le nom ou le numéro d’une personne. Écrivez des noms de structures, jamais de personnes.",
	"lieu":                 "Choisissez un lieu de votre territoire.",
	"communes":             "Cochez au moins deux communes.",
}

// EntryFault says what is wrong with a field of an entry.
func EntryFault(id string) string { return entryFaults[id] }

var stateVerbs = map[string]string{"active": "Rouvrir l’accès", "paused": "Mettre en pause", "removed": "Retirer l’accès"}

// StateVerb is the button that puts somebody in a state.
func StateVerb(id string) string { return stateVerbs[id] }

// Days is a number of days: « 1 jour », « 30 jours ».
func Days(n int) string { return Number(n) + nbsp + Plural(n, "jour", "jours") }

var actSentences = map[string]string{
	"invite":         "{who} créé un lien d’invitation : {role}, {where}.",
	"invite-refused": "{who} voulu créer un lien d’invitation ({role}, {where}) : refusé.",
	"join":           "{who} accepté une invitation : {role}, {where}.",
	"join-refused":   "{who} essayé une invitation inconnue, déjà utilisée ou expirée.",
	"pause":          "{who} mis en pause {access}.",
	"resume":         "{who} rouvert {access}.",
	"remove":         "{who} fermé {access}.",
	"state-refused":  "{who} voulu changer {access} : refusé.",
	"door":           "{who} demandé un lien pour ouvrir la console.",
	"door-refused":   "{who} demandé un lien pour ouvrir la console : refusé.",
	"enter":          "{who} ouvert la console.",
	"enter-refused":  "{who} voulu ouvrir la console : refusé.",
	"leave":          "{who} fermé la console.",
	"entry-add":      "{who} ajouté la saisie nº {entry} ({kind}).",
	"entry-change":   "{who} modifié la saisie nº {entry} ({kind}).",
	"entry-remove":   "{who} retiré la saisie nº {entry} ({kind}).",
	"entry-refused":  "{who} voulu toucher à une saisie ({kind}) : refusé.",
	"digest-on":      "{who} choisi de recevoir le point de la semaine.",
	"digest-off":     "{who} choisi de ne plus recevoir le point de la semaine.",
	"held":           "{who} demandé à lire les données gardées.",
	"erase":          "{who} demandé l’effacement : les données sont effacées, les comptes restent.",
	"expire":         "{who} effacé les lignes arrivées à échéance ({month}).",
	"rename":         "{who} renouvelé un pseudonyme, après un changement du secret.",
	"export":         "{who} exporté des chiffres ({what}).",
}

// ActSentence tells a line of the audit trail. actor is a short pseudonym,
// "terminal", "relais", "efface", or empty for the reader; subject a short
// pseudonym, the name of a place or the number of an entry.
func ActSentence(action, actor, subject, detail string) string {
	words := cmp.Or(actSentences[action], announceActs[action])
	if words == "" {
		words = "{who} fait : {what}."
		subject = Unknown(action)
	}
	where := subject
	if where == "" {
		where = Everywhere
	}
	month := MonthYear(detail)
	if month == "" {
		month = detail
	}
	return strings.NewReplacer("{who}", whoHas(actor), "{role}", Role(detail), "{where}", where, "{access}", accessOf(subject),
		"{entry}", subject, "{change}", Small(ChangeName(detail)), "{kind}", Small(EntryKind(detail).Label), "{month}", month,
		"{what}", strings.Trim(strings.ReplaceAll(subject, "-", " ")+", "+detail, ", ")).Replace(words)
}

func whoHas(actor string) string {
	switch actor {
	case "":
		return "Vous avez"
	case "terminal":
		return "La ligne de commande a"
	case "relais":
		return "Relais a"
	case "efface":
		return "Une personne effacée a"
	}
	return actor + " a"
}

func accessOf(code string) string {
	switch code {
	case "":
		return "votre accès"
	case "efface":
		return "l’accès d’une personne effacée"
	}
	return "l’accès de " + code
}

// AnyQuarter is a poster that names no quarter.
const AnyQuarter = "Sans quartier (tous lieux)"

var (
	surveyKnows = map[string]string{"oui": "Oui", "un-peu": "Un peu", "non": "Non"}
	surveyWent  = map[string]string{"oui": "Oui", "renonce": "Non, j’y ai renoncé", "pas-besoin": "Je n’ai pas eu besoin de soins"}
)

// SurveyKnows is how an answer to the first question reads; SurveyWent, to the
// second.
func SurveyKnows(id string) string { return surveyKnows[id] }

// SurveyWent is how an answer to the second question reads.
func SurveyWent(id string) string { return surveyWent[id] }
