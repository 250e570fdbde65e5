package console

import (
	"context"
	"time"

	"relais/bot/announce"
	"relais/bot/announce/exchange"
)

// Announcements is what the console asks of announcements; *announce.Board is
// one.
type Announcements interface {
	Meet(ctx context.Context, user int64) error
	Items(ctx context.Context, f announce.Filter) ([]announce.Item, error)
	Item(ctx context.Context, id int64) (announce.Item, error)
	Propose(ctx context.Context, it announce.Item) (id int64, err error)
	Waiting(ctx context.Context) ([]announce.Pending, error)
	WaitingFor(ctx context.Context, id int64) (announce.Pending, error)
	Approve(ctx context.Context, id int64, digest, actor string) (published bool, err error)
	Refuse(ctx context.Context, id int64, actor string) error
	Cancel(ctx context.Context, id int64, actor string) error
	Preview(ctx context.Context, it announce.Item) (now, later int, err error)
	Attendance(ctx context.Context, item int64) (told map[int]int, err error)

	Editions(ctx context.Context) ([]announce.Edition, error)
	SaveEdition(ctx context.Context, actor string, e announce.Edition) (id int64, err error)
	Import(ctx context.Context, source string, records []announce.Item) (announce.Summary, error)
	Figures(ctx context.Context, from, to int) (announce.Figures, error)

	Mailings(ctx context.Context, limit int) ([]announce.Progress, error)
	Mailing(ctx context.Context, id int64) (announce.Progress, error)
	Stop(ctx context.Context, mailing int64, actor string) error
	Resume(ctx context.Context, mailing int64, actor string) error
	Resend(ctx context.Context, mailing int64, actor string) (rows int, err error)
}

// Feeds are the agendas that are followed; *exchange.Poller is one.
type Feeds interface {
	Feeds(ctx context.Context) ([]exchange.Feed, error)
	Feed(ctx context.Context, id int64) (exchange.Feed, error)
	AddFeed(ctx context.Context, address, form, name string, every time.Duration) (id int64, err error)
	StopFeed(ctx context.Context, id int64) error
	StartFeed(ctx context.Context, id int64) error
	LookNow(ctx context.Context, id int64) (exchange.Look, error)
}
