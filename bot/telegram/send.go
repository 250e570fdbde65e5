package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// answerPatience is how long an answer may wait for the end of a pause: longer,
// the query it answers would be too old.
const answerPatience = 10 * time.Second

// Do makes a call that puts something in a chat (0: in none in particular), at
// the pace Telegram allows. call must use the context it is given, which lasts
// at least 15 s whatever remains of ctx, because a call cut short may have been
// done; ctx only bounds the waits between calls.
//
// A 429 stops the chat and the bot for as long as Telegram says, then the call
// is made again. What Telegram surely did not do (not connected, 5xx) is made
// again after 0.5, 2 and 5 s, then is ErrUnreachable. The other ends are those
// of the errors of this package; "message is not modified" is a success. An
// ErrFlood says that the wait is longer than ctx lasts.
//
// The gap: a gateway may answer 5xx after Telegram did the work, and the call is
// then done twice.
func (e *Edge) Do(ctx context.Context, chatID int64, call func(ctx context.Context) error) error {
	return e.send(ctx, chatID, call, func() error { return e.pacer.wait(ctx, chatID) })
}

// Answer is Do for calls that put nothing in a chat and must not wait behind
// those that do: answers to callback and inline queries, which expire, and
// "typing". A pause of more than 10 s is not waited for: it is an ErrFlood.
func (e *Edge) Answer(ctx context.Context, call func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, answerPatience)
	defer cancel()
	return e.send(ctx, 0, call, func() error { return e.pacer.first(ctx) })
}

// Later is Do for what can wait: announcements. It leaves only when no Do is
// waiting, and takes all of the rate that Do leaves.
//
// It makes the call once at most, so that nobody gets a message twice: whatever
// goes wrong is returned, and whoever keeps the message decides. ErrFlood and
// the error of ctx say that nothing left, and a FloodError when to come back: the
// pause Telegram asked for, or a second when the messages of others took the
// time ctx lasted. ErrUnreachable says that Telegram surely did nothing;
// ErrUncertain that it may have, which here includes a gateway that answers 5xx
// in its place; *MigratedError carries the new id of a group; ErrBlocked that the
// chat cannot be reached any more. An error of call that is none of those of this
// package is returned as it is.
func (e *Edge) Later(ctx context.Context, chatID int64, call func(ctx context.Context) error) error {
	e.recallOnce(ctx)
	if err := e.pacer.yield(ctx, chatID); err != nil {
		return err
	}
	err := e.once(ctx, call)
	if err == nil || errors.Is(err, errNotModified) {
		return nil
	}
	e.metrics.sendErrors.WithLabelValues(Class(err)).Inc()
	var flood *FloodError
	switch {
	case errors.As(err, &flood):
		e.obey(ctx, chatID, flood.RetryAfter)
	case errors.Is(err, ErrTokenRefused):
		e.fail(ErrTokenRefused)
	case errors.Is(err, errGateway):
		return fmt.Errorf("%w: %s", ErrUncertain, errGateway)
	}
	return err
}

func (e *Edge) send(ctx context.Context, chatID int64, call func(context.Context) error, wait func() error) error {
	e.recallOnce(ctx)
	for failures := 0; ; {
		if err := wait(); err != nil {
			return err
		}
		err := e.once(ctx, call)
		if err == nil || errors.Is(err, errNotModified) {
			return nil
		}
		e.metrics.sendErrors.WithLabelValues(Class(err)).Inc()
		var flood *FloodError
		switch {
		case errors.As(err, &flood):
			e.obey(ctx, chatID, flood.RetryAfter)
			continue // the wait above knows whether ctx lasts that long
		case errors.Is(err, ErrTokenRefused):
			e.fail(ErrTokenRefused)
			return err
		case !errors.Is(err, ErrUnreachable) || failures >= len(e.timing.send):
			return err
		}
		e.log.Warn("telegram call failed", "class", Class(err), "error", e.describe(err), "retry_in", e.timing.send[failures])
		if !sleep(ctx, e.timing.send[failures]) {
			return err
		}
		failures++
	}
}

// once makes one call, which ctx does not cut short: only the end of the drain does.
func (e *Edge) once(ctx context.Context, call func(context.Context) error) error {
	if e.hard.Err() != nil {
		return ErrStopped
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), e.timing.call)
	defer cancel()
	defer context.AfterFunc(e.hard, cancel)()
	return call(ctx)
}
