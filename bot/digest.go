package bot

import (
	"context"
	"errors"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
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

// SendDigests sends the weekly digests that are due, each at most once: one
// that Telegram does not take is not sent again that week. It is to be called
// every few minutes; out of the hours of Monday it does nothing.
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
	html, err := b.lastWeek(ctx, p)
	if err != nil {
		return err
	}
	k := b.statsKeys(ctx, d.Operator, p, month(b.lastMonth()), true)
	_, err = b.send(ctx, d.Chat, reply{html: html, keys: k.markup()})
	if errors.Is(err, telegram.ErrBlocked) {
		return b.Activity.SetDigest(ctx, d.Operator, 0)
	}
	return err
}

// themesShown is how many themes a digest names.
const themesShown = 5

// lastWeek is what the seven days before today come to, beside those before.
func (b *Bot) lastWeek(ctx context.Context, p relay.Person) (string, error) {
	where := overseen(p)
	w, err := b.Figures.Week(ctx, relay.DayOf(b.Now()).Add(-7), where)
	if err != nil {
		return "", err
	}
	c := b.cells(figures.Period{}) // a week compares nothing
	lines := []string{text.DigestHello.Say(), "", text.DigestHead.Say("from", text.DayOf(w.From.Start()), "to", text.DayOf(w.To.Start()),
		"place", b.territory(relay.Territory(where))), ""}
	for _, m := range headlines {
		lines = append(lines, text.DigestLine.Say("what", text.MeasureName(string(m)), "figure", c.say(w.Figures[m]), "before", c.say(w.Before[m])))
	}
	var themes []string
	for _, row := range w.Themes[:min(len(w.Themes), themesShown)] {
		themes = append(themes, text.Small(themeOr(row.ID))+" ("+c.say(row.Cells[figures.Questions])+")")
	}
	return paragraphs(append(lines, saidIf(text.DigestThemes, "themes", themes), "", c.legend())), nil
}
