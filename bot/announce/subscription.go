package announce

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"relais/directory/db"
)

// Rhythms of a Subscription.
const (
	AtOnce  = "now"
	Weekly  = "weekly" // one digest, Monday morning
	OnlyEve = "eve"    // only the day before events they said they come to
)

// Subscription is what a chat wants to hear. Empty lists choose everything.
type Subscription struct {
	Chat      int64  // Telegram chat
	ChatKind  string // private, group, channel
	Kinds     []string
	Themes    []string
	Places    []string // slugs and INSEE codes; an item without place always fits
	Rhythm    string
	QuietFrom int // minutes after midnight in Paris; equal to QuietTo for none
	QuietTo   int
	Muted     time.Time // nothing is sent until then
	Active    bool
}

// Default is what a new subscriber gets: everything at once, quiet from 20 h to 8 h.
func Default(chat int64, kind string) Subscription {
	return Subscription{Chat: chat, ChatKind: kind, Rhythm: AtOnce, QuietFrom: 20 * 60, QuietTo: 8 * 60, Active: true}
}

// States of a subscriber in the database.
const (
	subscribed   = "active"
	unsubscribed = "left"
	unreachable  = "lost"
)

// sealedChat is the purpose chat ids are sealed for.
const sealedChat = "announce/chat"

// sealChat hides a chat id; openChat finds it again.
func (b *Board) sealChat(chat int64) ([]byte, error) {
	return b.key.Seal(sealedChat, strconv.AppendInt(nil, chat, 10))
}

func (b *Board) openChat(sealed []byte) (int64, error) {
	plain, err := b.unseal(sealedChat, sealed)
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(string(plain), 10, 64)
}

// unseal opens what was sealed with the secret, or with the previous one.
func (b *Board) unseal(purpose string, sealed []byte) ([]byte, error) {
	plain, err := b.key.Open(purpose, sealed)
	if err != nil && b.previous != nil {
		return b.previous.Open(purpose, sealed)
	}
	return plain, err
}

// checkChoices tells what is wrong in a subscription.
func checkChoices(s Subscription) (wrong []string) {
	add := func(field string, bad bool) {
		if bad {
			wrong = append(wrong, field)
		}
	}
	minute := func(m int) bool { return m >= 0 && m < 24*60 }
	add("chat", s.Chat == 0)
	add("chat kind", !slices.Contains([]string{"private", "group", "channel"}, s.ChatKind))
	add("kinds", slices.ContainsFunc(s.Kinds, func(k string) bool { return !slices.Contains(Kinds, k) }))
	add("themes", slices.ContainsFunc(s.Themes, func(t string) bool { return !isTheme(t) }))
	add("places", slices.ContainsFunc(s.Places, func(p string) bool { return !placeShape.MatchString(p) && !inseeShape.MatchString(p) }))
	add("rhythm", s.Rhythm != AtOnce && s.Rhythm != Weekly && s.Rhythm != OnlyEve)
	add("quiet", !minute(s.QuietFrom) || !minute(s.QuietTo))
	return wrong
}

// spaced writes a list as the database holds it: a space around each.
func spaced(list []string) string {
	if len(list) == 0 {
		return " "
	}
	return " " + strings.Join(list, " ") + " "
}

// Subscription finds a chat's; db.ErrNotFound when it never subscribed.
func (b *Board) Subscription(ctx context.Context, chat int64) (s Subscription, err error) {
	defer wrap(&err, "Subscription")
	who, err := b.who(ctx, chat)
	if err != nil {
		return Subscription{}, err
	}
	err = b.db.View(ctx, func(tx *db.Tx) error {
		s, err = subscriptionOf(ctx, tx, who)
		return err
	})
	s.Chat = chat
	return s, err
}

// subscriptionOf reads a subscription without its chat.
func subscriptionOf(ctx context.Context, tx *db.Tx, who string) (s Subscription, err error) {
	var kinds, themes, places, state string
	var muted int64
	err = tx.Row(ctx, `SELECT chat, kinds, themes, places, rhythm, quiet_from, quiet_to, muted, state
		FROM announce_subscribers WHERE who = ?1`, []any{who},
		&s.ChatKind, &kinds, &themes, &places, &s.Rhythm, &s.QuietFrom, &s.QuietTo, &muted, &state)
	s.Kinds, s.Themes, s.Places = orNil(strings.Fields(kinds)), orNil(strings.Fields(themes)), orNil(strings.Fields(places))
	s.Muted, s.Active = fromMillis(muted), state == subscribed
	return s, err
}
