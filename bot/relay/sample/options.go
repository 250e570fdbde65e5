package sample

import (
	"errors"
	"time"

	"relais/directory"
)

// Options say what to make up.
type Options struct {
	Seed      uint64
	Until     time.Time // nothing happens from this instant on
	Months    int       // civil months, that of Until included; 0 is 25
	Operators int       // who ask; 0 is 60
	Questions int       // in the last 365 days; 0 is 12,000
	Quarters  int       // priority quarters where operators work; 0 is 9

	Places    []directory.Place   // quarters and communes
	Services  []directory.Service // shown, chosen, pointed at
	Besoins   map[string][]string // ids of precise needs by theme, the most asked for first
	Pseudonym func(telegram int64) string

	// Telegram ids of people who are there already, as those of a demo: the
	// first operators, who so have a past, and who coordinates: the first one
	// everywhere, each other one a commune. None: some are made up.
	Known        []int64
	Coordinators []int64
}

// ErrFilled is returned for a database that holds made up activity already.
var ErrFilled = errors.New("sample: activity was made up in this database already")

// errOptions is returned when there is nothing to make activity of.
var errOptions = errors.New("sample: Until, Pseudonym, a priority quarter and a commune are needed")

func (o Options) complete() (Options, error) {
	for _, d := range []struct {
		field *int
		value int
	}{{&o.Months, 25}, {&o.Operators, 60}, {&o.Questions, 12_000}, {&o.Quarters, 9}} {
		if *d.field == 0 {
			*d.field = d.value
		}
	}
	if len(o.Coordinators) == 0 {
		o.Coordinators = []int64{-900_001, -900_002}
	}
	quarters, communes := places(o)
	if o.Until.IsZero() || o.Pseudonym == nil || len(quarters) == 0 || len(communes) == 0 {
		return o, errOptions
	}
	return o, nil
}

// places chooses the quarters, one of each commune first so that every commune
// has one, and the communes where questions come from.
func places(o Options) (quarters, communes []directory.Place) {
	var others []directory.Place
	seen := map[string]bool{}
	for _, p := range o.Places {
		switch {
		case p.Kind == directory.Commune:
			communes = append(communes, p)
		case p.Kind != directory.Quartier || !p.Priority:
		case seen[p.INSEE]:
			others = append(others, p)
		default:
			seen[p.INSEE] = true
			quarters = append(quarters, p)
		}
	}
	quarters = append(quarters, others...)
	return quarters[:min(o.Quarters, len(quarters))], communes
}
