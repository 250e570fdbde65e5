package bot

import (
	"bytes"
	"context"
	"errors"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/telegram"
	"relais/bot/text"
)

// captionLimit is how long the text under a picture may be, in UTF-16 units.
const captionLimit = 1024

// stats shows the month that ended last, of one's territory.
func (b *Bot) stats(ctx context.Context, q asking, _ string) error {
	p, err := b.Activity.Person(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "stats"))
	}
	return b.showStats(ctx, &tapping{from: q.from, chat: q.chat}, p, month(b.lastMonth()))
}

// turnStats shows another period in the same message.
func (b *Bot) turnStats(ctx context.Context, t *tapping) error {
	p, period, err := b.statsTapped(ctx, t, t.Arg)
	if p == nil {
		return err
	}
	return b.showStats(ctx, t, *p, period)
}

// statsTapped finds who taps a button of figures, and the period it names;
// nobody for who may not see them.
func (b *Bot) statsTapped(ctx context.Context, t *tapping, arg string) (*relay.Person, figures.Period, error) {
	p, err := b.asCoordinator(ctx, t)
	if p == nil {
		return nil, figures.Period{}, err
	}
	period, err := figures.ParsePeriod(arg)
	if err != nil {
		period = month(b.lastMonth())
	}
	return p, period, nil
}

// showStats shows the figures of a period and their picture.
func (b *Bot) showStats(ctx context.Context, t *tapping, p relay.Person, period figures.Period) error {
	html, err := b.summary(ctx, p, period)
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "stats"))
	}
	picture, err := b.picture(ctx, p, period)
	if err != nil {
		b.incident(err, "picture") // the figures are there all the same
	}
	return b.showPicture(ctx, t, html, picture, b.statsKeys(ctx, t.from, p, period, false))
}

// showQuarters shows the quarters under the picture that is there.
func (b *Bot) showQuarters(ctx context.Context, t *tapping) error {
	p, period, err := b.statsTapped(ctx, t, t.Arg)
	if p == nil {
		return err
	}
	html, err := b.byQuarter(ctx, *p, period)
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "quarters"))
	}
	return b.showPicture(ctx, t, html, nil, b.statsKeys(ctx, t.from, *p, period, true))
}

// showPicture edits the message of t, or sends one: a picture with words below
// it, or words alone when there is none. A picture stays until another comes.
func (b *Bot) showPicture(ctx context.Context, t *tapping, html string, png []byte, k *keys) error {
	caption := text.Fit(html, captionLimit)
	var err error
	switch {
	case t.message == 0 && png != nil, t.message != 0 && !t.picture && png != nil:
		return b.sendPicture(ctx, t.chat, caption, png, k)
	case !t.picture:
		_, err := b.show(ctx, t.chat, t.message, reply{html: html, keys: k.markup()})
		return err
	case png == nil:
		err = b.Edge.Do(ctx, t.chat, func(ctx context.Context) error {
			_, err := b.Edge.API().EditMessageCaption(ctx, &tgbot.EditMessageCaptionParams{ChatID: t.chat, MessageID: t.message,
				Caption: caption, ParseMode: models.ParseModeHTML, ReplyMarkup: k.markup()})
			return err
		})
	default:
		err = b.Edge.Do(ctx, t.chat, func(ctx context.Context) error {
			_, err := b.Edge.API().EditMessageMedia(ctx, &tgbot.EditMessageMediaParams{ChatID: t.chat, MessageID: t.message,
				Media: &models.InputMediaPhoto{Media: "attach://figures.png", MediaAttachment: bytes.NewReader(png),
					Caption: caption, ParseMode: models.ParseModeHTML}, ReplyMarkup: k.markup()})
			return err
		})
	}
	if errors.Is(err, telegram.ErrRefused) { // the message is gone, or too old
		_, err = b.send(ctx, t.chat, reply{html: html, keys: k.markup()})
	}
	return err
}

func (b *Bot) sendPicture(ctx context.Context, chat int64, caption string, png []byte, k *keys) error {
	return b.call(ctx, chat, func(ctx context.Context, chat int64) error {
		_, err := b.Edge.API().SendPhoto(ctx, &tgbot.SendPhotoParams{ChatID: chat, Caption: caption, ParseMode: models.ParseModeHTML,
			Photo: &models.InputFileUpload{Filename: "figures.png", Data: bytes.NewReader(png)}, ReplyMarkup: k.markup()})
		return err
	})
}

// export sends the bilan of a period as PDF and as a spreadsheet.
func (b *Bot) export(ctx context.Context, t *tapping) error {
	p, period, err := b.statsTapped(ctx, t, t.Arg)
	if p == nil {
		return err
	}
	if err := b.Activity.Note(ctx, b.Activity.Pseudonym(t.from), "export", "bilan", strings.ToLower(period.String())); err != nil {
		return b.say(ctx, t.chat, b.apology(err, "export"))
	}
	pdf, xlsx, err := b.Bilan(ctx, period, overseen(*p))
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "export"))
	}
	name := text.ExportName.Say("period", period.String())
	said := text.ExportSaid.Say("period", periodWords(period), "place", b.territory(relay.Territory(overseen(*p))))
	if err := b.sendFile(ctx, t.chat, name+".pdf", pdf, said); err != nil {
		return err
	}
	return b.sendFile(ctx, t.chat, name+".xlsx", xlsx, "")
}

// sendFile sends a document; html stands below it.
func (b *Bot) sendFile(ctx context.Context, chat int64, name string, data []byte, html string) error {
	return b.call(ctx, chat, func(ctx context.Context, chat int64) error {
		_, err := b.Edge.API().SendDocument(ctx, &tgbot.SendDocumentParams{ChatID: chat, Caption: html, ParseMode: models.ParseModeHTML,
			Document: &models.InputFileUpload{Filename: name, Data: bytes.NewReader(data)}})
		return err
	})
}
