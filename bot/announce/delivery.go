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

// States of a delivery. A row begins Waiting. Whoever claims it holds it until
// its lease ends; it is Sending from the moment its message may leave.
const (
	Waiting   = "waiting"
	Sending   = "sending"
	Sent      = "sent"
	Uncertain = "uncertain" // may have arrived: never sent again by itself
	Failed    = "failed"    // surely did not arrive; may be sent again on demand
	Stopped   = "stopped"   // by the stop button, or because what it says is over
	Late      = "late"      // its time was over before it could leave
	Left      = "left"      // unsubscribed, muted or unreachable before it left
)

// Reasons of a delivery's state. Those of Failed are the classes of
// FailedError, or ReasonOther.
const (
	ReasonLease     = "lease"     // Uncertain: whoever sent it did not say how it ended
	ReasonNoAnswer  = "no-answer" // Uncertain: Telegram did not say
	ReasonButton    = "stop"      // Stopped: by the button; Resume makes it wait again
	ReasonCancelled = "cancelled" // Stopped: the item was cancelled since
	ReasonReplaced  = "replaced"  // Stopped: the item changed again since
	ReasonLeft      = "left"      // Left: unsubscribed
	ReasonGone      = "gone"      // Left: blocked, or the chat is no more
	ReasonMuted     = "muted"     // Left: wanted nothing for a while
	ReasonNothing   = "nothing"   // Left: a digest that had nothing for them any more, an eve they do not come to any more
	ReasonSealed    = "sealed"    // Failed: the chat was sealed under another secret
	ReasonMoved     = "moved"     // Failed: the group moved again and again
	ReasonOther     = "other"
)

// Delivery is one message to send: claimed, and its own until Lease.
type Delivery struct {
	Mailing int64
	Who     string // pseudonym
	Chat    int64
	Purpose string
	Day     int    // YYYYMMDD of the date an eve or an attendance is about, of the Monday of a digest; or 0
	Item    Item   // as published; zero for a digest
	Items   []Item // of a digest: new, changed or cancelled since the one before, without posters
	Comes   bool   // the chat said it comes
	FileID  string // poster already given to Telegram, or empty
	Lease   time.Time
	claim   *claim
}

// Clear asks, just before the message leaves, whether it still may: the mailing
// was not stopped nor sending turned off, its time is not over, its item did not
// change, the chat still wants it and is in no quiet hour. From then on the
// delivery counts as sent unless its Sender says otherwise. An error, which is
// ErrLater, means that it must not leave; the Sender returns it.
func (d Delivery) Clear(ctx context.Context) error {
	if d.claim == nil {
		return nil
	}
	return d.claim.clear(ctx)
}

// Sender sends one delivery. Its error is one of those below, wrapped, or
// means failed. It must not return before the message left or surely did not.
// It should call Clear just before the message leaves: see Post.Clears.
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

// FailedError says that nothing was sent, and why in one word for Progress:
// "refused", "unreachable". Final means that trying again would be no use.
type FailedError struct {
	Class string
	Final bool
	Err   error
}

func (e *FailedError) Error() string { return "not sent: " + e.Class }
func (e *FailedError) Unwrap() error { return e.Err }
