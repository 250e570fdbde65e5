package relay

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"relais/directory/db"
)

// Kinds of Entry: what the contrat de ville counts and a bot cannot see.
const (
	Meeting  = "reunion"    // of the health group
	Tool     = "outil"      // communication tool; Detail is its kind, Number of copies
	Partners = "partenaire" // partner mobilised
	Training = "formation"  // operators made aware; Number of people present
	Project  = "projet"     // shared; two cities or more in Communes
	Outreach = "action"     // going towards residents; Number of people reached
)

// EntryKinds lists them; Tools are the kinds of communication tool.
var (
	EntryKinds = []string{Meeting, Tool, Partners, Training, Project, Outreach}
	Tools      = []string{"affiche", "flyer", "guide", "site", "reseaux-sociaux", "video", "newsletter", "autre"}
)

// Entry is one fact entered by hand. Title and Partners name organisations and
// events, never persons: what Redact finds in them is refused.
type Entry struct {
	ID       int64
	Kind     string
	Day      Day
	Title    string // 120 characters at most
	Detail   string // of Tools for a Tool, else empty
	Number   int
	Partners []string
	Communes []string  // INSEE codes: the cities of a project
	Where    Territory // where it counts
	Author   string    // pseudonym
}

const (
	maxTitle  = 120       // characters, of a title or the name of a partner
	maxNumber = 1_000_000 // people or copies
	maxNames  = 30        // partners or cities of one entry
)

// check finds what cannot be.
func (e Entry) check() error {
	tool := e.Kind != Tool && e.Detail == "" || e.Kind == Tool && slices.Contains(Tools, e.Detail)
	cities := len(e.Communes) >= 2 || e.Kind != Project
	ok := slices.Contains(EntryKinds, e.Kind) && e.Day.valid() && nameable(e.Title) && tool && cities &&
		e.Number >= 0 && e.Number <= maxNumber && len(e.Partners) <= maxNames && len(e.Communes) <= maxNames
	for _, p := range e.Partners {
		ok = ok && nameable(p) && !strings.Contains(p, "|")
	}
	for _, c := range e.Communes {
		ok = ok && inseeShape.MatchString(c)
	}
	if !ok {
		return ErrInvalid
	}
	return nil
}

// nameable tells whether text may name an organisation or an event.
func nameable(text string) bool {
	return strings.TrimSpace(text) != "" && utf8.RuneCountInString(text) <= maxTitle && Redact(text) == text
}

// SaveEntry adds an entry, or changes the one of its ID, and notes it in the
// audit trail. ErrInvalid for a value that cannot be; ErrAllowed out of the
// author's territory; db.ErrNotFound for an unknown ID. Its Author stays who
// added it.
func (l *Log) SaveEntry(ctx context.Context, actor string, e Entry) (id int64, err error) {
	defer wrap(&err, "SaveEntry(%d)", e.ID)
	if e.Where, err = l.territory(e.Where); err != nil {
		return 0, err
	}
	if err := e.check(); err != nil {
		return 0, err
	}
	refusal := Act{Actor: actor, Action: "entry-refused", Subject: entryID(e.ID), Detail: e.Kind}
	err = l.try(ctx, refusal, func(tx *db.Tx) error {
		if err := l.mayEnter(ctx, tx, actor, e.Where); err != nil {
			return err
		}
		action := "entry-add"
		if e.ID == 0 {
			id, err = l.addEntry(ctx, tx, actor, e)
		} else {
			action, id = "entry-change", e.ID
			err = l.changeEntry(ctx, tx, actor, e)
		}
		if err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: actor, Action: action, Subject: entryID(id), Detail: e.Kind})
	})
	if err != nil {
		return 0, err
	}
	return id, nil
}

func (l *Log) addEntry(ctx context.Context, tx *db.Tx, actor string, e Entry) (id int64, err error) {
	err = tx.Row(ctx, `INSERT INTO relay_entries
		(kind, day, title, detail, number, partners, communes, quartier, commune, author, at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id`,
		[]any{e.Kind, e.Day, e.Title, e.Detail, e.Number, strings.Join(e.Partners, "|"),
			strings.Join(e.Communes, " "), e.Where.Quartier, e.Where.Commune, actor, l.now().UnixMilli()}, &id)
	return id, err
}

func (l *Log) changeEntry(ctx context.Context, tx *db.Tx, actor string, e Entry) error {
	if err := l.mayTouch(ctx, tx, actor, e.ID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE relay_entries SET kind = ?2, day = ?3, title = ?4, detail = ?5, number = ?6,
		partners = ?7, communes = ?8, quartier = ?9, commune = ?10, at = ?11 WHERE id = ?1`,
		e.ID, e.Kind, e.Day, e.Title, e.Detail, e.Number, strings.Join(e.Partners, "|"),
		strings.Join(e.Communes, " "), e.Where.Quartier, e.Where.Commune, l.now().UnixMilli())
	return err
}

// RemoveEntry takes an entry out of the counts. db.ErrNotFound when none of
// this ID counts; ErrAllowed out of the actor's territory.
func (l *Log) RemoveEntry(ctx context.Context, actor string, id int64) (err error) {
	defer wrap(&err, "RemoveEntry(%d)", id)
	refusal := Act{Actor: actor, Action: "entry-refused", Subject: entryID(id)}
	return l.try(ctx, refusal, func(tx *db.Tx) error {
		if err := l.mayTouch(ctx, tx, actor, id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE relay_entries SET removed = ?2, at = ?2 WHERE id = ?1", id, l.now().UnixMilli())
		if err != nil {
			return err
		}
		return l.note(ctx, tx, Act{Actor: actor, Action: "entry-remove", Subject: entryID(id)})
	})
}

// mayTouch tells whether actor may change an entry that exists.
func (l *Log) mayTouch(ctx context.Context, tx *db.Tx, actor string, id int64) error {
	var where Territory
	err := tx.Row(ctx, "SELECT commune, quartier FROM relay_entries WHERE id = ?1 AND removed IS NULL",
		[]any{id}, &where.Commune, &where.Quartier)
	if err != nil {
		return err
	}
	return l.mayEnter(ctx, tx, actor, where)
}

func (l *Log) mayEnter(ctx context.Context, tx *db.Tx, actor string, where Territory) error {
	a, err := l.actor(ctx, tx, actor)
	if err == nil && !a.reach().Holds(where) {
		err = ErrAllowed
	}
	return err
}

func entryID(id int64) string {
	if id == 0 {
		return ""
	}
	return "entry:" + strconv.FormatInt(id, 10)
}

const selectEntries = `SELECT id, kind, day, title, detail, number, partners, communes, commune, quartier, author
	FROM relay_entries`

// Entries lists what counts between two days, both included, latest first.
// Where both names are empty every place is listed.
func (l *Log) Entries(ctx context.Context, from, to Day, where Territory) (entries []Entry, err error) {
	defer wrap(&err, "Entries(%s, %s)", from, to)
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, selectEntries+` WHERE removed IS NULL AND day BETWEEN ?1 AND ?2
			ORDER BY day DESC, id DESC`, []any{from, to}, func(scan func(...any) error) error {
			e, err := scanEntry(scan)
			if where.Holds(e.Where) {
				entries = append(entries, e)
			}
			return err
		})
	})
	return entries, err
}

// Entry reads one entry that counts; db.ErrNotFound when there is none.
func (l *Log) Entry(ctx context.Context, id int64) (e Entry, err error) {
	defer wrap(&err, "Entry(%d)", id)
	err = l.db.View(ctx, func(tx *db.Tx) error {
		e, err = scanEntry(func(into ...any) error {
			return tx.Row(ctx, selectEntries+" WHERE id = ?1 AND removed IS NULL", []any{id}, into...)
		})
		return err
	})
	return e, err
}

func scanEntry(scan func(...any) error) (e Entry, err error) {
	var partners, communes string
	err = scan(&e.ID, &e.Kind, &e.Day, &e.Title, &e.Detail, &e.Number, &partners, &communes,
		&e.Where.Commune, &e.Where.Quartier, &e.Author)
	e.Partners = strings.FieldsFunc(partners, func(r rune) bool { return r == '|' })
	e.Communes = strings.Fields(communes)
	return e, err
}
