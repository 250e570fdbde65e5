package bot

import (
	"context"

	"github.com/go-telegram/bot/models"

	"relais/bot/text"
)

// command is what a word after a slash does.
type command struct {
	do      func(b *Bot, ctx context.Context, q asking, args string) error
	about   text.Sentence // in the menu; empty for what is not listed
	group   bool          // listed in the menu of groups
	private bool          // about one person: not in groups
	open    bool          // also for those who may not ask
	figures bool          // for coordinators and administrators
	news    bool          // needs announcements
	offers  bool          // listed for who may propose announcements
}

// commands are all there are; it is filled by init, since commands lead to the
// router and the router to commands.
var commands map[string]command

// listed are the commands of the menus, in this order.
var listed = []string{"relais", "aide", "programme", "abonnements", "proposer", "mes_annonces", "moderer", "envois", "stats", "console",
	"inviter", "mon_activite", "moi", "quartier", "mes_donnees", "effacer", "confidentialite", "start"}

func init() {
	commands = map[string]command{
		"start":           {do: (*Bot).start, about: text.CommandStart, open: true},
		"aide":            {do: (*Bot).help, about: text.CommandHelp, group: true, open: true},
		"help":            {do: (*Bot).help, open: true},
		"relais":          {do: (*Bot).askByCommand, about: text.CommandAsk, group: true},
		"quartier":        {do: (*Bot).askHome, about: text.CommandHome, private: true},
		"moi":             {do: (*Bot).whoAmI, about: text.CommandMe, private: true},
		"mon_activite":    {do: (*Bot).myActivity, about: text.CommandMine, private: true},
		"mes_donnees":     {do: (*Bot).myData, about: text.CommandData, private: true, open: true},
		"effacer":         {do: (*Bot).askErase, about: text.CommandErase, private: true, open: true},
		"confidentialite": {do: (*Bot).privacy, about: text.CommandPrivacy, open: true},
		"inviter":         {do: (*Bot).askInvite, about: text.CommandInvite, private: true, figures: true},
		"stats":           {do: (*Bot).stats, about: text.CommandStats, private: true, figures: true},
		"console":         {do: (*Bot).console, about: text.CommandConsole, private: true, figures: true},
		"programme":       {do: (*Bot).programme, about: text.CommandProgramme, group: true, news: true},
		"abonnements":     {do: (*Bot).subscriptions, about: text.CommandSubscriptions, group: true, open: true, news: true},
		"proposer":        {do: (*Bot).proposeAnnouncement, about: text.CommandPropose, private: true, news: true, offers: true},
		"mes_annonces":    {do: (*Bot).myAnnouncements, about: text.CommandMyNews, private: true, news: true, offers: true},
		"annuler":         {do: (*Bot).leaveForm, private: true, open: true, news: true},
		"moderer":         {do: (*Bot).moderate, about: text.CommandModerate, private: true, figures: true, news: true},
		"envois":          {do: (*Bot).mailings, about: text.CommandMailings, private: true, figures: true, news: true},
	}
}

func isCommand(name string) bool {
	_, ok := commands[name]
	return ok
}

// command answers a command. Danger in what follows it comes first all the same.
func (b *Bot) command(ctx context.Context, q asking, h heard) error {
	c, ok := commands[h.command]
	if h.command != "relais" {
		if d := b.see(q.text); d != nil {
			if err := b.warn(ctx, q, d); err != nil {
				return err
			}
		}
	}
	switch {
	case ok && c.private && !q.private:
		return b.say(ctx, q.chat, text.InPrivate.Say("command", h.command))
	case ok && c.news && b.Announce == nil:
		return b.say(ctx, q.chat, text.AnnounceOff.Say())
	case ok && c.figures:
		return b.forCoordinators(ctx, q, h, c)
	case ok && !c.open && h.command != "relais":
		if p := b.person(ctx, q.from); b.shut(p) {
			return b.refuse(ctx, q, p)
		}
		return c.do(b, ctx, q, h.args)
	case ok:
		return c.do(b, ctx, q, h.args)
	case !q.private && !h.named:
		return nil // another bot's, maybe
	}
	return b.say(ctx, q.chat, text.UnknownCommand.Say())
}

// forCoordinators does what only they may, and tells others kindly. Somebody
// who is no coordinator any more loses the menu too.
func (b *Bot) forCoordinators(ctx context.Context, q asking, h heard, c command) error {
	p, err := b.Activity.Person(ctx, q.from)
	switch {
	case err != nil:
		return b.say(ctx, q.chat, b.apology(err, "role"))
	case !p.Coordinates():
		b.menuOf(ctx, q.chat, p)
		return b.say(ctx, q.chat, text.NotYourRole.Say("command", h.command))
	}
	return c.do(b, ctx, q, h.args)
}

// start welcomes. Links lead to it: t.me/…?start=fiche-ID opens the card of a
// service, inv-CODE is an invitation.
func (b *Bot) start(ctx context.Context, q asking, payload string) error {
	if !q.private {
		return b.say(ctx, q.chat, text.GroupHello.Say())
	}
	if payload == "aide" {
		return b.help(ctx, q, "")
	}
	if code, ok := invitation(payload); ok {
		return b.join(ctx, q, code)
	}
	p := b.person(ctx, q.from)
	if b.shut(p) {
		return b.refuse(ctx, q, p)
	}
	if id, ok := sharedService(payload); ok {
		return b.lonelyCard(ctx, q, id)
	}
	return b.welcome(ctx, q, p)
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
	said := text.Help.Say("bot", b.Username)
	p := b.person(ctx, q.from)
	if b.Announce != nil {
		said += "\n\n" + text.HelpAnnounce.Say()
	}
	if b.Announce != nil && q.private && mayPropose(p) {
		said += "\n" + text.HelpPropose.Say()
	}
	if q.private && p.Coordinates() {
		said += "\n\n" + text.HelpCoordinators.Say()
		if b.Announce != nil {
			said += "\n" + text.HelpModerate.Say()
		}
	}
	return b.say(ctx, q.chat, said)
}

func (b *Bot) askByCommand(ctx context.Context, q asking, question string) error {
	q.text = question
	if question == "" && q.private {
		return b.say(ctx, q.chat, text.NoWords.Say())
	}
	if err := b.sentence(ctx, q); err != nil || !q.private || b.see(q.text) != nil {
		return err
	}
	return b.askAgain(ctx, q)
}
