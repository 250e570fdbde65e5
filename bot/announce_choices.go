package bot

import (
	"fmt"
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
		b.quarterKeys(k, k.chosenPlace(menu, s.Places), k.tap(text.OtherTown.Say(), tapSubscribe, chooseTowns),
			k.tap(ticked(text.ChooseAll.Say(), len(s.Places) == 0), tapSubscribe, menu+"."))
		k.row(k.tap(text.BackButton.Say(), tapSubscribe, ""))
	case chooseTowns:
		b.communeKeys(k, k.chosenPlace(menu, s.Places), k.tap(text.BackButton.Say(), tapSubscribe, choosePlaces))
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
			k.row(k.tap(text.EndPause.Say(), tapUndo, fmt.Sprintf("%s.%d", lessPause, s.Muted.Unix())))
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
		all = append(all, k.chosen(menu, l, chosen))
	}
	k.flow(all...)
	k.row(k.tap(text.BackButton.Say(), tapSubscribe, ""))
}

// chosen is a value of a list, ticked when chosen.
func (k *keys) chosen(menu string, l text.Label, chosen []string) buttons {
	sign := "+"
	if slices.Contains(chosen, l.ID) {
		sign = "-"
	}
	return k.tap(ticked(l.Words, sign == "-"), tapSubscribe, menu+"."+sign+l.ID)
}

func (k *keys) chosenPlace(menu string, chosen []string) func(p *directory.Place) buttons {
	return func(p *directory.Place) buttons {
		return k.chosen(menu, text.Label{ID: p.ID, Words: shortName(p)}, chosen)
	}
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
