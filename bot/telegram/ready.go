package telegram

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// status is what Ready knows of the running edge.
type status struct {
	mu       sync.Mutex
	poll     time.Time // last answer to getUpdates
	waiting  bool      // another replica polls
	hook     bool      // the webhook was set
	storeBad bool
}

func (s *status) polled(at time.Time) { s.mu.Lock(); s.poll = at; s.mu.Unlock() }
func (s *status) standby(on bool)     { s.mu.Lock(); s.waiting = on; s.mu.Unlock() }
func (s *status) hooked()             { s.mu.Lock(); s.hook = true; s.mu.Unlock() }

// store notes whether the database works, and tells whether that changed.
func (s *status) store(ok bool) (changed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed = s.storeBad == ok
	s.storeBad = !ok
	return changed
}

// Ready is nil when updates come in and can be handled: the inbox answers, and
// Telegram answered the poller lately, or the webhook is set. On PostgreSQL a
// replica that works while another polls is ready.
func (e *Edge) Ready(ctx context.Context) error {
	if e.hard.Err() != nil {
		return ErrStopped
	}
	if err := e.opts.DB.Ping(ctx); err != nil {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	e.status.mu.Lock()
	defer e.status.mu.Unlock()
	s, now := &e.status, e.opts.Now()
	switch {
	case s.storeBad:
		return fmt.Errorf("%w: last write failed", errStore)
	case e.opts.WebhookURL != "" && !s.hook:
		return errors.New("webhook not set yet")
	case e.opts.WebhookURL != "":
		return nil
	case s.waiting && e.opts.DB.Dialect() == "postgres":
		return nil
	case s.waiting:
		return errors.New("another program runs on this database")
	case s.poll.IsZero():
		return errors.New("no answer from Telegram yet")
	case now.Sub(s.poll) > 2*e.timing.poll:
		return fmt.Errorf("%w: last answer %v ago", ErrUnreachable, now.Sub(s.poll).Round(time.Second))
	}
	return nil
}
