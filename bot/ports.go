package bot

import (
	"context"

	tgbot "github.com/go-telegram/bot"

	"relais/bot/relay"
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

// Activity records what operators do and keeps answers while they are
// browsed. relay.Log is one.
type Activity interface {
	Record(ctx context.Context, q relay.Question) (id int64, fresh bool, err error)
	Intent(ctx context.Context, questionID, updateID, operator int64, service string, kind relay.Intent) error
	Unmet(ctx context.Context, questionID, updateID, operator int64, reason string) error
	Flag(ctx context.Context, questionID, updateID, operator int64, service, what string) error
	// Home is a kind and an id of directory.Place; Options.NotFound when none
	// was said. SetHome with an empty id forgets it.
	Home(ctx context.Context, operator int64) (kind, id string, err error)
	SetHome(ctx context.Context, operator int64, kind, id string) error
	Keep(ctx context.Context, b relay.Browsing) error
	Recall(ctx context.Context, id string) (relay.Browsing, error)
	RecallByMessage(ctx context.Context, chat int64, questionMessage int) (relay.Browsing, error)
}

// Edge sends to Telegram. telegram.Edge is one.
type Edge interface {
	// Do makes a call that puts something in a chat.
	Do(ctx context.Context, chatID int64, call func(ctx context.Context) error) error
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
