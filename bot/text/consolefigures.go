package text

import "strings"

// Words of the pages of figures.
const (
	PageWrongPeriod  = "Cette période ne se lit pas. Choisissez-en une dans la liste, ou écrivez une année (2026), un trimestre (2026-T3), un mois (2026-10) ou des mois qui se suivent (2026-03..2026-08)."
	PageWrongPlace   = "Ce lieu n’est pas dans la liste des quartiers et des communes. Choisissez-en un."
	PageWrongYear    = "Cette année ne se lit pas, ou n’a pas commencé. Choisissez-en une dans la liste."
	CalendarQuarters = "Trimestres"
	MonthsWord       = "Mois"
	Years            = "Années"
	OtherMonths      = "Autres dates"
	QuartersOf       = "Quartiers"
	Communes         = "Communes"
	TotalRow         = "Ensemble"
	MonthWord        = "Mois"
	FigureWord       = "Chiffre"
	NumberWord       = "Nombre"
	EvolutionWord    = "Évolution"
	BeforeWord       = "Avant"
	StepWord         = "Étape"
	WhereWord        = "Où"
	NearestWord      = "Service le plus proche"
	InCommuneWord    = "Services dans la commune"
	NoneKnown        = "aucun connu"
	EscortsDone      = "Accompagnements faits"
	TimesShown       = "Fois montré"
	ServicesWord     = "Services de l’annuaire"
	ConfirmedWord    = "Vérifiés par une personne"
	ToConfirmWord    = "À confirmer"
	ReadyWord        = "Fiches assez complètes"
	FactsYear        = "Année des informations"
	NoDate           = "sans date"
	DoubtWord        = "Doute"
	DetailWord       = "Détail"
	SharedWith       = "le même que pour"
	ServiceRemoved   = "Service retiré de l’annuaire"
)

// dimensionNames head the first column of a table.
var dimensionNames = map[string]string{
	"theme": "Thème", "besoin": "Besoin précis", "audience": "Public", "need": "Condition", "age": "Âge", "structure": "Structure",
	"channel": "Canal", "danger": "Danger", "reason": "Raison", "act": "Acte", "outcome": "Suite", "what": "Ce qui était faux",
	"service": "Service", "quartier": "Quartier", "commune": "Commune",
}

// DimensionName heads the first column of a table cut by a dimension.
func DimensionName(id string) string { return nameIn(dimensionNames, id) }

// sheetWords are the title and the lead of the pages of figures.
var sheetWords = map[string][2]string{
	"ensemble":     {"Vue d’ensemble", "Combien de demandes, de qui, et ce qui en sort. Chaque chiffre est comparé à la période d’avant et à la même période un an plus tôt."},
	"besoins":      {"Demandes et offre", "Ce que demandent les opérateurs, où, pour qui — et ce que l’annuaire offre en face."},
	"sans-reponse": {"Besoins sans réponse", "Les besoins déclarés sans réponse par les opérateurs, avec leur raison, et les demandes restées sans résultat, qui attendent d’être confirmées."},
	"incompris":    {"Ce qui est mal compris", "Ce que les opérateurs ont corrigé dans la lecture de leurs demandes. Aucun mot n’est gardé : seulement ce qui était faux."},
	"orientation":  {"Orientation", "De la demande à la porte poussée : fiches ouvertes, mises en relation, orientations, suites connues."},
	"services":     {"Services", "Ce que Relais montre, ce que les opérateurs choisissent, ce qu’ils disent faux."},
	"territoires":  {"Territoires", "Les mêmes chiffres, quartier par quartier et commune par commune. Une demande compte au lieu demandé, sinon là où travaille l’opérateur."},
	"qualite":      {"Qualité de l’annuaire", "Un bon relais demande un annuaire à jour. Voici ce qu’il reste à vérifier, le plus grave d’abord."},
}

// SheetWords are the title of a page of figures, and what it is about.
func SheetWords(id string) (title, lead string) { return sheetWords[id][0], sheetWords[id][1] }

// blockWords are the title of each part of a page, and how to read it.
var blockWords = map[string][2]string{
	"activite":          {"L’activité au fil des mois", "Vingt-quatre mois, jusqu’à la fin de la période choisie."},
	"operateurs":        {"Les opérateurs au fil des mois", "Ceux qui ont fait une demande dans le mois. Trop peu nombreux, les nouveaux ne sont que dans le tableau."},
	"structures":        {"Par type de structure", "La structure que l’opérateur a indiquée à sa première utilisation ; il peut ne rien dire."},
	"hausses":           {"Les thèmes qui montent", "Les plus fortes hausses par rapport à la période d’avant."},
	"canaux":            {"Par où l’on demande", ""},
	"dangers":           {"Les alertes de danger", "Demandes qui ont fait apparaître un numéro d’urgence avant toute réponse."},
	"chiffres":          {"Tous les chiffres clés", "Les chiffres du haut de la page, en tableau."},
	"carte":             {"Thèmes et quartiers", "Plus la case est foncée, plus il y a de demandes. Les quinze premiers thèmes sont dessinés, tous sont dans le tableau."},
	"themes":            {"Les thèmes demandés", "Le thème principal de chaque demande."},
	"offre":             {"Demandé, mais pas servi tout près", "Thèmes demandés sans service connu à moins d’un kilomètre du centre du quartier, ou dans la commune. C’est l’annuaire qui le dit : un service peut exister sans y être."},
	"precis":            {"Les besoins précis", "Le plus sûr de chaque demande, quand elle en dit un."},
	"publics":           {"Pour qui", "Une demande peut concerner plusieurs publics : les lignes ne s’additionnent pas."},
	"ages":              {"Âges", "Quand la demande donne un âge, gardé par tranche."},
	"conditions":        {"À quelles conditions", "Gratuit, le soir, dans une langue… Une demande peut en avoir plusieurs : les lignes ne s’additionnent pas."},
	"raisons":           {"Pourquoi rien ne convient", "La raison choisie dans une liste fermée après « Rien ne convient »."},
	"themes-raisons":    {"Thème par raison", "Où agir d’abord : ce qui n’existe pas n’appelle pas la même réponse que ce qui est complet."},
	"candidats":         {"Demandes sans résultat", "L’annuaire n’a rien trouvé. Ce sont des besoins possibles : à confirmer, car la demande était peut-être mal comprise."},
	"sans-reponse-mois": {"Au fil des mois", ""},
	"quoi":              {"Ce qui était faux", "Ce que l’opérateur a retiré ou refusé dans « voici ce que j’ai compris »."},
	"themes-quoi":       {"Thème par erreur", "Le thème de la demande, et ce qui y était faux."},
	"incompris-mois":    {"Au fil des mois", ""},
	"entonnoir":         {"De la demande à la suite donnée", "Les étapes ne s’emboîtent pas exactement : une demande peut mener à plusieurs fiches, une orientation peut rester sans suite connue."},
	"actes":             {"Ce que font les opérateurs", "Ouvrir une fiche, c’est regarder ; appeler, s’y rendre, partager ou orienter, c’est mettre en relation."},
	"suites":            {"Ce que deviennent les orientations", "Quand l’opérateur le dit. Sans nouvelle, rien n’est supposé."},
	"accompagnements":   {"Accompagnements demandés et faits", "Faits : l’opérateur a dit que la personne a été accompagnée jusqu’au service."},
	"orientation-mois":  {"Au fil des mois", ""},
	"montres":           {"Les plus montrés", "Parmi les premières réponses d’une demande."},
	"choisis":           {"Les plus choisis", "Appels, itinéraires, partages, orientations."},
	"jamais":            {"Montrés, presque jamais choisis", "Souvent proposés, sans mise en relation ou presque : la fiche est-elle claire, le service est-il le bon ?"},
	"signales":          {"Dits faux par les opérateurs", "À vérifier en premier."},
	"quartiers":         {"Les quartiers côte à côte", ""},
	"quartiers-mois":    {"Les demandes, quartier par quartier", "Chaque courbe a sa propre échelle : on compare les rythmes, pas les hauteurs."},
	"communes":          {"Les communes côte à côte", ""},
	"fraicheur":         {"Où en est l’annuaire", "Ces chiffres sont ceux d’aujourd’hui : ils ne dépendent pas de la période."},
	"anciennete":        {"L’âge des informations", "L’année de la vérification par une personne, sinon celle de la source."},
	"doutes-genres":     {"Les doutes, par genre", ""},
	"doutes":            {"Les doutes, fiche par fiche", "Du plus grave au plus anodin."},
}

// BlockTitle is the title of a part of a page of figures.
func BlockTitle(id string) string { return blockWords[id][0] }

// BlockIntro tells how to read a part of a page of figures; it may be empty.
func BlockIntro(id string) string { return blockWords[id][1] }

// measureNames are the headings of columns, by figures.Measure.
var measureNames = map[string]string{
	"questions": "Demandes", "needs": "Besoins exprimés", "operators": "Opérateurs actifs", "newcomers": "Nouveaux opérateurs",
	"returning": "Opérateurs déjà venus", "shown": "Montré", "cards": "Fiches ouvertes", "acts": "Mises en relation",
	"referrals": "Orientations", "escorts": "Accompagnements demandés", "unmet": "Besoins sans réponse",
	"candidates": "Sans résultat", "dangers": "Dangers", "outcomes": "Suites connues", "misread": "Mal compris", "flags": "Erreurs signalées",
}

// AtLeast is the heading of a column some figures of which are rounded down.
func AtLeast(heading string) string { return heading + " (au moins)" }

// MeasureName is the heading of a column of figures; an unknown one is given back.
func MeasureName(id string) string { return nameIn(measureNames, id) }

// valueNames tell what tables are cut by, by dimension then id.
var valueNames = map[string]map[string]string{
	"channel": {"private": "En privé", "group": "Dans un groupe", "inline": "Dans une autre conversation", "autre": "Autrement"},
	"danger": {"suicide": "Suicide", "violence-couple": "Violences dans le couple", "enfant-danger": "Enfant en danger",
		"violence-sexuelle": "Violences sexuelles", "intoxication": "Intoxication", "urgence-medicale": "Urgence médicale", "rue": "À la rue",
		"harcelement": "Harcèlement", "psychose": "Crise psychique", "maltraitance-vulnerable": "Maltraitance d’une personne vulnérable"},
	"act":     {"call": "Appels", "route": "Itinéraires", "share": "Fiches partagées", "referral": "Orientations", "escort": "Accompagnements demandés"},
	"outcome": {"rendez-vous": "Rendez-vous pris", "recu": "Reçu par le service", "accompagne": "Accompagné jusqu’au service", "attente": "En attente", "sans-suite": "Sans suite", "refus": "Refus"},
	"what": {"theme": "Le thème", "besoin": "Le besoin précis", "audience": "Le public", "age": "L’âge", "place": "Le lieu",
		"need": "Une condition (gratuit, le soir…)", "not": "Ce qui était refusé", "tout": "Toute la demande"},
	"age": {"0-5": "0 à 5 ans", "6-10": "6 à 10 ans", "11-17": "11 à 17 ans", "18-25": "18 à 25 ans", "26-59": "26 à 59 ans", "60+": "60 ans et plus"},
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
	if id == "" || id == "inconnu" {
		return "Non précisé", true
	}
	if dimension == "structure" { // as the chat names them
		return Capital(structures[id]), structures[id] != ""
	}
	words, ok = valueNames[dimension][id]
	return words, ok
}

// Evolution says how far a figure moved from another: « +12 % », « stable »,
// « ×12 » for ten times or more.
// From nothing there is nothing to say.
func Evolution(now, before int) string {
	if before == 0 {
		return ""
	}
	if now >= 10*before {
		return "×" + Number(now/before)
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

// EvolutionAbout says about how far a figure moved from another, each known to
// stand between two bounds: « environ +20 % », by steps of 5. It is empty when
// the bounds leave the direction open, unless the figure hardly moved.
func EvolutionAbout(now, nowMost, before, beforeMost int) string {
	if before <= 0 {
		return ""
	}
	if 20*nowMost <= 21*before && 20*now >= 19*beforeMost {
		return "à peu près stable"
	}
	if now <= beforeMost && nowMost >= before {
		return ""
	}
	if now+nowMost >= 10*(before+beforeMost) {
		return "environ" + nbsp + "×" + Number((now+nowMost)/(before+beforeMost))
	}
	change := 100*(now+nowMost-before-beforeMost)/(before+beforeMost) + 1000 // above zero: rounding is the same both ways
	switch p := (change+2)/5*5 - 1000; {
	case p > 0:
		return "environ +" + Number(p) + nbsp + "%"
	case p < 0:
		return "environ " + Number(p) + nbsp + "%"
	}
	return "à peu près stable"
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

func nameIn(names map[string]string, id string) string {
	if words, ok := names[id]; ok {
		return words
	}
	return id
}

// bilanFormats are the files of the annual report, and what each is for.
var bilanFormats = map[string][2]string{
	"pdf":  {"PDF", "à lire et à imprimer : sommaire, graphiques, page de méthode"},
	"xlsx": {"Tableur (XLSX)", "une feuille par thème, pour refaire ses propres tableaux"},
	"csv":  {"CSV", "une ligne par chiffre, pour tout logiciel"},
	"json": {"JSON", "pour un programme"},
}

// BilanFormat is the name of a form of the annual report, and what it is for.
func BilanFormat(end string) (name, words string) { return bilanFormats[end][0], bilanFormats[end][1] }
