package bilan

import (
	"context"
	"slices"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// questions are those asked to residents: id here, key of relay.Log, answers.
var questions = []struct {
	id, key string
	answers []string
}{{"connait", "knows", relay.Knows}, {"alle", "went", relay.Went}}

// survey reads the answers of residents, rounded down.
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
	k := c.Figures.K()
	for _, q := range questions {
		asked, total := Question{ID: q.id, Question: text.BilanTable(q.id)}, 0
		for _, a := range q.answers {
			n := counts[q.key][a]
			total += n
			asked.Answers = append(asked.Answers, Answer{a, text.SurveyAnswer(q.id, a), rounded(n, k)})
		}
		asked.Total = rounded(total, k)
		out = append(out, asked)
	}
	return out, nil
}

// rounded is a figure that may be shown: all of them are multiples of k, so that
// none under k is had by subtracting some from others.
func rounded(n, k int) figures.Cell { return figures.Cell{N: n / k * k, Least: k > 1} }

// asked values the indicators of the survey, as shares in percent.
func (c collector) asked(ctx context.Context, into map[string]valued) error {
	var all [3][]Question
	for i, p := range []figures.Period{c.period, c.period.Before(), c.period.YearBefore()} {
		var err error
		if all[i], err = c.answers(ctx, p); err != nil {
			return err
		}
	}
	for id, of := range map[string]share{
		"connaissance-offre": {"connait", "oui", []string{"un-peu", "non"}}, "renoncement": {"alle", "renonce", []string{"oui"}},
	} {
		v := valued{unit: percent}
		v.now, v.detail = of.in(all[0], c.Figures.K())
		v.before, _ = of.in(all[1], c.Figures.K())
		v.yearBefore, _ = of.in(all[2], c.Figures.K())
		into[id] = v
	}
	return nil
}

// percent is the unit of shares.
const percent = "%"

// share is a part of the answers to a question beside the others that count.
type share struct {
	question, part string
	rest           []string
}

// widest is how far apart the bounds of a share may be, in percent.
const widest = 20

// in is the share in percent, and between what it stands: the middle of what
// the truth may be, nil where that is too wide.
func (s share) in(list []Question, k int) (middle *figures.Cell, detail string) {
	for _, q := range list {
		if q.ID != s.question {
			continue
		}
		part, rest, restMost := 0, 0, 0
		for _, a := range q.Answers {
			switch {
			case a.ID == s.part:
				part = a.Figure.N
			case slices.Contains(s.rest, a.ID):
				rest, restMost = rest+a.Figure.N, restMost+a.Figure.N+k-1
			}
		}
		if part+rest == 0 {
			return nil, ""
		}
		partMost := part + k - 1
		low, high := 100*part/(part+restMost), (100*partMost+partMost+rest-1)/(partMost+rest)
		switch {
		case high-low > widest:
			return nil, ""
		case k == 1:
			return cell((200*part + part + rest) / (2 * (part + rest))), ""
		}
		return cell((low + high) / 2), text.BilanShare(low, high)
	}
	return nil, ""
}
