package bot

import (
	"context"

	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
)

// moved answers a shared position: the answer read last is looked for again
// around it, else Relais asks what is sought there. It is the same need: no
// question is recorded.
func (b *Bot) moved(ctx context.Context, q asking, l *models.Location) error {
	if who := b.person(ctx, q.from); b.shut(who) {
		return b.refuse(ctx, q, who)
	}
	p := directory.Point{Lat: l.Latitude, Lon: l.Longitude}
	last := b.recent.get(q.chat, b.Now())
	if last.browsing == "" {
		return b.askNear(ctx, q, p)
	}
	s, err := b.recall(ctx, last.browsing)
	if err != nil || s.Owner != q.from || s.Text == "" && len(s.Add) == 0 {
		return b.askNear(ctx, q, p)
	}
	before, err := b.find(ctx, s)
	if err == nil {
		s.moveTo(p, &before.Understood)
		before, err = b.find(ctx, s)
	}
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "position"))
	}
	s.ID, s.AnswerMessage = relay.NewBrowsingID(), 0 // below the position, not above it
	s.Seen = nil
	return b.present(ctx, s, &before, q.quote())
}

func (b *Bot) askNear(ctx context.Context, q asking, p directory.Point) error {
	b.recent.set(q.chat, lately{near: &p, at: b.Now()})
	return b.say(ctx, q.chat, text.WhatNearHere.Say())
}

// media answers what is not text, once for an album. Its caption may ask
// something, and is answered as any text.
func (b *Bot) media(ctx context.Context, q asking, m *models.Message) error {
	kind, ok := mediaSentence(m)
	if !ok {
		return nil
	}
	if b.see(q.text) != nil || hasWords(q.text) {
		if err := b.ask(ctx, q); err != nil {
			return err
		}
	}
	if !b.albums.first(q.chat, m.MediaGroupID) {
		return nil
	}
	return b.say(ctx, q.chat, kind.Say())
}

// mediaSentence is what to say of it; ok is false for what nobody sent on
// purpose, such as a pinned message.
func mediaSentence(m *models.Message) (s text.Sentence, ok bool) {
	switch {
	case m.Animation != nil, m.Sticker != nil, m.Dice != nil, m.Game != nil:
		return text.GotSticker, true
	case len(m.Photo) > 0:
		return text.GotPhoto, true
	case m.Contact != nil:
		return text.GotContact, true
	case m.Voice != nil, m.Audio != nil:
		return text.GotVoice, true
	case m.Video != nil, m.VideoNote != nil:
		return text.GotVideo, true
	case m.Document != nil:
		return text.GotDocument, true
	case m.Poll != nil:
		return text.GotPoll, true
	case m.Story != nil, m.PaidMedia != nil, m.Checklist != nil, m.Invoice != nil, m.RichMessage != nil:
		return text.GotOther, true
	}
	return text.Sentence{}, false
}

// joined greets a group that Relais enters, once.
func (b *Bot) joined(ctx context.Context, u *models.ChatMemberUpdated) error {
	if err := b.gone(ctx, u); err != nil {
		return err
	}
	group := u.Chat.Type == models.ChatTypeGroup || u.Chat.Type == models.ChatTypeSupergroup
	if !group || !isIn(u.NewChatMember) || isIn(u.OldChatMember) {
		return nil
	}
	return b.say(ctx, u.Chat.ID, text.GroupHello.Say())
}

func isIn(m models.ChatMember) bool {
	switch m.Type {
	case models.ChatMemberTypeMember, models.ChatMemberTypeAdministrator, models.ChatMemberTypeOwner:
		return true
	}
	return m.Restricted != nil && m.Restricted.IsMember
}
