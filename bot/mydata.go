package bot

import (
	"context"

	"relais/bot/text"
)

// privacy says plainly what is kept.
func (b *Bot) privacy(ctx context.Context, q asking, _ string) error {
	said := text.Privacy.Say("months", text.Number(b.Keep))
	if b.PublicURL != "" {
		page := b.PublicURL + "/confidentialite"
		said += "\n" + text.PrivacyPage.Say("link", text.Link(bare(page), page))
	}
	return b.say(ctx, q.chat, said)
}

// askErase asks once more before erasing.
func (b *Bot) askErase(ctx context.Context, q asking, _ string) error {
	said := text.EraseWhat.Say()
	if b.person(ctx, q.from).Coordinates() {
		said += "\n\n" + text.EraseRole.Say()
	}
	k := &keys{}
	k.row(k.tap(text.EraseYes.Say(), tapErase, "oui"), k.tap(text.EraseNo.Say(), tapErase, "non"))
	_, err := b.send(ctx, q.chat, reply{html: said, keys: k.markup()})
	return err
}

// erase erases all that is held about who taps, here too.
func (b *Bot) erase(ctx context.Context, t *tapping) error {
	if t.chat == 0 || !t.private {
		return nil
	}
	if t.Arg != "oui" {
		_, err := b.show(ctx, t.chat, t.message, reply{html: text.EraseKept.Say()})
		return err
	}
	if b.Announce != nil {
		if err := b.Announce.Forget(ctx, t.from); err != nil {
			return b.say(ctx, t.chat, b.apology(err, "forget"))
		}
	}
	if err := b.Activity.Erase(ctx, t.from); err != nil {
		return b.say(ctx, t.chat, b.apology(err, "erase"))
	}
	b.recent.forget(t.chat)
	b.menuOf(ctx, t.chat, unsure)
	_, err := b.show(ctx, t.chat, t.message, reply{html: text.Erased.Say()})
	return err
}
