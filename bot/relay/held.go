package relay

import (
	"context"
	"errors"
	"time"

	"relais/directory/db"
)

// Holding is all that is held about an operator, table by table, oldest first.
type Holding struct {
	Person      Person // not Known when only the rest is held
	Home        *HeldHome
	Digest      *HeldDigest
	Needs       int
	Questions   []HeldQuestion
	Intents     []HeldIntent
	Unmet       []HeldUnmet
	Flags       []HeldFlag
	Corrections []HeldCorrection
	Browsings   []Browsing // with the words being browsed, in State
	Sessions    []HeldSession
	Invites     []HeldInvite // made by them
	Entries     []Entry      // entered by them, also those removed
	Audit       []Act        // by them or about them
}

// HeldHome is where the operator said they work.
type HeldHome struct {
	Where Territory
	At    time.Time
}

// HeldDigest is a subscription to the weekly digest.
type HeldDigest struct {
	Chat int64
	Sent Day // 0 when none was sent
}

// HeldQuestion is a question. Tags holds its values by kind: theme, besoin,
// audience, need, not, service.
type HeldQuestion struct {
	At                         time.Time
	Channel, Structure         string
	Theme, Besoin, Age, Danger string
	Quartier, Commune          string    // of the place asked for, or UnknownPlace
	Zone                       Territory // where it counts
	Results                    int
	Took                       time.Duration
	Edited                     bool
	Tags                       map[string][]string
}

// HeldIntent is what was done with a service, and what became of it.
type HeldIntent struct {
	At        time.Time
	Service   string
	Kind      Intent
	Outcome   string // empty when not told
	OutcomeAt time.Time
}

// HeldUnmet is a need declared without answer.
type HeldUnmet struct {
	At     time.Time
	Reason string
}

// HeldFlag is an error pointed at.
type HeldFlag struct {
	At            time.Time
	Service, What string
}

// HeldCorrection is what was misunderstood.
type HeldCorrection struct {
	At          time.Time
	What, Value string
}

// HeldSession is a way into the console: kind link or session.
type HeldSession struct {
	Kind             string
	Created, Expires time.Time
}

// HeldInvite is an invitation.
type HeldInvite struct {
	Role             Role
	Where            Territory
	Created, Expires time.Time
	Used             bool
}

// Held reads all that is held about an operator, and notes that it was read.
// The pseudonyms of messages, which serve for ten minutes, are left out.
func (l *Log) Held(ctx context.Context, operator int64) (h Holding, err error) {
	defer wrap(&err, "Held")
	who, err := l.who(ctx, operator)
	if err != nil {
		return Holding{}, err
	}
	err = l.db.Update(ctx, func(tx *db.Tx) error {
		if err := l.note(ctx, tx, Act{Actor: who, Action: "held"}); err != nil {
			return err
		}
		h = Holding{}
		if h.Person, err = l.personOrNew(ctx, tx, who); err != nil {
			return err
		}
		r := reader{ctx: ctx, tx: tx, who: who}
		l.holdPerson(&r, &h, operator)
		holdActivity(&r, &h)
		return r.err
	})
	return h, err
}

// reader reads rows of one operator until something fails.
type reader struct {
	ctx context.Context
	tx  *db.Tx
	who string
	err error
}

func (r *reader) rows(query string, each func(scan func(...any) error) error) {
	if r.err == nil {
		r.err = r.tx.Rows(r.ctx, query, []any{r.who}, each)
	}
}

func (l *Log) holdPerson(r *reader, h *Holding, operator int64) {
	r.rows("SELECT kind, place, at FROM relay_homes WHERE operator = ?1", func(scan func(...any) error) error {
		var kind, place string
		var at int64
		err := scan(&kind, &place, &at)
		h.Home = &HeldHome{l.place(kind, place), time.UnixMilli(at)}
		return err
	})
	r.rows("SELECT kind, created, expires FROM relay_sessions WHERE operator = ?1 ORDER BY created", func(scan func(...any) error) error {
		var s HeldSession
		var created, expires int64
		err := scan(&s.Kind, &created, &expires)
		s.Created, s.Expires = time.UnixMilli(created), time.UnixMilli(expires)
		h.Sessions = append(h.Sessions, s)
		return err
	})
	r.rows(`SELECT role, commune, quartier, created, expires, used IS NOT NULL FROM relay_invites
		WHERE author = ?1 ORDER BY created`, func(scan func(...any) error) error {
		var i HeldInvite
		var created, expires int64
		err := scan(&i.Role, &i.Where.Commune, &i.Where.Quartier, &created, &expires, &i.Used)
		i.Created, i.Expires = time.UnixMilli(created), time.UnixMilli(expires)
		h.Invites = append(h.Invites, i)
		return err
	})
	r.rows(selectEntries+" WHERE author = ?1 ORDER BY day, id", func(scan func(...any) error) error {
		e, err := scanEntry(scan)
		h.Entries = append(h.Entries, e)
		return err
	})
	r.rows(`SELECT at, actor, action, subject, detail FROM relay_audit
		WHERE actor = ?1 OR subject = ?1 ORDER BY at, id`, appendActs(&h.Audit))
	if r.err == nil {
		h.Browsings, r.err = l.browsings(r.ctx, r.tx, operator)
	}
	if r.err == nil {
		h.Digest, r.err = l.heldDigest(r.ctx, r.tx, operator)
	}
}

func holdActivity(r *reader, h *Holding) {
	r.rows("SELECT COUNT(*) FROM relay_needs WHERE operator = ?1", func(scan func(...any) error) error {
		return scan(&h.Needs)
	})
	holdQuestions(r, h)
	r.rows(`SELECT i.at, i.service, i.kind, COALESCE(o.outcome, ''), COALESCE(o.at, 0)
		FROM relay_intents i LEFT JOIN relay_outcomes o ON o.intent = i.id
		WHERE i.operator = ?1 ORDER BY i.at, i.id`, func(scan func(...any) error) error {
		var i HeldIntent
		var at, told int64
		err := scan(&at, &i.Service, &i.Kind, &i.Outcome, &told)
		if i.At = time.UnixMilli(at); told != 0 {
			i.OutcomeAt = time.UnixMilli(told)
		}
		h.Intents = append(h.Intents, i)
		return err
	})
	r.rows("SELECT at, reason FROM relay_unmet WHERE operator = ?1 ORDER BY at, id", func(scan func(...any) error) error {
		var at int64
		var u HeldUnmet
		err := scan(&at, &u.Reason)
		u.At = time.UnixMilli(at)
		h.Unmet = append(h.Unmet, u)
		return err
	})
	r.rows("SELECT at, service, what FROM relay_flags WHERE operator = ?1 ORDER BY at, id", func(scan func(...any) error) error {
		var at int64
		var f HeldFlag
		err := scan(&at, &f.Service, &f.What)
		f.At = time.UnixMilli(at)
		h.Flags = append(h.Flags, f)
		return err
	})
	r.rows("SELECT at, what, value FROM relay_corrections WHERE operator = ?1 ORDER BY at, id", func(scan func(...any) error) error {
		var at int64
		var c HeldCorrection
		err := scan(&at, &c.What, &c.Value)
		c.At = time.UnixMilli(at)
		h.Corrections = append(h.Corrections, c)
		return err
	})
}

func holdQuestions(r *reader, h *Holding) {
	tags := map[int64]map[string][]string{}
	r.rows(`SELECT t.question, t.kind, t.value FROM relay_tags t JOIN relay_questions q ON q.id = t.question
		WHERE q.operator = ?1 ORDER BY t.question, t.kind, t.rank`, func(scan func(...any) error) error {
		var question int64
		var kind, value string
		err := scan(&question, &kind, &value)
		if tags[question] == nil {
			tags[question] = map[string][]string{}
		}
		tags[question][kind] = append(tags[question][kind], value)
		return err
	})
	r.rows(`SELECT id, at, channel, structure, theme, besoin, age, danger, quartier, commune,
		zone_commune, zone_quartier, results, took, edited
		FROM relay_questions WHERE operator = ?1 ORDER BY at, id`, func(scan func(...any) error) error {
		var q HeldQuestion
		var id, at, took int64
		err := scan(&id, &at, &q.Channel, &q.Structure, &q.Theme, &q.Besoin, &q.Age, &q.Danger, &q.Quartier, &q.Commune,
			&q.Zone.Commune, &q.Zone.Quartier, &q.Results, &took, &q.Edited)
		q.At, q.Took, q.Tags = time.UnixMilli(at), time.Duration(took)*time.Millisecond, tags[id]
		h.Questions = append(h.Questions, q)
		return err
	})
}

// browsings reads what an operator is browsing. Every row is opened: whose it
// is stands inside. The gap: what was sealed with a secret that is lost.
func (l *Log) browsings(ctx context.Context, tx *db.Tx, operator int64) (own []Browsing, err error) {
	err = tx.Rows(ctx, "SELECT id, sealed, expires FROM relay_browsing ORDER BY expires, id", nil, func(scan func(...any) error) error {
		var id string
		var sealed []byte
		var expires int64
		if err := scan(&id, &sealed, &expires); err != nil {
			return err
		}
		b, err := l.unseal(id, sealed, expires)
		if errors.Is(err, db.ErrSealed) {
			return nil
		}
		if err == nil && b.Owner == operator {
			own = append(own, b)
		}
		return err
	})
	return own, err
}
