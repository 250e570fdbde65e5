package announce

import (
	"context"
	"errors"
	"slices"
	"time"
)

// backOff is how long a delivery that surely did not arrive waits before it is
// tried again; after as many failures it is Failed.
var backOff = []time.Duration{10 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute}

// shortly is how long what could not leave waits when nobody says how long.
const shortly = 5 * time.Second

// deliver sends one claimed delivery and writes how it ended. ended tells
// whether it will not be sent again by itself.
func (p *Post) deliver(ctx context.Context, c *claim) (ended bool) {
	e, err := p.attempt(ctx, c)
	if err != nil {
		p.report(ctx, "deliver", err)
	}
	if c.settled {
		return false
	}
	keep := context.WithoutCancel(ctx)
	for _, wait := range []time.Duration{0, 300 * time.Millisecond, time.Second, 3 * time.Second} {
		time.Sleep(wait)
		once, cancel := context.WithTimeout(keep, 5*time.Second)
		held, err := c.finish(once, e)
		cancel()
		if err == nil {
			return held && e.state != Waiting
		}
		p.report(keep, "finish", err)
	}
	return false // its lease ends: then it is uncertain, or waits again if it did not leave
}

// attempt prepares and sends. Its error is one of ours, for the log: the
// delivery waits then.
func (p *Post) attempt(ctx context.Context, c *claim) (end, error) {
	again := end{state: Waiting, notBefore: p.Board.now().Add(shortly), attempts: c.row.attempts}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	d, e, err := p.prepare(ctx, c)
	if err != nil || e.state != "" {
		if err != nil {
			e = again
		}
		return e, err
	}
	if d.Item.Poster != nil {
		release, err := p.poster(ctx, &d)
		if err != nil {
			return again, err
		}
		defer release()
	}
	message, fileID, err := p.call(ctx, d)
	if err == nil && fileID != "" && fileID != d.FileID && d.Item.Poster != nil {
		keep := context.WithoutCancel(ctx)
		p.report(keep, "file", p.Board.keepFile(keep, d.Item, fileID))
	}
	return p.ending(context.WithoutCancel(ctx), d, message, err), nil
}

// call sends, and takes a panic for what it cannot exclude: that it left.
func (p *Post) call(ctx context.Context, d Delivery) (message int, fileID string, err error) {
	defer func() {
		if recover() != nil {
			p.log().Error("announcements", "doing", "send", "error", "panic")
			err = ErrUncertain
		}
	}()
	return p.Send(ctx, d)
}

// prepare makes the delivery of a claim; or tells how it ends without leaving.
func (p *Post) prepare(ctx context.Context, c *claim) (d Delivery, e end, err error) {
	r := c.row
	d = Delivery{Mailing: r.mailing, Who: r.who, Purpose: r.purpose, Day: r.period, Comes: r.comes,
		Lease: time.UnixMilli(r.lease), claim: c}
	if r.purpose == ForChanged || r.purpose == ForCancelled {
		d.Day = 0 // their period says only who is told
	}
	if r.item == 0 {
		if d.Items, err = p.shelf.digest(ctx, p.Board, r); err == nil && len(d.Items) == 0 {
			return d, end{state: Left, reason: ReasonNothing}, nil
		}
	} else {
		d.Item, err = p.shelf.item(ctx, p.Board, r)
	}
	if err != nil {
		return d, e, err
	}
	if on := func(x Date) bool { return x.FirstDay() == r.period }; r.purpose == ForEve && !slices.ContainsFunc(d.Item.Dates, on) {
		return d, end{state: Stopped, reason: ReasonReplaced}, nil
	}
	d.Chat, e = p.chat(r, d.Item)
	return d, e, nil
}

// chat is where a delivery goes; or how it ends when nobody knows.
func (p *Post) chat(r row, it Item) (int64, end) {
	if r.sealed != nil {
		chat, err := p.Board.openChat(r.sealed)
		if err != nil {
			return 0, end{state: Failed, reason: ReasonSealed}
		}
		return chat, end{}
	}
	if p.ChatOf != nil {
		if chat, ok := p.ChatOf(it.Author); ok {
			return chat, end{}
		}
	}
	return 0, end{state: Left, reason: ReasonGone}
}

// poster finds what Telegram calls the poster of a delivery. Who finds nothing
// will upload it, and the others here wait for that.
func (p *Post) poster(ctx context.Context, d *Delivery) (release func(), err error) {
	nothing := func() {}
	if d.FileID, err = p.Board.fileOf(ctx, d.Item); err != nil || d.FileID != "" {
		return nothing, err
	}
	if release, err = p.shelf.alone(ctx, d.Item.ID); err != nil {
		return nothing, err
	}
	if d.FileID, err = p.Board.fileOf(ctx, d.Item); err != nil || d.FileID != "" {
		release()
		return nothing, err
	}
	return release, nil
}

// ending says what becomes of a delivery after a Sender's answer.
func (p *Post) ending(ctx context.Context, d Delivery, message int, err error) end {
	now, r := p.Board.now(), d.claim.row
	after := func(wait time.Duration) end {
		return end{state: Waiting, notBefore: now.Add(max(wait, time.Second)), attempts: r.attempts}
	}
	var moved *MovedError
	var wait *WaitError
	switch {
	case err == nil:
		return end{state: Sent, message: message, attempts: r.attempts + 1}
	case errors.As(err, &moved):
		p.report(ctx, "moved", p.Board.Moved(ctx, d.Chat, moved.To))
		if e := r.failed(&FailedError{Class: ReasonMoved, Err: err}, now); e.state == Failed {
			return e
		}
		return end{state: Waiting, notBefore: now, attempts: r.attempts + 1}
	case errors.Is(err, ErrGone):
		p.report(ctx, "lost", p.Board.Lost(ctx, d.Chat))
		return end{state: Left, reason: ReasonGone, attempts: r.attempts + 1}
	case errors.Is(err, ErrUncertain):
		return end{state: Uncertain, reason: ReasonNoAnswer, attempts: r.attempts + 1}
	case errors.As(err, &wait):
		if wait.All {
			p.report(ctx, "pause", p.Board.pause(ctx, wait.For))
		}
		return after(wait.For)
	case errors.Is(err, ErrLater):
		return after(shortly)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		if d.claim.left {
			return end{state: Uncertain, reason: ReasonNoAnswer, attempts: r.attempts + 1}
		}
		return after(shortly)
	}
	return r.failed(err, now)
}

// failed is the end, or the wait, of what surely did not arrive.
func (r row) failed(err error, now time.Time) end {
	class, final := ReasonOther, false
	if f := (*FailedError)(nil); errors.As(err, &f) {
		class, final = f.Class, f.Final
	}
	e := end{state: Failed, reason: class, attempts: r.attempts + 1}
	if !final && r.attempts < len(backOff) {
		e.state, e.notBefore = Waiting, now.Add(backOff[r.attempts])
	}
	return e
}
