package bot

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
	"relais/bot/announce/message"
	"relais/bot/text"
)

// announcement is the very message of an item for a purpose: the same in the
// preview, in moderation, in the programme and when it is sent.
func (b *Bot) announcement(it announce.Item, purpose string) string {
	return message.Of(it, purpose, b.nameOfPlace, b.Now())
}

func (b *Bot) nameOfPlace(id string) string { return b.placeLabel(id, nil) }

// placeOf is the name of an item's quarter, else of its commune.
func (b *Bot) placeOf(it announce.Item) string { return message.Place(it, b.nameOfPlace) }

// answers are what somebody said to an item.
type answers struct{ comes, relays bool }

func itemArg(id int64) string { return strconv.FormatInt(id, 10) }

// readItem reads the item of a button, and what follows a dot.
func readItem(arg string) (id int64, rest string) {
	number, rest, _ := strings.Cut(arg, ".")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0, ""
	}
	return id, rest
}

// announceKeys are the buttons under an announcement. In a group nobody's
// answers are shown.
func (b *Bot) announceKeys(it announce.Item, said answers) *keys {
	k, id := &keys{}, itemArg(it.ID)
	var come, relay, agenda buttons
	if it.State != announce.Cancelled {
		switch {
		case len(it.Dates) == 0:
		case said.comes:
			come = k.tap(text.ComesYes.Say(), tapNotComes, id)
		default:
			come = k.tap(text.ComesButton.Say(), tapComes, id)
		}
		relay = k.tap(text.RelaysButton.Say(), tapRelays, id)
		if said.relays {
			relay = k.tap(text.RelaysYes.Say(), tapNotRelays, id)
		}
		agenda = b.agendaButton(k, it)
	}
	k.row(come, relay)
	k.row(agenda)
	k.row(k.tap(text.LessButton.Say(), tapLess, id))
	return k
}

// agendaButton leads to the public page's file, or sends the file here.
func (b *Bot) agendaButton(k *keys, it announce.Item) buttons {
	switch {
	case len(it.Dates) == 0:
		return nil
	case strings.HasPrefix(b.PublicURL, "https://"):
		return buttons{{Text: text.AgendaButton.Say(), URL: b.PublicURL + "/programme/" + itemArg(it.ID) + ".ics"}}
	case b.Calendar != nil:
		return k.tap(text.AgendaButton.Say(), tapAgenda, itemArg(it.ID))
	}
	return nil
}

// sendAgenda sends an event for a calendar program.
func (b *Bot) sendAgenda(ctx context.Context, t *tapping) error {
	it, err := b.itemTapped(ctx, t)
	if err != nil || it == nil || b.Calendar == nil {
		return err
	}
	if !isPublic(*it) {
		return b.say(ctx, t.chat, text.AnnounceGone.Say())
	}
	data, err := b.Calendar(*it)
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "calendar"))
	}
	return b.sendFile(ctx, t.chat, "relais-"+itemArg(it.ID)+".ics", data, text.AgendaSent.Say())
}

// itemTapped finds the item of a button; nil for one that is gone, which the
// person is told.
func (b *Bot) itemTapped(ctx context.Context, t *tapping) (*announce.Item, error) {
	id, _ := readItem(t.Arg)
	if t.chat == 0 {
		return nil, nil
	}
	it, err := b.Announce.Item(ctx, id)
	if err != nil {
		return nil, b.announceTrouble(ctx, t.chat, err, "item")
	}
	return &it, nil
}

// showAnnouncement sends an item as a message of its own.
func (b *Bot) showAnnouncement(ctx context.Context, chat int64, it announce.Item, purpose string, k *keys) error {
	r := reply{html: b.announcement(it, purpose)}
	if k != nil {
		r.keys = k.markup()
	}
	if len(it.Poster) == 0 {
		_, err := b.send(ctx, chat, r)
		return err
	}
	return b.call(ctx, chat, func(ctx context.Context, chat int64) error {
		_, err := b.Edge.API().SendPhoto(ctx, posterParams(chat, it.Poster, "", r))
		return err
	})
}

// posterParams send a poster by its file id when it is known.
func posterParams(chat int64, poster []byte, fileID string, r reply) *tgbot.SendPhotoParams {
	p := &tgbot.SendPhotoParams{ChatID: chat, Caption: text.Fit(r.html, text.CaptionLimit), ParseMode: models.ParseModeHTML, ReplyMarkup: r.keys}
	if fileID != "" {
		p.Photo = &models.InputFileString{Data: fileID}
	} else {
		p.Photo = &models.InputFileUpload{Filename: "affiche.jpg", Data: bytes.NewReader(poster)}
	}
	return p
}
