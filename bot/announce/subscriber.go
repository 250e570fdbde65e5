package announce

import (
	"context"
	"time"
)

// Rhythms of a Subscription.
const (
	AtOnce  = "now"
	Weekly  = "weekly" // one digest, Monday morning
	OnlyEve = "eve"    // only the day before events they said they come to
)

// Subscription is what a chat wants to hear. Empty lists choose everything.
type Subscription struct {
	Chat      int64  // Telegram chat
	ChatKind  string // private, group, channel
	Kinds     []string
	Themes    []string
	Places    []string // slugs and INSEE codes; an item without place always fits
	Rhythm    string
	QuietFrom int // minutes after midnight in Paris; equal to QuietTo for none
	QuietTo   int
	Muted     time.Time // nothing is sent until then
	Active    bool
}

// Default is what a new subscriber gets: everything at once, quiet from 20 h to 8 h.
func Default(chat int64, kind string) Subscription { panic("to write") }

// Subscribe keeps a chat's subscription, new or changed. A chat that was not
// active gets, once, what is still to come of the running edition and was sent
// before (rhythm AtOnce only): rows are added to mailings that are over.
func (b *Board) Subscribe(ctx context.Context, s Subscription) error { panic("to write") }

// Subscription finds a chat's; db.ErrNotFound when it never subscribed.
func (b *Board) Subscription(ctx context.Context, chat int64) (Subscription, error) {
	panic("to write")
}

// Leave unsubscribes a chat; its choices are kept, so that it may be undone by
// Return, which subscribes it again as it was.
func (b *Board) Leave(ctx context.Context, chat int64) error  { panic("to write") }
func (b *Board) Return(ctx context.Context, chat int64) error { panic("to write") }

// Mute sends nothing for a while; zero ends it.
func (b *Board) Mute(ctx context.Context, chat int64, until time.Time) error { panic("to write") }

// Moved follows a group that became another chat.
func (b *Board) Moved(ctx context.Context, from, to int64) error { panic("to write") }

// Lost notes that Telegram cannot reach a chat any more.
func (b *Board) Lost(ctx context.Context, chat int64) error { panic("to write") }

// Forget erases a chat's subscription, answers and drafts, for /effacer; Held
// lists them for /mes_donnees.
func (b *Board) Forget(ctx context.Context, chat int64) error { panic("to write") }

// Answers.
const (
	Comes  = "viens"
	Relays = "relaie"
)

// Answer records "J’y serai" or "Je relaie" of a chat, with how many people
// were told (0 when not said); on false takes it back. It tells what stands now.
func (b *Board) Answer(ctx context.Context, item, chat int64, answer string, number int, on bool) error {
	panic("to write")
}

// Answered tells a chat's answers to an item.
func (b *Board) Answered(ctx context.Context, item, chat int64) (comes, relays bool, number int, err error) {
	panic("to write")
}

// Attend records how many came to a date, told by the organiser.
func (b *Board) Attend(ctx context.Context, item int64, day, number int, actor string) error {
	panic("to write")
}

// Figures are the announcement indicators between two days, both included. The
// reader protects small ones.
type Figures struct {
	Items       map[string]int // published, by kind
	Cancelled   int
	Dates       int // of events, held between the days
	Partners    int // distinct organisers and partners
	Communes    int // distinct communes of events
	Sent        int // messages delivered
	Uncertain   int
	Subscribers int // active at the end
	Comes       int // people who said they come
	Relays      int // who said they relay
	Reach       int // people told, by those who relay
	Attendance  int // people who came, as told
	Told        int // dates whose attendance was told
}

// Figures counts.
func (b *Board) Figures(ctx context.Context, from, to int) (Figures, error) { panic("to write") }
