package bot

import (
	"context"
	"strings"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/text"
)

// Who may ask.
const (
	OpenAccess   = "open"   // everybody but who was paused or removed
	InviteAccess = "invite" // only who was invited
)

// personTimeout is how long an answer may wait to know who asks.
const personTimeout = time.Second

// unsure is who asks when that cannot be read: they get their answer, and
// nothing else.
var unsure = relay.Person{Role: relay.Operator, State: relay.Active, Asked: true, Since: time.Unix(0, 0)}

// person is who an operator is. Not to know must not keep an answer away.
func (b *Bot) person(ctx context.Context, operator int64) relay.Person {
	ctx, cancel := context.WithTimeout(ctx, personTimeout)
	defer cancel()
	p, err := b.Activity.Person(ctx, operator)
	if err != nil {
		b.incident(err, "person")
		return unsure
	}
	return p
}

// shut tells that a person may not ask.
func (b *Bot) shut(p relay.Person) bool {
	return p.Known() && p.State != relay.Active || b.Access == InviteAccess && !p.Known()
}

// refuse says kindly how to be let in; the emergency numbers stand in it.
func (b *Bot) refuse(ctx context.Context, q asking, p relay.Person) error {
	html := text.ByInvitation.Say()
	if p.Known() {
		html = text.Shut.Say()
	}
	_, err := b.send(ctx, q.chat, reply{html: html, replyTo: q.quote()})
	return err
}

// menuOf gives a private chat the menu of what one may do. That it fails
// matters to nobody: each command says who it is for.
func (b *Bot) menuOf(ctx context.Context, chat int64, p relay.Person) {
	ctx, cancel := context.WithTimeout(ctx, setupTimeout)
	defer cancel()
	scope := &models.BotCommandScopeChat{ChatID: chat}
	var err error
	if !p.Coordinates() {
		_, err = b.Edge.API().DeleteMyCommands(ctx, &tgbot.DeleteMyCommandsParams{Scope: scope})
	} else {
		_, err = b.Edge.API().SetMyCommands(ctx, &tgbot.SetMyCommandsParams{Commands: menu(true, false), Scope: scope})
	}
	if err != nil {
		b.incident(err, "menu")
	}
}

// menu lists the commands of private chats, or of groups.
func menu(coordinator, group bool) []models.BotCommand {
	var all []models.BotCommand
	for _, name := range listed {
		c := commands[name]
		if c.figures && !coordinator || group && !c.group || !group && name == "relais" {
			continue
		}
		all = append(all, models.BotCommand{Command: name, Description: c.about.Say()})
	}
	return all
}

// invitation reads the payload of a link that invites.
func invitation(payload string) (code string, ok bool) { return strings.CutPrefix(payload, "inv-") }

// sharedService reads the payload of a link to a card.
func sharedService(payload string) (id string, ok bool) { return strings.CutPrefix(payload, "fiche-") }
