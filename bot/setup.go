package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/telegram"
	"relais/bot/text"
)

// setupTimeout bounds each call of Setup.
const setupTimeout = 20 * time.Second

// Setup tells Telegram the commands and the description that people see before
// they write. Without a Username it first asks Telegram for it, and is to be
// called before Handle.
//
// It does not go through Edge.Answer: Telegram limits such changes by
// themselves, for hours, and to be told so must not silence the bot.
func (b *Bot) Setup(ctx context.Context) error {
	api := b.Edge.API()
	private, group := b.menuOfAll(func(c command) bool { return !c.figures && !c.offers }), b.menuOfGroups()
	steps := []func(context.Context) error{
		func(ctx context.Context) error {
			if b.Username != "" {
				return nil
			}
			me, err := api.GetMe(ctx)
			if err == nil {
				b.Username = me.Username
			}
			return err
		},
		func(ctx context.Context) error {
			_, err := api.SetMyCommands(ctx, &tgbot.SetMyCommandsParams{Commands: private})
			return err
		},
		func(ctx context.Context) error {
			_, err := api.SetMyCommands(ctx, &tgbot.SetMyCommandsParams{Commands: group, Scope: &models.BotCommandScopeAllGroupChats{}})
			return err
		},
		func(ctx context.Context) error {
			_, err := api.SetMyDescription(ctx, &tgbot.SetMyDescriptionParams{Description: text.Description.Say()})
			return err
		},
		func(ctx context.Context) error {
			_, err := api.SetMyShortDescription(ctx, &tgbot.SetMyShortDescriptionParams{ShortDescription: text.About.Say()})
			return err
		},
	}
	for i, step := range steps {
		once, cancel := context.WithTimeout(ctx, setupTimeout)
		err := step(once)
		cancel()
		if err != nil {
			return fmt.Errorf("setup, step %d: %w", i+1, err)
		}
	}
	return nil
}

// ignoreRefused is for what may be gone by now.
func ignoreRefused(err error) error {
	if errors.Is(err, telegram.ErrRefused) {
		return nil
	}
	return err
}
