package telegram

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"
)

// quantum is how many updates of a lane are handled before it goes back behind
// the others.
const quantum = 8

// busy is the set of lanes being worked on here.
type busy struct {
	mu    sync.Mutex
	lanes map[string]bool
}

func (b *busy) add(lane string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lanes == nil {
		b.lanes = map[string]bool{}
	}
	b.lanes[lane] = true
}

func (b *busy) remove(lane string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.lanes, lane)
}

func (b *busy) copy() map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.lanes)
}

// dispatch gives lanes that have something due to workers, until ctx ends. It
// alone claims and renews, so a lane just claimed is never taken for abandoned.
func (e *Edge) dispatch(ctx context.Context) {
	tick, keep, clean := time.NewTicker(e.timing.tick), time.NewTicker(e.timing.keep), time.NewTicker(time.Hour)
	defer tick.Stop()
	defer keep.Stop()
	defer clean.Stop()
	e.clean(ctx)
	for ctx.Err() == nil {
		e.handOut(ctx)
		select {
		case <-ctx.Done():
		case <-e.wake:
		case <-tick.C:
		case <-keep.C:
			e.hold(ctx)
		case <-clean.C:
			e.clean(ctx)
		}
	}
}

func (e *Edge) handOut(ctx context.Context) {
	running := e.busy.copy()
	free := e.opts.Lanes - len(running)
	if free <= 0 {
		return // the worker that ends will rouse us
	}
	letters, err := e.inbox.claim(ctx, free, running)
	e.storeState(ctx, err)
	for _, l := range letters {
		e.busy.add(l.lane)
		e.workers.Go(func() { e.work(ctx, l) })
	}
}

// work handles letters of one lane, one after the other.
func (e *Edge) work(ctx context.Context, l *letter) {
	lane := l.lane
	defer func() {
		e.busy.remove(lane)
		e.rouse()
	}()
	for n := 1; l != nil; n++ {
		o := e.handle(ctx, l)
		l = e.settle(ctx, l, o, ctx.Err() == nil && n < quantum)
		if o.delay > 0 {
			time.AfterFunc(o.delay+time.Millisecond, e.rouse)
		}
	}
}

// settle insists a little: an outcome that is not written makes a second reply.
func (e *Edge) settle(ctx context.Context, l *letter, o outcome, more bool) *letter {
	for _, wait := range []time.Duration{0, 300 * time.Millisecond, time.Second, 3 * time.Second} {
		if wait > 0 && !sleep(e.hard, wait) {
			break
		}
		once, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		next, err := e.inbox.settle(once, l, o, more)
		cancel()
		if err == nil {
			return next
		}
		e.log.Error("outcome of an update not written", "update", l.id, "error", e.describe(err))
		if errors.Is(err, errLeaseLost) {
			break
		}
	}
	return nil
}

// hold renews our leases and measures the inbox.
func (e *Edge) hold(ctx context.Context) {
	err := e.inbox.renew(ctx, e.busy.copy())
	e.storeState(ctx, err)
	if err == nil {
		e.recall(ctx)
	}
	if n, err := e.inbox.depth(ctx); err == nil {
		e.metrics.depth.Set(float64(n))
	}
}

func (e *Edge) clean(ctx context.Context) {
	expired, err := e.inbox.purge(ctx)
	if err == nil {
		err = e.pauses.purge(ctx)
	}
	e.storeState(ctx, err)
	if expired > 0 {
		e.metrics.dead.WithLabelValues("any", Class(errExpired)).Add(float64(expired))
		e.log.Error("updates given up: they waited too long", "count", expired)
	}
}

// storeState logs when the database starts and stops failing, not each time.
func (e *Edge) storeState(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	if changed := e.status.store(err == nil); !changed {
		return
	}
	if err != nil {
		e.log.Error("inbox unreachable", "error", e.describe(err))
	} else {
		e.log.Info("inbox reachable again")
	}
}
