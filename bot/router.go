package bot

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"relais/bot/text"
)

// heard is a message as it concerns Relais.
type heard struct {
	command string // without slash and address, in lower case; empty for none
	args    string // what follows the command, or stands before it
	text    string // the message without the mention of Relais
	toUs    bool   // a command, a mention or a reply to Relais; all private messages are
	named   bool   // the command says our name
	leads   bool   // the command starts the message
}

// hear reads a text or a caption. Offsets of entities count UTF-16 units.
func (b *Bot) hear(m *models.Message) heard {
	words, entities := m.Text, m.Entities
	if words == "" {
		words, entities = m.Caption, m.CaptionEntities
	}
	private := m.Chat.Type == models.ChatTypePrivate
	h := heard{text: strings.TrimSpace(words), toUs: private || b.isOurs(m.ReplyToMessage)}
	units := utf16.Encode([]rune(words))
	for _, e := range entities {
		if e.Offset < 0 || e.Length <= 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
			continue
		}
		before, word, after := cutUnits(units, e.Offset, e.Length)
		switch {
		case e.Type == models.MessageEntityTypeBotCommand && h.command == "":
			name, addressee, named := strings.Cut(word[1:], "@")
			name = strings.ToLower(name)
			ours := !named || strings.EqualFold(addressee, b.Username)
			if !ours || e.Offset > 0 && !isCommand(name) {
				continue
			}
			h.command, h.named, h.leads = name, named, e.Offset == 0
			h.args = strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(after))
			h.toUs = h.toUs || named || isCommand(name)
		case b.mentions(e, word):
			h.toUs = true
			h.text = strings.TrimSpace(strings.TrimRight(before, " ") + " " + strings.TrimLeft(after, " ,:"))
		}
	}
	return h
}

func cutUnits(units []uint16, offset, length int) (before, word, after string) {
	of := func(u []uint16) string { return string(utf16.Decode(u)) }
	return of(units[:offset]), of(units[offset : offset+length]), of(units[offset+length:])
}

func (b *Bot) isOurs(m *models.Message) bool {
	return m != nil && m.From != nil && m.From.ID == b.Edge.API().ID()
}

func (b *Bot) mentions(e models.MessageEntity, word string) bool {
	switch e.Type {
	case models.MessageEntityTypeMention:
		return b.Username != "" && strings.EqualFold(strings.TrimPrefix(word, "@"), b.Username)
	case models.MessageEntityTypeTextMention:
		return e.User != nil && e.User.ID == b.Edge.API().ID()
	}
	return false
}

// message answers what somebody writes or sends.
func (b *Bot) message(ctx context.Context, update int64, m *models.Message) error {
	if only, err := b.followGroup(ctx, m); only {
		return err
	}
	switch m.Chat.Type {
	case models.ChatTypePrivate, models.ChatTypeGroup, models.ChatTypeSupergroup:
	default:
		return nil
	}
	if m.From == nil || m.From.IsBot || m.ViaBot != nil && m.ViaBot.ID == b.Edge.API().ID() {
		return nil // an inline result of ours, posted by somebody
	}
	h := b.hear(m)
	if !h.toUs {
		return nil
	}
	q := asking{update: update, from: m.From.ID, chat: m.Chat.ID, message: m.ID, text: h.text,
		private: m.Chat.Type == models.ChatTypePrivate}
	switch {
	case m.Location != nil:
		return b.moved(ctx, q, m.Location)
	case m.Text == "":
		if taken, err := b.answerPhoto(ctx, q, m); taken {
			return err
		}
		return b.media(ctx, q, m)
	case h.command != "":
		return b.command(ctx, q, h)
	}
	if q.private {
		if taken, err := b.answered(ctx, &q, m); taken {
			return err
		}
	}
	return b.sentence(ctx, q)
}

// answered takes what is written for the answer to something Relais asked: how
// many came, or a question of the form.
func (b *Bot) answered(ctx context.Context, q *asking, m *models.Message) (bool, error) {
	if taken, err := b.answerAttendance(ctx, *q, m); taken {
		return true, err
	}
	return b.answerForm(ctx, q)
}

// sentence answers a text that is no command.
func (b *Bot) sentence(ctx context.Context, q asking) error {
	if b.see(q.text) != nil {
		return b.ask(ctx, q)
	}
	switch courtesy(q.text) {
	case "bonjour":
		return b.say(ctx, q.chat, text.HelloBack.Say())
	case "merci":
		return b.say(ctx, q.chat, text.AnyTime.Say())
	}
	if !hasWords(q.text) {
		if q.text == "" && !q.private {
			return b.say(ctx, q.chat, text.AskInGroup.Say())
		}
		return b.say(ctx, q.chat, text.NoWords.Say())
	}
	return b.ask(ctx, q)
}

// edited follows a question that was changed. A live position that moves also
// comes as an edited message: it is left alone, as is what was no question.
func (b *Bot) edited(ctx context.Context, update int64, m *models.Message) error {
	h := b.hear(m)
	if m.Text == "" || m.From == nil || m.From.IsBot || m.ViaBot != nil || !h.toUs || m.Chat.Type == models.ChatTypeChannel {
		return nil
	}
	q := asking{update: update, from: m.From.ID, chat: m.Chat.ID, message: m.ID, text: h.text,
		private: m.Chat.Type == models.ChatTypePrivate, edited: true}
	if h.command == "relais" {
		q.text = h.args
	} else if h.command != "" {
		return b.command(ctx, q, h)
	}
	danger := b.see(q.text) != nil
	if !hasWords(q.text) && !danger || q.private && !danger && b.openForm(ctx, q.from) != nil {
		return nil
	}
	return b.ask(ctx, q)
}

// hasWords tells a text from emoji and punctuation.
func hasWords(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

var courtesies = map[string]string{
	"bonjour": "bonjour", "salut": "bonjour", "bonsoir": "bonjour", "hello": "bonjour", "coucou": "bonjour",
	"merci": "merci", "merci beaucoup": "merci", "merci bien": "merci", "ok merci": "merci", "super merci": "merci",
	"parfait merci": "merci", "merci bonne journée": "merci",
}

// courtesy recognises what is only polite.
func courtesy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || r == ' ' {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	return courtesies[strings.Join(strings.Fields(s), " ")]
}
