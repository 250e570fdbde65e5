package bilan

import (
	"context"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// questions are those asked to residents: id here, key of relay.Log, answers.
var questions = []struct {
	id, key string
	answers []string
}{{"connait", "knows", relay.Knows}, {"alle", "went", relay.Went}}

// survey reads the answers of residents, protected.
func (c collector) survey(ctx context.Context) (err error) {
	c.out.Survey, err = c.answers(ctx, c.period)
	return err
}

// answers are those of a period. A commune has none: posters stand in quarters.
func (c collector) answers(ctx context.Context, p figures.Period) ([]Question, error) {
	out := []Question{}
	if c.where.Quartier == "" && c.where.Commune != "" {
		return out, nil
	}
	from, to := p.Days()
	counts, err := c.Relay.SurveyCounts(ctx, from, to, c.where.Quartier)
	if err != nil {
		return nil, err
	}
	wholeYear := p.Exact(c.now) && len(p.Months()) == 12 && c.where.Quartier == ""
	for _, q := range questions {
		numbers := make([]int, len(q.answers))
		for i, a := range q.answers {
			numbers[i] = counts[q.key][a]
		}
		cells, total := protect(numbers, c.Figures.K(), wholeYear)
		asked := Question{ID: q.id, Question: text.BilanTable(q.id), Total: total}
		for i, a := range q.answers {
			asked.Answers = append(asked.Answers, Answer{a, text.SurveyAnswer(q.id, a), cells[i]})
		}
		out = append(out, asked)
	}
	return out, nil
}

// protect makes figures of answers that may be shown. Only a whole year of
// every place is exact: no other figure can then be had by subtracting one
// from another, since all others are rounded down to a multiple of k. In an
// exact one, an answer under k is hidden, and others with it until what is
// hidden together reaches k and cannot be told apart.
func protect(numbers []int, k int, exact bool) (cells []figures.Cell, total figures.Cell) {
	cells = make([]figures.Cell, len(numbers))
	for i, n := range numbers {
		total.N += n
		cells[i].N = n
		if !exact {
			cells[i] = figures.Cell{N: n / k * k, Least: true}
		}
	}
	if !exact {
		return cells, figures.Cell{N: total.N / k * k, Least: true}
	}
	if total.N > 0 && total.N < k {
		for i := range cells {
			cells[i] = figures.Cell{Hidden: true}
		}
		return cells, figures.Cell{Hidden: true}
	}
	hidden, sum := 0, 0
	hide := func(i int) {
		hidden, sum = hidden+1, sum+cells[i].N
		cells[i] = figures.Cell{Hidden: true}
	}
	for i, n := range numbers {
		if n > 0 && n < k {
			hide(i)
		}
	}
	for hidden > 0 && (hidden < 2 || sum < k) {
		i := smallest(cells)
		if i < 0 {
			break
		}
		hide(i)
	}
	return cells, total
}

// smallest finds the smallest figure shown, a zero last; -1 for none.
func smallest(cells []figures.Cell) int {
	at := -1
	for i, c := range cells {
		if !c.Hidden && (at < 0 || c.N > 0 && (cells[at].N == 0 || c.N < cells[at].N)) {
			at = i
		}
	}
	return at
}

// asked values the indicators of the survey, as shares in percent.
func (c collector) asked(ctx context.Context, into map[string]valued) error {
	var knows, gaveUp [3]*figures.Cell
	for i, p := range []figures.Period{c.period, c.period.Before(), c.period.YearBefore()} {
		list, err := c.answers(ctx, p)
		if err != nil {
			return err
		}
		knows[i] = share(list, "connait", []string{"oui"}, []string{"oui", "un-peu", "non"})
		gaveUp[i] = share(list, "alle", []string{"renonce"}, []string{"oui", "renonce"})
	}
	into["connaissance-offre"] = valued{knows[0], knows[1], knows[2], "%", ""}
	into["renoncement"] = valued{gaveUp[0], gaveUp[1], gaveUp[2], "%", ""}
	return nil
}

// share is part of whole in percent, rounded; nil unless all that is needed is
// shown and exact.
func share(list []Question, question string, part, whole []string) *figures.Cell {
	for _, q := range list {
		if q.ID != question {
			continue
		}
		n, ok := sum(q, part)
		of, ok2 := sum(q, whole)
		if ok && ok2 && of > 0 {
			return cell((200*n + of) / (2 * of))
		}
	}
	return nil
}

func sum(q Question, answers []string) (n int, ok bool) {
	for _, id := range answers {
		for _, a := range q.Answers {
			if a.ID == id {
				if a.Figure.Hidden || a.Figure.Least {
					return 0, false
				}
				n += a.Figure.N
			}
		}
	}
	return n, true
}
