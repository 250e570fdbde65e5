package bot

import (
	"context"
	"strings"

	"github.com/go-telegram/bot/models"

	"relais/bot/text"
)

var commands = map[string]func(*Bot, context.Context, asking, string) error{
	"start": (*Bot).start, "aide": (*Bot).help, "help": (*Bot).help,
	"confidentialite": (*Bot).privacy, "relais": (*Bot).askByCommand, "quartier": (*Bot).askHome,
}

func isCommand(name string) bool {
	_, ok := commandNames[name]
	return ok
}

// commandNames stands apart from commands, which leads back to the router.
var commandNames = map[string]bool{"start": true, "aide": true, "help": true, "confidentialite": true, "relais": true,
	"quartier": true}

// command answers a command. Danger in what follows it comes first all the same.
func (b *Bot) command(ctx context.Context, q asking, h heard) error {
	if h.command != "relais" {
		if d := b.see(q.text); d != nil {
			if err := b.warn(ctx, q, d); err != nil {
				return err
			}
		}
	}
	if do, ok := commands[h.command]; ok {
		return do(b, ctx, q, h.args)
	}
	if !q.private && !h.named {
		return nil // another bot's, maybe
	}
	return b.say(ctx, q.chat, text.UnknownCommand.Say())
}

// start welcomes. A link t.me/…?start=fiche-ID opens the card of a service.
func (b *Bot) start(ctx context.Context, q asking, payload string) error {
	if !q.private {
		return b.say(ctx, q.chat, text.GroupHello.Say())
	}
	if id, ok := strings.CutPrefix(payload, "fiche-"); ok {
		return b.lonelyCard(ctx, q, id)
	}
	if payload == "aide" {
		return b.help(ctx, q, "")
	}
	if _, err := b.send(ctx, q.chat, reply{html: text.Welcome.Say(), keys: positionKeyboard()}); err != nil {
		return err
	}
	_, err := b.send(ctx, q.chat, reply{html: text.WelcomeExamples.Say(), keys: examples()})
	return err
}

// examples are questions that a tap asks.
func examples() models.ReplyMarkup {
	k := &keys{}
	for i, s := range exampleList {
		k.row(k.tap(s.Say(), tapExample, string(rune('1'+i))))
	}
	return k.markup()
}

var exampleList = []text.Sentence{text.Example1, text.Example2, text.Example3}

// positionKeyboard works in private chats only.
func positionKeyboard() models.ReplyMarkup {
	return &models.ReplyKeyboardMarkup{ResizeKeyboard: true, IsPersistent: true, InputFieldPlaceholder: text.TypeHere.Say(),
		Keyboard: [][]models.KeyboardButton{{{Text: text.PositionButton.Say(), RequestLocation: true}}}}
}

func (b *Bot) help(ctx context.Context, q asking, _ string) error {
	return b.say(ctx, q.chat, text.Help.Say("bot", b.Username))
}

func (b *Bot) privacy(ctx context.Context, q asking, _ string) error {
	return b.say(ctx, q.chat, text.Privacy.Say())
}

func (b *Bot) askByCommand(ctx context.Context, q asking, question string) error {
	q.text = question
	if question == "" && q.private {
		return b.say(ctx, q.chat, text.NoWords.Say())
	}
	return b.sentence(ctx, q)
}
