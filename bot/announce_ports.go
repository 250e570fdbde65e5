package bot

import (
	"context"
	"time"

	"relais/bot/announce"
)

// Announcements are the programme and all that carries it. announce.Board is
// one. What is not there is Options.NotFound.
type Announcements interface {
	Programme
	Moderation
	Drafts
	Subscriptions
	Answers
	Mailings
}

// Programme reads announcements.
type Programme interface {
	Items(ctx context.Context, f announce.Filter) ([]announce.Item, error)
	Item(ctx context.Context, id int64) (announce.Item, error)
	EditionOn(ctx context.Context, day int) (announce.Edition, error)
}

// Moderation proposes, approves and refuses.
type Moderation interface {
	Meet(ctx context.Context, user int64) error
	Propose(ctx context.Context, it announce.Item) (id int64, err error)
	Cancel(ctx context.Context, id int64, actor string) error
	Waiting(ctx context.Context) ([]announce.Pending, error)
	WaitingFor(ctx context.Context, id int64) (announce.Pending, error)
	Approve(ctx context.Context, id int64, digest, actor string) (published bool, err error)
	Refuse(ctx context.Context, id int64, actor string) error
}

// Drafts keep what somebody is entering.
type Drafts interface {
	SaveDraft(ctx context.Context, user int64, d announce.Draft) error
	LoadDraft(ctx context.Context, user int64) (announce.Draft, error)
	DropDraft(ctx context.Context, user int64) error
}

// Subscriptions are what chats want to hear.
type Subscriptions interface {
	Subscribe(ctx context.Context, s announce.Subscription) error
	Subscription(ctx context.Context, chat int64) (announce.Subscription, error)
	Leave(ctx context.Context, chat int64) error
	Return(ctx context.Context, chat int64) error
	Mute(ctx context.Context, chat int64, until time.Time) error
	Moved(ctx context.Context, from, to int64) error
	Lost(ctx context.Context, chat int64) error
	Held(ctx context.Context, chat int64) (announce.Holding, error)
	Forget(ctx context.Context, chat int64) error
}

// Answers are what people do with an announcement, and what came of it.
type Answers interface {
	Answer(ctx context.Context, item, chat int64, answer string, number int, on bool) error
	Answered(ctx context.Context, item, chat int64) (comes, relays bool, number int, err error)
	Attend(ctx context.Context, item int64, day, number int, actor string) error
	Attendance(ctx context.Context, item int64) (told map[int]int, err error)
}

// Mailings are what is being sent.
type Mailings interface {
	Mailings(ctx context.Context, limit int) ([]announce.Progress, error)
	Mailing(ctx context.Context, id int64) (announce.Progress, error)
	Stop(ctx context.Context, mailing int64, actor string) error
	Resume(ctx context.Context, mailing int64, actor string) error
	Resend(ctx context.Context, mailing int64, actor string) (rows int, err error)
}
