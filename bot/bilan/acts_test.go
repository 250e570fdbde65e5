package bilan

import (
	"testing"

	"relais/bot/relay/figures"
)

// TestActsSayTheTotal: referrals are the same wherever they stand, and other
// acts keep their figure.
func TestActsSayTheTotal(t *testing.T) {
	row := figures.Cell{N: 22, Least: true}
	for name, c := range map[string]struct {
		id          string
		total, want figures.Cell
	}{
		"exact":     {"referral", figures.Cell{N: 27}, figures.Cell{N: 27}},
		"rounded":   {"referral", figures.Cell{N: 24, Least: true}, figures.Cell{N: 24, Least: true}},
		"less":      {"referral", figures.Cell{N: 11, Least: true}, row},
		"other act": {"call", figures.Cell{N: 27}, row},
	} {
		sum := figures.Summary{Figures: map[figures.Measure]figures.Compared{figures.Referrals: {Now: c.total}}}
		if got := ActFigure(c.id, row, sum); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestNothingEnteredIsNotNone: of what nobody entered there is no figure.
func TestNothingEnteredIsNotNone(t *testing.T) {
	s := source(afterYear)
	s.Relay = fakeRelay{}
	b, err := Collect(t.Context(), s, year2026, figures.Territory{}, afterYear)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range handCounted {
		if r, ok := b.result(i.indicator); !ok || !r.unentered() || r.Before != nil {
			t.Errorf("%s: %+v", i.indicator, r)
		}
	}
}
