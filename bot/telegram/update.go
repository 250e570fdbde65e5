package telegram

import (
	"encoding/json"
	"fmt"

	"github.com/go-telegram/bot/models"

	"relais/directory/db"
)

// Allowed are the kinds of update Relais asks Telegram for.
var Allowed = []string{
	models.AllowedUpdateMessage,
	models.AllowedUpdateEditedMessage,
	models.AllowedUpdateCallbackQuery,
	models.AllowedUpdateInlineQuery,
	models.AllowedUpdateChosenInlineResult,
	models.AllowedUpdateMyChatMember,
	models.AllowedUpdateChannelPost, // a channel subscribes to announcements
}

// kindUnreadable is the kind of what has an update_id and nothing else we can read.
const kindUnreadable = "unreadable"

// arrived is an update as it came, with what the inbox needs to know of it.
type arrived struct {
	id   int64
	raw  []byte
	kind string
	lane string
}

// arrive reads the id, kind and lane of one raw update. ok is false when it
// has no id, so that it cannot even be kept as unreadable.
func arrive(key db.Key, raw []byte) (a arrived, ok bool) {
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &head) != nil || head.ID == nil {
		return a, false
	}
	a = arrived{id: *head.ID, raw: raw, kind: kindUnreadable}
	u, err := decode(raw)
	if err != nil {
		return a, true
	}
	a.kind, a.lane = kind(u), lane(key, u)
	return a, true
}

// decode reads an update. The library's own decoders run here on what a
// stranger typed: a panic of theirs is an unreadable update, not the end of
// the program at each start.
func decode(raw []byte) (u *models.Update, err error) {
	defer func() {
		if recover() != nil {
			u, err = nil, errUnreadable
		}
	}()
	u = new(models.Update)
	if err := json.Unmarshal(raw, u); err != nil {
		return nil, fmt.Errorf("%w: %T", errUnreadable, err)
	}
	return u, nil
}

func kind(u *models.Update) string {
	switch {
	case u.Message != nil:
		return models.AllowedUpdateMessage
	case u.EditedMessage != nil:
		return models.AllowedUpdateEditedMessage
	case u.CallbackQuery != nil:
		return models.AllowedUpdateCallbackQuery
	case u.InlineQuery != nil:
		return models.AllowedUpdateInlineQuery
	case u.ChosenInlineResult != nil:
		return models.AllowedUpdateChosenInlineResult
	case u.MyChatMember != nil:
		return models.AllowedUpdateMyChatMember
	}
	return "other"
}

// lane names the queue of an update: its chat, so that a person's messages and
// taps in a private chat keep their order. Inline queries, one per keystroke,
// have a lane of the person of their own: they expire in seconds and must not
// stand behind a message being retried. What belongs to nobody shares one lane.
func lane(key db.Key, u *models.Update) string {
	switch {
	case u.InlineQuery != nil && u.InlineQuery.From != nil:
		return key.Pseudonym("inline lane", u.InlineQuery.From.ID)
	case u.ChosenInlineResult != nil:
		return key.Pseudonym("inline lane", u.ChosenInlineResult.From.ID)
	}
	return key.Pseudonym("lane", chat(u))
}

func chat(u *models.Update) int64 {
	switch {
	case u.Message != nil:
		return u.Message.Chat.ID
	case u.EditedMessage != nil:
		return u.EditedMessage.Chat.ID
	case u.MyChatMember != nil:
		return u.MyChatMember.Chat.ID
	case u.CallbackQuery == nil:
		return 0
	case u.CallbackQuery.Message.Message != nil:
		return u.CallbackQuery.Message.Message.Chat.ID
	case u.CallbackQuery.Message.InaccessibleMessage != nil:
		return u.CallbackQuery.Message.InaccessibleMessage.Chat.ID
	}
	return u.CallbackQuery.From.ID
}
