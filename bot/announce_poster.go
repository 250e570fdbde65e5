package bot

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
	"relais/bot/text"
)

// posterTimeout bounds the download of a poster.
const posterTimeout = 30 * time.Second

var errPoster = errors.New("poster not downloaded")

// answerPhoto takes a picture for the poster of the form that listens, at
// whatever question it comes. It tells whether there was one.
func (b *Bot) answerPhoto(ctx context.Context, q asking, m *models.Message) (bool, error) {
	file := pictureOf(m)
	if file == "" || !q.private {
		return false, nil
	}
	f := b.openForm(ctx, q.from)
	if f == nil || !mayPropose(b.person(ctx, q.from)) {
		return false, nil
	}
	if !b.albums.first(q.chat, m.MediaGroupID) {
		return true, nil
	}
	if d := b.see(q.text); d != nil {
		if err := b.warn(ctx, q, d); err != nil {
			return true, err
		}
	}
	t := &tapping{chat: q.chat, from: q.from, update: q.update}
	data, err := b.download(ctx, file)
	if err != nil {
		b.incident(err, "poster")
		return true, b.askForm(ctx, t, f, text.FormNoDownload.Say())
	}
	was := f.it.Poster
	f.it.Poster = data
	if slices.Contains(announce.Check(f.it), "poster") {
		f.it.Poster = was
		return true, b.askForm(ctx, t, f, text.FormTrouble("poster"))
	}
	if f.step == "poster" {
		f.next(b.scene(ctx, q.from, f))
	}
	return true, b.askForm(ctx, t, f, text.FormPosterGot.Say())
}

// pictureOf is the file of a picture: the largest size of a photo, or a picture
// sent as a file.
func pictureOf(m *models.Message) string {
	if d := m.Document; d != nil && (d.MimeType == "image/jpeg" || d.MimeType == "image/png") {
		return d.FileID
	}
	return largest(m.Photo)
}

// download reads a file that somebody sent, of at most announce.MaxPoster bytes.
// Its errors say nothing of the address, which holds the token of the bot.
func (b *Bot) download(ctx context.Context, id string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, posterTimeout)
	defer cancel()
	var f *models.File
	err := b.Edge.Answer(ctx, func(ctx context.Context) (err error) {
		f, err = b.Edge.API().GetFile(ctx, &tgbot.GetFileParams{FileID: id})
		return err
	})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.Edge.API().FileDownloadLink(f), nil)
	if err != nil {
		return nil, errPoster
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, errPoster
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, announce.MaxPoster+1))
	if err != nil || res.StatusCode != http.StatusOK || len(data) > announce.MaxPoster {
		return nil, errPoster
	}
	return data, nil
}
