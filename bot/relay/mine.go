package relay

import (
	"context"
	"time"
)

// Correction records what of a question was misunderstood: what is one of
// Corrections, value the id that was wrong or empty. Idempotent by update id.
func (l *Log) Correction(ctx context.Context, questionID, updateID, operator int64, what, value string) error {
	panic("to write")
}

// Corrections is the closed list of what may be misunderstood; "tout" is the
// whole question.
var Corrections = []string{"theme", "besoin", "audience", "age", "place", "need", "not", "tout"}

// Outcomes is the closed list of what becomes of a referral.
var Outcomes = []string{"rendez-vous", "recu", "accompagne", "attente", "sans-suite", "refus"}

// Open is a referral without known outcome.
type Open struct {
	Intent  int64
	Service string
	Theme   string
	At      time.Time
	Escort  bool // an accompaniment was asked for
}

// OpenReferrals lists the operator's referrals of the last 60 days without
// outcome, latest first.
func (l *Log) OpenReferrals(ctx context.Context, operator int64, limit int) ([]Open, error) {
	panic("to write")
}

// Outcome records what became of a referral of the operator; db.ErrNotFound
// for another's. A later outcome replaces an earlier one.
func (l *Log) Outcome(ctx context.Context, intent, updateID, operator int64, outcome string) error {
	panic("to write")
}

// Mine is an operator's own activity over some days: not protected, it is theirs.
type Mine struct {
	Questions, Needs, Cards, Calls, Shares, Referrals, Unmet int
	Outcomes                                                 map[string]int
	Themes                                                   []Row // Theme and Questions
	Days                                                     int   // days with a question
}

// Mine counts an operator's own activity.
func (l *Log) Mine(ctx context.Context, operator int64, from, to Day) (Mine, error) {
	panic("to write")
}

// Held is all that is held about an operator, in French, as a text file a
// person can read: every table, every row, what each is for and until when.
func (l *Log) Held(ctx context.Context, operator int64) ([]byte, error) { panic("to write") }

// Erase removes all that is held about an operator but the counts. It is
// complete when it returns nil.
func (l *Log) Erase(ctx context.Context, operator int64) error { panic("to write") }

// Expire erases the rows of the months that ended more than keep ago and are
// closed: their counts stay.
func (l *Log) Expire(ctx context.Context, keep time.Duration) error { panic("to write") }

// SetDigest subscribes an operator to the weekly digest in a chat, or with
// chat 0 unsubscribes them. DigestOn tells.
func (l *Log) SetDigest(ctx context.Context, operator, chat int64) error  { panic("to write") }
func (l *Log) DigestOn(ctx context.Context, operator int64) (bool, error) { panic("to write") }

// Digest is a weekly digest to send.
type Digest struct{ Operator, Chat int64 }

// DueDigests claims the digests of the week that begins on monday, each handed
// out once: sent is noted before it is returned.
func (l *Log) DueDigests(ctx context.Context, monday Day, limit int) ([]Digest, error) {
	panic("to write")
}
