package relay

import (
	"context"

	"relais/directory/db"
)

// Mine is an operator's own activity over some days: not protected, it is theirs.
type Mine struct {
	Questions, Needs, Cards, Calls, Routes, Shares, Referrals, Escorts, Unmet int
	Outcomes                                                                  map[string]int
	Themes                                                                    []Row // Theme and Questions
	Days                                                                      int   // days with a question
}

// Mine counts an operator's own activity from a day to another, both included.
func (l *Log) Mine(ctx context.Context, operator int64, from, to Day) (m Mine, err error) {
	defer wrap(&err, "Mine(%s, %s)", from, to)
	who, err := l.who(ctx, operator)
	if err != nil {
		return Mine{}, err
	}
	err = l.db.View(ctx, func(tx *db.Tx) error {
		m, err = period{tx: tx, from: from, to: to, who: who}.mine(ctx)
		return err
	})
	return m, err
}

// mine counts the rows of p.who.
func (p period) mine(ctx context.Context) (m Mine, err error) {
	err = p.row(ctx, `SELECT COUNT(*), COUNT(DISTINCT need), COUNT(DISTINCT day)
		FROM relay_questions WHERE operator = ?3 AND day BETWEEN ?1 AND ?2`, &m.Questions, &m.Needs, &m.Days)
	if err != nil {
		return m, err
	}
	err = p.row(ctx, "SELECT COUNT(DISTINCT need) FROM relay_unmet WHERE operator = ?3 AND day BETWEEN ?1 AND ?2", &m.Unmet)
	if err != nil {
		return m, err
	}
	kinds, err := p.counts(ctx, `SELECT kind, COUNT(*) FROM relay_intents
		WHERE operator = ?3 AND day BETWEEN ?1 AND ?2 GROUP BY kind`)
	if err != nil {
		return m, err
	}
	m.Cards, m.Calls, m.Routes = kinds[string(Card)], kinds[string(Call)], kinds[string(Route)]
	m.Shares, m.Referrals, m.Escorts = kinds[string(Share)], kinds[string(Referral)], kinds[string(Escort)]
	m.Outcomes, err = p.counts(ctx, `SELECT outcome, COUNT(*) FROM relay_outcomes
		WHERE operator = ?3 AND day BETWEEN ?1 AND ?2 GROUP BY outcome`)
	if err != nil {
		return m, err
	}
	themes, err := p.counts(ctx, `SELECT theme, COUNT(*) FROM relay_questions
		WHERE operator = ?3 AND day BETWEEN ?1 AND ?2 GROUP BY theme`)
	rows := map[string]*Row{}
	for theme, n := range themes {
		rows[theme] = &Row{Theme: theme, Questions: n}
	}
	m.Themes = sorted(rows)
	return m, err
}
