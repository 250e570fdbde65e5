package bot

import (
	"context"
	"slices"
	"strings"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
	"relais/search"
)

// correct records that something of a question was misunderstood. The person
// is not bothered when that fails.
func (b *Bot) correct(ctx context.Context, t *tapping, what, value string) {
	if t.QuestionID == 0 || !slices.Contains(relay.Corrections, what) {
		return
	}
	if err := b.Activity.Correction(ctx, t.QuestionID, t.update, t.from, what, value); err != nil {
		b.incident(err, "correction")
	}
}

// takenOff records a facet taken off, unless the person had asked for it: then
// it is a change of mind.
func (b *Bot) takenOff(ctx context.Context, t *tapping, facet string) {
	what, value, _ := strings.Cut(facet, ":")
	if slices.Contains(t.Add, facet) || value == directory.Position {
		return
	}
	if what == search.AgeFacet {
		value = "" // years say more of a person than a theme does
	}
	b.correct(ctx, t, what, value)
}

// wrongMenu asks what was misunderstood.
func (b *Bot) wrongMenu(ctx context.Context, t *tapping) error {
	k := &keys{browsing: t.ID}
	var all []buttons
	for _, what := range text.Misread() {
		all = append(all, k.tap(what.Words, tapWrongIs, what.ID))
	}
	k.flow(all...)
	k.row(t.back(k))
	return b.menu(ctx, t, text.WhatWrong.Say(), k)
}

// wrongIs records what was misunderstood, and invites to say it otherwise.
func (b *Bot) wrongIs(ctx context.Context, t *tapping) error {
	b.correct(ctx, t, t.Arg, b.readOf(ctx, t))
	k := &keys{browsing: t.ID}
	k.row(t.back(k))
	return b.menu(ctx, t, text.WrongNoted.Say(), k)
}

// readOf is what was understood of the kind the person says is wrong; empty
// for nothing, and when the search does not answer.
func (b *Bot) readOf(ctx context.Context, t *tapping) string {
	answer, err := b.find(ctx, t.browsing)
	if err != nil {
		b.incident(err, "wrong")
		return ""
	}
	u := &answer.Understood
	first := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[0]
	}
	switch t.Arg {
	case search.ThemeFacet:
		return first(u.Themes)
	case search.BesoinFacet:
		return first(u.Besoins)
	case search.AudienceFacet:
		return first(u.Audiences)
	case search.PlaceFacet:
		if u.Place != nil && u.Place.Kind != directory.Position {
			return u.Place.ID
		}
	}
	return ""
}
