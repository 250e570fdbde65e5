package bot

import (
	"context"
	"errors"
	"strconv"

	"relais/bot/announce"
	"relais/bot/text"
)

// toldAbout are how many people « Je relaie » may mean, roughly: what is kept
// for each button.
var toldAbout = []struct {
	number int
	label  text.Sentence
}{{3, text.ToldFew}, {13, text.ToldSome}, {35, text.ToldMany}, {60, text.ToldMore}}

func (b *Bot) comes(ctx context.Context, t *tapping) error {
	return b.answer(ctx, t, announce.Comes, true)
}
func (b *Bot) notComes(ctx context.Context, t *tapping) error {
	return b.answer(ctx, t, announce.Comes, false)
}
func (b *Bot) notRelays(ctx context.Context, t *tapping) error {
	return b.answer(ctx, t, announce.Relays, false)
}

// answer keeps what somebody says to an announcement. In a group, everybody
// answers for themselves, under a message that stays as it is.
func (b *Bot) answer(ctx context.Context, t *tapping, what string, on bool) error {
	id, _ := readItem(t.Arg)
	if err := b.Announce.Answer(ctx, id, t.from, what, 0, on); err != nil {
		return b.answerTrouble(ctx, t, err)
	}
	if !t.private {
		return nil
	}
	if err := b.rekeyAnnouncement(ctx, t, id); err != nil || !on || what != announce.Comes {
		return err
	}
	return b.offerReminder(ctx, t)
}

func (b *Bot) answerTrouble(ctx context.Context, t *tapping, err error) error {
	if !t.private {
		b.incident(err, "answer")
		return nil
	}
	return b.announceTrouble(ctx, t.chat, err, "answer")
}

// rekeyAnnouncement shows one's answers on the buttons.
func (b *Bot) rekeyAnnouncement(ctx context.Context, t *tapping, id int64) error {
	it, err := b.Announce.Item(ctx, id)
	if err != nil || t.message == 0 {
		return err
	}
	comes, relays, _, err := b.Announce.Answered(ctx, id, t.from)
	if err != nil {
		return err
	}
	return b.rekey(ctx, t.chat, t.message, b.announceKeys(it, answers{comes, relays}))
}

// relays keeps that somebody passes an announcement on, then asks to how many.
func (b *Bot) relays(ctx context.Context, t *tapping) error {
	id, _ := readItem(t.Arg)
	if err := b.Announce.Answer(ctx, id, t.from, announce.Relays, 0, true); err != nil {
		return b.answerTrouble(ctx, t, err)
	}
	if !t.private || t.message == 0 {
		return nil
	}
	k := &keys{}
	var all []buttons
	for _, c := range toldAbout {
		all = append(all, k.tap(c.label.Say(), tapTold, itemArg(id)+"."+strconv.Itoa(c.number)))
	}
	k.row(all...)
	k.row(k.tap(text.Skip.Say(), tapTold, itemArg(id)+".0"))
	return b.rekey(ctx, t.chat, t.message, k)
}

// told keeps to how many somebody passed an announcement on.
func (b *Bot) told(ctx context.Context, t *tapping) error {
	id, rest := readItem(t.Arg)
	n, err := strconv.Atoi(rest)
	if err != nil || !t.private {
		return nil
	}
	if n > 0 {
		if err := b.Announce.Answer(ctx, id, t.from, announce.Relays, n, true); err != nil {
			return b.answerTrouble(ctx, t, err)
		}
	}
	return b.rekeyAnnouncement(ctx, t, id)
}

// offerReminder proposes to be reminded the day before, to who is not
// subscribed: nothing is sent to them otherwise.
func (b *Bot) offerReminder(ctx context.Context, t *tapping) error {
	s, err := b.Announce.Subscription(ctx, t.chat)
	if err == nil && s.Active || err != nil && !errors.Is(err, b.NotFound) {
		return nil
	}
	k := &keys{}
	k.row(k.tap(text.RemindButton.Say(), tapSubscribe, "r."+announce.OnlyEve))
	_, err = b.send(ctx, t.chat, reply{html: text.RemindOffer.Say(), keys: k.markup()})
	return err
}
