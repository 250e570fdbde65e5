package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
	"relais/bot/telegram"
	"relais/bot/text"
)

// SendAnnouncement sends one delivery, giving way to replies. A poster goes by
// its file id when it is known, and is uploaded otherwise; fileID is then the
// one to reuse. It is an announce.Sender, and clears each delivery just before
// it leaves.
func (b *Bot) SendAnnouncement(ctx context.Context, d announce.Delivery) (message int, fileID string, err error) {
	r := b.deliveryReply(d)
	photo := (d.FileID != "" || len(d.Item.Poster) > 0) && d.Purpose != announce.ForWeekly && d.Purpose != announce.ForAttendance
	err = b.Edge.Later(ctx, d.Chat, func(ctx context.Context) error {
		if err := d.Clear(ctx); err != nil {
			return err
		}
		var m *models.Message
		var err error
		if photo {
			m, err = b.Edge.API().SendPhoto(ctx, posterParams(d.Chat, d.Item.Poster, d.FileID, r))
		} else {
			m, err = b.sendText(ctx, d.Chat, r)
		}
		if err == nil {
			message, fileID = m.ID, largest(m.Photo)
		}
		return err
	})
	if photo && d.FileID != "" && errors.Is(err, telegram.ErrRefused) && len(d.Item.Poster) > 0 {
		d.FileID = "" // Telegram forgot the file: it surely sent nothing
		return b.SendAnnouncement(ctx, d)
	}
	return message, fileID, deliveryError(err)
}

func (b *Bot) sendText(ctx context.Context, chat int64, r reply) (*models.Message, error) {
	off := true
	return b.Edge.API().SendMessage(ctx, &tgbot.SendMessageParams{ChatID: chat, Text: text.Fit(r.html, text.MessageLimit),
		ParseMode: models.ParseModeHTML, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off}, ReplyMarkup: r.keys})
}

// largest is the file of the largest size of a photo.
func largest(sizes []models.PhotoSize) (id string) {
	best := -1
	for _, s := range sizes {
		if s.Width*s.Height > best {
			id, best = s.FileID, s.Width*s.Height
		}
	}
	return id
}

// deliveryReply is the message of a delivery.
func (b *Bot) deliveryReply(d announce.Delivery) reply {
	switch d.Purpose {
	case announce.ForWeekly:
		return b.weekly(d.Items)
	case announce.ForAttendance:
		return b.attendanceQuestion(d.Item, b.heldFrom(d.Item, d.Day))
	}
	if d.FileID != "" && len(d.Item.Poster) == 0 {
		d.Item.Poster = []byte{0} // the words must fit a caption
	}
	purpose := d.Purpose
	if purpose == announce.ForEve && d.Day <= announce.DayOf(b.Now()) {
		purpose = "today" // it waited for the end of quiet hours
	}
	k := b.announceKeys(d.Item, answers{comes: d.Comes && d.Chat > 0})
	return reply{html: b.announcement(d.Item, purpose), keys: k.markup()}
}

// weekly is the digest of Monday.
func (b *Bot) weekly(items []announce.Item) reply {
	k, numbers := &keys{}, []buttons{}
	lines := []string{text.WeeklyHead.Say(), ""}
	shown := items[:min(len(items), 12)]
	for i, it := range shown {
		lines = append(lines, b.programmeLine(i+1, it))
		numbers = append(numbers, k.tap(fmt.Sprint(i+1), tapEvent, itemArg(it.ID)))
	}
	if more := len(items) - len(shown); more > 0 {
		lines = append(lines, text.WeeklyMore.Say("count", text.Count(more, "autre annonce", "autres annonces")))
	}
	for len(numbers) > 0 {
		n := min(len(numbers), 4)
		k.row(numbers[:n]...)
		numbers = numbers[n:]
	}
	k.row(k.tap(text.ComingButton.Say(), tapProgramme, "new.0"), k.tap(text.LessButton.Say(), tapLess, "0"))
	return reply{html: strings.Join(lines, "\n"), keys: k.markup()}
}

// deliveryError turns what Telegram said into what an announce.Sender says.
func deliveryError(err error) error {
	var flood *telegram.FloodError
	var moved *telegram.MigratedError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, announce.ErrLater):
		return err // not cleared
	case errors.As(err, &moved):
		return &announce.MovedError{To: moved.To}
	case errors.Is(err, telegram.ErrBlocked):
		return fmt.Errorf("%w: %w", announce.ErrGone, err)
	case errors.As(err, &flood):
		return &announce.WaitError{For: flood.RetryAfter}
	case errors.Is(err, telegram.ErrUncertain):
		return fmt.Errorf("%w: %w", announce.ErrUncertain, err)
	case errors.Is(err, telegram.ErrStopped), errors.Is(err, telegram.ErrTokenRefused),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: %w", announce.ErrLater, err)
	}
	return &announce.FailedError{Class: telegram.Class(err), Final: errors.Is(err, telegram.ErrRefused), Err: err}
}
