package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
	"relais/bot/relay/figures"
	"relais/bot/telegram"
	"relais/directory"
	"relais/search"
)

// Options are what the conversation rests on. All are needed but Username,
// Access, PublicURL and what is said to be optional.
type Options struct {
	Edge      Edge
	Finder    Finder
	See       func(text string, at time.Time) *search.Danger // needs neither index nor database
	Directory Directory
	Activity  Activity
	Places    []directory.Place                        // offered as buttons
	Opening   func(hours string, at time.Time) Opening // reads Service.Hours
	NotFound  error                                    // what Directory and Activity return for what is not there
	Figures   Figures
	Bilan     func(ctx context.Context, p figures.Period, where figures.Territory) (pdf, xlsx []byte, err error)
	Username  string // of the bot, without @; Setup asks Telegram for it
	Keep      int    // months activity is kept in detail; 24 when 0
	Access    string // OpenAccess, also when empty, or InviteAccess
	PublicURL string // of the console and the public pages, without a slash at its end; empty when there are none
	Now       func() time.Time
	Log       *slog.Logger

	// Announce holds the announcements; without it their commands say that they
	// are not enabled.
	Announce Announcements
	// Calendar writes an item for a calendar program. Optional: it serves where
	// no public page does.
	Calendar func(it announce.Item) ([]byte, error)
	// Moderators tells the private chats of coordinators who are to be told of
	// each proposal. Optional: /moderer lists what waits all the same.
	Moderators func(ctx context.Context) ([]int64, error)
}

// Bot holds the conversation. It is safe for concurrent use, one update at a
// time for each chat.
type Bot struct {
	Options
	recent *recent
	albums *albums
}

// New makes a Bot.
func New(o Options) *Bot {
	if o.Keep == 0 {
		o.Keep = 24
	}
	return &Bot{Options: o, recent: newRecent(), albums: newAlbums()}
}

// Handle answers one update. An error means that the reply may not have
// arrived and that the update should be handled again; handling an update
// twice records it once.
func (b *Bot) Handle(ctx context.Context, u *models.Update) error {
	err := b.route(ctx, u)
	if errors.Is(err, telegram.ErrBlocked) || errors.Is(err, telegram.ErrTooOld) {
		return nil // nobody is waiting any more
	}
	if err == nil {
		return nil
	}
	if chat := chatOf(u); chat != 0 && errors.Is(err, telegram.ErrRefused) {
		// It will not be tried again: better a word than silence.
		err = errors.Join(err, b.say(ctx, chat, b.apology(err, "reply")))
	}
	return fmt.Errorf("update %d: %w", u.ID, err)
}

// chatOf is where somebody waits for a reply, 0 for nowhere.
func chatOf(u *models.Update) int64 {
	switch {
	case u.Message != nil:
		return u.Message.Chat.ID
	case u.CallbackQuery != nil && u.CallbackQuery.Message.Message != nil:
		return u.CallbackQuery.Message.Message.Chat.ID
	}
	return 0
}

// route leaves out channel posts, reactions, polls' results and the rest.
func (b *Bot) route(ctx context.Context, u *models.Update) error {
	switch {
	case u.Message != nil:
		return b.message(ctx, u.ID, u.Message)
	case u.EditedMessage != nil:
		return b.edited(ctx, u.ID, u.EditedMessage)
	case u.CallbackQuery != nil:
		return b.tapped(ctx, u.ID, u.CallbackQuery)
	case u.InlineQuery != nil:
		return b.inline(ctx, u.InlineQuery)
	case u.ChosenInlineResult != nil:
		return b.chosen(ctx, u.ID, u.ChosenInlineResult)
	case u.ChannelPost != nil:
		return b.posted(ctx, u.ChannelPost)
	case u.MyChatMember != nil:
		return b.joined(ctx, u.MyChatMember)
	}
	return nil
}
