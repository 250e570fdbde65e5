package search

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/directory"
	"relais/directory/starter"
	"relais/search/lexicon"
)

// monday is a Monday in November, 10 h in Tours.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func testEngine(t testing.TB) *Engine {
	t.Helper()
	e := New(Options{Places: starter.Places(), Streets: starter.Streets(), Helplines: starter.Helplines(), Log: slog.New(slog.DiscardHandler)})
	if err := e.Load(t.Context(), 1, starter.Services()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestAges(t *testing.T) {
	for text, want := range map[string]int{
		"une fille de 14 ans":                     14,
		"bébé de 5 mois":                          0,
		"le petit a 20 mois":                      1,
		"ils ont entre 11 et 13 ans":              11,
		"groupe de 13-15 ans":                     13,
		"née en 2010":                             16,
		"né en 58":                                68,
		"né le 3 mars 1999":                       27,
		"17ans au lycée":                          17,
		"elle a vingt-deux ans":                   22,
		"un papi de quatre-vingt-six ans":         86,
		"la soixantaine":                          60,
		"ado de 15 piges":                         15,
		"nourrisson 3 semaines":                   0,
		"maman de 3 enfants, 29 ans":              29,
		"père de 44 ans, son fils de 12 ans":      12,
		"plus scolarisé depuis mars, il a 17 ans": 17,
		"il va sur ses 80 ans":                    79,
		"violée il y a deux ans":                  -1,
		"attend depuis 2 ans":                     -1,
		"deux ans qu'il attend":                   -1,
		"15 jours d'attente":                      -1,
		"T2 de 45 m2":                             -1,
		"au 3e étage":                             -1,
		"37000 Tours":                             -1,
		"enceinte de 5 mois":                      -1,
		"20 clopes par jour depuis 15 ans":        -1,
		"10 ans de mariage":                       -1,
		"tous les deux ans":                       -1,
		"pendant 3 mois":                          -1,
		"ça fait 4 ans":                           -1,
		"il a 3 enfants":                          -1,
		"rendez-vous dans 6 mois":                 -1,
		"loyer 540 euros":                         -1,
		"le 115 ne répond pas":                    -1,
		"personne":                                -1,
	} {
		found := ages(expand(lexicon.Words(text)), 2026)
		r := &reading{words: expand(lexicon.Words(text))}
		r.findAge(monday)
		got := -1
		if r.Age != nil {
			got = *r.Age
		}
		if got != want {
			t.Errorf("%q: age %d, want %d (found %v)", text, got, want, found)
		}
	}
}

func TestPlaces(t *testing.T) {
	e := testEngine(t)
	for text, want := range map[string]string{
		"dentiste au sanitas":                         "sanitas",
		"une pmi place neuve":                         "sanitas",
		"vers Bouzignac":                              "rochepinard",
		"centre social la rabiere":                    "la-rabiere",
		"médecin st pierre des corps":                 "37233",
		"un psy à saint-cyr":                          "37214",
		"habite aux rives du cher":                    "rives-du-cher",
		"quartier de l'Europe":                        "europe",
		"aux Fontaines":                               "fontaines",
		"à joué":                                      "37122",
		"la riche, infirmière":                        "37195",
		"côté Tours Nord":                             "37261",
		"37700":                                       "37233",
		"ils sont à Tour":                             "37261",
		"rue de la Rôtière":                           "la-rabiere",
		"avenue du général de gaulle à Joué":          "37122",
		"il a joué au loto":                           "",
		"joue gonflée depuis hier":                    "",
		"pas très riche":                              "",
		"arrive d'Europe centrale":                    "",
		"le pasteur de la paroisse":                   "",
		"chacun son tour":                             "",
		"au bord de la crise":                         "",
		"église Saint-Pierre":                         "",
		"la famille Montlouis":                        "",
		"pas au Sanitas":                              "",
		"loin de la Rabaterie si possible":            "",
		"mais pas à Saint-Avertin, plutôt à Chambray": "37050",
		"sanitasse":                                   "sanitas",
	} {
		r := e.now.Load().under.understand(text, monday)
		got := ""
		if r.Place != nil {
			got = r.Place.ID
		}
		if got != want {
			t.Errorf("%q: place %q, want %q", text, got, want)
		}
	}
}

func TestNeedsAndAudiences(t *testing.T) {
	e := testEngine(t)
	for _, c := range []struct {
		text             string
		needs, audiences []string
	}{
		{"psy gratuit", []string{"gratuit"}, nil},
		{"médecin sans rendez-vous ouvert samedi", []string{"sans-rendez-vous", "samedi"}, nil},
		{"sans donner son nom", []string{"anonyme"}, nil},
		{"elle ne peut plus descendre ses escaliers", []string{"a-domicile"}, nil},
		{"parle que l'arabe", []string{"langue:arabe"}, nil},
		{"sans avancer les frais", []string{"tiers-payant"}, nil},
		{"lycéenne", nil, []string{"adolescents"}},
		{"monsieur de 45 ans", nil, nil},
		{"mamie de 81 ans", nil, []string{"personnes âgées"}},
		{"elle n'est pas enceinte", nil, nil},
		{"plus étudiante depuis juin", nil, nil},
		{"à la rue avec un bébé", nil, []string{"sans-abri", "enfants"}},
		{"rue de la Pierre", nil, nil},
		{"sans papiers", nil, []string{"personnes migrantes"}},
		{"une pension de famille", nil, nil},
	} {
		r := e.now.Load().under.understand(c.text, monday)
		if d := cmp.Diff(c.needs, r.Needs); d != "" {
			t.Errorf("%q: needs %s", c.text, d)
		}
		got := slices.Clone(r.Audiences)
		slices.Sort(got)
		slices.Sort(c.audiences)
		if d := cmp.Diff(c.audiences, got); d != "" {
			t.Errorf("%q: audiences %s", c.text, d)
		}
	}
}

func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		"psy gratuit mais pas l'hôpital": "l hopital",
		"hors CMP":                       "cmp",
		"ne veut pas d'hébergement, juste un conseil": "d hebergement",
		"pas de logement":                 "",
		"n'arrive pas à payer son loyer":  "",
		"plus de sécu":                    "",
		"c'est pas une urgence : médecin": "une urgence",
		"veut pas voir de docteur":        "de docteur",
		"pas cher":                        "",
		"il ne parle pas":                 "",
	} {
		words := lexicon.Words(text)
		var got []string
		for i, no := range refused(words) {
			if no {
				got = append(got, words[i].Fold)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q refuses %q, want %q", text, s, want)
		}
	}
}

func TestSpelling(t *testing.T) {
	e := testEngine(t)
	sp := e.now.Load().under.spelling
	for typed, want := range map[string]string{
		"dantiste": "dentiste", "orthofoniste": "orthophoniste", "psicologue": "psychologue",
		"hebergemant": "hébergement", "alimantaire": "alimentaire", "vaccinassion": "vaccination",
	} {
		got, ok := sp.correct(typed)
		if !ok || sp.shown[got] != want && got != lexicon.Fold(want) {
			t.Errorf("correct(%q) = %q, %v; want %q", typed, got, ok, want)
		}
	}
	for _, right := range []string{"serviette", "maison", "dentiste", "plurielles", "kevin", "choper"} {
		if got, ok := sp.correct(right); ok {
			t.Errorf("%q was changed into %q", right, got)
		}
	}
}

func TestDropAndAdd(t *testing.T) {
	e := testEngine(t)
	ask := func(drop, add []string) Answer {
		a, err := e.Find(t.Context(), Question{Text: "dentiste pour un ado de 16 ans au sanitas", At: monday, Drop: drop, Add: add})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := ask(nil, nil)
	for _, f := range []string{"theme:dentaire", "age:16", "place:sanitas"} {
		if !slices.ContainsFunc(a.Understood.Facets(), func(x Facet) bool { return x.ID() == f }) {
			t.Fatalf("%s not understood: %v", f, a.Understood.Facets())
		}
	}
	a = ask([]string{"age:16", "place:sanitas"}, []string{"need:gratuit", "place:la-rabiere"})
	if a.Understood.Age != nil || a.Understood.Place == nil || a.Understood.Place.ID != "la-rabiere" || !slices.Contains(a.Understood.Needs, "gratuit") {
		t.Errorf("after the buttons: %+v", a.Understood)
	}
	if slices.Contains(a.Understood.Audiences, "adolescents") && a.Understood.Age != nil {
		t.Errorf("the age stays: %v", a.Understood.Audiences)
	}
}

func TestTwinsAndAges(t *testing.T) {
	got := withoutTwins([]directory.Service{{ID: "a", Source: "tours", Finess: "370000001"}, {ID: "finess-370000001", Source: "finess", Finess: "370000001"}, {ID: "finess-2", Source: "finess", Finess: "2"}})
	if len(got) != 2 || got[1].ID != "finess-2" {
		t.Errorf("twins: %v", got)
	}
	for text, want := range map[string][2]int{
		"enfants de 0 à 6 ans":           {0, 6},
		"accueil des 11-25 ans":          {11, 25},
		"personnes de plus de 60 ans":    {60, 120},
		"le service a fêté ses 50 ans":   {0, 0},
		"mammographie tous les deux ans": {0, 0},
	} {
		low, high := ageRange(&directory.Service{Description: text})
		if [2]int{low, high} != want {
			t.Errorf("%q: %d–%d, want %v", text, low, high, want)
		}
	}
}
