package telegram

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Telegram lets 30 messages a second through in all. One leaves every 1/29 s;
// what a late timer lost is caught up, one message at most, so 29 a second leave
// in the long run, 96 % of what is allowed. Whatever timers do, the thirtieth
// last must have left a second ago: no window of a second holds more than 30.
const (
	permitted = 30
	slot      = time.Second / 29
	catchUp   = slot
)

// turnstile lets calls through one by one. Who waits at the front goes before
// who waits at the back, whenever it came; at each end the first come goes first.
type turnstile struct {
	mu    sync.Mutex
	due   time.Time // of the next call; in the past when some time was not used
	left  [permitted]time.Time
	next  int // of left: the oldest
	front []chan struct{}
	back  []chan struct{}
	timer *time.Timer
}

// pass returns when a call may leave. At the front it says at once, by a
// FloodError, that ctx does not last long enough; at the back, where nobody
// knows, when ctx has lasted.
func (t *turnstile) pass(ctx context.Context, front bool) error {
	ticket := make(chan struct{})
	if d := t.join(ctx, ticket, front); d > 0 {
		return &FloodError{RetryAfter: d}
	}
	select {
	case <-ticket:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	same := func(c chan struct{}) bool { return c == ticket }
	t.front, t.back = slices.DeleteFunc(t.front, same), slices.DeleteFunc(t.back, same)
	if ctx.Err() == context.DeadlineExceeded && !front {
		return &FloodError{RetryAfter: time.Second}
	}
	return ctx.Err()
}

// join lines a ticket up. At the front it does not when ctx ends before its
// turn: it tells how long that would take.
func (t *turnstile) join(ctx context.Context, ticket chan struct{}, front bool) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	if front {
		turn := t.opens().Add(time.Duration(len(t.front)) * slot)
		if deadline, ok := ctx.Deadline(); ok && turn.After(now) && deadline.Before(turn) {
			return turn.Sub(now)
		}
		t.front = append(t.front, ticket)
	} else {
		t.back = append(t.back, ticket)
	}
	t.pump(now)
	return 0
}

// jump takes the share of a call that leaves without waiting; those that follow
// wait for it.
func (t *turnstile) jump() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count(time.Now())
}

// pump lets through who may pass now, and comes back for the others. The caller
// holds mu.
func (t *turnstile) pump(now time.Time) {
	for len(t.front)+len(t.back) > 0 {
		if wait := t.opens().Sub(now); wait > 0 {
			t.comeBack(wait)
			return
		}
		t.count(now)
		queue := &t.front
		if len(*queue) == 0 {
			queue = &t.back
		}
		close((*queue)[0])
		*queue = (*queue)[1:]
	}
}

func (t *turnstile) comeBack(wait time.Duration) {
	if t.timer != nil {
		t.timer.Stop()
	}
	t.timer = time.AfterFunc(wait, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.pump(time.Now())
	})
}

// opens is when the next call may pass. The caller holds mu.
func (t *turnstile) opens() time.Time {
	paced, allowed := t.due.Add(-catchUp), t.left[t.next].Add(time.Second)
	if allowed.After(paced) {
		return allowed
	}
	return paced
}

// count notes a call that leaves now. The caller holds mu.
func (t *turnstile) count(now time.Time) {
	if t.due.Before(now) {
		t.due = now
	}
	t.due = t.due.Add(slot)
	t.left[t.next] = now
	t.next = (t.next + 1) % permitted
}
