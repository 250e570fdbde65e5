package relay

import (
	"context"

	"relais/directory/db"
)

// period counts the rows of some days in one transaction: ?1 and ?2 of its
// queries are the first and the last, ?3 is the pseudonym who if there is one.
type period struct {
	tx       *db.Tx
	from, to Day
	who      string
}

func (p period) args() []any {
	if p.who == "" {
		return []any{p.from, p.to}
	}
	return []any{p.from, p.to, p.who}
}

func (p period) row(ctx context.Context, query string, into ...any) error {
	return p.tx.Row(ctx, query, p.args(), into...)
}

// totals counts everything that is not cut into rows.
func (p period) totals(ctx context.Context) (Report, error) {
	r := Report{From: p.from, To: p.to, Intents: map[string]int{}}
	err := p.row(ctx, `SELECT COUNT(*), COUNT(DISTINCT need), COUNT(DISTINCT operator),
		COALESCE(SUM(CASE WHEN results = 0 AND danger = '' THEN 1 ELSE 0 END), 0)
		FROM relay_questions WHERE day BETWEEN ?1 AND ?2`,
		&r.Questions, &r.Needs, &r.Operators, &r.Candidates)
	if err != nil {
		return r, err
	}
	err = p.row(ctx, "SELECT COUNT(DISTINCT need) FROM relay_unmet WHERE day BETWEEN ?1 AND ?2", &r.Unmet)
	if err != nil {
		return r, err
	}
	err = p.row(ctx, "SELECT COUNT(*) FROM relay_flags WHERE day BETWEEN ?1 AND ?2", &r.Flags)
	if err != nil {
		return r, err
	}
	r.Danger, err = p.counts(ctx, `SELECT danger, COUNT(*) FROM relay_questions
		WHERE day BETWEEN ?1 AND ?2 AND danger <> '' GROUP BY danger`)
	if err != nil {
		return r, err
	}
	r.UnmetByReason, err = p.counts(ctx, `SELECT reason, COUNT(*) FROM relay_unmet
		WHERE day BETWEEN ?1 AND ?2 GROUP BY reason`)
	if err != nil {
		return r, err
	}
	kinds, err := p.counts(ctx, `SELECT kind, COUNT(*) FROM relay_intents
		WHERE day BETWEEN ?1 AND ?2 GROUP BY kind`)
	for _, k := range intents {
		r.Intents[plural[k]] = kinds[string(k)]
	}
	return r, err
}

// counts runs a query for names and numbers.
func (p period) counts(ctx context.Context, query string) (map[string]int, error) {
	out := map[string]int{}
	err := p.tx.Rows(ctx, query, p.args(), func(scan func(...any) error) error {
		var name string
		var n int
		err := scan(&name, &n)
		out[name] = n
		return err
	})
	return out, err
}

// dimension is a way to cut activity into rows: two SQL expressions for the
// name of a row, one for a question q, one for an event e whose question q
// may be missing.
type dimension struct {
	ofQuestion, ofEvent string
	label               func(*Row, string)
}

var (
	byTheme = dimension{"q.theme", "COALESCE(q.theme, '" + OtherTheme + "')",
		func(r *Row, s string) { r.Theme = s }}
	byBesoin = dimension{"q.besoin", "COALESCE(q.besoin, '')",
		func(r *Row, s string) { r.Besoin = s }}
	byQuartier = dimension{"q.quartier", "COALESCE(q.quartier, '" + UnknownPlace + "')",
		func(r *Row, s string) { r.Quartier = s }}
	byCommune = dimension{"q.commune", "COALESCE(q.commune, '" + UnknownPlace + "')",
		func(r *Row, s string) { r.Commune = s }}
)

// table cuts the period into rows, which nothing protects yet. What has no
// name, as a question without besoin, has no row.
func (p period) table(ctx context.Context, by dimension) (map[string]*Row, error) {
	rows := map[string]*Row{}
	each := func(query string, fill func(r *Row, scan func(...any) error, name *string) error) error {
		return p.tx.Rows(ctx, query, p.args(), func(scan func(...any) error) error {
			var name string
			var got Row
			if err := fill(&got, scan, &name); err != nil {
				return err
			}
			if rows[name] == nil {
				rows[name] = &Row{}
				by.label(rows[name], name)
			}
			rows[name].add(got)
			return nil
		})
	}
	err := each(`SELECT `+by.ofQuestion+`, COUNT(*), COUNT(DISTINCT q.need), COUNT(DISTINCT q.operator)
		FROM relay_questions q WHERE q.day BETWEEN ?1 AND ?2 GROUP BY `+by.ofQuestion,
		func(r *Row, scan func(...any) error, name *string) error {
			return scan(name, &r.Questions, &r.Needs, &r.Operators)
		})
	if err != nil {
		return nil, err
	}
	err = each(`SELECT `+by.ofEvent+`, COUNT(*),
		SUM(CASE WHEN e.kind = 'card' THEN 1 ELSE 0 END), SUM(CASE WHEN e.kind = 'escort' THEN 1 ELSE 0 END),
		SUM(CASE WHEN e.kind = 'referral' THEN 1 ELSE 0 END)
		FROM relay_intents e LEFT JOIN relay_questions q ON q.id = e.question
		WHERE e.day BETWEEN ?1 AND ?2 GROUP BY `+by.ofEvent,
		func(r *Row, scan func(...any) error, name *string) error {
			var escorts int
			err := scan(name, &r.Intents, &r.Cards, &escorts, &r.Referrals)
			r.Intents -= r.Cards + escorts
			return err
		})
	if err != nil {
		return nil, err
	}
	err = each(`SELECT `+by.ofEvent+`, COUNT(DISTINCT e.need)
		FROM relay_unmet e LEFT JOIN relay_questions q ON q.id = e.question
		WHERE e.day BETWEEN ?1 AND ?2 GROUP BY `+by.ofEvent,
		func(r *Row, scan func(...any) error, name *string) error {
			return scan(name, &r.Unmet)
		})
	if err != nil {
		return nil, err
	}
	delete(rows, "")
	return rows, nil
}

func (r *Row) add(o Row) {
	r.Questions += o.Questions
	r.Needs += o.Needs
	r.Operators += o.Operators
	r.Intents += o.Intents
	r.Referrals += o.Referrals
	r.Cards += o.Cards
	r.Unmet += o.Unmet
}
