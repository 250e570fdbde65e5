package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// What a button of /abonnements chooses: a menu alone, or « menu.value ». A
// value starts with + or -, so that a tap handled twice changes nothing; an
// empty one chooses everything.
const (
	chooseKinds  = "k"
	chooseThemes = "t"
	choosePlaces = "p"
	chooseTowns  = "o" // of the places, the communes
	chooseQuiet  = "q"
	chooseRhythm = "r"
)

// subscriptions shows what a chat gets, and lets it be changed. In a group only
// its administrators may.
func (b *Bot) subscriptions(ctx context.Context, q asking, _ string) error {
	if !q.private && !b.administers(ctx, q.chat, q.from) {
		return b.say(ctx, q.chat, text.AdminsOnly.Say())
	}
	return b.openSubscription(ctx, &tapping{chat: q.chat, from: q.from, private: q.private}, "")
}

// subscribe does what a button of /abonnements says, then shows the choices
// again in the same message.
func (b *Bot) subscribe(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	menu, value, chosen := strings.Cut(t.Arg, ".")
	switch {
	case menu == "new" || t.picture: // under an announcement, which stays
		t.message = 0
	case menu == "off" || menu == "on":
		return b.turnSubscription(ctx, t, menu == "on")
	case chosen:
		if err := b.choose(ctx, t, menu, value); err != nil {
			return b.announceTrouble(ctx, t.chat, err, "subscribe")
		}
	}
	if menu == chooseRhythm {
		menu = ""
	}
	return b.openSubscription(ctx, t, menu)
}

// subscription is a chat's, or what a new one would get.
func (b *Bot) subscription(ctx context.Context, t *tapping) (announce.Subscription, error) {
	s, err := b.Announce.Subscription(ctx, t.chat)
	if errors.Is(err, b.NotFound) {
		s, err = announce.Default(t.chat, t.kind()), nil
		s.Active = false
	}
	return s, err
}

// kind is that of the chat, as subscriptions name it.
func (t *tapping) kind() string {
	switch {
	case t.private:
		return "private"
	case t.channel:
		return "channel"
	}
	return "group"
}

func (b *Bot) openSubscription(ctx context.Context, t *tapping, menu string) error {
	s, err := b.subscription(ctx, t)
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "subscription"))
	}
	_, err = b.show(ctx, t.chat, t.message, b.subscriptionReply(s, menu))
	return err
}

// choose keeps one choice; it subscribes a chat that was not.
func (b *Bot) choose(ctx context.Context, t *tapping, menu, value string) error {
	s, err := b.subscription(ctx, t)
	if err != nil {
		return err
	}
	switch menu {
	case chooseKinds:
		s.Kinds = chosen(s.Kinds, value)
	case chooseThemes:
		s.Themes = chosen(s.Themes, value)
	case choosePlaces, chooseTowns:
		s.Places = chosen(s.Places, value)
	case chooseRhythm:
		s.Rhythm = value
	case chooseQuiet:
		i := slices.IndexFunc(quietHours, func(q quiet) bool { return q.id == value })
		if i < 0 {
			return nil
		}
		s.QuietFrom, s.QuietTo = quietHours[i].from, quietHours[i].to
	default:
		return nil
	}
	return b.Announce.Subscribe(ctx, s)
}

// chosen adds or takes off a value; none is everything.
func chosen(list []string, value string) []string {
	if value == "" {
		return nil
	}
	list = without(list, value[1:])
	if value[0] == '+' {
		list = append(list, value[1:])
	}
	return list
}

// quiet are hours without messages; minutes after midnight.
type quiet struct {
	id       string
	from, to int
}

var quietHours = []quiet{{"20-8", 20 * 60, 8 * 60}, {"18-9", 18 * 60, 9 * 60}, {"22-7", 22 * 60, 7 * 60}, {"0-0", 0, 0}}

func quietWords(from, to int) string {
	if from == to {
		return text.QuietNone.Say()
	}
	of := func(minutes int) string {
		return text.HourWords(time.Date(2026, 1, 1, minutes/60, minutes%60, 0, 0, paris))
	}
	return text.QuietHours.Say("from", of(from), "to", of(to))
}

// turnSubscription unsubscribes, or subscribes again as before.
func (b *Bot) turnSubscription(ctx context.Context, t *tapping, on bool) error {
	do := b.Announce.Leave
	if on {
		do = b.Announce.Return
	}
	if err := do(ctx, t.chat); err != nil && !errors.Is(err, b.NotFound) {
		return b.announceTrouble(ctx, t.chat, err, "subscription")
	}
	if on {
		return b.openSubscription(ctx, t, "")
	}
	k := &keys{}
	k.row(k.tap(text.UndoButton.Say(), tapSubscribe, "on"))
	_, err := b.show(ctx, t.chat, t.message, reply{html: text.LessLeft.Say(), keys: k.markup()})
	return err
}
