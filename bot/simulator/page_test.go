package simulator

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/browsertest"
)

// browser opens Chromium. The pictures of this package have a folder of their own,
// named by SIMULATOR_SCREENSHOTS.
func browser(t *testing.T) context.Context {
	t.Setenv(browsertest.FolderVar, os.Getenv("SIMULATOR_SCREENSHOTS"))
	return browsertest.Open(t, time.Minute)
}

const answerText = `<b>Addictions</b> · 16 ans · Sanitas · soutien à un parent

<b>1. Maison des adolescents</b> — accueil, écoute, 11-25 ans
📍 rue de la Victoire, Tours · 1,9 km · 📞 02 47 00 00 00
🟢 ouvert jusqu’à 18 h · gratuit

<b>2. Consultation jeunes consommateurs</b>
⚪ horaires inconnus, appelez avant · ⚠️ à confirmer
<blockquote>Un <i>proche</i> peut venir <u>seul</u>, <s>sur rendez-vous</s></blockquote> <tg-spoiler>caché</tg-spoiler> <code>0 &lt; 1</code> <a href="https://www.tours.fr/">tours.fr</a>`

// playBot answers with something of each kind.
func playBot(t *testing.T, st *stage) {
	t.Helper()
	handle := func(ctx context.Context, b *bot.Bot, u *models.Update) {
		var err error
		switch {
		case u.CallbackQuery != nil:
			_, err = b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "C’est noté, merci"})
			m := u.CallbackQuery.Message.Message
			if err == nil && m != nil {
				_, err = b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: m.Chat.ID, MessageID: m.ID, Text: "<b>Orientation notée</b>", ParseMode: models.ParseModeHTML})
			}
		case u.InlineQuery != nil:
			_, err = b.AnswerInlineQuery(ctx, &bot.AnswerInlineQueryParams{InlineQueryID: u.InlineQuery.ID, Results: []models.InlineQueryResult{
				&models.InlineQueryResultArticle{ID: "1", Title: "Centre dentaire", Description: "Sanitas · gratuit", InputMessageContent: &models.InputTextMessageContent{MessageText: "Centre dentaire, Sanitas"}}}})
		case u.Message != nil && u.Message.ViaBot == nil:
			err = answerMessage(ctx, b, u.Message)
		}
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	}
	b, err := bot.New(st.Token(), bot.WithServerURL(st.url), bot.WithDefaultHandler(handle))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.SetMyCommands(t.Context(), &bot.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "aide", Description: "Comment ça marche"}}}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { b.Start(ctx); close(done) }()
	t.Cleanup(func() { cancel(); <-done })
}

func answerMessage(ctx context.Context, b *bot.Bot, m *models.Message) error {
	chat := m.Chat.ID
	if m.Location != nil {
		_, err := b.SendVenue(ctx, &bot.SendVenueParams{ChatID: chat, Latitude: m.Location.Latitude, Longitude: m.Location.Longitude, Title: "Centre social Pluriel(le)s", Address: "avenue du Général-de-Gaulle, Tours"})
		return err
	}
	empty := "dentiste"
	rows := [][]models.InlineKeyboardButton{
		{{Text: "✕ 16 ans", CallbackData: "a"}, {Text: "✕ Sanitas", CallbackData: "b"}, {Text: "✕ soutien", CallbackData: "c"}},
		{{Text: "1", CallbackData: "1"}, {Text: "2", CallbackData: "2"}, {Text: "3", CallbackData: "3"}},
		{{Text: "Voir plus (4)", CallbackData: "plus"}, {Text: "Affiner", CallbackData: "fin"}},
		{{Text: "Copier l’adresse", CopyText: &models.CopyTextButton{Text: "rue de la Victoire"}}, {Text: "Partager", SwitchInlineQuery: &empty}},
		{{Text: "Itinéraire", URL: "https://www.openstreetmap.org/"}, {Text: "J’oriente", CallbackData: "go"}}}
	if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: chat, Text: answerText, ParseMode: models.ParseModeHTML, ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: rows}}); err != nil {
		return err
	}
	if m.Chat.Type != models.ChatTypePrivate {
		return nil
	}
	keyboard := &models.ReplyKeyboardMarkup{Keyboard: [][]models.KeyboardButton{{{Text: "Envoyer ma position", RequestLocation: true}}}, ResizeKeyboard: true, OneTimeKeyboard: true}
	_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: chat, Text: "Où êtes-vous ?", ReplyMarkup: keyboard})
	return err
}

var dark = chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
	_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	return err
})

func button(text string) string { return `//button[contains(., "` + text + `")]` }

func TestPageOnAPhone(t *testing.T) {
	st := newStage(t, Options{})
	playBot(t, st)
	ctx := browser(t)
	fits := browsertest.Phone.Fits(t, "the chat", "#log")
	err := chromedp.Do(ctx,
		browsertest.Phone.Emulate(),
		chromedp.Navigate(st.url+"/#101/101"),
		chromedp.WaitVisible("#start"), browsertest.Picture(t, "phone-start"),
		chromedp.Click("#start"),
		chromedp.WaitVisible(button("J’oriente")), fits, browsertest.Picture(t, "phone-answer"),
		chromedp.SendKeys("#text", "jeune de 16 ans qui fume au sanitas\r"),
		chromedp.WaitVisible(`//article[contains(@class,"mine")]//div[contains(., "jeune de 16 ans")]`),
		chromedp.WaitVisible(`(`+button("J’oriente")+`)[2]`), fits, browsertest.Picture(t, "phone-question"),
		chromedp.Click(`(`+button("J’oriente")+`)[2]`),
		chromedp.WaitVisible("#toast.on"), chromedp.WaitVisible(`//strong[.="Orientation notée"]`), browsertest.Picture(t, "phone-toast"),
		chromedp.Click("#keys button"), chromedp.WaitVisible("#dialog[open]"), browsertest.Picture(t, "phone-points"),
		chromedp.Click(button("Sanitas, Tours")),
		chromedp.WaitVisible(`//strong[contains(., "Centre social")]`), fits, browsertest.Picture(t, "phone-venue"),
		chromedp.SendKeys("#text", "/"), chromedp.WaitVisible(button("/aide")), browsertest.Picture(t, "phone-commands"),
		chromedp.SendKeys("#text", "\b@RelaisBot dentiste"), chromedp.WaitVisible(button("Centre dentaire")), browsertest.Picture(t, "phone-inline"),
		chromedp.Click(button("Centre dentaire")), chromedp.WaitVisible(`//div[@class="via"]`),
		chromedp.Click("#attach"), chromedp.WaitVisible("#menu"), browsertest.Picture(t, "phone-attach"), chromedp.Click(button("Photo")),
		chromedp.WaitVisible("img.photo"), fits, browsertest.Picture(t, "phone-photo"),
		chromedp.Click("#back"), chromedp.WaitVisible("#people"), browsertest.Picture(t, "phone-people"),
	)
	if err != nil {
		t.Fatal(err)
	}
	bubbles, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('.body')].map(e => e.textContent)`))
	if err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(bubbles, "\n"); !strings.Contains(all, "Maison des adolescents") || strings.Contains(all, "<b>") {
		t.Errorf("bubbles %q", bubbles)
	}
	if len(st.Unexpected()) > 0 {
		t.Errorf("refusals %+v", st.Unexpected())
	}
}

func TestPageOnADesktop(t *testing.T) {
	st := newStage(t, Options{})
	playBot(t, st)
	st.awa.Send(team, "Bonjour à tous, qui connaît un dentiste ?")
	id, _ := st.karim.Send(team, "Demande à @RelaisBot")
	st.awa.Reply(team, id, "/aide@RelaisBot")
	st.karim.SendMedia(team, Voice, "")
	st.karim.SendMedia(team, Sticker, "")
	st.karim.SendMedia(team, Document, "")
	st.karim.SendContact(team, "+33 1 99 00 12 34", "Camille", false)
	mine, _ := st.awa.Send(team, "ecrit trop vite")
	st.awa.Edit(team, mine, "écrit trop vite")
	ctx := browser(t)
	err := chromedp.Do(ctx, browsertest.Desktop.Emulate(), chromedp.Navigate(st.url+"/#101/-500"),
		chromedp.WaitVisible(`//span[.="modifié"]`), browsertest.Desktop.Fits(t, "the chat", "#log"), browsertest.Picture(t, "desktop-group"),
		chromedp.Evaluate[chromedp.Void](`document.querySelector('#log').scrollTop = 0`), browsertest.Picture(t, "desktop-media"),
		dark, browsertest.Picture(t, "desktop-dark"),
		// by the keyboard: write, correct, reply; then be somebody else
		chromedp.WaitVisible(`//ul//strong[.="Relais"]`), press(`//ul//strong[.="Relais"]`), chromedp.Click("#start"),
		chromedp.WaitVisible(button("Envoyer ma position")),
		chromedp.SendKeys("#text", "dentsite\r"), chromedp.WaitVisible(`//div[@class="body"][.="dentsite"]`),
		chromedp.SendKeys("#text", kb.ArrowUp), chromedp.WaitVisible("#context"),
		chromedp.SendKeys("#text", "\b\b\b\b\biste\r"), chromedp.WaitVisible(`//div[@class="body"][.="deniste"]`),
		press(`//div[@id="people"]//strong[.="Karim"]`), chromedp.WaitVisible("#start"), browsertest.Picture(t, "desktop-karim"))
	if err != nil {
		t.Fatal(err)
	}
	policy, err := chromedp.Run(ctx, chromedp.Evaluate[string](`fetch('/').then(r => r.headers.get('Content-Security-Policy'))`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	if len(st.Unexpected()) > 0 {
		t.Errorf("refusals %+v", st.Unexpected())
	}
}

// press clicks the element of an XPath in one step: the lists of the page are
// drawn again at each event, and a node found may be gone when it is clicked.
func press(xpath string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		`document.evaluate(%q, document, null, 9, null).singleNodeValue.click()`, xpath))
}
