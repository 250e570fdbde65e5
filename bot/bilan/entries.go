package bilan

import (
	"context"
	"slices"
	"strings"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// valued is an indicator that is not a figure of activity.
type valued struct {
	now, before, yearBefore *figures.Cell
	unit, detail            string
}

// handCounted are the indicators counted from entries: each its own rule, and
// what stands beside, counted by the same kind; none for nothing.
var handCounted = []struct {
	indicator, kind string
	count, beside   func([]relay.Entry) int
}{
	{"reunions", relay.Meeting, ofKind(relay.Meeting), people(relay.Meeting)},
	{"outils", relay.Tool, ofKind(relay.Tool), people(relay.Tool)},
	{"partenaires", relay.Partners, partners, nil},
	{"formations", relay.Training, people(relay.Training), ofKind(relay.Training)},
	{"projets-partages", relay.Project, shared, nil},
	{"actions", relay.Outreach, ofKind(relay.Outreach), people(relay.Outreach)},
}

// people sums the numbers of the entries of a kind: people, or copies.
func people(kind string) func([]relay.Entry) int {
	return func(list []relay.Entry) (n int) {
		for _, e := range list {
			if e.Kind == kind {
				n += e.Number
			}
		}
		return n
	}
}

func ofKind(kind string) func([]relay.Entry) int {
	return func(list []relay.Entry) (n int) {
		for _, e := range list {
			if e.Kind == kind {
				n++
			}
		}
		return n
	}
}

// partners counts the organisations named in entries of any kind, each once,
// however it is written in capitals or spaces.
func partners(list []relay.Entry) int {
	seen := map[string]bool{}
	for _, e := range list {
		for _, p := range e.Partners {
			seen[strings.ToLower(strings.Join(strings.Fields(p), " "))] = true
		}
	}
	return len(seen)
}

// shared counts the projects of two communes or more.
func shared(list []relay.Entry) (n int) {
	for _, e := range list {
		if e.Kind == relay.Project && len(e.Communes) >= 2 {
			n++
		}
	}
	return n
}

func (c collector) read(ctx context.Context, p figures.Period) ([]relay.Entry, error) {
	from, to := p.Days()
	return c.Relay.Entries(ctx, from, to, relay.Territory(c.where))
}

// entries lists what was entered by hand, oldest first.
func (c collector) entries(ctx context.Context) error {
	list, err := c.read(ctx, c.period)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(list) {
		out := Entry{Day: e.Day.String(), Kind: e.Kind, Title: e.Title, Detail: e.Detail, Number: e.Number, Partners: e.Partners}
		for _, id := range e.Communes {
			out.Communes = append(out.Communes, Named{id, c.place(id)})
		}
		c.out.Entries = append(c.out.Entries, out)
	}
	return nil
}

// byHand values the indicators of entries, beside the periods compared. Where
// nothing was entered there is no value: nobody knows whether it is none.
func (c collector) byHand(ctx context.Context, into map[string]valued) error {
	var lists [3][]relay.Entry
	for i, p := range []figures.Period{c.period, c.period.Before(), c.period.YearBefore()} {
		var err error
		if lists[i], err = c.read(ctx, p); err != nil {
			return err
		}
	}
	for _, i := range handCounted {
		counted := func(list []relay.Entry) *figures.Cell {
			n := i.count(list)
			if n == 0 && ofKind(i.kind)(list) == 0 {
				return nil
			}
			return cell(n)
		}
		v := valued{now: counted(lists[0]), before: counted(lists[1]), yearBefore: counted(lists[2])}
		if v.now == nil {
			v.detail = text.BilanNoEntry
		} else if i.beside != nil {
			if n := i.beside(lists[0]); n > 0 {
				v.detail = text.BilanCount(i.kind, n)
			}
		}
		into[i.indicator] = v
	}
	return nil
}

func cell(n int) *figures.Cell { return &figures.Cell{N: n} }
