package bot

import (
	"context"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
)

// withService finds the service a button names, or tells that it is gone.
func (b *Bot) withService(ctx context.Context, t *tapping, key string, do func(s *directory.Service, metres *int) error) error {
	shown, ok := t.service(key)
	err := b.NotFound
	var s directory.Service
	if ok {
		s, err = b.Directory.Service(ctx, shown.ID)
	}
	if err != nil {
		k := &keys{browsing: t.ID}
		k.row(t.back(k))
		return b.menu(ctx, t, b.apology(err, "card"), k)
	}
	return do(&s, shown.M)
}

func (b *Bot) openCard(ctx context.Context, t *tapping) error {
	return b.withService(ctx, t, t.Arg, func(s *directory.Service, metres *int) error {
		b.intend(ctx, t, s.ID, relay.Card)
		k := &keys{browsing: t.ID}
		b.cardKeys(k, s, reading)
		k.row(t.back(k))
		return b.menu(ctx, t, b.card(s, metres), k)
	})
}

// refer records a referral and says what to do next, below the card: the
// address is still needed, and there is where the finger is.
func (b *Bot) refer(ctx context.Context, t *tapping) error {
	return b.withService(ctx, t, t.Arg, func(s *directory.Service, metres *int) error {
		if err := b.Activity.Intent(ctx, t.QuestionID, t.update, t.from, s.ID, relay.Referral); err != nil {
			k := &keys{browsing: t.ID}
			k.row(k.tap(text.ReferralButton.Say(), tapReferral, t.Arg))
			k.row(t.back(k))
			return b.menu(ctx, t, b.apology(err, "referral"), k)
		}
		next := text.ReferredGo.HTML()
		if s.Phone != "" {
			next = text.ReferredCall.HTML("phone", text.Phone(s.Phone))
		}
		name, _ := headline(s)
		k := &keys{browsing: t.ID}
		b.cardKeys(k, s, referred)
		k.row(t.back(k))
		return b.menu(ctx, t, b.card(s, metres)+"\n\n"+text.Referred.Say("structure", text.Bold(name), "next", next), k)
	})
}

// escort records that somebody is to be accompanied, and says how it counts.
func (b *Bot) escort(ctx context.Context, t *tapping) error {
	return b.withService(ctx, t, t.Arg, func(s *directory.Service, metres *int) error {
		k := &keys{browsing: t.ID}
		if err := b.Activity.Intent(ctx, t.QuestionID, t.update, t.from, s.ID, relay.Escort); err != nil {
			k.row(k.tap(text.EscortButton.Say(), tapEscort, t.Arg))
			k.row(t.back(k))
			return b.menu(ctx, t, b.apology(err, "escort"), k)
		}
		name, _ := headline(s)
		b.cardKeys(k, s, escorted)
		k.row(t.back(k))
		return b.menu(ctx, t, b.card(s, metres)+"\n\n"+text.EscortNoted.Say("structure", text.Bold(name)), k)
	})
}

// sendMap shows the service on a map.
func (b *Bot) sendMap(ctx context.Context, t *tapping) error {
	return b.withService(ctx, t, t.Arg, func(s *directory.Service, _ *int) error {
		p, ok := s.Point()
		if !ok {
			return nil
		}
		name, _ := headline(s)
		place := address(s, true)
		if place == "" {
			place = name
		}
		b.intend(ctx, t, s.ID, relay.Route)
		return b.call(ctx, t.chat, func(ctx context.Context, chat int64) error {
			_, err := b.Edge.API().SendVenue(ctx, &tgbot.SendVenueParams{ChatID: chat, Latitude: p.Lat, Longitude: p.Lon,
				Title: name, Address: place})
			return err
		})
	})
}

// sendPhone sends the number as a contact: Telegram has no button that calls,
// a contact is one tap from it.
func (b *Bot) sendPhone(ctx context.Context, t *tapping) error {
	return b.withService(ctx, t, t.Arg, func(s *directory.Service, _ *int) error {
		if s.Phone == "" {
			return nil
		}
		name, _ := headline(s)
		b.intend(ctx, t, s.ID, relay.Call)
		return b.call(ctx, t.chat, func(ctx context.Context, chat int64) error {
			_, err := b.Edge.API().SendContact(ctx, &tgbot.SendContactParams{ChatID: chat,
				PhoneNumber: international(s.Phone), FirstName: text.Cut(name, 60)})
			return err
		})
	})
}

// international writes a French number so that any telephone dials it; short
// numbers stay as they are.
func international(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
	if len(digits) == 10 && digits[0] == '0' {
		return "+33" + digits[1:]
	}
	return digits
}

func (b *Bot) errorMenu(ctx context.Context, t *tapping) error {
	return b.withService(ctx, t, t.Arg, func(s *directory.Service, _ *int) error {
		name, _ := headline(s)
		k := &keys{browsing: t.ID}
		var all []buttons
		for _, e := range text.Errors() {
			all = append(all, k.tap(e.Words, tapError, t.Arg+"."+e.ID))
		}
		k.flow(all...)
		k.row(k.tap(text.BackButton.Say(), tapCard, t.Arg))
		return b.menu(ctx, t, text.FlagWhat.Say("structure", name), k)
	})
}

// flagError records what is wrong, and goes back to the card.
func (b *Bot) flagError(ctx context.Context, t *tapping) error {
	key, what, _ := strings.Cut(t.Arg, ".")
	return b.withService(ctx, t, key, func(s *directory.Service, metres *int) error {
		if err := b.Activity.Flag(ctx, t.QuestionID, t.update, t.from, s.ID, what); err != nil {
			b.incident(err, "flag")
		}
		k := &keys{browsing: t.ID}
		b.cardKeys(k, s, reading)
		k.row(t.back(k))
		return b.menu(ctx, t, b.card(s, metres), k)
	})
}

// lonelyCard shows a card reached by a link, without a question.
func (b *Bot) lonelyCard(ctx context.Context, q asking, id string) error {
	s, err := b.Directory.Service(ctx, id)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "card"))
	}
	t := &browsing{Browsing: relay.Browsing{ID: relay.NewBrowsingID(), Owner: q.from, Chat: q.chat},
		trail: trail{Seen: []seen{{ID: id}}}}
	k := &keys{browsing: t.ID}
	b.cardKeys(k, &s, reading)
	k.row(k.tap(text.NewQuestion.Say(), tapRephrase, ""))
	if err := b.Activity.Intent(ctx, 0, q.update, q.from, id, relay.Card); err != nil {
		b.incident(err, "intent")
	}
	return b.display(ctx, t, reply{html: b.card(&s, nil), keys: k.markup()})
}

// rekey changes the buttons of a message, and leaves what it says. A message
// that is gone needs none.
func (b *Bot) rekey(ctx context.Context, chat int64, message int, k *keys) error {
	err := b.Edge.Do(ctx, chat, func(ctx context.Context) error {
		_, err := b.Edge.API().EditMessageReplyMarkup(ctx, &tgbot.EditMessageReplyMarkupParams{
			ChatID: chat, MessageID: message, ReplyMarkup: k.markup().(*models.InlineKeyboardMarkup)})
		return err
	})
	return ignoreRefused(err)
}
