package figures

import (
	"context"
	"time"

	"relais/directory/db"
)

// persons counts the operators who asked at least once on the days of f, at
// each place, in each commune and everywhere. It does so for a month, a
// quarter or a year: none can be had from the others.
//
// A person is new when their first use ever, a question or an invitation used,
// was on these days: known from the first question kept, and from relay_people
// when the first ones have expired.
func (f facts) persons(ctx context.Context) (counts, error) {
	known, err := f.known(ctx)
	if err != nil {
		return nil, err
	}
	type seen struct {
		key
		operator string
	}
	c, once := counts{}, map[seen]bool{}
	err = f.each(ctx, `SELECT DISTINCT q.operator, q.zone_commune, q.zone_quartier, q.theme, q.structure
		FROM relay_questions q WHERE q.day BETWEEN ?1 AND ?2 AND (?3 = '' OR q.operator = ?3)`,
		func(scan func(...any) error) error {
			var operator string
			e := event{}
			if err := scan(&operator, &e.at.commune, &e.at.quartier, &e.theme, &e.structure); err != nil {
				return err
			}
			kind := Newcomers
			if known[operator] {
				kind = Returning
			}
			one := counts{}
			for _, at := range []place{e.at, {e.at.commune, star}, {star, star}} {
				one.all(Operators, at, e.by(), 1)
				one.all(kind, at, e.by(), 1)
			}
			for k := range one {
				if s := (seen{k, operator}); !once[s] {
					once[s] = true
					c[k]++
				}
			}
			return nil
		})
	return c, err
}

// known tells the operators of these days who were there before.
func (f facts) known(ctx context.Context) (map[string]bool, error) {
	known := map[string]bool{}
	start := f.from.Start()
	err := f.each(ctx, `SELECT o.operator,
		(SELECT MIN(q.at) FROM relay_questions q WHERE q.operator = o.operator), COALESCE(p.since, 0)
		FROM (SELECT DISTINCT operator FROM relay_questions WHERE day BETWEEN ?1 AND ?2 AND (?3 = '' OR operator = ?3)) o
		LEFT JOIN relay_people p ON p.operator = o.operator`,
		func(scan func(...any) error) error {
			var operator string
			var first, since int64
			err := scan(&operator, &first, &since)
			if since > 0 {
				first = min(first, since)
			}
			known[operator] = time.UnixMilli(first).Before(start)
			return err
		})
	return known, err
}

// plus adds other counts.
func (c counts) plus(other counts) {
	for k, n := range other {
		c[k] += n
	}
}

// of counts all that a code of the column month holds: a month, or the persons
// of a quarter or year.
func of(ctx context.Context, tx *db.Tx, c Month, operator string) (counts, error) {
	p := span(c.year(), nodeOf(c))
	from, to := p.Days()
	f := facts{tx, from, to, operator}
	out, err := f.persons(ctx)
	if err != nil || nodeOf(c) <= 4 {
		return out, err
	}
	rest, err := f.month(ctx)
	out.plus(rest)
	return out, err
}
