package bot

import (
	"context"
	"errors"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/text"
)

// administers tells whether somebody administers a group or a channel. When
// Telegram cannot tell, they do not.
func (b *Bot) administers(ctx context.Context, chat, user int64) bool {
	var m *models.ChatMember
	err := b.Edge.Answer(ctx, func(ctx context.Context) (err error) {
		m, err = b.Edge.API().GetChatMember(ctx, &tgbot.GetChatMemberParams{ChatID: chat, UserID: user})
		return err
	})
	if err != nil {
		b.incident(err, "chat member")
		return false
	}
	return m.Type == models.ChatMemberTypeOwner || m.Type == models.ChatMemberTypeAdministrator
}

// posted answers /abonnements in a channel: only its administrators can write
// there. Nothing else is heard.
func (b *Bot) posted(ctx context.Context, m *models.Message) error {
	if m.Chat.Type != models.ChatTypeChannel || !strings.HasPrefix(m.Text, "/abonnements") {
		return nil
	}
	if b.Announce == nil {
		return b.say(ctx, m.Chat.ID, text.AnnounceOff.Say())
	}
	return b.openSubscription(ctx, &tapping{chat: m.Chat.ID, channel: true}, "")
}

// followGroup keeps subscriptions where their chats are: a group that became
// another one is followed, one that Relais left is lost. It tells whether the
// update said only that.
func (b *Bot) followGroup(ctx context.Context, m *models.Message) (bool, error) {
	if b.Announce == nil || m.MigrateToChatID == 0 && m.MigrateFromChatID == 0 {
		return m.MigrateToChatID != 0 || m.MigrateFromChatID != 0, nil
	}
	from, to := m.Chat.ID, m.MigrateToChatID
	if to == 0 {
		from, to = m.MigrateFromChatID, m.Chat.ID
	}
	if err := b.Announce.Moved(ctx, from, to); err != nil && !errors.Is(err, b.NotFound) {
		return true, err
	}
	return true, nil
}

// gone notes that Relais was put out of a chat, or blocked by somebody.
func (b *Bot) gone(ctx context.Context, u *models.ChatMemberUpdated) error {
	if b.Announce == nil || isIn(u.NewChatMember) {
		return nil
	}
	if err := b.Announce.Lost(ctx, u.Chat.ID); err != nil && !errors.Is(err, b.NotFound) {
		return err
	}
	return nil
}
