package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"relais/bot/announce"
	"relais/bot/text"
)

// everyState is for authors: they see what nobody else does.
var everyState = []string{announce.Proposed, announce.Confirmed, announce.Changed, announce.Cancelled, announce.Refused}

// mineShown is how many announcements an author sees at once: the latest.
const mineShown = 12

// myAnnouncements lists what somebody proposed and where each stands.
func (b *Bot) myAnnouncements(ctx context.Context, q asking, _ string) error {
	items, err := b.Announce.Items(ctx, announce.Filter{Author: b.Activity.Pseudonym(q.from), States: everyState})
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "mine"))
	}
	if len(items) == 0 {
		return b.say(ctx, q.chat, text.MineAnnounceNone.Say())
	}
	lines, k := []string{text.MineAnnounceHead.Say(), ""}, &keys{}
	var all []buttons
	for i, it := range items[max(len(items)-mineShown, 0):] {
		when := ""
		if len(it.Dates) > 0 {
			when = text.DateWords(text.AnnounceDate(it.Dates[0]), b.Now())
		}
		lines = append(lines, text.MineAnnounceLine.Say("rank", i+1, "title", text.Tidy(it.Title),
			"rest", prefixed(" — ", dotted(when, b.stateOf(ctx, it)))))
		all = append(all, k.tap(fmt.Sprint(i+1), tapMine, itemArg(it.ID)))
	}
	for i := 0; i < len(all); i += 4 {
		k.row(all[i:min(i+4, len(all))]...)
	}
	_, err = b.send(ctx, q.chat, reply{html: strings.Join(lines, "\n"), keys: k.markup()})
	return err
}

// stateOf is where an item stands, with what waits for it.
func (b *Bot) stateOf(ctx context.Context, it announce.Item) string {
	words := text.AnnounceState(it.State)
	p, err := b.Announce.WaitingFor(ctx, it.ID)
	if err != nil || it.State == announce.Proposed {
		return words
	}
	return words + ", " + text.WaitingWords(p.Change)
}

// mineTapped finds an item that who taps may change: its author, or a
// coordinator of its place. Anybody else is told, and gets nil.
func (b *Bot) mineTapped(ctx context.Context, t *tapping) (*announce.Item, error) {
	if !t.private {
		return nil, nil
	}
	it, err := b.itemTapped(ctx, t)
	if it == nil {
		return nil, err
	}
	p := b.person(ctx, t.from)
	switch {
	case it.Author == b.Activity.Pseudonym(t.from), mayDecide(p, *it):
		return it, nil
	case p.Coordinates():
		return nil, b.say(ctx, t.chat, text.AnnounceElsewhere.Say())
	}
	return nil, b.say(ctx, t.chat, text.AnnounceNotYou.Say())
}

// turnMine shows one's announcement, changes or cancels it, or asks how many
// came: « item.verb ».
func (b *Bot) turnMine(ctx context.Context, t *tapping) error {
	it, err := b.mineTapped(ctx, t)
	if it == nil {
		return err
	}
	_, verb := readItem(t.Arg)
	k := &keys{}
	switch verb {
	case "modifier":
		return b.editMine(ctx, t, *it)
	case "venus":
		return b.askAttendance(ctx, t.chat, *it)
	case "annuler":
		k.row(k.tap(text.CancelYes.Say(), tapMine, itemArg(it.ID)+".annule"))
		k.row(k.tap(text.CancelNo.Say(), tapMine, itemArg(it.ID)+".retour"))
		_, err := b.show(ctx, t.chat, t.message, reply{html: text.CancelSure.Say("title", text.Tidy(it.Title)), keys: k.markup()})
		return err
	case "annule":
		return b.cancelMine(ctx, t, *it)
	case "retour":
		_, err := b.show(ctx, t.chat, t.message, reply{html: text.CancelKept.Say()})
		return err
	}
	return b.showMine(ctx, t, *it)
}

func (b *Bot) showMine(ctx context.Context, t *tapping, it announce.Item) error {
	if err := b.showAnnouncement(ctx, t.chat, it, purposeOf(it), nil); err != nil {
		return err
	}
	k, id := &keys{}, itemArg(it.ID)
	if it.State != announce.Cancelled {
		k.row(k.tap(text.MineChange.Say(), tapMine, id+".modifier"), k.tap(text.MineCancel.Say(), tapMine, id+".annuler"))
	}
	lines := []string{text.MineState.Say("state", b.stateOf(ctx, it))}
	if _, ok := b.lastHeld(it); ok && isPublic(it) && it.State != announce.Cancelled {
		k.row(k.tap(text.MineAttendance.Say(), tapMine, id+".venus"))
		lines = append(lines, b.attendanceWords(ctx, it)...)
	}
	_, err := b.send(ctx, t.chat, reply{html: strings.Join(lines, "\n"), keys: k.markup()})
	return err
}

// editMine makes a draft of a known item, at its preview. A draft that was there
// is another announcement: it must be ended first.
func (b *Bot) editMine(ctx context.Context, t *tapping, it announce.Item) error {
	old, err := b.loadForm(ctx, t.from)
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "draft"))
	}
	if old != nil && old.it.ID != it.ID {
		return b.say(ctx, t.chat, text.MineBusy.Say())
	}
	if p, err := b.Announce.WaitingFor(ctx, it.ID); err == nil && p.Change == announce.Changed {
		it = p.Item // goes on from what waits
	}
	f := &form{it: it, step: previewStep}
	t.message = 0
	return b.askForm(ctx, t, f, "")
}

func (b *Bot) cancelMine(ctx context.Context, t *tapping, it announce.Item) error {
	err := b.Announce.Cancel(ctx, it.ID, b.Activity.Pseudonym(t.from))
	if err != nil && !errors.Is(err, announce.ErrState) {
		return b.announceTrouble(ctx, t.chat, err, "cancel")
	}
	said := text.CancelAsked.Say()
	if !isPublic(it) {
		said = text.CancelDone.Say()
	} else if err == nil {
		b.tellModerators(ctx, it.ID, t.from)
	}
	if err == nil {
		b.noteAnnounce(ctx, t.from, "announce-cancel", it.ID, it.Kind)
	}
	_, err = b.show(ctx, t.chat, t.message, reply{html: said})
	return err
}
