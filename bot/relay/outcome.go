package relay

import (
	"context"
	"slices"
	"time"

	"relais/directory/db"
)

// Outcomes is the closed list of what becomes of a referral.
var Outcomes = []string{"rendez-vous", "recu", "accompagne", "attente", "sans-suite", "refus"}

// OpenFor is how long a referral waits for its outcome.
const OpenFor = 60 * 24 * time.Hour

// Open is a referral without known outcome.
type Open struct {
	Intent  int64
	Service string
	Theme   string
	At      time.Time
	Escort  bool // an accompaniment was asked for
}

// OpenReferrals lists the operator's referrals of the last OpenFor without
// outcome, latest first.
func (l *Log) OpenReferrals(ctx context.Context, operator int64, limit int) (open []Open, err error) {
	defer wrap(&err, "OpenReferrals")
	who, err := l.who(ctx, operator)
	if err != nil {
		return nil, err
	}
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, `SELECT i.id, i.service, COALESCE(q.theme, '`+OtherTheme+`'), i.at,
			EXISTS (SELECT 1 FROM relay_intents e WHERE e.question = i.question AND e.service = i.service
			  AND e.kind = 'escort' AND e.operator = i.operator)
			FROM relay_intents i LEFT JOIN relay_questions q ON q.id = i.question
			WHERE i.operator = ?1 AND i.kind = 'referral' AND i.at > ?2
			  AND NOT EXISTS (SELECT 1 FROM relay_outcomes o WHERE o.intent = i.id)
			ORDER BY i.at DESC, i.id DESC LIMIT ?3`,
			[]any{who, l.now().Add(-OpenFor).UnixMilli(), limit}, func(scan func(...any) error) error {
				var o Open
				var at int64
				err := scan(&o.Intent, &o.Service, &o.Theme, &at, &o.Escort)
				o.At = time.UnixMilli(at)
				open = append(open, o)
				return err
			})
	})
	return open, err
}

// Outcome records what became of a referral of the operator; db.ErrNotFound
// for another's. A later outcome replaces an earlier one; an update handled
// again changes nothing.
func (l *Log) Outcome(ctx context.Context, intent, updateID, operator int64, outcome string) (err error) {
	defer wrap(&err, "Outcome(intent %d, update %d)", intent, updateID)
	if !slices.Contains(Outcomes, outcome) {
		return ErrInvalid
	}
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	now := l.now()
	return l.db.Update(ctx, func(tx *db.Tx) error {
		err := tx.Row(ctx, "SELECT id FROM relay_intents WHERE id = ?1 AND operator = ?2 AND kind = 'referral'",
			[]any{intent, who}, &intent)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO relay_outcomes (intent, update_id, operator, outcome, at, day)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT (intent) DO UPDATE SET update_id = excluded.update_id, outcome = excluded.outcome,
			  at = excluded.at, day = excluded.day WHERE excluded.update_id > relay_outcomes.update_id`,
			intent, updateID, who, outcome, now.UnixMilli(), DayOf(now))
		return err
	})
}
