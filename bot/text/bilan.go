package text

// Paragraph is a heading and what stands under it.
type Paragraph struct {
	Heading string `json:"heading"`
	Words   string `json:"words"`
}

// Words of the bilan.
const (
	BilanSubject     = "Activité de relais vers la santé, la prévention et l’aide sociale"
	BilanKey         = "bilan, relais, contrat de ville, santé, indicateurs"
	BilanTerritory   = "Territoire"
	BilanPeriod      = "Période"
	BilanDate        = "Établi le"
	BilanAsOf        = "Chiffres arrêtés au"
	BilanEverywhere  = "Tous les territoires"
	BilanContents    = "Sommaire"
	BilanMethod      = "Comment lire ces chiffres"
	BilanSheet       = "Fiche"
	BilanOther       = "Autres indicateurs"
	BilanUnmeasured  = "Ce que Relais ne peut pas mesurer seul"
	BilanUnmeasuredL = "Ces indicateurs demandent une saisie à la main ou une enquête. Ils sont là pour qu’on ne les oublie pas."
	BilanEntries     = "Ce qui a été saisi à la main"
	BilanEntriesL    = "Réunions, outils, partenaires, formations, projets et actions, tels que la coordination les a notés."
	BilanNoEntry     = "Rien n’a été saisi pour cette période et ce territoire."
	BilanNoEntries   = "Aucune saisie pour cette période et ce territoire."
	BilanNothing     = "non mesuré"
	BilanUnentered   = "rien n’a été saisi"
	BilanDefinition  = "Définition"
	BilanFormula     = "Calcul"
	BilanSource      = "Source"
	BilanLimit       = "Limite"
	BilanNeeds       = "Il faut"
	BilanTotal       = "Ensemble"
	BilanExact       = "exact"
	BilanLeast       = "au moins"
	BilanAbout       = "environ"
	BilanKeyFigures  = "En bref"
	BilanContinued   = "suite"
	BilanFunnel      = "De la demande à la suite donnée"
	BilanUnstated    = "Non précisé"
	BilanUnknown     = "Lieu inconnu"
	BilanOtherTheme  = "Autre thème"
)

// Names of sheets and headings of columns of the bilan's workbook.
const (
	SheetSummary    = "Synthèse"
	SheetMonths     = "Demandes par mois"
	SheetThemes     = "Thèmes"
	SheetQuarters   = "Quartiers"
	SheetStructures = "Structures"
	SheetUnmet      = "Sans réponse"
	SheetOutcomes   = "Suites"
	SheetEntries    = "Saisies"
	SheetSurvey     = "Sondage"
	SheetMethod     = "Méthode"
	SheetHeat       = "Thèmes par quartier"
	SheetOthers     = "Autres tableaux"

	ColumnIndicator  = "Indicateur"
	ColumnUnit       = "Unité"
	ColumnPrecision  = "Précision"
	ColumnFrom       = "Origine"
	ColumnDate       = "Date"
	ColumnKind       = "Genre"
	ColumnTitle      = "Intitulé"
	ColumnDetail     = "Type"
	ColumnNumber     = "Nombre"
	ColumnPartners   = "Partenaires"
	ColumnCommunes   = "Communes"
	ColumnMonth      = "Mois"
	ColumnQuestion   = "Question"
	ColumnAnswer     = "Réponse"
	ColumnSubject    = "Sujet"
	ColumnText       = "Explication"
	ColumnTable      = "Tableau"
	ColumnIdentifier = "Identifiant"
	ColumnName       = "Libellé"
	ColumnTheme      = "Thème"
	ColumnMore       = "Précisions"
	ColumnWho        = "Avec qui, où"
)

// BilanTitle is the title of the bilan of whole months, given as YYYYMM:
// « Bilan 2026 », « Bilan du 3e trimestre 2026 », « Bilan d’octobre 2026 ».
func BilanTitle(from, to int) string {
	words := PeriodWords(from, to)
	switch {
	case from == to:
		return "Bilan " + sinceMonth(from%100) + nbsp + yearDigits(from/100)
	case from/100 == to/100 && from%100 == 1 && to%100 == 12:
		return "Bilan " + words
	case from/100 == to/100 && from%100%3 == 1 && to%100 == from%100+2:
		return "Bilan du " + words
	}
	return "Bilan " + words
}

// bilanTables are the titles of the bilan's tables and charts.
var bilanTables = map[string]string{
	"themes": "Demandes par thème", "quartiers": "Demandes par quartier", "communes": "Demandes par commune",
	"structures": "Opérateurs par type de structure", "canaux": "Par où l’on demande", "publics": "Demandes par public",
	"ages": "Demandes par tranche d’âge", "dangers": "Alertes de danger", "raisons": "Pourquoi rien ne convient",
	"themes-raisons": "Besoins sans réponse, par thème et par raison", "sans-reponse": "Besoins sans réponse, par thème",
	"actes": "Mises en relation", "suites": "Ce que deviennent les orientations", "incompris": "Ce qui a été mal compris",
	"carte": "Demandes par thème et par quartier", "mois": "Mois par mois", "besoins": "Besoins précis les plus demandés",
	"connait": "Savez-vous où aller pour votre santé, ici ?", "alle": "La dernière fois que vous en avez eu besoin, avez-vous pu y aller ?",
}

// BilanTable is the title of a table of the bilan; an unknown one is given back.
func BilanTable(id string) string { return Tidy(nameIn(bilanTables, id)) }

// BilanMeasure is how a measure of figures reads in the bilan.
func BilanMeasure(id string) string { return MeasureName(id) }

// BilanDimension heads the first column of a table of the bilan.
func BilanDimension(id string) string {
	if id == "theme-reason" {
		return "Thème et raison"
	}
	return DimensionName(id)
}

// BilanPair is a row of two values: « Addictions : complet ».
func BilanPair(first, second string) string { return first + nbsp + ": " + Small(second) }

// BilanCompared is a figure of another period beside the one shown:
// « 2025 : 280 (+12 % depuis) ».
func BilanCompared(period, figure, evolution string) string {
	words := Capital(period) + nbsp + ": " + figure
	if evolution != "" {
		words += " (" + evolution + ")"
	}
	return words
}

// BilanMore says that a table goes on in the workbook.
func BilanMore(n int) string {
	return "Et " + Count(n, "autre ligne", "autres lignes") + ", dans le classeur."
}

// BilanAgain heads a table that goes on after a page.
func BilanAgain(title string) string { return title + " (" + BilanContinued + ")" }

// BilanRunning warns on the cover that the period goes on.
const BilanRunning = "La période n’est pas finie\u00a0: ces chiffres sont des minimums."

// BilanOff warns on the cover that the period is of the reader's own making.
const BilanOff = "La période n’est ni un mois, ni un trimestre, ni une année civile\u00a0: les opérateurs y sont comptés au moins."

// BilanRoundedDown says why a large figure is « au moins ».
func BilanRoundedDown(k int) string {
	return "Arrondi vers le bas, par tranches de " + Number(k) + "\u00a0: voir «\u00a0" + BilanMethod + "\u00a0»."
}

// BilanShare says between what two shares, in percent, the truth stands.
func BilanShare(low, high int) string {
	return "Entre " + Number(low) + nbsp + "% et " + Number(high) + nbsp + "%\u00a0: les réponses sont arrondies."
}

// BilanMissing says what an indicator without a value takes, by where it comes
// from; some is true when there are answers, too few or of too short a time for
// a share.
func BilanMissing(from string, some bool) string {
	words := "Une étude auprès des habitants ou des structures : rien dans Relais ne peut la remplacer."
	switch {
	case from == "robot":
		words = "Un programme d’événements et des annonces dans Relais."
	case from == "saisie":
		words = "Une saisie à la main, dans la console, page « Saisies »."
	case some:
		words = "Plus de réponses : il y en a, arrondies ci-dessous, mais trop peu pour en dire une part."
	case from == "enquête":
		words = "Des réponses au sondage des habitants, par l’affiche et son code QR."
	}
	return Tidy(words)
}

// surveyAnswers are the closed answers of residents, by question.
var surveyAnswers = map[string]map[string]string{
	"connait": {"oui": "Oui", "un-peu": "Un peu", "non": "Non"},
	"alle":    {"oui": "Oui", "renonce": "Non, j’ai renoncé", "pas-besoin": "Je n’en ai pas eu besoin"},
}

// SurveyAnswer is an answer of residents in words.
func SurveyAnswer(question, id string) string { return nameIn(surveyAnswers[question], id) }

// BilanOrigin says where an indicator comes from.
func BilanOrigin(from string) string {
	return nameIn(map[string]string{"robot": "compté par Relais", "saisie": "saisi à la main", "enquête": "enquête"}, from)
}

// BilanCount says what an indicator of entries counts, beside its value:
// « 240 présences », « 3 formations ».
func BilanCount(kind string, n int) string {
	words := map[string][2]string{
		"reunion": {"présence", "présences"}, "outil": {"exemplaire ou vue", "exemplaires ou vues"},
		"formation": {"formation", "formations"}, "action": {"habitant rencontré", "habitants rencontrés"},
	}[kind]
	if words[0] == "" {
		return ""
	}
	return Count(n, words[0], words[1])
}

// BilanMethodWords is the page of method. k is the least figure shown; exact
// tells whether the period is a calendar one that is over.
func BilanMethodWords(k int, exact bool) []Paragraph {
	period := Paragraph{"Une période terminée", "Ses comptes ne changeront plus."}
	if !exact {
		period = Paragraph{"Une période qui n’est pas close",
			"Elle est en cours, ou ce n’est ni un mois, ni un trimestre, ni une année civile : lisez « au moins » devant chaque chiffre. Les opérateurs, qui reviennent d’un mois à l’autre, y sont comptés au mois, trimestre ou année où ils étaient le plus nombreux."}
	}
	all := []Paragraph{
		{"Ce qui est compté", "Chaque demande envoyée à Relais par un opérateur de proximité, une seule fois, sous son thème principal. Un besoin, c’est une demande sans ses répétitions ni ses reprises dans les dix minutes. Une mise en relation, c’est un appel, un itinéraire, un partage ou une orientation déclarée. Une demande compte au lieu demandé, sinon là où travaille l’opérateur."},
		{"Ce qui n’est pas compté", "Les personnes aidées : l’une peut être à l’origine de plusieurs demandes, une autre d’aucune. Les orientations faites sans Relais, de vive voix ou par téléphone. Ce que devient une personne quand l’opérateur ne le dit pas."},
		{"Ce que Relais ne sait pas, et ne veut pas savoir", "Aucun nom, aucun numéro, aucune date de naissance, aucun mot des demandes n’est gardé. Les opérateurs sont comptés sous un pseudonyme, qui n’est montré nulle part."},
		{"Exact ou arrondi", FigureRule(k) + " Une évolution précédée d’« environ » vient de chiffres arrondis."},
		period,
		{"Les saisies à la main", "Réunions, outils, partenaires, formations, projets, actions : ce que la coordination a noté, et rien de plus. Ces nombres ne portent pas sur des personnes aidées et sont exacts. Ce qui n’a pas été noté n’est pas là."},
		{"Le sondage des habitants", "Deux questions, sans nom, ouvertes à qui lit l’affiche. Ceux qui répondent ne ressemblent pas forcément aux autres : une tendance, pas une mesure. Les réponses sont arrondies vers le bas, par tranches de " + Number(k) + " ; une part en est tirée quand elles suffisent, et l’on dit entre quelles bornes."},
		{"Les limites", "Demander n’est pas être soigné : ces chiffres disent le relais, pas le soin. Une hausse peut venir de besoins plus nombreux, ou d’opérateurs plus nombreux à utiliser Relais : lisez toujours les demandes à côté du nombre d’opérateurs. Un thème peu demandé n’est pas un thème sans besoin."},
	}
	for i := range all {
		all[i].Words = Tidy(all[i].Words)
	}
	return all
}
