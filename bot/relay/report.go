package relay

import (
	"cmp"
	"context"
	"slices"

	"relais/directory/db"
)

// Report is relay activity from a day to another, both included. Each question
// is counted once, under its main theme; an intent or an unmet need counts on
// the day it was recorded. Totals are exact. Every number of a row, and of
// UnmetByReason and Danger, is rounded down to a multiple of K: 0 there says
// fewer than K, what never happened is not there.
type Report struct {
	From          Day            `json:"from"`
	To            Day            `json:"to"`
	K             int            `json:"k"`
	Questions     int            `json:"questions"`
	Needs         int            `json:"needs"`
	Operators     int            `json:"operators"` // who asked at least one question
	Intents       map[string]int `json:"intents"`   // cards, calls, routes, shares, referrals, escorts
	Unmet         int            `json:"unmet"`     // needs declared so
	UnmetByReason map[string]int `json:"unmet_by_reason"`
	Candidates    int            `json:"candidates"` // questions out of danger that no service answers
	Danger        map[string]int `json:"danger"`     // questions by kind
	Flags         int            `json:"flags"`      // errors pointed at in cards
	ByTheme       []Row          `json:"by_theme"`
	ByBesoin      []Row          `json:"by_besoin"` // questions that tell a precise need, each under its surest
	ByQuartier    []Row          `json:"by_quartier"`
	ByCommune     []Row          `json:"by_commune"`
}

// Row is one line of a table of a Report. The field of its dimension holds
// its name: a theme id (OtherTheme for none), a besoin id, a slug or INSEE code
// (UnknownPlace for none).
type Row struct {
	Theme     string `json:"theme,omitempty"`
	Besoin    string `json:"besoin,omitempty"`
	Quartier  string `json:"quartier,omitempty"`
	Commune   string `json:"commune,omitempty"`
	Questions int    `json:"questions"`
	Needs     int    `json:"needs"`
	Operators int    `json:"operators"`
	Intents   int    `json:"intents"` // acts: calls, routes, shares, referrals
	Referrals int    `json:"referrals"`
	Cards     int    `json:"cards"` // cards opened: looking, not acting
	Unmet     int    `json:"unmet"`
}

// plural names an Intent in a Report.
var plural = map[Intent]string{
	Card: "cards", Call: "calls", Route: "routes", Share: "shares", Referral: "referrals", Escort: "escorts",
}

// Report counts the activity of the days from from to to, both included.
func (l *Log) Report(ctx context.Context, from, to Day) (r Report, err error) {
	defer wrap(&err, "Report(%s, %s)", from, to)
	err = l.db.View(ctx, func(tx *db.Tx) error {
		p := period{tx: tx, from: from, to: to}
		if r, err = p.totals(ctx); err != nil {
			return err
		}
		r.K, r.UnmetByReason, r.Danger = l.k, protectCounts(r.UnmetByReason, l.k), protectCounts(r.Danger, l.k)
		for _, t := range []struct {
			into *[]Row
			by   dimension
		}{{&r.ByTheme, byTheme}, {&r.ByBesoin, byBesoin}, {&r.ByQuartier, byQuartier}, {&r.ByCommune, byCommune}} {
			rows, err := p.table(ctx, t.by)
			if err != nil {
				return err
			}
			*t.into = sorted(protectRows(rows, l.k))
		}
		return nil
	})
	return r, err
}

// protectRows rounds every number down to a multiple of k: a row that stays
// with zeros says that there were fewer than k. Rows are put in order after
// that: their order tells nothing more.
func protectRows(rows map[string]*Row, k int) map[string]*Row {
	for _, r := range rows {
		for _, n := range []*int{&r.Questions, &r.Needs, &r.Operators, &r.Intents, &r.Referrals, &r.Cards, &r.Unmet} {
			*n -= *n % k
		}
	}
	return rows
}

func protectCounts(counts map[string]int, k int) map[string]int {
	for name, n := range counts {
		counts[name] = n - n%k
	}
	return counts
}

// sorted orders rows by questions, then acts, then name.
func sorted(rows map[string]*Row) []Row {
	names := make([]string, 0, len(rows))
	for name := range rows {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(
			cmp.Compare(rows[b].Questions, rows[a].Questions),
			cmp.Compare(rows[b].Intents, rows[a].Intents),
			cmp.Compare(a, b))
	})
	out := make([]Row, len(names))
	for i, name := range names {
		out[i] = *rows[name]
	}
	return out
}
