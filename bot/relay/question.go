package relay

import (
	"context"
	"errors"
	"strings"
	"time"

	"relais/directory/db"
)

// Values that stand for nothing understood.
const (
	OtherTheme   = "autre"
	UnknownPlace = "inconnu"
)

// SameNeed is how close two questions must be to tell one need.
const SameNeed = 10 * time.Minute

// Question is what is kept of a question: never its words.
type Question struct {
	UpdateID   int64 // of Telegram; the question is recorded once for it
	OperatorID int64 // Telegram user; kept as a pseudonym
	ChatID     int64 // Telegram chat; used with MessageID only
	MessageID  int   // the message that asks, kept as a pseudonym; 0 for none (inline)
	Channel    string
	At         time.Time
	Themes     []string // ids of directory.Themes, main one first
	Besoins    []string // ids of precise needs, surest first
	Audiences  []string // words of directory.Audiences
	Age        *int     // years; kept as a band
	Quartier   string   // slug
	Commune    string   // INSEE code
	Needs      []string // ids: gratuit, samedi, langue:arabe…
	Not        []string // ids of what is refused
	Danger     string   // kind, empty for none
	Results    int      // how many services answered
	First      []string // ids of the services shown first
	Took       time.Duration
	Edited     bool // the message was edited: same need as before
}

// errRepeat rolls back a question another process recorded meanwhile.
var errRepeat = errors.New("recorded meanwhile")

// Record keeps a question exactly once per update id: a repeat returns the id
// of the first, with fresh false. A question that says the same as one the
// operator asked within SameNeed, an edit, or another reading of the same
// message, tells the same need.
func (l *Log) Record(ctx context.Context, q Question) (id int64, fresh bool, err error) {
	defer wrap(&err, "Record(update %d)", q.UpdateID)
	who, err := l.who(ctx, q.OperatorID)
	if err != nil {
		return 0, false, err
	}
	r := l.row(q, who)
	err = l.db.Update(ctx, func(tx *db.Tx) (err error) {
		id, fresh, err = r.record(ctx, tx)
		return err
	})
	if errors.Is(err, errRepeat) {
		fresh = false
		err = l.db.View(ctx, func(tx *db.Tx) error {
			return tx.Row(ctx, byUpdate, []any{q.UpdateID}, &id)
		})
	}
	return id, fresh, err
}

const byUpdate = "SELECT id FROM relay_questions WHERE update_id = ?1"

func (r *row) record(ctx context.Context, tx *db.Tx) (id int64, fresh bool, err error) {
	err = tx.Row(ctx, byUpdate, []any{r.update}, &id)
	if !errors.Is(err, db.ErrNotFound) {
		return id, false, err
	}
	if err := r.asker(ctx, tx); err != nil {
		return 0, false, err
	}
	need, err := r.need(ctx, tx)
	if err != nil {
		return 0, false, err
	}
	err = tx.Row(ctx, `INSERT INTO relay_questions (update_id, need, operator, message, channel, at, day,
		alike, theme, besoin, age, quartier, commune, danger, results, took, edited,
		structure, zone_quartier, zone_commune)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
		ON CONFLICT (update_id) DO NOTHING RETURNING id`,
		[]any{r.update, need, r.operator, r.message, r.channel, r.at, r.day,
			r.alike, r.theme, r.besoin, r.age, r.quartier, r.commune, r.danger, r.results, r.took, r.edited,
			r.structure, unknown(r.zone.Quartier), unknown(r.zone.Commune)}, &id)
	if errors.Is(err, db.ErrNotFound) {
		return 0, false, errRepeat
	}
	if err != nil {
		return 0, false, err
	}
	return id, true, r.tag(ctx, tx, id)
}

// need finds the need this question tells, or opens one.
func (r *row) need(ctx context.Context, tx *db.Tx) (need int64, err error) {
	window := SameNeed.Milliseconds()
	err = tx.Row(ctx, `SELECT need FROM relay_questions
		WHERE operator = ?1 AND at BETWEEN ?2 AND ?3
		  AND ((alike = ?4 AND alike <> 0) OR (message = ?5 AND message <> '') OR ?6 = 1)
		ORDER BY at DESC, id DESC LIMIT 1`,
		[]any{r.operator, r.at - window, r.at + window, r.alike, r.message, r.followsLast()}, &need)
	if !errors.Is(err, db.ErrNotFound) {
		return need, err
	}
	err = tx.Row(ctx, "INSERT INTO relay_needs (operator, at, day) VALUES (?1, ?2, ?3) RETURNING id",
		[]any{r.operator, r.at, r.day}, &need)
	return need, err
}

// followsLast is 1 for an edit whose message is not known: it is taken for an
// edit of the operator's last question.
func (r *row) followsLast() int {
	if r.edited == 1 && r.message == "" {
		return 1
	}
	return 0
}

func (r *row) tag(ctx context.Context, tx *db.Tx, question int64) error {
	if len(r.tags) == 0 {
		return nil
	}
	var values []string
	args := []any{question}
	for _, t := range r.tags {
		values = append(values, "(?1,"+db.List(len(args)+1, 3)+")")
		args = append(args, t.kind, t.rank, t.value)
	}
	_, err := tx.Exec(ctx, "INSERT INTO relay_tags (question, kind, rank, value) VALUES "+
		strings.Join(values, ","), args...)
	return err
}
