package relay

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"relais/directory/db"
)

// ErrInvalid is returned for a value out of its closed list.
var ErrInvalid = errors.New("not in the closed list")

// DefaultK is the least number a row of a Report shows.
const DefaultK = 11

// Log records relay activity. It is safe for concurrent use.
type Log struct {
	db       *db.DB
	key      db.Key
	now      func() time.Time
	previous *db.Key // while the secret changes
	k        int
	communes map[string]string // quarter → INSEE code
	fold     func(ctx context.Context, tx *db.Tx, operator string) error
}

// Option changes what New makes.
type Option func(*Log)

// WithK sets the least number a row of a Report shows; 0 is DefaultK, 1 hides
// nothing.
func WithK(k int) Option {
	return func(l *Log) {
		if k > 0 {
			l.k = k
		}
	}
}

// WithPrevious lets the secret change: an operator known under key becomes, the
// first time they act, the same person under the new secret, and what key sealed
// still opens. Whoever does not act while it is set is later somebody new.
func WithPrevious(key db.Key) Option {
	return func(l *Log) { l.previous = &key }
}

// WithCommunes tells the commune (INSEE code) of each quarter (slug), so that
// what counts in a quarter counts in its commune.
func WithCommunes(communes map[string]string) Option {
	return func(l *Log) { l.communes = communes }
}

// WithFold sets what Erase calls, in its transaction, before rows of the
// operator (a pseudonym) go: it keeps their counts. Without it none are kept
// of a month that is not closed.
func WithFold(fold func(ctx context.Context, tx *db.Tx, operator string) error) Option {
	return func(l *Log) { l.fold = fold }
}

// New makes a Log. key turns Telegram ids into pseudonyms and seals what is
// being browsed; now is the clock.
func New(d *db.DB, key db.Key, now func() time.Time, opts ...Option) *Log {
	l := &Log{db: d, key: key, now: now, k: DefaultK}
	for _, o := range opts {
		o(l)
	}
	return l
}

func (l *Log) operator(id int64) string { return l.key.Pseudonym(operators, id) }

// Purposes of pseudonyms.
const (
	operators = "operator"
	digests   = "digest"
)

// message is the pseudonym of a message of a chat for a purpose, empty for no
// message.
func (l *Log) message(purpose string, chat int64, message int) string {
	if message == 0 {
		return ""
	}
	return l.key.Pseudonym(purpose+"/"+strconv.FormatInt(chat, 10), int64(message))
}

// needOf finds the need a question tells; db.ErrNotFound for an unknown one.
func needOf(ctx context.Context, tx *db.Tx, question int64) (need int64, err error) {
	err = tx.Row(ctx, "SELECT need FROM relay_questions WHERE id = ?1", []any{question}, &need)
	return need, err
}

// orNull is NULL for no id.
func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

var (
	slugShape    = regexp.MustCompile(`^[a-z0-9][a-z0-9:_.-]{0,63}$`)
	serviceShape = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9:_./|-]{0,127}$`)
	besoinShape  = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
	inseeShape   = regexp.MustCompile(`^\d[0-9AB]\d{3}$`)
)

// shaped returns id, or instead when it has not the shape of an id: a caller's
// mistake must not write words of a question.
func shaped(shape *regexp.Regexp, id, instead string) string {
	if shape.MatchString(id) {
		return id
	}
	return instead
}

func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("relay: %s: %w", fmt.Sprintf(format, args...), *err)
	}
}
