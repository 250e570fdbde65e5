package bot

import (
	"context"
	"slices"

	"relais/bot/relay"
	"relais/bot/text"
)

// welcome greets, shows examples, then asks who this is, once.
func (b *Bot) welcome(ctx context.Context, q asking, p relay.Person) error {
	if b.menuFor(p) != nil {
		b.menuOf(ctx, q.chat, p)
	}
	if _, err := b.send(ctx, q.chat, reply{html: text.Welcome.Say(), keys: positionKeyboard()}); err != nil {
		return err
	}
	if _, err := b.send(ctx, q.chat, reply{html: text.WelcomeExamples.Say(), keys: examples()}); err != nil {
		return err
	}
	return b.askWho(ctx, q, p)
}

// askWho asks in two taps for which structure and where somebody works, once.
// It is noted before it is said: to be asked twice is worse than never.
func (b *Bot) askWho(ctx context.Context, q asking, p relay.Person) error {
	if p.Asked || !q.private {
		return nil
	}
	if err := b.Activity.Asked(ctx, q.from, ""); err != nil {
		b.incident(err, "asked")
		return nil
	}
	_, err := b.send(ctx, q.chat, structureMenu(text.WhoAreYou.Say()))
	return err
}

func structureMenu(html string) reply {
	k := &keys{}
	var all []buttons
	for _, id := range relay.Structures {
		all = append(all, k.tap(text.Capital(text.Structure(id)), tapStructure, id))
	}
	k.flow(all...)
	k.row(k.tap(text.Skip.Say(), tapSkip, ""))
	return reply{html: html, keys: k.markup()}
}

// chooseStructure keeps the kind of structure, then asks where.
func (b *Bot) chooseStructure(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	if !slices.Contains(relay.Structures, t.Arg) {
		_, err := b.show(ctx, t.chat, t.message, structureMenu(text.WhoChange.Say()))
		return err
	}
	if err := b.Activity.Asked(ctx, t.from, t.Arg); err != nil {
		return b.say(ctx, t.chat, b.apology(err, "structure"))
	}
	r := b.homeMenu()
	r.html = text.WhoNoted.Say("structure", text.Structure(t.Arg)) + "\n\n" + r.html
	_, err := b.show(ctx, t.chat, t.message, r)
	return err
}

func (b *Bot) skip(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	_, err := b.show(ctx, t.chat, t.message, reply{html: text.Skipped.Say()})
	return err
}

// whoAmI says what somebody told of themselves, and lets them change it.
func (b *Bot) whoAmI(ctx context.Context, q asking, _ string) error {
	p, err := b.Activity.Person(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "me"))
	}
	place := text.HomeUnsaid.Say()
	if home := b.home(ctx, q.from); home != nil {
		place = text.Tidy(home.Name)
	}
	k := &keys{}
	k.row(k.tap(text.ChangeStructure.Say(), tapStructure, ""), k.tap(text.ChangeHome.Say(), tapPlaceOf, ""))
	_, err = b.send(ctx, q.chat, reply{keys: k.markup(), html: text.Me.Say("structure", text.Structure(p.Structure),
		"place", place, "role", b.roleOf(p))})
	return err
}

// changeHome shows the places in place of what is known of somebody.
func (b *Bot) changeHome(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	_, err := b.show(ctx, t.chat, t.message, b.homeMenu())
	return err
}

// roleOf is a role and its territory, as a person reads them.
func (b *Bot) roleOf(p relay.Person) string {
	switch p.Role {
	case relay.Operator:
		return text.PlaceOfOperator.Say()
	case relay.Coordinator:
		return text.Role(string(p.Role)) + ", " + b.territory(p.Territory)
	}
	return text.Role(string(p.Role))
}

// territory is how a person reads a territory.
func (b *Bot) territory(t relay.Territory) string {
	switch {
	case t.Quartier != "":
		return b.placeLabel(t.Quartier, nil)
	case t.Commune != "":
		return b.placeLabel(t.Commune, nil)
	}
	return text.Everywhere
}
