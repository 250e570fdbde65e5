package bot

import (
	"context"
	"errors"
	"strings"

	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/text"
)

// console gives the ways into the console.
func (b *Bot) console(ctx context.Context, q asking, _ string) error {
	return b.openDoor(ctx, q.from, q.chat)
}

func (b *Bot) tapDoor(ctx context.Context, t *tapping) error {
	if p, err := b.asCoordinator(ctx, t); p == nil {
		return err
	}
	return b.openDoor(ctx, t.from, t.chat)
}

// openDoor writes a link that lets in once, for any device, and where Telegram
// can open pages itself, a button that does. Only for private chats.
func (b *Bot) openDoor(ctx context.Context, operator, chat int64) error {
	if b.PublicURL == "" {
		return b.say(ctx, chat, text.ConsoleNone.Say())
	}
	code, err := b.Activity.Door(ctx, operator)
	switch {
	case errors.Is(err, relay.ErrAllowed):
		return b.say(ctx, chat, text.ConsoleDenied.Say())
	case err != nil:
		return b.say(ctx, chat, b.apology(err, "console"))
	}
	k := &keys{}
	if strings.HasPrefix(b.PublicURL, "https://") {
		k.row(buttons{{Text: text.ConsoleHere.Say(), WebApp: &models.WebAppInfo{URL: b.PublicURL + "/console/app"}}})
	}
	link := b.PublicURL + "/console/entrer?code=" + code
	_, err = b.send(ctx, chat, reply{html: text.ConsoleLink.Say("link", link), keys: k.markup()})
	return err
}
