package simulator

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// How long a query waits for its bot, and may be answered.
const (
	callbackLife = 150 * time.Second
	inlineLife   = 30 * time.Second
)

// clientGone is how long a poller replaced by another one has to prove that it was
// dead: a killed process closes its connection, but the news takes a moment.
const clientGone = 150 * time.Millisecond

// queue holds the updates not yet confirmed, oldest first.
type queue struct {
	last    int64
	waiting []update
	allowed []string // empty: all but those to be asked for
	poller  *poller
	hook    webhook
}

type update struct {
	id   int64
	kind string
	at   time.Time
	json json.RawMessage
}

type poller struct{ replaced chan struct{} }

// neverByDefault are the kinds a bot must ask for by name.
var neverByDefault = []string{"chat_member", "message_reaction", "message_reaction_count"}

func (q *queue) init() { q.last = 100_000_000 }

// Pending is the number of updates the bot has not confirmed.
func (s *Simulator) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates.waiting)
}

// enqueue gives the bot an update and returns its id, 0 if it does not want that kind.
func (s *Simulator) enqueue(kind string, payload any) int64 {
	q := &s.updates
	if len(q.allowed) > 0 && !slices.Contains(q.allowed, kind) ||
		len(q.allowed) == 0 && slices.Contains(neverByDefault, kind) {
		return 0
	}
	q.last++
	data, err := json.Marshal(map[string]any{"update_id": q.last, kind: payload})
	if err != nil {
		panic(err) // our own types
	}
	q.waiting = append(q.waiting, update{q.last, kind, s.now(), data})
	s.wake()
	return q.last
}

// forgetOld drops the queries Telegram no longer delivers.
func (s *Simulator) forgetOld() {
	now := s.now()
	s.updates.waiting = slices.DeleteFunc(s.updates.waiting, func(u update) bool {
		return u.kind == "callback_query" && now.Sub(u.at) > callbackLife ||
			u.kind == "inline_query" && now.Sub(u.at) > inlineLife
	})
}

// confirm forgets what an offset confirms; a negative one keeps only the last ones.
func (q *queue) confirm(offset int64) {
	if offset < 0 {
		q.waiting = q.waiting[max(0, len(q.waiting)+int(offset)):]
		return
	}
	q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return u.id < offset })
}

func (s *Simulator) getUpdates(ctx context.Context, p *params) (any, *apiError) {
	var allowed []string
	if err := p.decode("allowed_updates", &allowed); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.updates
	if q.hook.url != "" {
		return nil, errWebhookSet
	}
	if p.has("allowed_updates") {
		q.allowed = allowed
	}
	if q.poller != nil {
		close(q.poller.replaced)
	}
	me := &poller{replaced: make(chan struct{})}
	q.poller = me
	defer func() {
		if q.poller == me {
			q.poller = nil
		}
	}()
	q.confirm(p.int("offset"))
	s.wake()
	timeout := time.NewTimer(time.Duration(min(p.int("timeout"), 50)) * time.Second)
	defer timeout.Stop()
	return s.nextBatch(ctx, me, limitOf(p), timeout.C)
}

func limitOf(p *params) int {
	if n := int(p.int("limit")); n >= 1 && n <= 100 {
		return n
	}
	return 100
}

// nextBatch waits for updates. The lock is held, and given back while waiting.
func (s *Simulator) nextBatch(ctx context.Context, me *poller, limit int, timeout <-chan time.Time) (any, *apiError) {
	expired := false
	for {
		s.forgetOld()
		if waiting := s.updates.waiting; len(waiting) > 0 || expired {
			batch := []json.RawMessage{}
			for _, u := range waiting[:min(limit, len(waiting))] {
				batch = append(batch, u.json)
			}
			return batch, nil
		}
		changed := s.changed
		s.mu.Unlock()
		replaced := false
		select {
		case <-changed:
		case <-timeout:
			expired = true
		case <-me.replaced:
			replaced = true
			s.pause(ctx, clientGone)
		case <-ctx.Done():
		case <-s.closed:
			expired = true
		}
		s.mu.Lock()
		if replaced || ctx.Err() != nil {
			return nil, errOtherPoller
		}
	}
}
