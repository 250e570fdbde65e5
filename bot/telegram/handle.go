package telegram

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

const (
	// maxBegun is how many times an update may be handed out without an outcome:
	// beyond, handling it is what ends the program. High, because a program may be
	// killed often for other reasons.
	maxBegun = 50
	// patience is how long an update waits for Telegram to be reachable.
	patience = 6 * time.Hour
	// inlineLife is how long Telegram accepts an answer to an inline query.
	inlineLife = 30 * time.Second
)

// handle opens a letter, has it handled and says what becomes of it.
func (e *Edge) handle(ctx context.Context, l *letter) outcome {
	u, err := e.open(l)
	if err != nil {
		return e.giveUp(l, l.attempts, err)
	}
	if u.InlineQuery != nil && e.opts.Now().Sub(l.received) > inlineLife {
		return e.done(l, ErrTooOld, 0)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), e.opts.HandleTimeout)
	defer cancel()
	defer context.AfterFunc(e.hard, cancel)()
	start := time.Now()
	err = e.call(ctx, u)
	took := time.Since(start)
	e.metrics.duration.WithLabelValues(l.kind).Observe(took.Seconds())
	return e.judge(l, err, took)
}

func (e *Edge) open(l *letter) (*models.Update, error) {
	if l.begun > maxBegun {
		return nil, errCrash
	}
	raw, err := e.opts.Key.Open(sealPurpose, l.sealed)
	if err != nil {
		return nil, err
	}
	return decode(raw)
}

// judge turns the end of a handler into an outcome.
func (e *Edge) judge(l *letter, err error, took time.Duration) outcome {
	var flood *FloodError
	tries := l.attempts + 1
	switch {
	case err == nil, errors.Is(err, ErrBlocked), errors.Is(err, ErrTooOld):
		return e.done(l, err, took)
	case e.hard.Err() != nil:
		return outcome{keep: true}
	case errors.Is(err, ErrRefused):
		return e.giveUp(l, tries, err)
	case errors.As(err, &flood) && e.patient(l):
		return e.again(l, l.attempts, flood.RetryAfter, err)
	case errors.Is(err, ErrUnreachable) && e.patient(l):
		return e.again(l, l.attempts, e.timing.away, err)
	case tries >= e.opts.Attempts:
		return e.giveUp(l, tries, err)
	}
	return e.again(l, tries, e.timing.retry[min(l.attempts, len(e.timing.retry)-1)], err)
}

func (e *Edge) patient(l *letter) bool { return e.opts.Now().Sub(l.received) < patience }

func (e *Edge) done(l *letter, err error, took time.Duration) outcome {
	o := outcome{state: "done", tries: l.attempts}
	if err != nil {
		o.class = Class(err)
	}
	e.metrics.handled.WithLabelValues(l.kind).Inc()
	e.log.Info("update handled", "update", l.id, "kind", l.kind, "ms", took.Milliseconds(), "class", o.class)
	return o
}

func (e *Edge) again(l *letter, tries int, delay time.Duration, err error) outcome {
	e.metrics.failed.WithLabelValues(Class(err)).Inc()
	e.log.Warn("update failed", "update", l.id, "kind", l.kind, "class", Class(err),
		"attempt", tries, "retry_in", delay, "error", e.describe(err))
	return outcome{state: "waiting", class: Class(err), tries: tries, delay: delay}
}

func (e *Edge) giveUp(l *letter, tries int, err error) outcome {
	e.metrics.failed.WithLabelValues(Class(err)).Inc()
	e.metrics.dead.WithLabelValues(l.kind, Class(err)).Inc()
	e.log.Error("update given up", "update", l.id, "kind", l.kind, "class", Class(err),
		"attempt", tries, "error", e.describe(err))
	return outcome{state: "dead", class: Class(err), tries: tries}
}

// call runs the handler and turns a panic into an error.
func (e *Edge) call(ctx context.Context, u *models.Update) (err error) {
	defer func() {
		if recover() != nil {
			err = panicked()
		}
	}()
	return e.opts.Handle(ctx, u)
}

// panicError says where a panic happened. Its value is not kept: it may quote
// what the person wrote.
type panicError struct{ stack, at string }

func (p *panicError) Error() string { return fmt.Sprintf("panic %s at %s", p.stack, p.at) }

// panicked describes the panic being recovered: a hash of the functions and
// lines of its stack, the same for the same bug, and its first line of code
// outside the runtime.
func panicked() error {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	p, sum := &panicError{}, sha256.New()
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") {
			fmt.Fprintln(sum, f.Function, f.Line)
			if p.at == "" {
				p.at = fmt.Sprintf("%s:%d", path.Base(f.File), f.Line)
			}
		}
		if !more {
			break
		}
	}
	p.stack = fmt.Sprintf("%x", sum.Sum(nil)[:4])
	return p
}
