package bilan

import (
	"time"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// Scale tells how far figures of a period moved from those of another of the
// same length, as it is at a moment.
type Scale struct {
	K      int
	Period figures.Period
	At     time.Time
}

// Evolution says how far a figure moved, exactly or « environ », and nothing when
// rounding does not allow it: where one is rounded both must be 3k at least, and
// what they may truly be must tell the direction. A period that goes on is not
// compared: it has not had its time.
func (s Scale) Evolution(m figures.Measure, by figures.Dimension, now, before figures.Cell) string {
	if !now.Least && !before.Least {
		return text.Evolution(now.N, before.N)
	}
	slack, ok := s.slack(m, by)
	if !ok || now.N < 3*s.K || before.N < 3*s.K {
		return ""
	}
	most := func(c figures.Cell) int {
		if c.Least {
			return c.N + slack
		}
		return c.N
	}
	return text.EvolutionAbout(now.N, most(now), before.N, most(before))
}

// slack is how much more than a rounded figure the truth may be. What cuts a
// total is rounded once over a calendar period, and persons too; other totals
// are rounded in each month. ok is false when there is no telling.
func (s Scale) slack(m figures.Measure, by figures.Dimension) (n int, ok bool) {
	calendar := s.Period.Exact(s.At)
	persons := m == figures.Operators || m == figures.Newcomers || m == figures.Returning
	places := by == figures.Total || by == figures.Quartier || by == figures.Commune
	switch {
	case s.Period.To >= figures.MonthOf(s.At), persons && !calendar:
		return 0, false
	case calendar && (persons || !places):
		return s.K - 1, true
	}
	return (s.K - 1) * len(s.Period.Months()), true
}
