package bot

import (
	"context"

	"relais/bot/text"
	"relais/directory"
	"relais/search"
)

// refineMenu offers the besoins that narrow the answer, then the rest. Without
// the search, the rest is left.
func (b *Bot) refineMenu(ctx context.Context, t *tapping) error {
	k := &keys{browsing: t.ID}
	answer, err := b.find(ctx, t.browsing)
	if err != nil {
		b.incident(err, "refine")
	}
	var closer []buttons
	for _, id := range answer.Closer {
		if label, ok := search.BesoinLabel(id); ok && id != t.besoin() {
			closer = append(closer, k.tap(label, tapAdd, besoinFacet(id)))
		}
	}
	k.flow(closer...)
	k.row(k.tap(text.RefineTheme.Say(), tapThemes, ""), k.tap(text.RefineAudience.Say(), tapAudiences, ""),
		k.tap(text.RefinePlace.Say(), tapPlaces, ""))
	k.row(k.tap(text.OnlyFree.Say(), tapAdd, search.NeedFacet+":gratuit"))
	k.row(k.tap(text.WrongButton.Say(), tapWrong, ""))
	k.row(t.back(k))
	return b.menu(ctx, t, text.RefineWhat.Say(), k)
}

func (b *Bot) themeMenu(ctx context.Context, t *tapping) error {
	k := &keys{browsing: t.ID}
	var all []buttons
	for _, theme := range directory.Themes {
		all = append(all, k.tap(theme.Label, tapAdd, search.ThemeFacet+":"+theme.ID))
	}
	k.flow(all...)
	k.row(k.tap(text.BackButton.Say(), tapRefine, ""))
	return b.menu(ctx, t, text.WhichTheme.Say(), k)
}

func (b *Bot) audienceMenu(ctx context.Context, t *tapping) error {
	k := &keys{browsing: t.ID}
	var all []buttons
	for _, word := range directory.Audiences {
		if word != directory.Everyone {
			all = append(all, k.tap(word, tapAdd, search.AudienceFacet+":"+word))
		}
	}
	k.flow(all...)
	k.row(k.tap(text.BackButton.Say(), tapRefine, ""))
	return b.menu(ctx, t, text.WhichAudience.Say(), k)
}

// placeButtons offers the quarters, then the communes. Telegram allows 100
// buttons; a larger directory offers its first places.
func (b *Bot) placeButtons(k *keys, one func(p *directory.Place) buttons) {
	const limit = 90
	for _, kind := range []string{directory.Quartier, directory.Commune} {
		var all []buttons
		for i := range b.Places[:min(len(b.Places), limit)] {
			if p := &b.Places[i]; p.Kind == kind {
				all = append(all, one(p))
			}
		}
		k.flow(all...)
	}
}

func (b *Bot) placeMenu(ctx context.Context, t *tapping) error {
	k := &keys{browsing: t.ID}
	one := func(p *directory.Place) buttons { return k.tap(shortName(p), tapAdd, placeFacet(p.ID)) }
	if t.Arg == otherPlaces {
		b.communeKeys(k, one, k.tap(text.BackButton.Say(), tapPlaces, ""))
	} else {
		b.quarterKeys(k, one, k.tap(text.OtherTown.Say(), tapPlaces, otherPlaces))
		k.row(k.tap(text.BackButton.Say(), tapRefine, ""))
	}
	html := text.WhichPlace.Say()
	if t.private {
		html += " " + text.OrPosition.Say()
	}
	return b.menu(ctx, t, html, k)
}

// reasonMenu asks why nothing fits.
func (b *Bot) reasonMenu(ctx context.Context, t *tapping) error {
	k := &keys{browsing: t.ID}
	var all []buttons
	for _, r := range text.Reasons() {
		all = append(all, k.tap(r.Words, tapReason, r.ID))
	}
	k.flow(all...)
	k.row(t.back(k))
	return b.menu(ctx, t, text.WhyNothing.Say(), k)
}

// giveReason records an unmet need.
func (b *Bot) giveReason(ctx context.Context, t *tapping) error {
	words, ok := text.Reason(t.Arg)
	if !ok {
		return b.reasonMenu(ctx, t)
	}
	if err := b.Activity.Unmet(ctx, t.QuestionID, t.update, t.from, t.Arg); err != nil {
		k := &keys{browsing: t.ID}
		k.row(k.tap(words, tapReason, t.Arg))
		k.row(t.back(k))
		return b.menu(ctx, t, b.apology(err, "unmet"), k)
	}
	k := &keys{browsing: t.ID}
	k.row(t.back(k), k.tap(text.NewQuestion.Say(), tapRephrase, ""))
	return b.menu(ctx, t, text.UnmetNoted.Say("reason", text.Small(words)), k)
}
