package bilan

import (
	"context"
	"slices"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// paris is where the clock stands.
var paris = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return loc
}()

// afterYear is a day when 2026 is over, inYear one when it is not.
var (
	afterYear = time.Date(2027, 1, 8, 9, 30, 0, 0, paris)
	inYear    = time.Date(2026, 11, 23, 9, 30, 0, 0, paris)
	year2026  = figures.Period{From: 202601, To: 202612}
)

// fakeFigures makes up figures that are always the same.
type fakeFigures struct{ now time.Time }

func (fakeFigures) K() int { return figures.DefaultK }

// cell makes up a total: rounded down when it is small, or p is not over.
func (f fakeFigures) cell(n int, p figures.Period) figures.Cell {
	if !p.Exact(f.now) || n > 0 && n < 11 {
		return cut11(n)
	}
	return figures.Cell{N: n}
}

// cut11 makes up what cuts a total.
func cut11(n int) figures.Cell { return figures.Cell{N: n / 11 * 11, Least: true} }

// size is about how many of a measure there are in a hundred questions.
var size = map[figures.Measure]int{
	figures.Questions: 100, figures.Needs: 91, figures.Operators: 6, figures.Newcomers: 2, figures.Returning: 4, figures.Cards: 64,
	figures.Acts: 38, figures.Referrals: 19, figures.Escorts: 3, figures.Unmet: 9, figures.Candidates: 5, figures.Dangers: 4,
	figures.Outcomes: 7, figures.Misread: 3, figures.Flags: 1,
}

func (f fakeFigures) Summary(_ context.Context, p figures.Period, where figures.Territory) (figures.Summary, error) {
	s := figures.Summary{Period: p, Territory: where, AsOf: f.now.Add(-time.Hour), Figures: map[figures.Measure]figures.Compared{}}
	for m, n := range size {
		s.Figures[m] = figures.Compared{Now: f.cell(n*103, p), Before: f.cell(n*88, p.Before()), YearBefore: f.cell(n*88, p.YearBefore())}
	}
	return s, nil
}

// values are some of each dimension, enough for tables to break across pages.
var values = map[figures.Dimension][]string{
	figures.Theme: {"sante-mentale", "addictions", "dentaire", "acces-soins", "droits-sociaux", "maternite-enfance", "alimentation", "hebergement", "violences",
		"medecine-generale", "jeunes", "personnes-agees", "handicap", "numerique", "migrants", "logement", "insertion", "sante-sexuelle", "lien-social", "autre"},
	figures.Quartier:  {"sanitas", "rives-du-cher", "maryse-bastie", "fontaines", "europe", "bords-de-loire", "rochepinard", "rabiere", "rabaterie", "inconnu"},
	figures.Commune:   {"37261", "37122", "37233", "inconnu"},
	figures.Structure: {"association", "centre-social", "ccas", "ecole", "bailleur", "mission-locale", "mds", "sante", "autre", "inconnu"},
	figures.Besoin:    {"besoin-1", "besoin-2", "besoin-3", "besoin-4"},
	figures.Audience:  {"adolescents", "femmes enceintes", "personnes âgées", "tout public"},
	figures.Age:       {"11-17", "18-25", "26-59", "60+", "inconnu"},
	figures.Channel:   {"private", "group", "inline"},
	figures.Act:       {"call", "referral", "route", "share"},
	figures.Outcome:   {"rendez-vous", "recu", "attente", "accompagne", "sans-suite", "refus"},
	figures.Reason:    {"complet", "inexistant", "trop-loin", "non-eligible", "trop-cher", "langue", "horaires", "hors-sujet", "autre"},
	figures.What:      {"theme", "place", "age", "tout"},
	figures.Danger:    {"suicide", "urgence-medicale", "violence-couple", "rue"},
}

func (f fakeFigures) Table(_ context.Context, by figures.Dimension, measures []figures.Measure, p figures.Period, _ figures.Territory) (figures.Table, error) {
	ids := values[by]
	if by == figures.ThemeReason {
		for _, t := range values[figures.Theme][:10] {
			for _, r := range values[figures.Reason][:5] {
				ids = append(ids, t+"/"+r)
			}
		}
	}
	t := figures.Table{Dimension: by, Measures: measures, AsOf: f.now}
	t.Total.Cells = map[figures.Measure]figures.Cell{}
	for i, id := range ids {
		row := figures.Row{ID: id, Cells: map[figures.Measure]figures.Cell{}}
		for _, m := range measures {
			row.Cells[m] = cut11(size[m] * 30 / (i + 1))
			t.Total.Cells[m] = f.cell(size[m]*103, p)
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// seasons are how many questions come each month, in percent of a quiet one.
var seasons = [...]int{95, 90, 110, 100, 92, 105, 60, 45, 125, 190, 130, 85}

func (f fakeFigures) Series(_ context.Context, m figures.Measure, _ figures.Dimension, _ string, p figures.Period, _ figures.Territory) ([]figures.Point, error) {
	var out []figures.Point
	for i, month := range p.Months() {
		one := figures.Period{From: month, To: month}
		out = append(out, figures.Point{Period: one, Cell: f.cell(size[m]*seasons[month%100-1]*(20+i)/400, one)})
	}
	return out, nil
}

func (f fakeFigures) Heat(_ context.Context, _ figures.Period, _ figures.Territory) (figures.Grid, error) {
	g := figures.Grid{Rows: values[figures.Theme], Columns: values[figures.Quartier][:9], AsOf: f.now}
	for i := range g.Rows {
		var row []figures.Cell
		for j := range g.Columns {
			row = append(row, cut11(900/(i+1)/(j+2)*(1+(i+j)%3)))
		}
		g.Cells = append(g.Cells, row)
	}
	return g, nil
}

// fakeRelay has entries and answers in 2026 only.
type fakeRelay struct {
	entries []relay.Entry
	answers map[string]map[string]int
}

func (f fakeRelay) Entries(_ context.Context, from, to relay.Day, _ relay.Territory) ([]relay.Entry, error) {
	return slices.DeleteFunc(slices.Clone(f.entries), func(e relay.Entry) bool { return e.Day < from || e.Day > to }), nil
}

func (f fakeRelay) SurveyCounts(_ context.Context, from, _ relay.Day, _ string) (map[string]map[string]int, error) {
	if from/10000 != 2026 {
		return nil, nil
	}
	return f.answers, nil
}

// someEntries are latest first, as the log gives them.
func someEntries() []relay.Entry {
	list := []relay.Entry{
		{Kind: relay.Project, Day: 20261112, Title: "Bus santé des quartiers", Communes: []string{"37261", "37122"}, Partners: []string{"CPTS Tours", "Ville de Joué-lès-Tours"}},
		{Kind: relay.Project, Day: 20261002, Title: "Stand au marché", Communes: []string{"37261"}},
		{Kind: relay.Outreach, Day: 20260918, Title: "Stand « cœur » – 0 €", Number: 64},
		{Kind: relay.Training, Day: 20260611, Title: "Repérer la souffrance psychique", Number: 24, Partners: []string{"CPTS  tours"}},
		{Kind: relay.Partners, Day: 20260520, Title: "Semaines d’information sur la santé mentale", Partners: []string{"GEM Étincelle", "CHRU de Tours", "CCAS de Tours", "Centre social Pluriel(le)s", "Association d’insertion par l’emploi et la culture du Val de Loire"}},
		{Kind: relay.Tool, Day: 20260410, Title: "Guide « Où aller pour ma santé »", Detail: "guide", Number: 1500},
		{Kind: relay.Tool, Day: 20260302, Title: "=SOMME(A1)", Detail: "flyer"},
	}
	for i := range 40 {
		list = append(list, relay.Entry{Kind: relay.Meeting, Day: relay.Day(20260228 - i/2), Title: "Réunion du groupe santé, préparation des semaines et bilan du trimestre", Number: 8 + i%9, Partners: []string{"CCAS de Tours"}})
	}
	return list
}

var names = map[string]string{
	"sanitas": "Sanitas", "rives-du-cher": "Rives du Cher", "maryse-bastie": "Maryse Bastié", "fontaines": "Les Fontaines", "europe": "Europe",
	"bords-de-loire": "Bords de Loire", "rochepinard": "Rochepinard", "rabiere": "La Rabière", "rabaterie": "La Rabaterie",
	"37261": "Tours", "37122": "Joué-lès-Tours", "37233": "Saint-Pierre-des-Corps", "besoin-1": "Une consultation de psychologue sans avance de frais",
}

func source(now time.Time) Source {
	return Source{
		Figures:    fakeFigures{now},
		Relay:      fakeRelay{someEntries(), map[string]map[string]int{"knows": {"oui": 61, "un-peu": 48, "non": 32}, "went": {"oui": 70, "renonce": 28, "pas-besoin": 43}}},
		Indicators: text.Indicators(),
		Programme: func(_ context.Context, p figures.Period, _ figures.Territory) (map[string]Counted, error) {
			return map[string]Counted{"evenements": {Figure: figures.Cell{N: int(p.From) % 100 * 14}}, "portee": {Figure: figures.Cell{N: 341, Least: true}, Detail: "dont des envois incertains"}}, nil
		},
		Place:  func(id string) string { return names[id] },
		Besoin: func(id string) string { return names[id] },
	}
}

// collected is the Bilan of 2026 as it is at now.
func collected(t testing.TB, now time.Time) Bilan {
	t.Helper()
	b, err := Collect(t.Context(), source(now), year2026, figures.Territory{}, now)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
