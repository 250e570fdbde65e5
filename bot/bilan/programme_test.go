package bilan

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/bot/relay/figures"
)

type announced announce.Figures

func (a announced) Figures(_ context.Context, from, to int) (announce.Figures, error) {
	if from != 20261001 || to != 20261031 {
		return announce.Figures{}, announce.ErrInvalid
	}
	return announce.Figures(a), nil
}

// TestFromBoard: what subscribers answered is rounded down, and few messages
// are not told.
func TestFromBoard(t *testing.T) {
	october := figures.Period{From: 202610, To: 202610}
	a := announced{Items: map[string]int{announce.Event: 3, announce.Call: 2}, Sent: 9, Relays: 25, Reach: 130, Attendance: 7, Partners: 4, Communes: 1}
	got, err := FromBoard(a, 11)(t.Context(), october, figures.Territory{})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]figures.Cell{}
	for id, c := range got {
		cells[id] = c.Figure
	}
	want := map[string]figures.Cell{
		"evenements": {N: 3}, "partenaires-evenements": {N: 4}, "communes-evenements": {N: 1}, "actions-communication": {N: 5},
		"portee": {Least: true}, "relais-annonces": {N: 22, Least: true}, "presence": {N: 7},
	}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Error(diff)
	}
	a.Sent = 12
	if got, err = FromBoard(a, 11)(t.Context(), october, figures.Territory{}); err != nil || got["portee"].Figure != (figures.Cell{N: 12}) {
		t.Error(got["portee"], err)
	}
	if got, err := FromBoard(a, 11)(t.Context(), october, figures.Territory{Commune: "37261"}); err != nil || got != nil {
		t.Errorf("of a commune: %v, %v", got, err)
	}
}
