package bot

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/telegram"
	"relais/bot/text"
)

// reply is one message to be.
type reply struct {
	html    string
	keys    models.ReplyMarkup // nil for none
	replyTo int                // message quoted, 0 for none
}

// look tells two messages apart: a button tapped twice changes nothing.
func (r *reply) look() string {
	buttons, err := json.Marshal(r.keys)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(append([]byte(r.html), buttons...))
	return base64.RawStdEncoding.EncodeToString(sum[:9])
}

// send puts a message in a chat and returns its id.
func (b *Bot) send(ctx context.Context, chat int64, r reply) (id int, err error) {
	off := true
	params := &tgbot.SendMessageParams{ChatID: chat, Text: text.Fit(r.html, text.MessageLimit),
		ParseMode: models.ParseModeHTML, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off}, ReplyMarkup: r.keys}
	if r.replyTo != 0 {
		params.ReplyParameters = &models.ReplyParameters{MessageID: r.replyTo, AllowSendingWithoutReply: true}
	}
	err = b.call(ctx, chat, func(ctx context.Context, chat int64) error {
		params.ChatID = chat
		m, err := b.Edge.API().SendMessage(ctx, params)
		if err == nil {
			id = m.ID
		}
		return err
	})
	return id, err
}

// call puts something in a chat, in the supergroup when the group became one.
func (b *Bot) call(ctx context.Context, chat int64, do func(ctx context.Context, chat int64) error) error {
	err := b.Edge.Do(ctx, chat, func(ctx context.Context) error { return do(ctx, chat) })
	var moved *telegram.MigratedError
	if errors.As(err, &moved) {
		return b.Edge.Do(ctx, moved.To, func(ctx context.Context) error { return do(ctx, moved.To) })
	}
	return err
}

// say sends a message without buttons.
func (b *Bot) say(ctx context.Context, chat int64, html string) error {
	_, err := b.send(ctx, chat, reply{html: html})
	return err
}

// show edits a message in place, or sends one when there is none to edit any
// more, and returns the id of the message that now shows it.
func (b *Bot) show(ctx context.Context, chat int64, message int, r reply) (int, error) {
	if message == 0 {
		return b.send(ctx, chat, r)
	}
	off := true
	err := b.Edge.Do(ctx, chat, func(ctx context.Context) error {
		_, err := b.Edge.API().EditMessageText(ctx, &tgbot.EditMessageTextParams{ChatID: chat, MessageID: message,
			Text: text.Fit(r.html, text.MessageLimit), ParseMode: models.ParseModeHTML,
			LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off}, ReplyMarkup: r.keys})
		return err
	})
	if errors.Is(err, telegram.ErrRefused) {
		return b.send(ctx, chat, r)
	}
	return message, err
}

// notice answers a tap with words that pass by; empty ones only stop the
// button's clock.
func (b *Bot) notice(ctx context.Context, query, words string) error {
	return b.answerTap(ctx, query, words, false)
}

// alert answers a tap with what must be read: it stays until it is closed.
func (b *Bot) alert(ctx context.Context, query, words string) error {
	return b.answerTap(ctx, query, words, true)
}

func (b *Bot) answerTap(ctx context.Context, query, words string, alert bool) error {
	err := b.Edge.Answer(ctx, func(ctx context.Context) error {
		_, err := b.Edge.API().AnswerCallbackQuery(ctx, &tgbot.AnswerCallbackQueryParams{
			CallbackQueryID: query, Text: text.Cut(words, text.NoticeLimit), ShowAlert: alert})
		return err
	})
	if errors.Is(err, telegram.ErrTooOld) {
		return nil // the person waited too long to see it; the work is still wanted
	}
	return err
}
