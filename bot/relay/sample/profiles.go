package sample

// profile is how a theme is asked about. Numbers are likely, not measured.
type profile struct {
	weight    float64 // share, in no unit
	drift     float64 // growth in a year: .3 is 30 %
	sism      float64 // times as much during the mental-health weeks; 0 is 1
	danger    float64 // share of questions that call for a danger card
	unmet     float64 // share of needs declared without answer
	kinds     []string
	audiences []string // the most frequent first
	needs     []string // asked for with it, besides the ordinary ones
	reasons   []string // why nothing fits; repeated when frequent
	seasons   map[int]float64
}

var children, teens, elders = []string{"enfants", "parents", "familles"}, []string{"adolescents", "jeunes", "parents"},
	[]string{"personnes âgées", "aidants", "personnes isolées"}

var profiles = map[string]profile{
	"urgence":              {weight: 2, danger: .16, kinds: []string{"urgence-medicale", "intoxication"}, audiences: []string{"adultes", "enfants"}, needs: []string{"ouvert-maintenant", "dimanche", "soir"}, unmet: .04, reasons: []string{"horaires", "trop-loin"}},
	"acces-soins":          {weight: 10, audiences: []string{"personnes sans couverture maladie", "personnes précaires", "adultes", "personnes migrantes"}, needs: []string{"tiers-payant", "gratuit"}, unmet: .06, reasons: []string{"complet", "trop-cher", "pieces-manquantes", "non-eligible"}},
	"medecine-generale":    {weight: 9, audiences: []string{"adultes", "personnes âgées", "enfants"}, needs: []string{"visio", "tiers-payant"}, unmet: .13, reasons: []string{"complet", "complet", "complet", "inexistant", "trop-loin"}, seasons: map[int]float64{12: 1.2, 1: 1.25, 2: 1.2}},
	"soins-infirmiers":     {weight: 2, audiences: []string{"personnes âgées", "malades chroniques", "personnes handicapées"}, needs: []string{"a-domicile"}, unmet: .04, reasons: []string{"complet", "trop-loin"}},
	"dentaire":             {weight: 6, drift: .38, audiences: []string{"adultes", "enfants", "personnes sans couverture maladie"}, needs: []string{"tiers-payant", "gratuit"}, unmet: .13, reasons: []string{"complet", "complet", "trop-cher", "non-eligible"}},
	"hopital":              {weight: 2, audiences: []string{"adultes", "personnes âgées"}, unmet: .04, reasons: []string{"complet", "horaires"}},
	"sante-mentale":        {weight: 11, drift: .26, sism: 2.5, danger: .075, kinds: []string{"suicide", "suicide", "psychose"}, audiences: []string{"adultes", "adolescents", "enfants", "jeunes", "parents"}, needs: []string{"gratuit", "anonyme", "visio"}, unmet: .08, reasons: []string{"complet", "complet", "refus-personne", "inexistant"}, seasons: map[int]float64{11: 1.1, 1: 1.1}},
	"addictions":           {weight: 4.5, sism: 1.4, danger: .05, kinds: []string{"intoxication", "suicide"}, audiences: []string{"jeunes", "adultes", "usagers de drogues", "adolescents", "parents"}, needs: []string{"anonyme", "gratuit"}, unmet: .06, reasons: []string{"refus-personne", "complet", "horaires"}, seasons: map[int]float64{1: 1.25, 11: 1.3}},
	"sante-sexuelle":       {weight: 3, danger: .01, kinds: []string{"violence-sexuelle"}, audiences: []string{"femmes", "jeunes", "adolescents"}, needs: []string{"anonyme", "gratuit", "mercredi"}, unmet: .04, reasons: []string{"horaires", "complet"}},
	"depistage":            {weight: 2, audiences: []string{"adultes", "femmes", "jeunes"}, needs: []string{"gratuit", "anonyme", "sans-rendez-vous"}, unmet: .03, reasons: []string{"horaires", "trop-loin"}, seasons: map[int]float64{10: 1.9, 3: 1.3}},
	"vaccination":          {weight: 2.4, audiences: []string{"enfants", "personnes âgées", "adultes"}, needs: []string{"gratuit", "sans-rendez-vous"}, unmet: .03, reasons: []string{"horaires", "complet"}, seasons: map[int]float64{10: 2.2, 11: 2.6, 9: 1.4}},
	"prevention":           {weight: 1.5, audiences: []string{"adultes", "personnes âgées", "malades chroniques"}, unmet: .05, reasons: []string{"inexistant", "horaires"}},
	"sport-sante":          {weight: 1.3, audiences: []string{"adultes", "personnes âgées", "malades chroniques"}, needs: []string{"soir", "gratuit"}, unmet: .06, reasons: []string{"trop-cher", "horaires", "inexistant"}, seasons: map[int]float64{9: 1.9, 1: 1.5}},
	"maternite-enfance":    {weight: 5, audiences: []string{"femmes enceintes", "enfants", "parents", "femmes"}, needs: []string{"mercredi", "langue:arabe"}, unmet: .06, reasons: []string{"complet", "langue", "trop-loin"}},
	"parentalite":          {weight: 4, danger: .02, kinds: []string{"enfant-danger"}, audiences: children, needs: []string{"mercredi", "samedi"}, unmet: .05, reasons: []string{"complet", "horaires", "refus-personne"}, seasons: map[int]float64{9: 1.35, 6: 1.15}},
	"jeunes":               {weight: 3, sism: 1.3, danger: .03, kinds: []string{"harcelement", "suicide"}, audiences: teens, needs: []string{"mercredi", "anonyme"}, unmet: .05, reasons: []string{"refus-personne", "non-eligible"}, seasons: map[int]float64{6: 1.3, 9: 1.3}},
	"etudiants":            {weight: 1.3, audiences: []string{"étudiants", "jeunes"}, needs: []string{"gratuit", "soir"}, unmet: .05, reasons: []string{"complet", "non-eligible"}, seasons: map[int]float64{9: 2.6, 10: 1.7, 7: .4, 8: .5}},
	"violences":            {weight: 3, danger: .28, kinds: []string{"violence-couple", "violence-couple", "violence-sexuelle", "enfant-danger"}, audiences: []string{"femmes", "familles", "enfants"}, needs: []string{"anonyme", "ouvert-maintenant"}, unmet: .07, reasons: []string{"refus-personne", "complet", "complet"}, seasons: map[int]float64{11: 1.3, 1: 1.1}},
	"personnes-agees":      {weight: 4, danger: .01, kinds: []string{"maltraitance-vulnerable"}, audiences: elders, needs: []string{"a-domicile"}, unmet: .06, reasons: []string{"refus-personne", "trop-cher", "complet"}, seasons: map[int]float64{7: 1.4, 8: 1.5}},
	"aidants":              {weight: 1.5, audiences: []string{"aidants", "familles"}, unmet: .06, reasons: []string{"complet", "inexistant"}, seasons: map[int]float64{10: 1.4}},
	"aide-domicile":        {weight: 2.5, audiences: elders, needs: []string{"a-domicile"}, unmet: .09, reasons: []string{"complet", "complet", "trop-cher"}},
	"handicap":             {weight: 4, audiences: []string{"personnes handicapées", "parents", "enfants"}, needs: []string{"pmr", "langue:lsf"}, unmet: .09, reasons: []string{"complet", "complet", "pieces-manquantes", "non-eligible"}},
	"droits-sociaux":       {weight: 9, audiences: []string{"personnes précaires", "adultes", "familles"}, needs: []string{"sans-rendez-vous", "langue:arabe"}, unmet: .05, reasons: []string{"pieces-manquantes", "horaires", "non-eligible"}, seasons: map[int]float64{9: 1.2, 1: 1.15}},
	"numerique":            {weight: 2.5, audiences: []string{"adultes", "personnes âgées"}, needs: []string{"gratuit"}, unmet: .04, reasons: []string{"complet", "horaires"}, seasons: map[int]float64{5: 1.5}},
	"alimentation":         {weight: 5, drift: .1, audiences: []string{"personnes précaires", "familles", "étudiants"}, needs: []string{"gratuit", "samedi"}, unmet: .05, reasons: []string{"pieces-manquantes", "horaires", "non-eligible"}, seasons: map[int]float64{12: 1.4, 8: 1.5}},
	"hebergement":          {weight: 4.5, danger: .06, kinds: []string{"rue", "rue", "violence-couple"}, audiences: []string{"sans-abri", "familles", "femmes", "personnes migrantes"}, needs: []string{"ouvert-maintenant", "langue:dari"}, unmet: .16, reasons: []string{"complet", "complet", "complet", "non-eligible"}, seasons: map[int]float64{11: 1.2, 12: 1.5, 1: 1.6, 2: 1.5}},
	"logement":             {weight: 5, audiences: []string{"familles", "adultes", "personnes précaires", "jeunes"}, unmet: .08, reasons: []string{"complet", "non-eligible", "pieces-manquantes"}, seasons: map[int]float64{3: 1.4, 4: 1.5}},
	"insertion":            {weight: 3, audiences: []string{"adultes", "jeunes"}, unmet: .04, reasons: []string{"non-eligible", "trop-loin"}, seasons: map[int]float64{9: 1.3}},
	"migrants":             {weight: 3, audiences: []string{"personnes migrantes", "mineurs isolés", "familles"}, needs: []string{"langue:arabe", "langue:dari", "langue:anglais", "langue:peul"}, unmet: .08, reasons: []string{"langue", "complet", "pieces-manquantes"}},
	"protection-juridique": {weight: 1.5, audiences: []string{"adultes", "familles"}, needs: []string{"gratuit"}, unmet: .05, reasons: []string{"complet", "horaires"}},
	"lien-social":          {weight: 2, sism: 1.2, audiences: elders, needs: []string{"samedi"}, unmet: .03, reasons: []string{"trop-loin", "refus-personne"}, seasons: map[int]float64{6: 1.3, 7: 1.6, 12: 1.2}},
	"professionnels":       {weight: .8, sism: 1.5, audiences: []string{"professionnels"}, unmet: .03, reasons: []string{"inexistant"}},
}

// nothing is the profile of a question in which no theme was understood.
var nothing = profile{weight: 1.6, unmet: .12, reasons: []string{"hors-sujet", "autre", "inexistant"}, audiences: []string{"adultes"}}

// rare is what may happen under any theme.
const rareDanger = .004

var ordinaryNeeds = []string{"gratuit", "gratuit", "gratuit", "sans-rendez-vous", "sans-rendez-vous", "soir", "samedi",
	"ouvert-maintenant", "langue:arabe", "langue:turc", "langue:portugais", "pmr", "visio"}

var ordinaryReasons = []string{"complet", "complet", "horaires", "trop-loin", "non-eligible", "inexistant", "langue",
	"refus-personne", "ferme", "trop-cher", "pieces-manquantes", "hors-sujet", "autre"}

// habits are the themes a kind of structure asks about more than others.
var habits = map[string][]string{
	"centre-social":  {"lien-social", "parentalite", "droits-sociaux", "alimentation"},
	"ccas":           {"droits-sociaux", "alimentation", "personnes-agees", "aide-domicile", "logement"},
	"association":    {"migrants", "hebergement", "acces-soins", "alimentation"},
	"ecole":          {"parentalite", "jeunes", "dentaire", "maternite-enfance", "handicap"},
	"bailleur":       {"logement", "personnes-agees", "violences", "hebergement", "sante-mentale"},
	"mission-locale": {"jeunes", "insertion", "sante-mentale", "sante-sexuelle", "logement"},
	"mds":            {"maternite-enfance", "violences", "droits-sociaux", "parentalite"},
	"sante":          {"acces-soins", "medecine-generale", "dentaire", "soins-infirmiers", "aidants"},
}

// scarce are needs so hard to meet that they show among all others, with the
// share declared without answer; rising are those asked for more every year.
var (
	scarce = map[string]float64{"cmp-enfant": .34, "medecin-traitant": .22, "hebergement-urgence": .24, "bilan-langage": .24, "cmp-adulte": .14}
	rising = map[string]float64{"cmp-adulte": .55, "cmp-enfant": .25, "urgence-dentaire": .3, "centre-dentaire": .2}
	common = map[string]float64{"cmp-enfant": 1.6, "medecin-traitant": 2.5}
)

// bands are likely ages for an audience, in years.
var bands = map[string][2]int{
	"enfants": {0, 10}, "adolescents": {12, 17}, "jeunes": {16, 25}, "étudiants": {18, 25}, "personnes âgées": {62, 92},
	"mineurs isolés": {14, 17}, "femmes enceintes": {18, 40}, "aidants": {40, 75},
}
