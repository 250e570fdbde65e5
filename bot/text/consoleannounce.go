package text

import "strconv"

// Words of the pages of announcements.
const (
	AnnounceNowhere     = "partout, ou en ligne"
	AnnounceNotSaid     = "non précisé"
	AnnounceNothing     = "rien"
	AnnounceDigest      = "Résumé du lundi"
	AnnounceToAll       = "tout le monde (deux accords)"
	AnnounceToSome      = "les personnes que cela intéresse"
	AnnounceStale       = "Cette annonce a changé depuis que vous l’avez lue. Rien n’a été fait : relisez-la ci-dessous, puis décidez."
	AnnounceStaleForm   = "Cette annonce a changé pendant que vous la modifiiez. Rien n’a été enregistré : ce que vous avez écrit est ci-dessous. Enregistrez encore pour que vos mots remplacent les autres."
	AnnounceOtherPerson = "Il faut l’accord d’une autre personne : vous avez déjà donné le vôtre, ou cette annonce est la vôtre."
	AnnounceDecided     = "Rien n’attend plus pour cette annonce : quelqu’un s’en est occupé, ou elle a été retirée."
	MailingMoved        = "Cet envoi n’est plus au même point : voici où il en est maintenant."
	AnnounceMonths      = "Ces deux mois ne se lisent pas. Écrivez par exemple 2026-09 et 2026-10, le plus ancien d’abord."
	FeedKnown           = "Cet agenda est déjà suivi."
	FeedSame            = "Rien n’a changé depuis la dernière fois."
	FileMissing         = "Choisissez un fichier."
	FileNameMissing     = "Donnez un nom à ce tableau : au moins deux lettres."
	FileEmpty           = "Rien n’a été pris : ce fichier ne contient aucune annonce qui se lise."
	FilePartial         = "Le fichier s’arrête au milieu ou dépasse la limite : par prudence, rien n’a été pris."
)

// AnnounceKeys are the buttons under an announcement that has dates, or none.
func AnnounceKeys(dates, cancelled bool) []string {
	var keys []string
	switch {
	case cancelled && dates:
		keys = []string{AgendaButton.Say()}
	case !cancelled && dates:
		keys = []string{ComesButton.Say(), RelaysButton.Say(), AgendaButton.Say()}
	case !cancelled:
		keys = []string{RelaysButton.Say()}
	}
	return append(keys, LessButton.Say())
}

// AnnounceStateShort is the state of an announcement, as a label.
func AnnounceStateShort(id string) string {
	if id == "proposed" {
		return "à relire"
	}
	return nameIn(announceStates, id)
}

// announceFilters are what the list may be narrowed to, in order.
var announceFilters = []Label{
	{ID: "", Words: "Publiées, à venir"}, {ID: "passees", Words: "Publiées, passées"}, {ID: "cancelled", Words: "Annulées"},
	{ID: "refused", Words: "Refusées"}, {ID: "tout", Words: "Toutes"},
}

// AnnounceFilters are the states the list of announcements may be narrowed to.
func AnnounceFilters() []Label { return announceFilters }

// announceTabs are the pages of announcements, in order.
var announceTabs = []Label{
	{ID: "/console/annonces", Words: "Annonces"}, {ID: "/console/annonces/envois", Words: "Envois"},
	{ID: "/console/annonces/editions", Words: "Éditions"}, {ID: "/console/annonces/agendas", Words: "Agendas suivis"},
	{ID: "/console/annonces/fichier", Words: "Importer un fichier"}, {ID: "/console/annonces/chiffres", Words: "Chiffres"},
}

// AnnounceTabs are the pages of announcements: address and name.
func AnnounceTabs() []Label { return announceTabs }

// AnnounceAudience says to how many a message goes, at once and after their
// quiet hours.
func AnnounceAudience(now, later int) string {
	switch {
	case now+later == 0:
		return "personne pour l’instant : aucun abonnement ne correspond"
	case later == 0:
		return Count(now, "abonné", "abonnés") + ", tout de suite"
	case now == 0:
		return Count(later, "abonné", "abonnés") + ", à la fin de leurs heures de silence"
	}
	return Count(now, "abonné", "abonnés") + " tout de suite, " + Number(later) + " à la fin de leurs heures de silence"
}

// announceFaults are said of a field of the form, when FormTrouble has no words
// for it or speaks of the chat.
var announceFaults = map[string]string{
	"kind":       "Choisissez un sujet.",
	"edition":    "Cette édition n’existe pas.",
	"lieu":       "Choisissez un lieu de votre territoire.",
	"themes":     "Choisissez des thèmes de la liste.",
	"access":     "Choisissez dans la liste.",
	"reach":      "Choisissez à qui l’envoyer.",
	"dates":      "Il faut au moins une date, sans double, qui finit après son début.",
	"dates-past": "Une de ces dates est passée.",
	"date":       "Cette date ne se lit pas. Écrivez par exemple 08/10/2026, et les heures comme 18:30.",
	"deadline":   "Il faut un jour à venir, par exemple 15/11/2026.",
	"poster":     "Il faut une image JPEG ou PNG, de 10 Mo au plus.",
	"what":       "Il faut quelques phrases : 700 caractères au plus, moins s’il y a une affiche.",
	"year":       "Écrivez l’année, par exemple 2026.",
	"theme":      "Écrivez le thème national, en 200 caractères au plus.",
	"first":      "Il faut un jour de cette année.",
	"last":       "Il faut un jour de cette année, après le premier.",
	"every":      "Choisissez un rythme de la liste.",
}

// AnnounceFault says what is wrong with a field of a form of announcements.
func AnnounceFault(id string) string {
	if words, ok := announceFaults[id]; ok {
		return words
	}
	return FormTrouble(id)
}

// feedRhythms are how often an agenda may be looked at, by hours.
var feedRhythms = []Label{
	{ID: "1", Words: "toutes les heures"}, {ID: "6", Words: "toutes les 6 heures"},
	{ID: "24", Words: "une fois par jour"}, {ID: "168", Words: "une fois par semaine"},
}

// FeedRhythms are how often an agenda may be looked at: hours and words.
func FeedRhythms() []Label { return feedRhythms }

// FeedRhythm is how a rhythm of so many hours reads.
func FeedRhythm(hours int) string {
	if words, ok := find(feedRhythms, strconv.Itoa(hours)); ok {
		return words
	}
	return "toutes les " + Count(hours, "heure", "heures")
}

// AnnounceLines says what an import did, a sentence each.
func AnnounceLines(read, fresh, changed, cancelled, same, past int) (lines []string) {
	lines = append(lines, Count(read, "annonce lue", "annonces lues"))
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{fresh, "nouvelle, à relire", "nouvelles, à relire"},
		{changed, "changement, à relire", "changements, à relire"},
		{cancelled, "annulation proposée, ou retrait", "annulations proposées, ou retraits"},
		{same, "déjà connue, sans changement", "déjà connues, sans changement"},
		{past, "passée, laissée de côté", "passées, laissées de côté"},
	} {
		if c.n > 0 {
			lines = append(lines, Count(c.n, c.one, c.many))
		}
	}
	return lines
}

// AnnounceWrong says which fields of a record cannot be proposed.
func AnnounceWrong(title string, fields []string) string {
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, Small(FormStep(f)))
	}
	return "«" + nbsp + Tidy(title) + nbsp + "»" + nbsp + ": à revoir (" + And(names) + "). Laissée de côté."
}

// announceNotes complete the figures of an indicator.
var announceNotes = map[string][2]string{
	"annules":    {"annulation, de tout type", "annulations, de tout type"},
	"abonnes":    {"abonné à la fin de la période", "abonnés à la fin de la période"},
	"touches":    {"habitant touché, selon eux", "habitants touchés, selon eux"},
	"viens":      {"« J’y serai »", "« J’y serai »"},
	"dates":      {"rendez-vous tenu", "rendez-vous tenus"},
	"incertains": {"envoi incertain, compté à part", "envois incertains, comptés à part"},
	"dits":       {"rendez-vous dont la présence est connue", "rendez-vous dont la présence est connue"},
}

// AnnounceNote is a figure beside an indicator.
func AnnounceNote(id string, n int) string {
	return Count(n, announceNotes[id][0], announceNotes[id][1])
}

// AnnounceNoun is what such a figure counts, for one or for many.
func AnnounceNoun(id string, one bool) string {
	if one {
		return announceNotes[id][0]
	}
	return announceNotes[id][1]
}

// announceDone say what was just done.
var announceDone = map[string]string{
	"proposee":      "C’est proposé. Il faut maintenant un accord pour que le message parte.",
	"inchangee":     "Rien ne change : il n’y a rien à valider.",
	"publiee":       "C’est publié : le message part.",
	"accord":        "Votre accord est noté. Il en faut encore un, d’une autre personne.",
	"refusee":       "C’est refusé : rien ne partira.",
	"annulation":    "L’annulation est proposée. Dès qu’elle aura un accord, les personnes prévenues le sauront.",
	"retiree":       "C’est retiré : cette annonce n’était pas publiée.",
	"edition":       "L’édition est enregistrée.",
	"arrete":        "C’est arrêté : rien d’autre ne part.",
	"reparti":       "L’envoi reprend.",
	"renvoye":       "Les échecs repartent ; les envois incertains, non.",
	"suivi":         "Cet agenda est suivi. Premier regard dans la minute.",
	"agenda-arrete": "Cet agenda n’est plus suivi. Ce qu’il a apporté reste.",
	"agenda-repris": "Cet agenda est suivi de nouveau.",
}

// announceActs are lines of the audit trail, as actSentences.
var announceActs = map[string]string{
	"announce-propose": "{who} proposé l’annonce nº {entry}, ou un changement.",
	"announce-approve": "{who} donné un accord pour l’annonce nº {entry} ({change}).",
	"announce-refuse":  "{who} refusé l’annonce nº {entry} ({change}).",
	"announce-cancel":  "{who} demandé l’annulation de l’annonce nº {entry}.",
	"announce-stop":    "{who} arrêté l’envoi de l’annonce nº {entry}.",
	"announce-resume":  "{who} repris l’envoi de l’annonce nº {entry}.",
	"announce-resend":  "{who} renvoyé les échecs de l’annonce nº {entry}.",
	"announce-edition": "{who} enregistré l’édition {entry}.",
	"announce-feed":    "{who} touché à un agenda suivi ({what}).",
	"announce-import":  "{who} importé un fichier d’annonces ({what}).",
}

// Colon parts a word from its number.
const Colon = nbsp + ": "

// mailingReasons are why a delivery did not arrive, or may not have, besides
// those of FailureReason.
var mailingReasons = map[string]string{
	"lease": "interrompu au moment de partir, on ne sait pas s’il est arrivé", "no-answer": "Telegram n’a pas répondu, on ne sait pas s’il est arrivé",
	"stop": "arrêté par le bouton", "cancelled": "annulé depuis", "replaced": "remplacé par un changement plus récent",
	"left": "désabonné avant l’envoi", "gone": "Relais bloqué, ou conversation fermée", "muted": "en pause",
	"nothing": "plus rien à annoncer", "sealed": "conversation illisible, le secret a changé", "moved": "groupe déplacé plusieurs fois",
}

// MailingReason is why a delivery did not arrive, or may not have.
func MailingReason(id string) string {
	if words, ok := mailingReasons[id]; ok {
		return words
	}
	return FailureReason(id)
}
