package bot

import (
	"slices"
	"strings"

	"relais/bot/announce"
	"relais/bot/text"
	"relais/directory"
)

// subscriptionReply shows the choices, and the buttons of one menu.
func (b *Bot) subscriptionReply(s announce.Subscription, menu string) reply {
	k := &keys{}
	if !s.Active {
		b.rhythmKeys(k, s)
		return reply{html: text.SubscribeHello.Say(), keys: k.markup()}
	}
	switch menu {
	case chooseKinds:
		b.choiceKeys(k, menu, kindLabels(), s.Kinds)
	case chooseThemes:
		b.choiceKeys(k, menu, themeLabels(), s.Themes)
	case choosePlaces:
		b.choiceKeys(k, menu, b.placeLabels(), s.Places)
	case chooseQuiet:
		for _, q := range quietHours {
			k.row(k.tap(ticked(quietWords(q.from, q.to), q.from == s.QuietFrom && q.to == s.QuietTo), tapSubscribe, menu+"."+q.id))
		}
		k.row(k.tap(text.BackButton.Say(), tapSubscribe, ""))
	default:
		b.rhythmKeys(k, s)
		k.row(k.tap(text.ChooseKinds.Say(), tapSubscribe, chooseKinds), k.tap(text.ChooseThemes.Say(), tapSubscribe, chooseThemes))
		k.row(k.tap(text.ChoosePlaces.Say(), tapSubscribe, choosePlaces), k.tap(text.ChooseQuiet.Say(), tapSubscribe, chooseQuiet))
		if s.Muted.After(b.Now()) {
			k.row(k.tap(text.EndPause.Say(), tapUndo, lessPause))
		}
		k.row(k.tap(text.LessLeave.Say(), tapSubscribe, "off"))
	}
	return reply{html: b.subscriptionWords(s), keys: k.markup()}
}

func (b *Bot) rhythmKeys(k *keys, s announce.Subscription) {
	for _, r := range []struct {
		id    string
		label text.Sentence
	}{{announce.AtOnce, text.RhythmNow}, {announce.Weekly, text.RhythmWeekly}, {announce.OnlyEve, text.RhythmEve}} {
		k.row(k.tap(ticked(r.label.Say(), s.Active && s.Rhythm == r.id), tapSubscribe, chooseRhythm+"."+r.id))
	}
}

func ticked(label string, yes bool) string {
	if yes {
		return "✓ " + label
	}
	return label
}

// choiceKeys are the values of a list, ticked when chosen. Telegram allows 100
// buttons.
func (b *Bot) choiceKeys(k *keys, menu string, labels []text.Label, chosen []string) {
	k.row(k.tap(ticked(text.ChooseAll.Say(), len(chosen) == 0), tapSubscribe, menu+"."))
	var all []buttons
	for _, l := range labels {
		sign := "+"
		if slices.Contains(chosen, l.ID) {
			sign = "-"
		}
		all = append(all, k.tap(ticked(l.Words, sign == "-"), tapSubscribe, menu+"."+sign+l.ID))
	}
	k.flow(all...)
	k.row(k.tap(text.BackButton.Say(), tapSubscribe, ""))
}

func kindLabels() (out []text.Label) {
	for _, id := range announce.Kinds {
		_, many := text.AnnounceKind(id)
		out = append(out, text.Label{ID: id, Words: many})
	}
	return out
}

func themeLabels() (out []text.Label) {
	for _, t := range directory.Themes {
		out = append(out, text.Label{ID: t.ID, Words: t.Label})
	}
	return out
}

// placeLabels are the quarters, then the communes.
func (b *Bot) placeLabels() (out []text.Label) {
	for _, kind := range []string{directory.Quartier, directory.Commune} {
		for _, p := range b.Places {
			if p.Kind == kind && len(out) < 90 {
				out = append(out, text.Label{ID: p.ID, Words: text.Tidy(p.Name)})
			}
		}
	}
	return out
}

// subscriptionWords say what a chat gets.
func (b *Bot) subscriptionWords(s announce.Subscription) string {
	names := func(list []string, words func(string) string, all text.Sentence) string {
		if len(list) == 0 {
			return all.Say()
		}
		var out []string
		for _, id := range list {
			out = append(out, words(id))
		}
		return strings.Join(out, ", ")
	}
	kind := func(id string) string { _, many := text.AnnounceKind(id); return text.Small(many) }
	theme := func(id string) string { return text.Small(themeLabel(id)) }
	quiet := text.Small(quietWords(s.QuietFrom, s.QuietTo))
	if s.QuietFrom == s.QuietTo {
		quiet = text.QuietNever.Say()
	}
	lines := []string{
		text.SubscriptionHead.Say(), "",
		text.SubscriptionRhythm.Say("rhythm", rhythmWords(s.Rhythm)),
		text.SubscriptionKinds.Say("kinds", names(s.Kinds, kind, text.AllKinds)),
		text.SubscriptionThemes.Say("themes", names(s.Themes, theme, text.AllThemes)),
		text.SubscriptionPlaces.Say("places", names(s.Places, func(id string) string { return b.placeLabel(id, nil) }, text.AllPlaces)),
		text.SubscriptionQuiet.Say("quiet", quiet),
	}
	if s.Muted.After(b.Now()) {
		lines = append(lines, text.SubscriptionMuted.Say("until", momentOf(s.Muted)))
	}
	return strings.Join(lines, "\n")
}

func rhythmWords(id string) string {
	switch id {
	case announce.Weekly:
		return text.Small(text.RhythmWeekly.Say())
	case announce.OnlyEve:
		return text.Small(text.RhythmEve.Say())
	}
	return text.Small(text.RhythmNow.Say())
}
