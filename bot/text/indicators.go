package text

// Indicator says what a figure is: its name as the fiches of the contrat de
// ville would say it, how it is made, and what it does not say.
type Indicator struct {
	ID, Fiche, Name, Definition, Formula, Source, Limit string
	From                                                string // robot, saisie, enquête; autre for what nothing here can measure
}

// Indicators lists them in the order of the fiches. Ids are those of measures
// where there is one.
func Indicators() []Indicator {
	var out []Indicator
	for _, part := range []struct {
		fiche string
		list  []Indicator
	}{{"1.3.1", relayIndicators}, {"1.3.1", contextIndicators}, {"1.3.2", eventIndicators}, {"", qualityIndicators}} {
		for _, i := range part.list {
			i.Fiche = part.fiche
			for _, s := range []*string{&i.Name, &i.Definition, &i.Formula, &i.Source, &i.Limit} {
				*s = Tidy(*s)
			}
			out = append(out, i)
		}
	}
	return out
}

// IndicatorByID finds one.
func IndicatorByID(id string) (Indicator, bool) {
	for _, i := range Indicators() {
		if i.ID == id {
			return i, true
		}
	}
	return Indicator{}, false
}

// Where figures come from.
const (
	byRobot     = "Relais, compté au fil des demandes, sans nom ni phrase."
	byEntry     = "Saisie par les coordinateurs dans la console, au fil de l’année."
	bySurvey    = "Enquête anonyme auprès des habitants : deux questions, par code QR."
	byProgramme = "Relais, d’après le programme et les annonces publiées."
)

// relayIndicators are of fiche 1.3.1: the health offer made known to those who
// meet residents every day, who direct, relay and accompany.
var relayIndicators = []Indicator{
	{ID: "operators", From: "robot", Source: byRobot,
		Name:       "Opérateurs de proximité qui relaient",
		Definition: "Personnes différentes qui ont adressé au moins une demande à Relais dans la période : agents d’accueil, médiateurs, travailleurs sociaux, gardiens, enseignants…",
		Formula:    "Nombre de comptes différents avec au moins une demande. Quelqu’un qui revient chaque mois compte une fois dans l’année.",
		Limit:      "Deux collègues qui partagent un téléphone comptent pour un. Les mois, les lieux et les thèmes ne s’additionnent pas."},
	{ID: "newcomers", From: "robot", Source: byRobot,
		Name:       "Opérateurs nouvellement mobilisés",
		Definition: "Parmi les opérateurs qui relaient, ceux dont la toute première utilisation de Relais est dans la période.",
		Formula:    "Opérateurs de la période, moins ceux qui étaient déjà venus avant, par une demande ou par une invitation.",
		Limit:      "Un changement de téléphone ou de compte, ou l’effacement de ses données, fait compter la personne comme nouvelle."},
	{ID: "returning", From: "robot", Source: byRobot,
		Name:       "Opérateurs déjà venus",
		Definition: "Parmi les opérateurs qui relaient, ceux qui connaissaient déjà Relais avant la période.",
		Formula:    "Opérateurs de la période, moins les nouveaux.",
		Limit:      "Ne dit pas s’ils viennent souvent : une seule demande dans la période suffit."},
	{ID: "formations", From: "saisie", Source: byEntry,
		Name:       "Opérateurs sensibilisés",
		Definition: "Personnes présentes aux temps de formation ou de sensibilisation proposés aux opérateurs de proximité.",
		Formula:    "Somme des personnes présentes aux formations saisies dans la période ; à côté, le nombre de formations.",
		Limit:      "Une personne venue à deux formations est comptée deux fois."},
	{ID: "outils", From: "saisie", Source: byEntry,
		Name:       "Outils de communication sur l’offre de santé",
		Definition: "Affiches, dépliants, guides, vidéos, pages et publications produits pour faire connaître l’offre.",
		Formula:    "Nombre d’outils saisis dans la période, par type ; à côté, le nombre d’exemplaires ou de vues.",
		Limit:      "Un outil diffusé n’est pas forcément lu."},
	{ID: "questions", From: "robot", Source: byRobot,
		Name:       "Demandes d’orientation adressées à Relais",
		Definition: "Demandes faites par les opérateurs pour une personne qu’ils accompagnent.",
		Formula:    "Nombre de demandes, chacune comptée une fois, au lieu demandé ou sinon au lieu de travail de l’opérateur.",
		Limit:      "Une demande reformulée compte une fois de plus : pour le nombre de besoins, voir la ligne suivante."},
	{ID: "needs", From: "robot", Source: byRobot,
		Name:       "Besoins exprimés",
		Definition: "Ce que cherchent les personnes accompagnées : les répétitions et reformulations d’une même demande en moins de dix minutes forment un seul besoin.",
		Formula:    "Nombre de besoins différents, comptés au jour, au lieu et au thème de leur première demande.",
		Limit:      "Ce n’est pas un nombre de personnes : une personne peut avoir plusieurs besoins, et Relais ne sait pas qui elle est."},
	{ID: "cards", From: "robot", Source: byRobot,
		Name:       "Fiches consultées",
		Definition: "Fiches de services ouvertes par les opérateurs pour lire adresse, horaires et conditions.",
		Formula:    "Nombre de fiches ouvertes ; la même fiche rouverte pour la même demande compte une fois.",
		Limit:      "Regarder n’est pas orienter : la réponse courte suffit souvent, et la fiche n’est alors pas ouverte."},
	{ID: "acts", From: "robot", Source: byRobot,
		Name:       "Intentions de mise en relation",
		Definition: "Gestes faits pour mettre une personne en relation avec un service : appeler, ouvrir l’itinéraire, partager la fiche, « J’oriente ».",
		Formula:    "Nombre de gestes ; le même geste sur le même service pour la même demande compte une fois.",
		Limit:      "C’est une intention : Relais ne sait pas si l’appel a abouti ni si la personne est venue."},
	{ID: "referrals", From: "robot", Source: byRobot,
		Name:       "Orientations déclarées",
		Definition: "Orientations que l’opérateur a confirmées en touchant « J’oriente ».",
		Formula:    "Nombre de « J’oriente », une fois par demande et par service.",
		Limit:      "Un minimum : beaucoup orientent sans le dire à Relais."},
	{ID: "escorts", From: "robot", Source: byRobot,
		Name:       "Accompagnements demandés, rapportés aux demandes et aux besoins",
		Definition: "Demandes pour que la personne soit accompagnée physiquement vers le service, par un médiateur par exemple.",
		Formula:    "Nombre d’accompagnements demandés ; à rapporter au nombre de demandes et de besoins de la même période.",
		Limit:      "Compte les accompagnements demandés dans Relais, pas ceux organisés autrement ni ceux qui ont eu lieu."},
	{ID: "outcomes", From: "robot", Source: byRobot,
		Name:       "Suites connues des orientations",
		Definition: "Orientations dont l’opérateur a dit ce qu’elles sont devenues : rendez-vous pris, personne reçue, liste d’attente, sans suite…",
		Formula:    "Nombre d’orientations avec une suite déclarée, comptées le jour où la suite est dite.",
		Limit:      "Les opérateurs ne savent pas toujours, et ne répondent pas tous : ce n’est pas un taux de réussite."},
	{ID: "unmet", From: "robot", Source: byRobot,
		Name:       "Besoins sans réponse",
		Definition: "Besoins pour lesquels l’opérateur a dit que rien ne convenait, avec une raison choisie dans une liste : n’existe pas ici, complet, trop loin, trop cher, langue…",
		Formula:    "Nombre de besoins déclarés, chacun compté une fois même avec plusieurs raisons ; les raisons sont comptées à part.",
		Limit:      "Un minimum : il faut que l’opérateur prenne le temps de le dire. « Hors sujet » parle de Relais, pas de l’offre."},
	{ID: "candidates", From: "robot", Source: byRobot,
		Name:       "Demandes sans aucun service trouvé",
		Definition: "Demandes, hors urgence, pour lesquelles l’annuaire n’a rien proposé. Ce sont des besoins sans réponse possibles, à confirmer.",
		Formula:    "Nombre de demandes avec zéro service et sans message de danger.",
		Limit:      "La cause peut être un manque dans l’offre, un oubli dans l’annuaire ou une demande hors du sujet."},
	{ID: "dangers", From: "robot", Source: byRobot,
		Name:       "Situations de danger signalées",
		Definition: "Demandes auxquelles Relais a répondu d’abord par un numéro d’urgence : risque suicidaire, violences, enfant en danger, urgence médicale…",
		Formula:    "Nombre de demandes avec un message de danger, par type.",
		Limit:      "Relais prévient au moindre doute : ce n’est pas un nombre d’urgences réelles."},
}

// contextIndicators are of fiche 1.3.1 too: what a robot cannot see.
var contextIndicators = []Indicator{
	{ID: "partenaires", From: "saisie", Source: byEntry,
		Name:       "Partenaires mobilisés",
		Definition: "Structures qui ont pris part à la démarche dans la période.",
		Formula:    "Nombre de structures différentes citées dans les saisies de la période.",
		Limit:      "Dépend de ce qui est saisi : deux écritures du même nom comptent pour deux."},
	{ID: "reunions", From: "saisie", Source: byEntry,
		Name:       "Réunions du groupe santé",
		Definition: "Réunions du groupe santé, et nombre de présences.",
		Formula:    "Nombre de réunions saisies dans la période ; à côté, la somme des présences.",
		Limit:      "La même personne présente à deux réunions compte deux fois."},
	{ID: "projets-partages", From: "saisie", Source: byEntry,
		Name:       "Projets partagés par au moins deux villes",
		Definition: "Projets de santé portés ensemble par deux villes ou plus.",
		Formula:    "Nombre de projets saisis dans la période avec au moins deux communes.",
		Limit:      "Un projet compte à la date de sa saisie, même s’il dure plusieurs années."},
	{ID: "actions", From: "saisie", Source: byEntry,
		Name:       "Actions d’aller-vers",
		Definition: "Actions menées au-devant des habitants : stand, marché, pied d’immeuble, porte-à-porte…",
		Formula:    "Nombre d’actions saisies dans la période ; à côté, le nombre d’habitants rencontrés.",
		Limit:      "Le nombre d’habitants rencontrés est estimé par l’équipe, et certains sont rencontrés plusieurs fois."},
	{ID: "connaissance-offre", From: "enquête", Source: bySurvey,
		Name:       "Connaissance de l’offre de santé par les habitants",
		Definition: "Part des habitants qui disent savoir où aller pour leur santé près de chez eux.",
		Formula:    "Réponses « oui », divisées par toutes les réponses à cette question.",
		Limit:      "Répond qui veut : ce n’est pas un échantillon représentatif. À lire avec le nombre de réponses."},
	{ID: "renoncement", From: "enquête", Source: bySurvey,
		Name:       "Renoncement aux soins",
		Definition: "Part des habitants qui disent avoir renoncé la dernière fois qu’ils en avaient besoin.",
		Formula:    "Réponses « j’ai renoncé », divisées par les réponses de ceux qui avaient besoin de soins.",
		Limit:      "Répond qui veut, et la raison du renoncement n’est pas demandée."},
	{ID: "situations-evitees", From: "autre",
		Name:       "Ruptures de parcours et passages aux urgences évités",
		Definition: "Situations qui se seraient aggravées sans l’orientation.",
		Formula:    "Aucune : rien dans Relais ne permet de le calculer, et rien n’est inventé.",
		Source:     "À construire avec les partenaires de santé, par exemple par une étude de situations.",
		Limit:      "On ne peut pas compter ce qui n’a pas eu lieu. Les suites connues des orientations en donnent une idée."},
}

// eventIndicators are of fiche 1.3.2: mental health, and the weeks that speak
// of it.
var eventIndicators = []Indicator{
	{ID: "evenements", From: "robot", Source: byProgramme,
		Name:       "Événements des Semaines d’information sur la santé mentale (SISM)",
		Definition: "Événements du programme confirmés dans la période.",
		Formula:    "Nombre d’événements confirmés et non annulés ; un événement à plusieurs dates compte une fois.",
		Limit:      "Ne compte que ce que les partenaires ont inscrit au programme."},
	{ID: "partenaires-evenements", From: "robot", Source: byProgramme,
		Name:       "Partenaires engagés dans les événements",
		Definition: "Structures qui organisent au moins un événement du programme ou y prennent part.",
		Formula:    "Nombre de structures différentes citées dans les événements de la période.",
		Limit:      "Deux écritures du même nom comptent pour deux."},
	{ID: "communes-evenements", From: "robot", Source: byProgramme,
		Name:       "Communes où un événement a lieu",
		Definition: "Communes qui accueillent au moins un événement du programme.",
		Formula:    "Nombre de communes différentes parmi les lieux des événements de la période.",
		Limit:      "Un événement en ligne n’a pas de commune."},
	{ID: "actions-communication", From: "robot", Source: byProgramme,
		Name:       "Actions de communication",
		Definition: "Annonces envoyées, rappels et supports du programme, par type.",
		Formula:    "Nombre d’annonces publiées dans la période, par type.",
		Limit:      "Les affiches et publications faites ailleurs sont à saisir comme outils de communication."},
	{ID: "portee", From: "robot", Source: byProgramme,
		Name:       "Portée des annonces",
		Definition: "Annonces bien arrivées chez les abonnés.",
		Formula:    "Nombre d’envois réussis ; les envois incertains sont comptés à part.",
		Limit:      "Reçu ne veut pas dire lu. Un groupe compte pour un abonné, quel que soit son nombre de membres."},
	{ID: "relais-annonces", From: "robot", Source: byProgramme,
		Name:       "Annonces relayées par les opérateurs",
		Definition: "Fois où un opérateur a dit « Je relaie » : il a passé l’annonce à des habitants.",
		Formula:    "Nombre de « Je relaie », une fois par personne et par annonce ; à côté, le nombre d’habitants qu’ils estiment avoir touchés.",
		Limit:      "Le nombre d’habitants touchés est une estimation de chacun."},
	{ID: "presence", From: "robot", Source: byProgramme,
		Name:       "Présence aux événements",
		Definition: "Personnes venues aux événements, selon les organisateurs, à qui Relais le demande le lendemain.",
		Formula:    "Somme des présences déclarées.",
		Limit:      "Tous les organisateurs ne répondent pas ; une personne venue à deux événements compte deux fois."},
}

// qualityIndicators are of no fiche: how well Relais itself does.
var qualityIndicators = []Indicator{
	{ID: "misread", From: "robot", Source: byRobot,
		Name:       "Demandes mal comprises",
		Definition: "Fois où un opérateur a corrigé ce que Relais avait compris : thème, âge, lieu, public…",
		Formula:    "Nombre de corrections, par type ; une demande peut en avoir plusieurs.",
		Limit:      "Qui n’est pas compris ne le signale pas toujours. Les mots de la demande ne sont pas gardés."},
	{ID: "flags", From: "robot", Source: byRobot,
		Name:       "Erreurs signalées dans l’annuaire",
		Definition: "Fois où un opérateur a signalé une erreur sur une fiche : téléphone, adresse, horaires, service fermé.",
		Formula:    "Nombre de signalements, par service.",
		Limit:      "Un signalement reste à vérifier ; il peut y en avoir plusieurs pour la même erreur."},
}
