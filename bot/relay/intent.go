package relay

import (
	"context"
	"slices"

	"relais/directory/db"
)

// Intent is what an operator does with a service.
type Intent string

// The kinds of Intent. Opening a card is looking, an escort is asking for help;
// the four others are acts.
const (
	Card     Intent = "card"
	Call     Intent = "call"
	Route    Intent = "route"
	Share    Intent = "share"
	Referral Intent = "referral" // "J'oriente"
	Escort   Intent = "escort"   // accompaniment asked for
)

var intents = []Intent{Card, Call, Route, Share, Referral, Escort}

// Reasons why nothing fits: the closed list of Unmet.
var Reasons = []string{
	"inexistant", "non-eligible", "complet", "ferme", "trop-loin", "trop-cher", "langue",
	"horaires", "pieces-manquantes", "refus-personne", "hors-sujet", "autre",
}

// Errors an operator may point at in a card: the closed list of Flag.
var Errors = []string{"telephone", "adresse", "horaires", "ferme", "autre"}

// Intent records what operator did with a service. It is idempotent: the same
// update, or the same kind on the same question and service, counts once.
// questionID 0 is for a card reached without a question; an unknown question
// is db.ErrNotFound.
func (l *Log) Intent(ctx context.Context, questionID, updateID, operator int64, service string, kind Intent) (err error) {
	defer wrap(&err, "Intent(question %d, update %d)", questionID, updateID)
	if !slices.Contains(intents, kind) || !serviceShape.MatchString(service) {
		return ErrInvalid
	}
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	now := l.now()
	return l.db.Update(ctx, func(tx *db.Tx) error {
		var need int64
		if questionID == 0 {
			err = see(ctx, tx, who, now.UnixMilli())
		} else {
			need, err = needOf(ctx, tx, questionID)
		}
		if err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO relay_intents
			(update_id, question, need, operator, service, kind, at, day)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING`,
			updateID, orNull(questionID), orNull(need), who, service, string(kind),
			now.UnixMilli(), DayOf(now))
		return err
	})
}

// Unmet records that nothing fits, and why. It belongs to the need: the same
// reason given twice for one need counts once.
func (l *Log) Unmet(ctx context.Context, questionID, updateID, operator int64, reason string) (err error) {
	defer wrap(&err, "Unmet(question %d, update %d)", questionID, updateID)
	if !slices.Contains(Reasons, reason) {
		return ErrInvalid
	}
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	now := l.now()
	return l.db.Update(ctx, func(tx *db.Tx) error {
		need, err := needOf(ctx, tx, questionID)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO relay_unmet
			(update_id, question, need, operator, reason, at, day)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING`,
			updateID, questionID, need, who, reason, now.UnixMilli(), DayOf(now))
		return err
	})
}

// Flag records an error pointed at in the card of a service. questionID is 0
// when the card was reached without a question. Idempotent by update id.
func (l *Log) Flag(ctx context.Context, questionID, updateID, operator int64, service, what string) (err error) {
	defer wrap(&err, "Flag(question %d, update %d)", questionID, updateID)
	if !slices.Contains(Errors, what) || !serviceShape.MatchString(service) {
		return ErrInvalid
	}
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	now := l.now()
	return l.db.Update(ctx, func(tx *db.Tx) error {
		if questionID != 0 {
			if _, err := needOf(ctx, tx, questionID); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO relay_flags
			(update_id, question, operator, service, what, at, day)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING`,
			updateID, orNull(questionID), who, service, what, now.UnixMilli(), DayOf(now))
		return err
	})
}
