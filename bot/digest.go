package bot

import (
	"context"
	"errors"
	"time"

	"relais/bot/relay"
	"relais/bot/telegram"
	"relais/bot/text"
)

// When the weekly digest goes out, in Tours: on Monday, from an hour when
// people work, to one when they still do. One that could not go out that day is
// not sent later: the figures are one tap away.
const (
	digestFrom  = 9
	digestUntil = 18
	digestBatch = 20
)

// digestOn subscribes to the weekly digest.
func (b *Bot) digestOn(ctx context.Context, t *tapping) error { return b.setDigest(ctx, t, t.chat) }

// digestOff unsubscribes from it. Anybody may stop being written to.
func (b *Bot) digestOff(ctx context.Context, t *tapping) error {
	return b.setDigest(ctx, t, 0)
}

func (b *Bot) setDigest(ctx context.Context, t *tapping, chat int64) error {
	if t.chat == 0 || !t.private {
		return nil
	}
	if chat == 0 {
		if err := b.Activity.SetDigest(ctx, t.from, 0); err != nil {
			return b.say(ctx, t.chat, b.apology(err, "digest"))
		}
	}
	p, period, err := b.statsTapped(ctx, t, t.Arg)
	if p == nil {
		return err
	}
	if chat != 0 {
		if err := b.Activity.SetDigest(ctx, t.from, chat); err != nil {
			return b.say(ctx, t.chat, b.apology(err, "digest"))
		}
	}
	if t.message == 0 {
		return nil
	}
	return b.rekey(ctx, t.chat, t.message, b.statsKeys(ctx, t.from, *p, period, false))
}

// SendDigests sends the weekly digests that are due, each once; it is to be
// called every few minutes. Out of the hours of Monday it does nothing.
func (b *Bot) SendDigests(ctx context.Context) error {
	now := b.Now().In(paris)
	if now.Weekday() != time.Monday || now.Hour() < digestFrom || now.Hour() >= digestUntil {
		return nil
	}
	for ctx.Err() == nil {
		due, err := b.Activity.DueDigests(ctx, relay.DayOf(now), digestBatch)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, d := range due {
			if err := b.sendDigest(ctx, d); err != nil {
				b.incident(err, "digest")
			}
		}
	}
	return ctx.Err()
}

// sendDigest writes to one coordinator. Who is none any more, or blocked
// Relais, is unsubscribed.
func (b *Bot) sendDigest(ctx context.Context, d relay.Digest) error {
	p, err := b.Activity.Person(ctx, d.Operator)
	if err != nil {
		return err
	}
	if !p.Coordinates() {
		return b.Activity.SetDigest(ctx, d.Operator, 0)
	}
	// The first Monday tells the month that ended; the others, the running one.
	period := month(b.lastMonth())
	if b.Now().In(paris).Day() > 7 {
		period = month(plus(period.To, 1))
	}
	html, err := b.summary(ctx, p, period)
	if err != nil {
		return err
	}
	k := b.statsKeys(ctx, d.Operator, p, period, false)
	_, err = b.send(ctx, d.Chat, reply{html: text.DigestHello.Say() + "\n\n" + html, keys: k.markup()})
	if errors.Is(err, telegram.ErrBlocked) {
		return b.Activity.SetDigest(ctx, d.Operator, 0)
	}
	return err
}
