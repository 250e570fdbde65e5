package directory

// Theme is a subject services are filed under.
type Theme struct {
	ID    string // stable, used in data and indicators
	Label string // French, as shown on a button
}

// Themes is the vocabulary, in the order in which a menu shows it.
var Themes = []Theme{
	{"urgence", "Urgences"},
	{"acces-soins", "Accès aux soins"},
	{"medecine-generale", "Médecine générale"},
	{"soins-infirmiers", "Soins infirmiers"},
	{"dentaire", "Dentaire"},
	{"hopital", "Hôpital"},
	{"sante-mentale", "Santé mentale"},
	{"addictions", "Addictions"},
	{"sante-sexuelle", "Santé sexuelle"},
	{"depistage", "Dépistage"},
	{"vaccination", "Vaccination"},
	{"prevention", "Prévention"},
	{"sport-sante", "Sport-santé"},
	{"maternite-enfance", "Grossesse et petite enfance"},
	{"parentalite", "Parents"},
	{"jeunes", "Jeunes"},
	{"etudiants", "Étudiants"},
	{"violences", "Violences"},
	{"personnes-agees", "Personnes âgées"},
	{"aidants", "Aidants"},
	{"aide-domicile", "Aide à domicile"},
	{"handicap", "Handicap"},
	{"droits-sociaux", "Droits sociaux"},
	{"numerique", "Numérique"},
	{"alimentation", "Alimentation"},
	{"hebergement", "Hébergement"},
	{"logement", "Logement"},
	{"insertion", "Insertion"},
	{"migrants", "Personnes migrantes"},
	{"protection-juridique", "Protection juridique"},
	{"lien-social", "Lien social"},
	{"professionnels", "Professionnels"},
}

// Everyone is the audience of what is open to all; no audience filter hides it.
const Everyone = "tout public"

// Audiences are the words for whom a service is meant.
var Audiences = []string{
	Everyone, "enfants", "adolescents", "jeunes", "étudiants", "adultes", "personnes âgées",
	"parents", "familles", "couples", "femmes", "hommes", "femmes enceintes",
	"personnes handicapées", "aidants", "malades chroniques", "personnes isolées",
	"sans-abri", "personnes précaires", "personnes migrantes", "mineurs isolés",
	"personnes sans couverture maladie", "usagers de drogues", "auteurs de violences",
	"professionnels",
}

// ThemeByID finds a theme of the vocabulary.
func ThemeByID(id string) (Theme, bool) {
	t, ok := themeByID[id]
	return t, ok
}

// IsAudience tells whether word is one of Audiences.
func IsAudience(word string) bool { return audienceSet[word] }

var (
	themeByID   = map[string]Theme{}
	audienceSet = map[string]bool{}
)

func init() {
	for _, t := range Themes {
		themeByID[t.ID] = t
	}
	for _, a := range Audiences {
		audienceSet[a] = true
	}
}
