package bot

import (
	"strings"
	"testing"
	"unicode/utf16"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

func listener(t testing.TB) *Bot {
	t.Helper()
	api, err := tgbot.New("7000000001:TEST", tgbot.WithSkipGetMe())
	if err != nil {
		t.Fatal(err)
	}
	return New(Options{Edge: directEdge{api}, Username: "RelaisBot"})
}

// entity finds a word in a text, as Telegram would mark it.
func entity(kind models.MessageEntityType, words, word string) models.MessageEntity {
	before, _, _ := strings.Cut(words, word)
	units := func(s string) int { return len(utf16.Encode([]rune(s))) }
	return models.MessageEntity{Type: kind, Offset: units(before), Length: units(word)}
}

func TestHear(t *testing.T) {
	b := listener(t)
	for _, c := range []struct {
		words, marked string
		kind          models.MessageEntityType
		group         bool
		want          heard
	}{
		{"dentiste", "", "", false, heard{text: "dentiste", toUs: true}},
		{"dentiste", "", "", true, heard{text: "dentiste"}},
		{"/aide", "/aide", models.MessageEntityTypeBotCommand, false, heard{command: "aide", text: "/aide", toUs: true, leads: true}},
		{"/AIDE@relaisbot", "/AIDE@relaisbot", models.MessageEntityTypeBotCommand, true,
			heard{command: "aide", text: "/AIDE@relaisbot", toUs: true, named: true, leads: true}},
		{"été 😀 /aide", "/aide", models.MessageEntityTypeBotCommand, true, heard{command: "aide", args: "été 😀", text: "été 😀 /aide", toUs: true}},
		{"/start@AutreBot", "/start@AutreBot", models.MessageEntityTypeBotCommand, true, heard{text: "/start@AutreBot"}},
		{"/relais dentiste\nsanitas", "/relais", models.MessageEntityTypeBotCommand, true,
			heard{command: "relais", args: "dentiste\nsanitas", text: "/relais dentiste\nsanitas", toUs: true, leads: true}},
		{"/meteo", "/meteo", models.MessageEntityTypeBotCommand, true, heard{command: "meteo", text: "/meteo", leads: true}},
		{"😀 @relaisbot, un dentiste", "@relaisbot", models.MessageEntityTypeMention, true, heard{text: "😀 un dentiste", toUs: true}},
		{"dentiste @RelaisBot", "@RelaisBot", models.MessageEntityTypeMention, true, heard{text: "dentiste", toUs: true}},
		{"@quelquun dentiste", "@quelquun", models.MessageEntityTypeMention, true, heard{text: "@quelquun dentiste"}},
	} {
		m := &models.Message{Text: c.words, Chat: models.Chat{Type: models.ChatTypePrivate}}
		if c.group {
			m.Chat.Type = models.ChatTypeGroup
		}
		if c.marked != "" {
			m.Entities = []models.MessageEntity{entity(c.kind, c.words, c.marked)}
		}
		if got := b.hear(m); got != c.want {
			t.Errorf("%q is heard as %+v, want %+v", c.words, got, c.want)
		}
	}
}

func FuzzHear(f *testing.F) {
	b := listener(f)
	f.Add("été 😀 /aide", 7, 5, true)
	f.Add("@RelaisBot", 0, 10, false)
	f.Fuzz(func(t *testing.T, words string, offset, length int, command bool) {
		kind := models.MessageEntityTypeMention
		if command {
			kind = models.MessageEntityTypeBotCommand
		}
		b.hear(&models.Message{Text: words, Entities: []models.MessageEntity{{Type: kind, Offset: offset, Length: length}}})
		courtesy(words)
		hasWords(words)
	})
}
