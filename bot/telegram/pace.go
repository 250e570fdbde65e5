package telegram

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The limits of a chat that Telegram tells of: one message a second, 20 a minute
// in a group. A bucket lets burst + rate × time through, so a group stays within
// its limit in any window: 4 + 16. A person's chat may have three at once, an
// answer in several messages, which Telegram tolerates.
const (
	chatRate, chatBurst   = rate.Limit(1), 3
	groupRate, groupBurst = rate.Limit(16.0 / 60), 4
)

// chatMemory is after how long a chat's pace is forgotten: longer than any
// bucket takes to fill again.
const chatMemory = 2 * time.Minute

// pacer spaces calls. It runs on the real clock, like the limits it respects.
type pacer struct {
	bot  turnstile
	name func(chatID int64) string // of a chat in told; nil without told

	mu    sync.Mutex
	until time.Time // the bot as a whole is paused
	chats map[int64]*chatPace
	told  map[string]time.Time // until when chats are paused, as another run was told
	swept time.Time
}

type chatPace struct {
	limit *rate.Limiter
	until time.Time // the chat is paused
	used  time.Time
}

func newPacer() *pacer {
	return &pacer{chats: map[int64]*chatPace{}}
}

// wait returns when a message may leave for a chat, 0 being none in particular.
// It does not wait beyond the deadline of ctx: it says at once, by a
// FloodError, how long it would have taken.
func (p *pacer) wait(ctx context.Context, chatID int64) error { return p.line(ctx, chatID, true) }

// yield is wait behind everybody who waits: it takes what they leave. When ctx
// has lasted meanwhile it says so by a FloodError.
func (p *pacer) yield(ctx context.Context, chatID int64) error { return p.line(ctx, chatID, false) }

func (p *pacer) line(ctx context.Context, chatID int64, front bool) error {
	for {
		if err := p.resume(ctx, chatID); err != nil {
			return err
		}
		if chatID != 0 {
			if err := take(ctx, p.limiter(chatID)); err != nil {
				return err
			}
		}
		if err := p.bot.pass(ctx, front); err != nil {
			return err
		}
		if p.paused(chatID) <= 0 {
			return ctx.Err() // otherwise a 429 came meanwhile: line up again after it
		}
	}
}

// first lets a call through before all others: it takes its share of the bot's
// rate in advance, which the next messages wait for.
func (p *pacer) first(ctx context.Context) error {
	p.bot.jump()
	return p.resume(ctx, 0)
}

// pause stops a chat, and the bot as a whole, for d.
func (p *pacer) pause(chatID int64, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := time.Now().Add(d)
	if c := p.chat(chatID); until.After(c.until) {
		c.until = until
	}
	if until.After(p.until) {
		p.until = until
	}
}

func (p *pacer) paused(chatID int64) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := p.until
	if c, ok := p.chats[chatID]; ok && c.until.After(until) {
		until = c.until
	}
	if len(p.told) > 0 && chatID != 0 {
		if t := p.told[p.name(chatID)]; t.After(until) {
			until = t
		}
	}
	return time.Until(until)
}

// remember takes up the pauses another run, or another replica, was told: of
// the bot, and of chats by name.
func (p *pacer) remember(bot time.Time, told map[string]time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if bot.After(p.until) {
		p.until = bot
	}
	p.told = told
}

// resume waits for the end of a pause.
func (p *pacer) resume(ctx context.Context, chatID int64) error {
	for {
		d := p.paused(chatID)
		if d <= 0 {
			return ctx.Err()
		}
		if err := hold(ctx, d); err != nil {
			return err
		}
	}
}

func (p *pacer) limiter(chatID int64) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.chat(chatID).limit
}

// chat returns the pace of a chat; the caller holds mu.
func (p *pacer) chat(id int64) *chatPace {
	now := time.Now()
	p.sweep(now)
	c, ok := p.chats[id]
	if !ok {
		c = &chatPace{limit: rate.NewLimiter(chatRate, chatBurst)}
		if id < 0 { // groups have negative ids
			c.limit = rate.NewLimiter(groupRate, groupBurst)
		}
		p.chats[id] = c
	}
	c.used = now
	return c
}

func (p *pacer) sweep(now time.Time) {
	if now.Sub(p.swept) < chatMemory {
		return
	}
	p.swept = now
	for id, c := range p.chats {
		if now.Sub(c.used) > chatMemory && now.After(c.until) && c.limit.TokensAt(now) >= float64(c.limit.Burst()) {
			delete(p.chats, id)
		}
	}
}

// take takes one token of a bucket, waiting for it.
func take(ctx context.Context, l *rate.Limiter) error {
	r := l.ReserveN(time.Now(), 1)
	if d := r.Delay(); d > 0 {
		if err := hold(ctx, d); err != nil {
			r.Cancel()
			return err
		}
	}
	return ctx.Err()
}

// hold waits for d, unless ctx would end before.
func hold(ctx context.Context, d time.Duration) error {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < d {
		return &FloodError{RetryAfter: d}
	}
	if !sleep(ctx, d) {
		return ctx.Err()
	}
	return nil
}
