package search

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"relais/search/lexicon"
	"relais/search/model"
)

// Explained is one thing read in a question: how sure it is, and what each word
// weighed for it.
type Explained struct {
	What  string  // "theme:dentaire", "besoin:ivg", "danger:suicide"
	Sure  float64 // 0…1, all clues together
	Known string  // the expression of the lexicon that says it, if any
	Words []WordWeight
}

// WordWeight is what a word weighs for or against, in units of log-odds.
type WordWeight struct {
	Word   string
	Weight float64
}

// explainFrom is how sure something must be to be explained.
const explainFrom = 0.1

// Explain tells why a question is read as it is: the surest themes, besoins and
// kinds of danger, and the words that weighed most for each.
func (e *Engine) Explain(text string, at time.Time) ([]Explained, error) {
	s := e.now.Load()
	if s == nil {
		return nil, ErrNotReady
	}
	r := s.under.understand(text, at)
	var out []Explained
	wanted := r.wanted()
	for id, p := range r.themes {
		out = append(out, explain(model.Subjects(), wanted, "theme:"+id, p, ""))
	}
	for id, p := range r.besoins {
		out = append(out, explain(model.Subjects(), wanted, "besoin:"+id, p, r.because[id]))
	}
	words := expand(lexicon.Words(text))
	m := model.Danger()
	for i, p := range m.Predict(words) {
		x := explain(m, words, m.Classes[i], p, "")
		x.What = "danger:" + strings.TrimPrefix(m.Classes[i], "danger:")
		out = append(out, x)
	}
	out = slices.DeleteFunc(out, func(x Explained) bool { return x.Sure < explainFrom })
	slices.SortFunc(out, func(a, b Explained) int {
		return cmp.Or(cmp.Compare(b.Sure, a.Sure), strings.Compare(a.What, b.What))
	})
	return out, nil
}

func explain(m *model.Model, words []lexicon.Word, class string, sure float64, known string) Explained {
	x := Explained{What: class, Sure: sure, Known: known}
	for i, w := range m.Explain(words, class) {
		if w > 0.1 || w < -0.1 {
			x.Words = append(x.Words, WordWeight{words[i].Raw, w})
		}
	}
	slices.SortStableFunc(x.Words, func(a, b WordWeight) int { return cmp.Compare(b.Weight, a.Weight) })
	return x
}
