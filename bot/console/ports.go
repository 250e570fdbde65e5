package console

import (
	"context"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/directory"
)

// Relay is what the console asks of relay activity; *relay.Log is one.
type Relay interface {
	Enter(ctx context.Context, code string) (token string, s relay.Session, err error)
	EnterAs(ctx context.Context, operator int64) (token string, s relay.Session, err error)
	Session(ctx context.Context, token string) (relay.Session, error)
	Leave(ctx context.Context, token string) error

	People(ctx context.Context) ([]relay.Person, error)
	SetState(ctx context.Context, actor, pseudonym, state string) error
	Invite(ctx context.Context, actor string, role relay.Role, where relay.Territory, life time.Duration) (code string, err error)
	Audit(ctx context.Context, from, to relay.Day, limit int) ([]relay.Act, error)
	Note(ctx context.Context, actor, action, subject, detail string) error

	SaveEntry(ctx context.Context, actor string, e relay.Entry) (id int64, err error)
	RemoveEntry(ctx context.Context, actor string, id int64) error
	Entries(ctx context.Context, from, to relay.Day, where relay.Territory) ([]relay.Entry, error)
	Survey(ctx context.Context, quartier, knows, went string) error
	SurveyCounts(ctx context.Context, from, to relay.Day, quartier string) (map[string]map[string]int, error)
}

// Figures is where figures come from; *figures.Figures is one.
type Figures interface {
	K() int
	Table(ctx context.Context, by figures.Dimension, measures []figures.Measure, p figures.Period, where figures.Territory) (figures.Table, error)
	Series(ctx context.Context, m figures.Measure, by figures.Dimension, value string, p figures.Period, where figures.Territory) ([]figures.Point, error)
	Summary(ctx context.Context, p figures.Period, where figures.Territory) (figures.Summary, error)
	Rising(ctx context.Context, p figures.Period, where figures.Territory, n int) ([]figures.Rise, error)
	Heat(ctx context.Context, p figures.Period, where figures.Territory) (figures.Grid, error)
	Gaps(ctx context.Context, p figures.Period, where figures.Territory, places []directory.Place, services []directory.Service, withinM int) ([]figures.Offer, error)
}

// Directory is the local offer; *directory.Store is one.
type Directory interface {
	Each(ctx context.Context, f func(directory.Service) error) (version int64, err error)
}
