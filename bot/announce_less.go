package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// What « Moins de messages » offers, as its buttons carry it.
const (
	lessPause  = "pause"
	lessWeekly = "lundi"
	lessLeave  = "partir"
	lessBack   = "retour"
)

// pauseLasts is how long a pause is.
const pauseLasts = 7 * 24 * time.Hour

// less opens the menu under the message itself, or does what was chosen in it.
// It works for whoever gets a message, also for who may not ask any more.
func (b *Bot) less(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	id, choice := readItem(t.Arg)
	switch choice {
	case "":
		return b.lessMenu(ctx, t)
	case lessBack:
		return b.lessDone(ctx, t, id)
	}
	if err := b.lessen(ctx, t, choice); err != nil {
		return b.announceTrouble(ctx, t.chat, err, "less")
	}
	return b.lessDone(ctx, t, id)
}

func (b *Bot) lessMenu(ctx context.Context, t *tapping) error {
	id, _ := readItem(t.Arg)
	k, arg := &keys{}, itemArg(id)+"."
	k.row(k.tap(text.LessPause.Say(), tapLess, arg+lessPause))
	k.row(k.tap(text.LessWeekly.Say(), tapLess, arg+lessWeekly))
	k.row(k.tap(text.LessLeave.Say(), tapLess, arg+lessLeave))
	k.row(k.tap(text.LessChoose.Say(), tapSubscribe, "new"), k.tap(text.BackButton.Say(), tapLess, arg+lessBack))
	if t.message == 0 {
		_, err := b.send(ctx, t.chat, reply{html: text.LessAsk.Say(), keys: k.markup()})
		return err
	}
	return b.rekey(ctx, t.chat, t.message, k)
}

// lessen does what was chosen and says so, with a way back.
func (b *Bot) lessen(ctx context.Context, t *tapping, choice string) error {
	s, err := b.Announce.Subscription(ctx, t.chat)
	if errors.Is(err, b.NotFound) || err == nil && !s.Active {
		return b.say(ctx, t.chat, text.LessNotSubscribed.Say())
	}
	if err != nil {
		return err
	}
	said, undo := "", ""
	switch choice {
	case lessPause:
		until := b.Now().Add(pauseLasts)
		err = b.Announce.Mute(ctx, t.chat, until)
		said, undo = text.LessPaused.Say("until", text.DayOf(until.In(paris))), fmt.Sprintf("%s.%d", lessPause, until.Unix())
	case lessWeekly:
		undo = lessWeekly + "." + s.Rhythm
		s.Rhythm = announce.Weekly
		err = b.Announce.Subscribe(ctx, s)
		said = text.LessOnMonday.Say()
	case lessLeave:
		err = b.Announce.Leave(ctx, t.chat)
		said, undo = text.LessLeft.Say(), lessLeave
	default:
		return nil
	}
	if err != nil {
		return err
	}
	k := &keys{}
	k.row(k.tap(text.UndoButton.Say(), tapUndo, undo))
	_, err = b.send(ctx, t.chat, reply{html: said, keys: k.markup()})
	return err
}

// lessDone gives the message its buttons back.
func (b *Bot) lessDone(ctx context.Context, t *tapping, id int64) error {
	if t.message == 0 {
		return nil
	}
	if id == 0 { // a digest
		k := &keys{}
		k.row(k.tap(text.ComingButton.Say(), tapProgramme, "new.0"), k.tap(text.LessButton.Say(), tapLess, "0"))
		return b.rekey(ctx, t.chat, t.message, k)
	}
	if t.private {
		return b.rekeyAnnouncement(ctx, t, id)
	}
	it, err := b.Announce.Item(ctx, id)
	if err != nil {
		return err
	}
	return b.rekey(ctx, t.chat, t.message, b.announceKeys(it, answers{}))
}

// undo takes back what « Moins de messages » did, while that is how things are:
// a later choice is not undone by an older button.
func (b *Bot) undo(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	what, was, _ := strings.Cut(t.Arg, ".")
	s, err := b.Announce.Subscription(ctx, t.chat)
	present := false
	switch {
	case err != nil:
	case what == lessPause:
		if present = isMutedUntil(s, was); present {
			err = b.Announce.Mute(ctx, t.chat, time.Time{})
		}
	case what == lessLeave:
		if present = !s.Active; present {
			err = b.Announce.Return(ctx, t.chat)
		}
	case what == lessWeekly:
		if present = s.Active && s.Rhythm == announce.Weekly; present {
			s.Rhythm = was
			err = b.Announce.Subscribe(ctx, s)
		}
	}
	if err != nil {
		return b.announceTrouble(ctx, t.chat, err, "undo")
	}
	said := text.Undone.Say()
	if !present {
		said = text.UndoTooOld.Say()
	}
	_, err = b.show(ctx, t.chat, t.message, reply{html: said})
	return err
}

// isMutedUntil tells whether the pause is the one a button was written for.
func isMutedUntil(s announce.Subscription, seconds string) bool {
	return !s.Muted.IsZero() && strconv.FormatInt(s.Muted.Unix(), 10) == seconds
}
