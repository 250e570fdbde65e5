package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	tgbot "github.com/go-telegram/bot"

	"relais/directory/db"
)

// receive brings updates into the inbox until ctx ends, by the way the options
// say. It returns an error only when going on is pointless.
func (e *Edge) receive(ctx context.Context) error {
	if e.opts.WebhookURL != "" {
		err := e.insist(ctx, "setWebhook", func(ctx context.Context) error {
			_, err := e.api.SetWebhook(ctx, &tgbot.SetWebhookParams{
				URL: e.WebhookURL(), SecretToken: e.webhookSecret(), AllowedUpdates: Allowed})
			return err
		})
		if err == nil && ctx.Err() == nil {
			e.log.Info("webhook set")
			e.status.hooked()
		}
		return err
	}
	err := e.insist(ctx, "deleteWebhook", func(ctx context.Context) error {
		_, err := e.api.DeleteWebhook(ctx, &tgbot.DeleteWebhookParams{})
		return err
	})
	for err == nil && ctx.Err() == nil {
		err = e.turn(ctx)
	}
	return unlessStopped(ctx, err)
}

// insist calls until Telegram answers, and fails only when it says no.
func (e *Edge) insist(ctx context.Context, what string, call func(context.Context) error) error {
	for failures := 0; ; failures++ {
		callCtx, cancel := context.WithTimeout(ctx, e.timing.call)
		err := call(callCtx)
		cancel()
		switch {
		case ctx.Err() != nil || err == nil:
			return nil
		case errors.Is(err, ErrTokenRefused), errors.Is(err, errNotFound):
			return ErrTokenRefused
		case errors.Is(err, ErrRefused):
			return fmt.Errorf("%s: %w", what, err)
		}
		if !e.pause(ctx, what, err, failures) {
			return nil
		}
	}
}

// turn polls while it is this program's turn, which ends on a 409: on
// PostgreSQL the lock is then given back, in case it was lost with its
// connection and another replica polls rightly.
func (e *Edge) turn(ctx context.Context) error {
	if e.opts.DB.Dialect() == db.Postgres {
		release, err := e.lock(ctx)
		if err != nil {
			return unlessStopped(ctx, err)
		}
		defer release()
	}
	err := e.poll(ctx)
	if !errors.Is(err, errConflict) {
		return err
	}
	e.log.Error("409: another program receives the updates of this bot, or a webhook is set; trying again",
		"wait", e.timing.conflict, "error", e.describe(err))
	sleep(ctx, e.timing.conflict)
	return nil
}

// poll asks for updates until ctx ends or Telegram refuses. The offset is that
// of the last batch committed and is not remembered between runs: Telegram
// repeats what was not confirmed, the inbox knows what it has, and update ids
// are not always increasing (they restart after a quiet week).
func (e *Edge) poll(ctx context.Context) error {
	var offset int64
	var wait time.Duration // the first answer comes at once and tells that we are alive
	for failures := 0; ctx.Err() == nil; {
		raws, err := e.getUpdates(ctx, offset, wait)
		if err == nil {
			e.status.polled(e.opts.Now())
			offset, err = e.accept(ctx, raws, offset)
		}
		switch {
		case err == nil:
			failures, wait = 0, e.timing.poll
			continue
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, ErrTokenRefused), errors.Is(err, errNotFound):
			return ErrTokenRefused
		case errors.Is(err, errConflict):
			return err
		}
		if !e.pause(ctx, "getUpdates", err, failures) {
			return nil
		}
		failures++
	}
	return nil
}

// pause waits after a failure, as long as Telegram says or longer each time, up
// to half a minute; false when ctx ended.
func (e *Edge) pause(ctx context.Context, what string, err error, failures int) bool {
	d := min(time.Second<<min(failures, 5), 30*time.Second)
	if f := (*FloodError)(nil); errors.As(err, &f) {
		d = f.RetryAfter
	} else {
		d = d/2 + rand.N(d/2)
	}
	e.log.Warn("telegram call failed", "method", what, "class", Class(err), "error", e.describe(err), "retry_in", d)
	return sleep(ctx, d)
}

func (e *Edge) getUpdates(ctx context.Context, offset int64, wait time.Duration) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, wait+e.timing.call)
	defer cancel()
	params := map[string]any{"timeout": int(wait.Seconds()), "limit": 100, "allowed_updates": Allowed}
	if offset != 0 {
		params["offset"] = offset
	}
	var answer struct {
		Result []json.RawMessage `json:"result"`
	}
	err := e.client.post(ctx, e.opts.URL, "getUpdates", params, &answer)
	return answer.Result, err
}

// accept commits a batch and returns the offset that confirms it.
func (e *Edge) accept(ctx context.Context, raws []json.RawMessage, offset int64) (int64, error) {
	if len(raws) == 0 {
		return offset, nil
	}
	batch := make([]arrived, 0, len(raws))
	for _, raw := range raws {
		a, ok := arrive(e.opts.Key, raw)
		if !ok {
			e.log.Error("update without an id, dropped", "bytes", len(raw))
			continue
		}
		batch = append(batch, a)
	}
	if len(batch) == 0 {
		return offset, fmt.Errorf("%w: no update_id in the whole batch", errUnreadable)
	}
	if err := e.keep(ctx, batch); err != nil {
		return offset, err
	}
	next := batch[0].id
	for _, a := range batch {
		next = max(next, a.id)
	}
	return next + 1, nil
}

// keep commits updates to the inbox, whichever way they came.
func (e *Edge) keep(ctx context.Context, batch []arrived) error {
	fresh, err := e.inbox.put(ctx, batch)
	if err != nil {
		e.show(ctx, batch)
		return err
	}
	for _, a := range fresh {
		e.metrics.received.WithLabelValues(a.kind).Inc()
		if a.kind == kindUnreadable {
			e.metrics.dead.WithLabelValues(a.kind, Class(errUnreadable)).Inc()
			e.log.Error("update cannot be read", "update", a.id, "bytes", len(a.raw))
		}
	}
	e.rouse()
	return nil
}
