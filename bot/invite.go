package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
)

// inviteDays is how long a link that invites may be used.
const inviteDays = 7

var paris = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err) // relay embeds tzdata
	}
	return loc
}()

// askInvite offers the roles one may give.
func (b *Bot) askInvite(ctx context.Context, q asking, _ string) error {
	r, err := b.inviteMenu(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "invite"))
	}
	_, err = b.send(ctx, q.chat, r)
	return err
}

func (b *Bot) inviteMenu(ctx context.Context, operator int64) (reply, error) {
	p, err := b.Activity.Person(ctx, operator)
	k := &keys{}
	for _, role := range text.Invitable() {
		if mayGive(p, relay.Role(role.ID)) {
			k.row(k.tap(role.Words, tapInvite, role.ID))
		}
	}
	days := text.Count(inviteDays, "jour", "jours")
	return reply{html: text.InviteWho.Say("days", days), keys: k.markup()}, err
}

// mayGive tells who may give a role; relay refuses the rest anyway.
func mayGive(p relay.Person, role relay.Role) bool {
	switch role {
	case relay.Operator, relay.Partner, relay.Mediator:
		return p.Coordinates()
	case relay.Coordinator, relay.Administrator:
		return p.Coordinates() && p.Role == relay.Administrator
	}
	return false
}

// invite makes the link of a role; for a coordinator, the territory comes first.
func (b *Bot) invite(ctx context.Context, t *tapping) error {
	p, err := b.asCoordinator(ctx, t)
	if p == nil {
		return err
	}
	role := relay.Role(t.Arg)
	switch {
	case !mayGive(*p, role):
		return b.say(ctx, t.chat, text.InviteDenied.Say())
	case role == relay.Coordinator:
		k := &keys{}
		b.placeButtons(k, func(p *directory.Place) buttons { return k.tap(text.Tidy(p.Name), tapInviteAt, p.ID) })
		k.row(k.tap(text.WholeTerritory.Say(), tapInviteAt, ""))
		_, err := b.show(ctx, t.chat, t.message, reply{html: text.InviteWhere.Say(), keys: k.markup()})
		return err
	}
	return b.giveLink(ctx, t, role, p.Territory)
}

// inviteAt makes the link of a coordinator of a territory.
func (b *Bot) inviteAt(ctx context.Context, t *tapping) error {
	p, err := b.asCoordinator(ctx, t)
	if p == nil {
		return err
	}
	var where relay.Territory
	if i := slices.IndexFunc(b.Places, func(p directory.Place) bool { return p.ID == t.Arg }); i >= 0 {
		where.Commune = b.Places[i].INSEE
		if b.Places[i].Kind == directory.Quartier {
			where.Quartier = b.Places[i].ID
		}
	} else if t.Arg != "" {
		return b.say(ctx, t.chat, text.InviteDenied.Say())
	}
	return b.giveLink(ctx, t, relay.Coordinator, where)
}

// giveLink says until when the invitation holds, then writes what to forward.
func (b *Bot) giveLink(ctx context.Context, t *tapping, role relay.Role, where relay.Territory) error {
	code, err := b.Activity.Invite(ctx, b.Activity.Pseudonym(t.from), role, where, inviteDays*24*time.Hour)
	switch {
	case errors.Is(err, relay.ErrAllowed):
		return b.say(ctx, t.chat, text.InviteDenied.Say())
	case err != nil:
		return b.say(ctx, t.chat, b.apology(err, "invite"))
	}
	until := b.Now().In(paris).AddDate(0, 0, inviteDays)
	name := b.roleOf(relay.Person{Role: role, Territory: where})
	said := text.InviteReady.Say("until", text.Moment(until), "role", name)
	if _, err := b.show(ctx, t.chat, t.message, reply{html: said}); err != nil {
		return err
	}
	return b.say(ctx, t.chat, text.InviteLetter.Say("link", "https://t.me/"+b.Username+"?start=inv-"+code))
}

// asCoordinator finds the coordinator who taps a button; anybody else is told,
// and gets nil.
func (b *Bot) asCoordinator(ctx context.Context, t *tapping) (*relay.Person, error) {
	if t.chat == 0 || !t.private {
		return nil, nil
	}
	p, err := b.Activity.Person(ctx, t.from)
	if err == nil {
		err = b.meet(ctx, t.from)
	}
	switch {
	case err != nil:
		return nil, b.say(ctx, t.chat, b.apology(err, "role"))
	case !p.Coordinates():
		return nil, b.say(ctx, t.chat, text.NoLonger.Say())
	}
	return &p, nil
}

// join uses an invitation. An update handled again finds it used: whoever may
// ask already is not turned away.
func (b *Bot) join(ctx context.Context, q asking, code string) error {
	p, err := b.Activity.Join(ctx, q.from, code)
	if errors.Is(err, relay.ErrInvite) {
		if p = b.person(ctx, q.from); b.shut(p) {
			if p.Known() {
				return b.refuse(ctx, q, p)
			}
			return b.say(ctx, q.chat, text.InviteSpent.Say())
		}
		return b.say(ctx, q.chat, text.InviteNeeded.Say())
	}
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "join"))
	}
	said := text.JoinedAs.Say("role", b.roleOf(p))
	if p.Coordinates() {
		said += "\n" + text.JoinedReads.Say()
	}
	if err := b.say(ctx, q.chat, said); err != nil {
		return err
	}
	return b.welcome(ctx, q, p)
}
