package bot

import (
	"context"
	"time"

	tgbot "github.com/go-telegram/bot"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/directory"
	"relais/search"
)

// Finder answers questions.
type Finder interface {
	Find(ctx context.Context, q search.Question) (search.Answer, error)
}

// Directory reads one service; Options.NotFound when there is none.
type Directory interface {
	Service(ctx context.Context, id string) (directory.Service, error)
}

// Activity is relay activity. relay.Log is one.
type Activity interface {
	Recording
	Browsings
	People
	Own
	Digests
}

// Recording keeps what operators do.
type Recording interface {
	Record(ctx context.Context, q relay.Question) (id int64, fresh bool, err error)
	Intent(ctx context.Context, questionID, updateID, operator int64, service string, kind relay.Intent) error
	Unmet(ctx context.Context, questionID, updateID, operator int64, reason string) error
	Flag(ctx context.Context, questionID, updateID, operator int64, service, what string) error
	Correction(ctx context.Context, questionID, updateID, operator int64, what, value string) error
}

// Browsings keeps answers while they are browsed; Options.NotFound for one
// that is gone.
type Browsings interface {
	Keep(ctx context.Context, b relay.Browsing) error
	Recall(ctx context.Context, id string) (relay.Browsing, error)
	RecallByMessage(ctx context.Context, chat int64, questionMessage int) (relay.Browsing, error)
}

// People knows who relays, and what they may do.
type People interface {
	Person(ctx context.Context, operator int64) (relay.Person, error)
	Asked(ctx context.Context, operator int64, structure string) error
	// Home is a kind and an id of directory.Place; Options.NotFound when none
	// was said. SetHome with an empty id forgets it.
	Home(ctx context.Context, operator int64) (kind, id string, err error)
	SetHome(ctx context.Context, operator int64, kind, id string) error
	Pseudonym(operator int64) string
	Invite(ctx context.Context, actor string, role relay.Role, where relay.Territory, life time.Duration) (code string, err error)
	Join(ctx context.Context, operator int64, code string) (relay.Person, error)
	Door(ctx context.Context, operator int64) (code string, err error)
	Note(ctx context.Context, actor, action, subject, detail string) error
}

// Own is an operator's own activity, and the right to see and erase it.
type Own interface {
	Mine(ctx context.Context, operator int64, from, to relay.Day) (relay.Mine, error)
	OpenReferrals(ctx context.Context, operator int64, limit int) ([]relay.Open, error)
	Outcome(ctx context.Context, intent, updateID, operator int64, outcome string) error
	Held(ctx context.Context, operator int64) (relay.Holding, error)
	Erase(ctx context.Context, operator int64) error
}

// Digests are the weekly ones.
type Digests interface {
	SetDigest(ctx context.Context, operator, chat int64) error
	DigestOn(ctx context.Context, operator int64) (bool, error)
	DueDigests(ctx context.Context, monday relay.Day, limit int) ([]relay.Digest, error)
}

// Figures reads protected figures. figures.Figures is one.
type Figures interface {
	Summary(ctx context.Context, p figures.Period, where figures.Territory) (figures.Summary, error)
	Rising(ctx context.Context, p figures.Period, where figures.Territory, n int) ([]figures.Rise, error)
	Table(ctx context.Context, by figures.Dimension, measures []figures.Measure, p figures.Period, where figures.Territory) (figures.Table, error)
	Week(ctx context.Context, monday relay.Day, where figures.Territory) (figures.Week, error)
	K() int // the least figure shown
	Series(ctx context.Context, m figures.Measure, by figures.Dimension, value string, p figures.Period, where figures.Territory) ([]figures.Point, error)
}

// Edge sends to Telegram. telegram.Edge is one.
type Edge interface {
	// Do makes a call that puts something in a chat.
	Do(ctx context.Context, chatID int64, call func(ctx context.Context) error) error
	// Later is Do for what gives way to answers and is made once at most.
	Later(ctx context.Context, chatID int64, call func(ctx context.Context) error) error
	// Answer makes a call that does not, and must not wait.
	Answer(ctx context.Context, call func(ctx context.Context) error) error
	API() *tgbot.Bot
}

// Opening is what is known of opening hours at an instant. The zero Opening
// knows nothing.
type Opening struct {
	Open          bool
	Sentence      string // "ouvert jusqu’à 18 h"; empty when the state is unknown
	Week          string // the whole week in French; empty when it cannot be read
	ByAppointment bool
}
