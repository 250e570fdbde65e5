package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	"relais/directory/db"
)

// pollerLock is the name of the lock of the one program that polls.
const pollerLock = "poller"

// Run receives and handles updates until ctx ends, then drains: nothing more is
// received, running handlers have DrainTimeout to return, what has not begun
// waits in the inbox for the next start. It returns nil after a clean stop,
// ErrTokenRefused when Telegram stops knowing the token, ErrDrain when a
// handler could not be stopped. In every other case no goroutine is left.
//
// With SQLite only one program may run on a database: Run waits for the other
// to end, and then takes up at once what it left.
func (e *Edge) Run(ctx context.Context) error {
	defer e.client.http.CloseIdleConnections()
	defer e.cut()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	release, err := e.alone(ctx)
	if err != nil {
		return unlessStopped(ctx, err)
	}
	defer release()

	e.workers.Go(func() { e.dispatch(ctx) })
	e.workers.Go(func() {
		if err := e.receive(ctx); err != nil {
			e.fail(err)
		}
	})
	select {
	case <-ctx.Done():
	case err = <-e.fatal:
		e.log.Error("telegram stopped", "class", Class(err), "error", e.describe(err))
	}
	stop()
	return errors.Join(err, e.drain())
}

// alone makes sure that no other program works on an SQLite database, and ends
// the leases of the one that did. On PostgreSQL leases do that.
func (e *Edge) alone(ctx context.Context) (release func(), err error) {
	if e.opts.DB.Dialect() == db.Postgres {
		return func() {}, nil
	}
	if release, err = e.lock(ctx); err != nil {
		return nil, err
	}
	if err := e.inbox.evict(ctx); err != nil {
		release()
		return nil, fmt.Errorf("%w: evict: %w", errStore, err)
	}
	return release, nil
}

// lock waits for the poller's lock.
func (e *Edge) lock(ctx context.Context) (release func(), err error) {
	for first := true; ; first = false {
		release, ok, err := e.opts.DB.TryLock(ctx, pollerLock)
		if ok {
			e.status.standby(false)
			return release, nil
		}
		if err != nil && e.opts.DB.Dialect() == db.SQLite {
			return nil, fmt.Errorf("%w: lock: %w", errStore, err)
		}
		e.status.standby(err == nil)
		if err != nil {
			e.log.Warn("poller lock not reachable", "error", e.describe(err))
		} else if first {
			e.log.Warn("waiting: another program polls for this bot")
		}
		if !sleep(ctx, e.timing.lock) {
			return nil, ctx.Err()
		}
	}
}

// drain waits for the workers, renewing their leases meanwhile, then cuts them.
func (e *Edge) drain() error {
	done := make(chan struct{})
	go func() { e.workers.Wait(); close(done) }()
	e.log.Info("telegram stopping", "running", len(e.busy.copy()))
	keep := time.NewTicker(e.timing.keep)
	defer keep.Stop()
	cut, leave := time.After(e.opts.DrainTimeout), time.After(e.opts.DrainTimeout+e.timing.grace)
	for {
		select {
		case <-done:
			return nil
		case <-keep.C:
			e.hold(e.hard)
		case <-cut:
			e.cut()
		case <-leave:
			e.log.Error("telegram stopped with handlers still running", "running", len(e.busy.copy()))
			return ErrDrain
		}
	}
}

// unlessStopped drops an error that only says that ctx ended.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// describe is the text of an error made fit for the log.
func (e *Edge) describe(err error) string {
	if err == nil {
		return ""
	}
	return scrub(e.client.redact(err.Error()))
}

// sleep waits for d; false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
