package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"relais/bot/text"
	"relais/directory"
)

// homeTimeout is how long an answer may wait to know where its operator works.
const homeTimeout = time.Second

// home is where an operator usually works, nil when it was not said. Not to
// know must not keep the answer away.
func (b *Bot) home(ctx context.Context, operator int64) *directory.Place {
	ctx, cancel := context.WithTimeout(ctx, homeTimeout)
	defer cancel()
	kind, id, err := b.Activity.Home(ctx, operator)
	if err != nil {
		if !errors.Is(err, b.NotFound) {
			b.incident(err, "home")
		}
		return nil
	}
	i := slices.IndexFunc(b.Places, func(p directory.Place) bool { return p.Kind == kind && p.ID == id })
	if i < 0 {
		return nil
	}
	return &b.Places[i]
}

// askHome offers the places where one may usually work.
func (b *Bot) askHome(ctx context.Context, q asking, _ string) error {
	_, err := b.send(ctx, q.chat, b.homeMenu())
	return err
}

// homeMenu offers the quarters.
func (b *Bot) homeMenu() reply {
	k := &keys{}
	b.quarterKeys(k, k.home, k.tap(text.OtherTown.Say(), tapHome, otherPlaces), k.tap(text.NoHome.Say(), tapHome, ""))
	return reply{html: text.WhichHome.Say(), keys: k.markup()}
}

func (k *keys) home(p *directory.Place) buttons { return k.tap(shortName(p), tapHome, p.ID) }

// homeTowns offers the communes.
func (b *Bot) homeTowns() reply {
	k := &keys{}
	b.communeKeys(k, k.home, k.tap(text.BackButton.Say(), tapPlaceOf, ""))
	return reply{html: text.WhichHome.Say(), keys: k.markup()}
}

// setHome keeps the place that was tapped in place of the one before. A place
// that is no longer offered changes nothing.
func (b *Bot) setHome(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	if t.Arg == otherPlaces {
		_, err := b.show(ctx, t.chat, t.message, b.homeTowns())
		return err
	}
	kind, id, said := "", "", text.HomeForgotten.Say()
	if i := slices.IndexFunc(b.Places, func(p directory.Place) bool { return p.ID == t.Arg }); i >= 0 {
		p := &b.Places[i]
		kind, id, said = p.Kind, p.ID, text.HomeNoted.Say("place", text.Tidy(p.Name))
	} else if t.Arg != "" {
		_, err := b.show(ctx, t.chat, t.message, b.homeMenu())
		return err
	}
	if err := b.Activity.SetHome(ctx, t.from, kind, id); err != nil {
		return b.say(ctx, t.chat, b.apology(err, "home"))
	}
	_, err := b.show(ctx, t.chat, t.message, reply{html: said})
	return err
}
