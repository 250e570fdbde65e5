package announce

import (
	"context"
	"errors"
	"time"
)

// Purposes of a mailing.
const (
	ForNew        = "new"
	ForChanged    = "changed"
	ForCancelled  = "cancelled"
	ForEve        = "eve"        // the day before, to those who come
	ForWeekly     = "weekly"     // the digest
	ForAttendance = "attendance" // the day after, to the organiser
)

// States of a delivery.
const (
	Waiting   = "waiting"
	Sending   = "sending"
	Sent      = "sent"
	Uncertain = "uncertain" // may have arrived: never sent again by itself
	Failed    = "failed"    // may be sent again on demand
	Stopped   = "stopped"   // by the stop button
	Late      = "late"      // its time was over before it could leave
	Left      = "left"      // unsubscribed or unreachable before it left
)

// Delivery is one message to send: claimed, and its own until Lease.
type Delivery struct {
	Mailing int64
	Who     string // pseudonym
	Chat    int64
	Purpose string
	Item    Item   // as published; zero for a digest
	Items   []Item // of a digest
	Comes   bool   // the chat said it comes
	FileID  string // poster already given to Telegram, or empty
	Lease   time.Time
	proof   string
}

// Sender sends one delivery. Its error is one of those below, wrapped, or
// means failed. It must not return before the message left or surely did not.
type Sender func(ctx context.Context, d Delivery) (message int, fileID string, err error)

// What a Sender says of what it could not do.
var (
	ErrUncertain = errors.New("may have been sent")
	ErrGone      = errors.New("the chat cannot be reached any more")
	ErrLater     = errors.New("not now") // nothing left; *WaitError says how long
)

// WaitError asks to wait: the chat, or with All everything.
type WaitError struct {
	For time.Duration
	All bool
}

func (e *WaitError) Error() string { return "not now: wait " + e.For.String() }
func (e *WaitError) Unwrap() error { return ErrLater }

// MovedError says that a group became another chat.
type MovedError struct{ To int64 }

func (e *MovedError) Error() string { return "the group moved" }

// Post sends what is due. Off until Enabled.
type Post struct {
	Board   *Board
	Send    Sender
	Enabled func() bool
	Workers int // deliveries in flight; 8 when 0
}

// Run opens the mailings that are due (eve, weekly, attendance), resolves those
// that are ready, and sends until ctx ends. A delivery whose lease ran out is
// uncertain. Several replicas may run at once.
func (p *Post) Run(ctx context.Context) error { panic("to write") }

// Step does once what Run does for ever, and tells how many deliveries it
// finished and when to come back.
func (p *Post) Step(ctx context.Context) (done int, next time.Time, err error) { panic("to write") }

// Resolve writes the recipients of a mailing: each subscriber once.
func (b *Board) Resolve(ctx context.Context, mailing int64) (recipients int, err error) {
	panic("to write")
}

// Progress of a mailing.
type Progress struct {
	Mailing  int64
	Item     int64
	Title    string
	Purpose  string
	State    string
	Created  time.Time
	Counts   map[string]int // by state
	Reasons  map[string]int // of failures
	Finished time.Time
}

// Mailings lists the latest mailings with their progress.
func (b *Board) Mailings(ctx context.Context, limit int) ([]Progress, error) { panic("to write") }

// Stop stops a mailing at once: what waits will not leave. Resume lets it leave.
func (b *Board) Stop(ctx context.Context, mailing int64, actor string) error   { panic("to write") }
func (b *Board) Resume(ctx context.Context, mailing int64, actor string) error { panic("to write") }

// Resend makes failed deliveries wait again; uncertain ones stay.
func (b *Board) Resend(ctx context.Context, mailing int64, actor string) (rows int, err error) {
	panic("to write")
}

// Preview tells, without writing anything, how many a published or pending item
// would go to, and how many of them later because of quiet hours.
func (b *Board) Preview(ctx context.Context, it Item) (now, later int, err error) { panic("to write") }
