package announce

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Post sends what is due. Off until Enabled. Several replicas may run at once:
// what one claimed is its own until its lease ends.
type Post struct {
	Board   *Board
	Send    Sender
	Enabled func() bool // nil: never
	Workers int         // deliveries in flight; 24 when 0, enough for 29 a second when an answer takes 0.8 s

	// Clears says that Send calls Delivery.Clear just before the message leaves.
	// Then what was claimed and did not leave when the program ended is sent
	// later. Otherwise it is uncertain: nobody knows whether it left.
	Clears bool

	// ChatOf finds the private chat of the author of an item, to ask how many
	// came. nil: nobody is asked.
	ChatOf func(author string) (chat int64, ok bool)

	Log *slog.Logger // nil: silent

	shelf   shelf
	looked  time.Time // for reminders
	offered int       // mailings that would go, as last logged while off
}

const (
	// glance is how long Run waits before it looks for new work unasked.
	glance = time.Second
	// remindEvery is how often reminders are looked for.
	remindEvery = 15 * time.Second
	// idle is how far Step looks ahead at most.
	idle = 30 * time.Second
)

func (p *Post) workers() int {
	if p.Workers <= 0 {
		return 24
	}
	return p.Workers
}

func (p *Post) log() *slog.Logger {
	if p.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return p.Log
}

// Run opens the mailings that are due (eve, weekly, attendance), resolves those
// that are ready, and sends until ctx ends; then it waits for what is on its
// way. A delivery whose lease ran out is uncertain. Errors of the database are
// logged, and it goes on.
func (p *Post) Run(ctx context.Context) error {
	var flying sync.WaitGroup
	defer flying.Wait()
	landed := make(chan struct{}, p.workers())
	free := p.workers()
	var tidied time.Time
	for ctx.Err() == nil {
		if time.Since(tidied) >= glance {
			p.report(ctx, "tidy", p.tidy(ctx))
			tidied = time.Now()
		}
		again := false
		if free > 0 {
			claims, _, looked, err := p.claim(ctx, free)
			p.report(ctx, "claim", err)
			again = err == nil && looked == free && len(claims) < free
			for _, c := range claims {
				free--
				flying.Go(func() { p.deliver(ctx, c); landed <- struct{}{} })
			}
		}
		if !again {
			free += await(ctx, landed)
		}
	}
	return nil
}

// await waits until a delivery ends, or for a glance, and tells how many ended.
func await(ctx context.Context, landed <-chan struct{}) (n int) {
	timer := time.NewTimer(glance)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return 0
	case <-timer.C:
		return 0
	case <-landed:
		n = 1
	}
	for {
		select {
		case <-landed:
			n++
		default:
			return n
		}
	}
}

// Step does once what Run does for ever, and tells how many deliveries it
// finished and when to come back.
func (p *Post) Step(ctx context.Context) (done int, next time.Time, err error) {
	now := p.Board.now()
	p.looked = time.Time{}
	if err := p.tidy(ctx); err != nil {
		return 0, now.Add(glance), err
	}
	claims, done, looked, err := p.claim(ctx, p.workers())
	if err != nil {
		return 0, now.Add(glance), err
	}
	ended := make([]bool, len(claims))
	var flying sync.WaitGroup
	for i, c := range claims {
		flying.Go(func() { ended[i] = p.deliver(ctx, c) })
	}
	flying.Wait()
	for _, e := range ended {
		done += oneIf(e)
	}
	if looked == p.workers() {
		return done, now, nil
	}
	if err := p.close(ctx); err != nil {
		return done, now.Add(glance), err
	}
	next, err = p.Board.nextDue(ctx, p.Board.now().Add(idle))
	return done, next, err
}

// claim takes what is due, unless sending is off or Telegram asked to wait.
func (p *Post) claim(ctx context.Context, n int) (claims []*claim, ended, looked int, err error) {
	if !p.on() {
		return nil, 0, 0, nil
	}
	if paused, err := p.Board.paused(ctx); err != nil || paused {
		return nil, 0, 0, err
	}
	claims, ended, looked, err = p.Board.claimDue(ctx, n, !p.Clears)
	for _, c := range claims {
		c.on = p.on
	}
	return claims, ended, looked, err
}

func (p *Post) on() bool { return p.Enabled != nil && p.Enabled() }

// report logs an error of the database, which Run outlives.
func (p *Post) report(ctx context.Context, doing string, err error) {
	if err != nil && ctx.Err() == nil {
		p.log().Error("announcements", "doing", doing, "error", err.Error())
	}
}
