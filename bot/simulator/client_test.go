package simulator

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// The library the bot uses finds here all it finds at Telegram.
func TestWithTheLibrary(t *testing.T) {
	st := newStage(t, Options{})
	handle := func(ctx context.Context, b *bot.Bot, u *models.Update) {
		switch {
		case u.CallbackQuery != nil:
			if _, err := b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "Noté"}); err != nil {
				t.Error(err)
			}
			m := u.CallbackQuery.Message.Message
			if _, err := b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: m.Chat.ID, MessageID: m.ID, Text: "<i>fait</i>", ParseMode: models.ParseModeHTML}); err != nil {
				t.Error(err)
			}
		case u.InlineQuery != nil:
			_, err := b.AnswerInlineQuery(ctx, &bot.AnswerInlineQueryParams{InlineQueryID: u.InlineQuery.ID, IsPersonal: true, Results: []models.InlineQueryResult{
				&models.InlineQueryResultArticle{ID: "1", Title: "Dentiste", InputMessageContent: &models.InputTextMessageContent{MessageText: "<b>Dentiste</b>", ParseMode: models.ParseModeHTML}},
				&models.InlineQueryResultVenue{ID: "2", Title: "CPEF", Address: "Tours", Latitude: 47.4, Longitude: 0.7},
			}})
			if err != nil {
				t.Error(err)
			}
		case u.Message != nil && u.Message.Text != "" && u.Message.ViaBot == nil:
			here := ""
			_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "<b>Bonjour</b> " + u.Message.Text, ParseMode: models.ParseModeHTML,
				LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
				ReplyParameters:    &models.ReplyParameters{MessageID: u.Message.ID},
				ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{
					{Text: "Oui", CallbackData: "oui"}, {Text: "Copier", CopyText: &models.CopyTextButton{Text: "02"}}, {Text: "Chercher", SwitchInlineQueryCurrentChat: &here}}}}})
			if err != nil {
				t.Error(err)
			}
		}
	}
	b, err := bot.New(st.Token(), bot.WithServerURL(st.url), bot.WithDefaultHandler(handle))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(soon(t))
	done := make(chan struct{})
	go func() { b.Start(ctx); close(done) }()
	defer func() { cancel(); <-done }()

	st.awa.Send(0, "été")
	if err := st.WaitFor(ctx, awa, func(m []Message) bool { return len(m) == 2 }); err != nil {
		t.Fatal(err)
	}
	m := st.Messages(awa)[1]
	if m.Text != "Bonjour été" || m.Entities[0].Type != "bold" || len(m.Buttons()) != 3 || m.ReplyTo == nil {
		t.Errorf("got %+v", m)
	}
	answer, err := st.awa.TapWait(ctx, 0, m.ID, "Oui")
	if err != nil || answer.Text != "Noté" {
		t.Errorf("answer %+v, %v", answer, err)
	}
	if err := st.WaitFor(ctx, awa, func(m []Message) bool { return m[1].Text == "fait" }); err != nil {
		t.Fatal(err)
	}
	found, err := st.karim.Inline(ctx, "dentiste", "")
	if err != nil || len(found.Results) != 2 {
		t.Fatalf("inline: %+v, %v", found, err)
	}
	st.karim.ChooseInline(team, found.Results[0])
	if got := st.Messages(team); got[0].Text != "Dentiste" || got[0].ViaBot == nil {
		t.Errorf("chosen: %+v", got)
	}
	useOtherMethods(ctx, t, b, st)
	if got := st.Unexpected(); len(got) > 0 {
		t.Errorf("refusals: %+v", got)
	}
}

func useOtherMethods(ctx context.Context, t *testing.T, b *bot.Bot, st *stage) {
	t.Helper()
	doc, err := b.SendDocument(ctx, &bot.SendDocumentParams{ChatID: awa, Caption: "Bilan",
		Document: &models.InputFileUpload{Filename: "bilan.pdf", Data: bytes.NewReader([]byte("%PDF-1.4"))}})
	if err != nil || doc.Document.FileName != "bilan.pdf" {
		t.Errorf("document %+v, %v", doc, err)
	}
	photo, err := b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: awa,
		Photo: &models.InputFileUpload{Filename: "courbe.png", Data: bytes.NewReader(samplePicture(40, 20))}})
	if err != nil || photo.Photo[0].Width != 40 {
		t.Errorf("photo %+v, %v", photo, err)
	}
	if _, err := b.SendVenue(ctx, &bot.SendVenueParams{ChatID: awa, Latitude: 47.38, Longitude: 0.7, Title: "MDA", Address: "Tours"}); err != nil {
		t.Error(err)
	}
	if _, err := b.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "aide", Description: "De l’aide"}}}); err != nil {
		t.Error(err)
	}
	if _, err := b.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: awa, Action: models.ChatActionTyping}); err != nil {
		t.Error(err)
	}
	if got := st.Commands(awa); len(got) != 1 || got[0].Command != "aide" {
		t.Errorf("commands %+v", got)
	}
	keyboard := &models.ReplyKeyboardMarkup{Keyboard: [][]models.KeyboardButton{{{Text: "Ma position", RequestLocation: true}}}, ResizeKeyboard: true, OneTimeKeyboard: true}
	if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: awa, Text: "Où ?", ReplyMarkup: keyboard}); err != nil {
		t.Error(err)
	}
	st.Fault(Fault{Method: "sendMessage", Status: 429, RetryAfter: 7})
	_, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: awa, Text: "encore"})
	var late *bot.TooManyRequestsError
	if !errors.As(err, &late) || late.RetryAfter != 7 {
		t.Errorf("429 gave %v", err)
	}
	st.Expect("sendMessage", "blocked by the user")
	st.karim.Block()
	if _, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: karim, Text: "coucou"}); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("blocked gave %v", err)
	}
	st.Expect("sendMessage", "upgraded")
	id := st.Migrate(team)
	_, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: team, Text: "coucou"})
	var moved *bot.MigrateError
	if !errors.As(err, &moved) || int64(moved.MigrateToChatID) != id {
		t.Errorf("migrated gave %v", err)
	}
}
