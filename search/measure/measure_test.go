package measure

import (
	"log/slog"
	"math"
	"testing"
	"time"

	"relais/directory"
	"relais/directory/hours"
	"relais/directory/starter"
	"relais/search"
)

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name   string
		grades map[string]int
		first  []string
		s1, s3 bool
		ndcg   float64
	}{
		{"right first", map[string]int{"a": 3, "b": 1}, []string{"a", "b"}, true, true, 1},
		{"right third", map[string]int{"a": 3}, []string{"x", "y", "a"}, false, true, 0.5},
		{"the best grade of the question counts", map[string]int{"a": 2}, []string{"a"}, true, true, 1},
		{"nothing shown", map[string]int{"a": 3}, nil, false, false, 0},
		{"none, nothing shown", nil, nil, true, true, 1},
		{"none, something shown", nil, []string{"a"}, false, false, 0},
	} {
		j := Judged{Query: Query{Grades: c.grades}, First: c.first}
		j.judge()
		if j.S1 != c.s1 || j.S3 != c.s3 || math.Abs(j.NDCG-c.ndcg) > 1e-9 {
			t.Errorf("%s: s@1 %v s@3 %v nDCG %.3f", c.name, j.S1, j.S3, j.NDCG)
		}
	}
}

func TestBaselinesAnswer(t *testing.T) {
	services := []directory.Service{
		{ID: "a", Structure: "Centre dentaire", Name: "Soins dentaires"},
		{ID: "b", Structure: "PMI", Name: "Consultations"},
	}
	all, err := Baselines(t.Context(), services)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		defer b.Close()
		a, err := b.Find(t.Context(), search.Question{Text: "soins dentaires ? l'urgence"})
		if err != nil || len(a.Results) != 1 || a.Results[0].Service.ID != "a" {
			t.Errorf("%s: %v, %v", b.Name, a.Results, err)
		}
	}
}

// floors are what the figures of an exam may not fall under: a little less than
// what was measured. `relais eval search/testdata/…` prints today's.
type floors struct {
	s1, s3, ndcg                float64
	danger, calm                float64 // right numbers; no false alarm
	age, place, themes, publics float64
	needs                       float64
}

// TestExams keeps the figures of the judged questions from falling.
func TestExams(t *testing.T) {
	e := search.New(search.Options{Places: starter.Places(), Streets: starter.Streets(), Helplines: starter.Helplines(), Log: slog.New(slog.DiscardHandler)})
	if err := e.Load(t.Context(), 1, starter.Services()); err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for folder, f := range map[string]floors{
		"control":              {0.77, 0.89, 0.80, 0.93, 0.86, 0.97, 0.96, 0.77, 0.87, 0.92},
		"exams/accueil":        {0.80, 0.91, 0.86, 0.96, 0.86, 0.97, 0.96, 0.78, 0.88, 0.92},
		"exams/travail-social": {0.81, 0.90, 0.85, 0.96, 0.92, 0.97, 0.96, 0.77, 0.86, 0.94},
		"exams/centre-social":  {0.80, 0.88, 0.85, 0.96, 0.92, 0.97, 0.97, 0.81, 0.91, 0.92},
		"exams/mediation":      {0.79, 0.91, 0.84, 0.90, 0.92, 0.97, 0.97, 0.84, 0.86, 0.94},
	} {
		t.Run(folder, func(t *testing.T) { f.hold(t, e, "../testdata/"+folder+"/") })
	}
}

func (f floors) hold(t *testing.T, e *search.Engine, folder string) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, hours.Paris)
	judged, err := Queries(t.Context(), e, read[Query](t, folder+"queries"), at)
	if err != nil {
		t.Fatal(err)
	}
	all := Summarise(judged)
	r := all[len(all)-1]
	least(t, "s@1", r.S1, f.s1)
	least(t, "s@3", r.S3, f.s3)
	least(t, "nDCG@10", r.NDCG, f.ndcg)
	d := Dangers(e.Danger, read[Crisis](t, folder+"crisis"), at)
	least(t, "danger, right number", d.Recall(), f.danger)
	least(t, "danger, no false alarm", 1-d.FalseAlarms(), f.calm)
	u, err := Meanings(t.Context(), e, read[Meaning](t, folder+"understand"), at)
	if err != nil {
		t.Fatal(err)
	}
	least(t, "age", u.Age, f.age)
	least(t, "place", u.Place, f.place)
	least(t, "themes", u.Themes, f.themes)
	least(t, "publics", u.Audience, f.publics)
	least(t, "needs", u.Needs, f.needs)
}

func read[T any](t *testing.T, path string) []T {
	t.Helper()
	out, err := Read[T](path + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func least(t *testing.T, what string, got, want float64) {
	t.Helper()
	t.Logf("%s %.3f", what, got)
	if got < want {
		t.Errorf("%s fell to %.3f, under %.3f", what, got, want)
	}
}
