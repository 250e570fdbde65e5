package bilan

import (
	"context"
	"errors"

	"relais/bot/relay"
)

// broken answers nothing.
type broken struct{}

var errBroken = errors.New("out of order")

func (broken) Entries(context.Context, relay.Day, relay.Day, relay.Territory) ([]relay.Entry, error) {
	return nil, errBroken
}

func (broken) SurveyCounts(context.Context, relay.Day, relay.Day, string) (map[string]map[string]int, error) {
	return nil, errBroken
}
