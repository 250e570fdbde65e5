package relay

import (
	"cmp"
	"context"
	"slices"

	"relais/directory/db"
)

// Report is relay activity from a day to another, both included. Each question
// is counted once, under its main theme; an intent or an unmet need counts on
// the day it was recorded. It hides no small figure: it is for coordinators.
type Report struct {
	From          Day            `json:"from"`
	To            Day            `json:"to"`
	Questions     int            `json:"questions"`
	Needs         int            `json:"needs"`
	Operators     int            `json:"operators"` // who asked at least one question
	Intents       map[string]int `json:"intents"`   // cards, calls, routes, shares, referrals
	Unmet         int            `json:"unmet"`     // needs declared so
	UnmetByReason map[string]int `json:"unmet_by_reason"`
	Candidates    int            `json:"candidates"` // questions out of danger that no service answers
	Danger        map[string]int `json:"danger"`     // questions by kind
	Flags         int            `json:"flags"`      // errors pointed at in cards
	ByTheme       []Row          `json:"by_theme"`
	ByBesoin      []Row          `json:"by_besoin"` // questions that tell a precise need, each under its surest
	ByQuartier    []Row          `json:"by_quartier"`
	ByCommune     []Row          `json:"by_commune"`
	ByDay         []Row          `json:"by_day"`
}

// Row is one line of a table of a Report. The field of its dimension holds
// its name: a theme id (OtherTheme for none), a besoin id, a slug or INSEE code
// (UnknownPlace for none), a day.
type Row struct {
	Theme     string `json:"theme,omitempty"`
	Besoin    string `json:"besoin,omitempty"`
	Quartier  string `json:"quartier,omitempty"`
	Commune   string `json:"commune,omitempty"`
	Day       Day    `json:"day,omitzero"`
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
		p := period{tx, from, to}
		if r, err = p.totals(ctx); err != nil {
			return err
		}
		for _, t := range []struct {
			into *[]Row
			by   dimension
		}{{&r.ByTheme, byTheme}, {&r.ByBesoin, byBesoin}, {&r.ByQuartier, byQuartier}, {&r.ByCommune, byCommune}, {&r.ByDay, byDay}} {
			if *t.into, err = p.table(ctx, t.by); err != nil {
				return err
			}
		}
		return nil
	})
	return r, err
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
