package text

import "strings"

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
	BilanDefinition  = "Définition"
	BilanFormula     = "Calcul"
	BilanSource      = "Source"
	BilanLimit       = "Limite"
	BilanNeeds       = "Il faut"
	BilanTotal       = "Ensemble"
	BilanHidden      = "masqué"
	BilanExact       = "exact"
	BilanLeast       = "au moins"
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
	"connait": "Savez-vous où aller pour votre santé, ici ?", "alle": "La dernière fois que vous en avez eu besoin, y êtes-vous allé ?",
}

// BilanTable is the title of a table of the bilan; an unknown one is given back.
func BilanTable(id string) string { return Tidy(nameIn(bilanTables, id)) }

// BilanMeasure is how a measure of figures reads in the bilan.
func BilanMeasure(id string) string {
	if id == "questions" {
		return "Demandes"
	}
	return MeasureName(id)
}

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

// BilanRounded warns on the cover that figures are rounded down.
func BilanRounded(k int) string {
	return "Chiffres arrondis vers le bas, par tranches de " + Number(k) + nbsp +
		": la période est en cours, ou ce n’est ni un mois, ni un trimestre, ni une année civile."
}

// BilanAllHidden names the rows of a table that have no figure to show.
func BilanAllHidden(names []string) string {
	if len(names) > 12 {
		return "Et " + Count(len(names), "ligne masquée", "lignes masquées") + "."
	}
	return Plural(len(names), "Masqué", "Masqués") + nbsp + ": " + strings.Join(names, " · ") + "."
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
		words = "Une année entière, pour tous les territoires : les réponses sont là, arrondies ou masquées, mais leur part n’est calculée qu’alors."
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
// « 240 personnes présentes ».
func BilanCount(kind string, n int) string {
	words := map[string][2]string{
		"reunion": {"présence", "présences"}, "outil": {"exemplaire ou vue", "exemplaires ou vues"},
		"formation": {"personne présente", "personnes présentes"}, "action": {"habitant rencontré", "habitants rencontrés"},
	}[kind]
	if words[0] == "" {
		return ""
	}
	return Count(n, words[0], words[1])
}

// BilanMethodWords is the page of method. k is the least figure shown; exact
// tells whether the figures are exact, else they are rounded down.
func BilanMethodWords(k int, exact bool) []Paragraph {
	least := Number(k)
	rounding := Paragraph{"Des chiffres exacts",
		"La période est terminée : ses comptes ne changeront plus. Un chiffre montré est exact."}
	if !exact {
		rounding = Paragraph{"Des chiffres arrondis",
			"La période est en cours, ou ce n’est ni un mois, ni un trimestre, ni une année civile : tous les chiffres sont arrondis vers le bas, par tranches de " + least +
				". On lit « au moins » devant chacun. Sous " + least + ", on lit « moins de " + least + " »."}
	}
	all := []Paragraph{
		{"Ce qui est compté", "Chaque demande envoyée à Relais par un opérateur de proximité, une seule fois, sous son thème principal. Un besoin, c’est une demande sans ses répétitions ni ses reprises dans les dix minutes. Une mise en relation, c’est un appel, un itinéraire, un partage ou une orientation déclarée. Une demande compte au lieu demandé, sinon là où travaille l’opérateur."},
		{"Ce qui n’est pas compté", "Les personnes aidées : l’une peut être à l’origine de plusieurs demandes, une autre d’aucune. Les orientations faites sans Relais, de vive voix ou par téléphone. Ce que devient une personne quand l’opérateur ne le dit pas."},
		{"Ce que Relais ne sait pas, et ne veut pas savoir", "Aucun nom, aucun numéro, aucune date de naissance, aucun mot des demandes n’est gardé. Les opérateurs sont comptés sous un pseudonyme, qui n’est montré nulle part."},
		{"Ce qui est masqué", "Un chiffre de 1 à " + Number(k-1) + " n’est pas montré : on lit « masqué ». D’autres le sont aussi quand ils permettraient de le retrouver par soustraction, entre lieux, entre mois ou entre lignes. Un zéro est montré. Les lignes d’un tableau ne font donc pas toujours le total."},
		rounding,
		{"Les saisies à la main", "Réunions, outils, partenaires, formations, projets, actions : ce que la coordination a noté, et rien de plus. Ces nombres ne portent pas sur des personnes aidées et ne sont pas masqués. Ce qui n’a pas été noté n’est pas là."},
		{"Le sondage des habitants", "Deux questions, sans nom, ouvertes à qui lit l’affiche. Ceux qui répondent ne ressemblent pas forcément aux autres : une tendance, pas une mesure. Les réponses ne sont exactes que pour une année entière et tous les territoires ; sinon elles sont arrondies vers le bas, par tranches de " + least + "."},
		{"Les limites", "Demander n’est pas être soigné : ces chiffres disent le relais, pas le soin. Une hausse peut venir de besoins plus nombreux, ou d’opérateurs plus nombreux à utiliser Relais : lisez toujours les demandes à côté du nombre d’opérateurs. Un thème peu demandé n’est pas un thème sans besoin."},
	}
	for i := range all {
		all[i].Words = Tidy(all[i].Words)
	}
	return all
}
