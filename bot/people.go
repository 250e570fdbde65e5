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
	if err := b.meet(ctx, operator); err != nil {
		b.incident(err, "meet")
		return unsure
	}
	return p
}

// meet lets announcements know somebody under their present pseudonym, as their
// activity just did.
func (b *Bot) meet(ctx context.Context, operator int64) error {
	if b.Announce == nil {
		return nil
	}
	return b.Announce.Meet(ctx, operator)
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
	if own := b.menuFor(p); own == nil {
		_, err = b.Edge.API().DeleteMyCommands(ctx, &tgbot.DeleteMyCommandsParams{Scope: scope})
	} else {
		_, err = b.Edge.API().SetMyCommands(ctx, &tgbot.SetMyCommandsParams{Commands: own, Scope: scope})
	}
	if err != nil {
		b.incident(err, "menu")
	}
}

// menuFor is the menu of a private chat that is not everybody's; nil for who has
// none of their own.
func (b *Bot) menuFor(p relay.Person) []models.BotCommand {
	if !p.Coordinates() && (b.Announce == nil || !mayPropose(p)) {
		return nil
	}
	return b.menuOfAll(func(c command) bool { return p.Coordinates() || !c.figures })
}

// menuOfAll lists the commands that may be, for private chats unless they are
// for groups.
func (b *Bot) menuOfAll(may func(c command) bool) []models.BotCommand {
	var all []models.BotCommand
	for _, name := range listed {
		if c := commands[name]; name != "relais" && may(c) && (!c.news || b.Announce != nil) {
			all = append(all, models.BotCommand{Command: name, Description: c.about.Say()})
		}
	}
	return all
}

// menuOfGroups lists the commands of groups.
func (b *Bot) menuOfGroups() []models.BotCommand {
	all := []models.BotCommand{{Command: "relais", Description: commands["relais"].about.Say()}}
	return append(all, b.menuOfAll(func(c command) bool { return c.group })...)
}

// invitation reads the payload of a link that invites.
func invitation(payload string) (code string, ok bool) { return strings.CutPrefix(payload, "inv-") }

// sharedService reads the payload of a link to a card.
func sharedService(payload string) (id string, ok bool) { return strings.CutPrefix(payload, "fiche-") }
