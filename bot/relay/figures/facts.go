package figures

import (
	"context"

	"relais/bot/relay"
	"relais/directory/db"
)

// key is one cell of the counts of a month.
type key struct {
	measure           Measure
	dimension         Dimension
	value             string
	commune, quartier string
}

// counts are the counts of a month, or of a quarter or year for measures that
// count persons.
type counts map[key]int

// place is where something counts.
type place struct{ commune, quartier string }

// star stands for every place, and for every quarter of a commune.
const star = "*"

func (c counts) add(m Measure, at place, by Dimension, value string, n int) {
	if value == "" && by != Total {
		value = Unknown
	}
	c[key{m, by, value, at.commune, at.quartier}] += n
}

// facts reads the rows of some days, of everybody or of one operator.
type facts struct {
	tx       *db.Tx
	from, to relay.Day
	operator string // pseudonym, or empty for everybody
}

func (f facts) each(ctx context.Context, query string, row func(scan func(...any) error) error) error {
	return f.tx.Rows(ctx, query, []any{f.from, f.to, f.operator}, row)
}

// month counts all that happened on the days of f, but what counts persons.
func (f facts) month(ctx context.Context) (counts, error) {
	c := counts{}
	for _, count := range []func(context.Context, counts) error{
		f.questions, f.tags, f.intents, f.unmet, f.corrections, f.outcomes, f.flags,
	} {
		if err := count(ctx, c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// questions counts each question under what was understood of it. A need
// counts once, with its first question.
func (f facts) questions(ctx context.Context, c counts) error {
	return f.each(ctx, `SELECT q.zone_commune, q.zone_quartier, q.theme, q.besoin, q.age, q.structure, q.channel,
		q.danger, q.results,
		CASE WHEN EXISTS (SELECT 1 FROM relay_questions p WHERE p.need = q.need AND p.id < q.id) THEN 0 ELSE 1 END
		FROM relay_questions q WHERE q.day BETWEEN ?1 AND ?2 AND (?3 = '' OR q.operator = ?3)`,
		func(scan func(...any) error) error {
			var at place
			var theme, besoin, age, structure, channel, danger string
			var results, first int
			err := scan(&at.commune, &at.quartier, &theme, &besoin, &age, &structure, &channel, &danger, &results, &first)
			if err != nil {
				return err
			}
			by := map[Dimension]string{Total: "", Theme: theme, Besoin: besoin, Age: age,
				Structure: structure, Channel: channel, Danger: danger}
			c.all(Questions, at, by, 1)
			c.all(Needs, at, by, first)
			if danger != "" {
				c.all(Dangers, at, by, 1)
			} else if results == 0 {
				c.all(Candidates, at, by, 1)
			}
			return nil
		})
}

// all adds n under each dimension the measure is counted by.
func (c counts) all(m Measure, at place, by map[Dimension]string, n int) {
	if n == 0 {
		return
	}
	c.add(m, at, Total, "", n)
	for _, d := range counted[m] {
		if value, ok := by[d]; ok {
			c.add(m, at, d, value, n)
		}
	}
}

// tags counts what a question has several of.
func (f facts) tags(ctx context.Context, c counts) error {
	return f.each(ctx, `SELECT q.zone_commune, q.zone_quartier, g.kind, g.value, COUNT(*)
		FROM relay_questions q JOIN relay_tags g ON g.question = q.id
		WHERE q.day BETWEEN ?1 AND ?2 AND (?3 = '' OR q.operator = ?3) AND g.kind IN ('audience', 'need', 'service')
		GROUP BY q.zone_commune, q.zone_quartier, g.kind, g.value`,
		func(scan func(...any) error) error {
			var at place
			var kind, value string
			var n int
			err := scan(&at.commune, &at.quartier, &kind, &value, &n)
			c.add(Questions, at, Dimension(kind), value, n)
			return err
		})
}

// ofQuestion are the columns of an event that come from its question q, which
// may be gone: then it counts at no known place.
const ofQuestion = `COALESCE(q.zone_commune, 'inconnu'), COALESCE(q.zone_quartier, 'inconnu'),
	COALESCE(q.theme, 'autre'), COALESCE(q.besoin, ''), COALESCE(q.structure, '')`

func (f facts) intents(ctx context.Context, c counts) error {
	return f.each(ctx, `SELECT `+ofQuestion+`, e.service, e.kind, COUNT(*)
		FROM relay_intents e LEFT JOIN relay_questions q ON q.id = e.question
		WHERE e.day BETWEEN ?1 AND ?2 AND (?3 = '' OR e.operator = ?3)
		GROUP BY 1, 2, 3, 4, 5, 6, 7`,
		func(scan func(...any) error) error {
			e := event{}
			var service, kind string
			var n int
			if err := scan(e.into(&service, &kind, &n)...); err != nil {
				return err
			}
			by := e.by()
			by[Service], by[Act] = service, kind
			switch relay.Intent(kind) {
			case relay.Card:
				c.all(Cards, e.at, by, n)
				return nil
			case relay.Escort:
				c.all(Escorts, e.at, by, n)
				return nil
			case relay.Referral:
				c.all(Referrals, e.at, by, n)
			}
			c.all(Acts, e.at, by, n)
			return nil
		})
}

// event is what an event takes from its question.
type event struct {
	at                       place
	theme, besoin, structure string
}

func (e *event) into(more ...any) []any {
	return append([]any{&e.at.commune, &e.at.quartier, &e.theme, &e.besoin, &e.structure}, more...)
}

func (e *event) by() map[Dimension]string {
	return map[Dimension]string{Theme: e.theme, Besoin: e.besoin, Structure: e.structure}
}

// unmet counts each need once, on the day it was first declared, and each of
// its reasons once.
func (f facts) unmet(ctx context.Context, c counts) error {
	return f.each(ctx, `SELECT `+ofQuestion+`, e.reason,
		CASE WHEN EXISTS (SELECT 1 FROM relay_unmet p WHERE p.need = e.need AND p.id < e.id) THEN 0 ELSE 1 END
		FROM relay_unmet e LEFT JOIN relay_questions q ON q.id = e.question
		WHERE e.day BETWEEN ?1 AND ?2 AND (?3 = '' OR e.operator = ?3 OR q.operator = ?3)`,
		func(scan func(...any) error) error {
			e := event{}
			var reason string
			var first int
			if err := scan(e.into(&reason, &first)...); err != nil {
				return err
			}
			c.all(Unmet, e.at, e.by(), first)
			c.add(Unmet, e.at, ThemeReason, e.theme+"/"+reason, 1)
			return nil
		})
}

func (f facts) corrections(ctx context.Context, c counts) error {
	return f.each(ctx, `SELECT `+ofQuestion+`, e.what
		FROM relay_corrections e LEFT JOIN relay_questions q ON q.id = e.question
		WHERE e.day BETWEEN ?1 AND ?2 AND (?3 = '' OR e.operator = ?3 OR q.operator = ?3)`,
		func(scan func(...any) error) error {
			e := event{}
			var what string
			err := scan(e.into(&what)...)
			c.all(Misread, e.at, map[Dimension]string{ThemeWhat: e.theme + "/" + what}, 1)
			return err
		})
}

func (f facts) outcomes(ctx context.Context, c counts) error {
	return f.each(ctx, `SELECT `+ofQuestion+`, e.outcome
		FROM relay_outcomes e JOIN relay_intents i ON i.id = e.intent LEFT JOIN relay_questions q ON q.id = i.question
		WHERE e.day BETWEEN ?1 AND ?2 AND (?3 = '' OR e.operator = ?3 OR i.operator = ?3)`,
		func(scan func(...any) error) error {
			e := event{}
			var outcome string
			err := scan(e.into(&outcome)...)
			by := e.by()
			by[Outcome] = outcome
			c.all(Outcomes, e.at, by, 1)
			return err
		})
}

func (f facts) flags(ctx context.Context, c counts) error {
	return f.each(ctx, `SELECT `+ofQuestion+`, e.service
		FROM relay_flags e LEFT JOIN relay_questions q ON q.id = e.question
		WHERE e.day BETWEEN ?1 AND ?2 AND (?3 = '' OR e.operator = ?3)`,
		func(scan func(...any) error) error {
			e := event{}
			var service string
			err := scan(e.into(&service)...)
			by := e.by()
			by[Service] = service
			c.all(Flags, e.at, by, 1)
			return err
		})
}
