package bot

import (
	"slices"
	"strconv"
	"strings"

	"relais/bot/text"
	"relais/directory"
	"relais/search"
)

// page is three services, what was understood, and the buttons.
func (b *Bot) page(s *browsing, a *search.Answer) reply {
	k := &keys{browsing: s.ID}
	facets := withBesoin(shownFacets(&a.Understood), s.besoin())
	head := b.understood(facets, &a.Understood, s.besoin())
	blocks := []string{}
	if head != "" {
		blocks = append(blocks, head)
	}
	if len(a.Results) == 0 {
		blocks = append(blocks, b.nothing(s, a, facets))
	} else if a.Unanswered != "" && (len(a.Understood.Besoins) < 2 || a.Unanswered == s.besoin()) { // one of several guesses may be far off
		blocks = append(blocks, text.NotPrecisely.Say("besoin", text.Small(besoinLabel(a.Unanswered))))
	}
	for i := range a.Results {
		blocks = append(blocks, b.result(s.Offset+i+1, &a.Results[i]))
	}
	if s.Offset > 0 && len(a.Results) > 0 {
		blocks = append(blocks, text.PageOf.Say("from", s.Offset+1, "to", s.Offset+len(a.Results), "total", text.Number(a.Total)))
	}
	b.takeOff(k, facets, &a.Understood)
	if len(a.Results) == 0 {
		b.waysOn(k, s, a)
	} else {
		b.numbers(k, s, a)
	}
	return reply{html: strings.Join(blocks, "\n\n"), keys: k.markup()}
}

// ofAge are the audiences that an age already tells.
var ofAge = []string{"enfants", "adolescents", "jeunes", "personnes âgées"}

// shownFacets leaves out what another facet says better.
func shownFacets(u *search.Understood) []search.Facet {
	return slices.DeleteFunc(u.Facets(), func(f search.Facet) bool {
		return f.Kind == search.AudienceFacet && (u.Age != nil && slices.Contains(ofAge, f.Value) ||
			slices.ContainsFunc(u.Themes, func(theme string) bool { return strings.EqualFold(themeLabel(theme), f.Value) }))
	})
}

// understood is the line that says how the question was read; chosen is the
// besoin that the person asked for.
func (b *Bot) understood(facets []search.Facet, u *search.Understood, chosen string) string {
	var parts []string
	for _, f := range facets {
		label := text.EscapeHTML(b.label(f, u))
		if f.Kind == search.ThemeFacet {
			label = "<b>" + label + "</b>" + text.EscapeHTML(guess(f.Value, u.Besoins, chosen))
		}
		parts = append(parts, label)
	}
	line := strings.Join(parts, " · ")
	if read := readAs(u.Spelling); read != "" {
		line = strings.TrimSpace(line + "\n" + read)
	}
	return line
}

func readAs(spelling []search.Correction) string {
	var pairs []string
	for _, c := range spelling {
		pairs = append(pairs, text.ReadPair.Say("to", text.Echo(c.To, 40), "from", text.Echo(c.From, 40)))
	}
	if len(pairs) == 0 {
		return ""
	}
	return text.ReadAs.Say("pairs", strings.Join(pairs, ", "))
}

// label is how a person reads a facet.
func (b *Bot) label(f search.Facet, u *search.Understood) string {
	switch f.Kind {
	case search.ThemeFacet:
		return themeLabel(f.Value)
	case search.BesoinFacet:
		return besoinLabel(f.Value)
	case search.AgeFacet:
		if years, err := strconv.Atoi(f.Value); err == nil {
			return text.Age(years)
		}
	case search.PlaceFacet:
		return b.placeLabel(f.Value, u.Place)
	case search.NeedFacet:
		return text.Need(f.Value)
	case search.NotFacet:
		what := themeLabel(f.Value)
		if what == f.Value {
			what = b.placeLabel(f.Value, nil)
		}
		return text.FacetExcept.Say("what", text.Small(what))
	}
	return f.Value
}

func themeLabel(id string) string {
	if t, ok := directory.ThemeByID(id); ok {
		return t.Label
	}
	return id
}

func (b *Bot) placeLabel(id string, understood *directory.Place) string {
	if p := understood; p != nil && (p.ID == id || p.Kind == directory.Position) {
		if p.Kind == directory.Position {
			return text.NearHere.Say()
		}
		return text.Tidy(p.Name)
	}
	for i := range b.Places {
		if b.Places[i].ID == id {
			return text.Tidy(b.Places[i].Name)
		}
	}
	if id == directory.Position || id == "" {
		return text.NearHere.Say()
	}
	return text.Need(id)
}

// elsewhere are the themes to offer when the search has no better idea: who
// works there knows other doors.
var elsewhere = []string{"droits-sociaux", "lien-social"}

// nearby are other themes to offer when nothing answers.
func nearby(a *search.Answer) []string {
	near := slices.DeleteFunc(slices.Clone(a.Nearest), func(theme string) bool { return slices.Contains(a.Understood.Themes, theme) })
	if len(near) == 0 {
		near = slices.DeleteFunc(slices.Clone(elsewhere), func(theme string) bool { return slices.Contains(a.Understood.Themes, theme) })
	}
	return near[:min(len(near), 4)]
}

// nothing is said when no service answers: never an invention. The words of
// the question are said back, or what the buttons made of it.
func (b *Bot) nothing(s *browsing, a *search.Answer, facets []search.Facet) string {
	switch {
	case s.Offset > 0:
		return text.LastPage.Say()
	case len(facets) == 0:
		return text.NotUnderstood.Say("asked", text.Echo(s.Text, 80)) + "\n" + text.NearestAdvice.Say() + "\n" + text.UnmetAsk.Say()
	case len(s.Add)+len(s.Drop) == 0:
		return text.NothingForWords.Say("asked", text.Echo(s.Text, 80)) + "\n" + text.NearestAdvice.Say() + "\n" + text.UnmetAsk.Say()
	}
	var labels []string
	for _, f := range facets {
		labels = append(labels, b.label(f, &a.Understood))
	}
	return text.NothingFor.Say("asked", text.Bold(strings.Join(labels, " · "))) + "\n" + text.NothingAdvice.Say() + "\n" + text.UnmetAsk.Say()
}

// maxFacets is how many facets get a button: more would push the services out
// of a phone's screen.
const maxFacets = 9

// takeOff gives each facet a button that removes it.
func (b *Bot) takeOff(k *keys, facets []search.Facet, u *search.Understood) {
	var off []buttons
	for _, f := range facets[:min(len(facets), maxFacets)] {
		off = append(off, k.tap(text.TakeOff.Say("facet", b.label(f, u)), tapDrop, f.ID()))
	}
	k.flow(off...)
}

// waysOn are the buttons of an answer without service: another theme, to say
// that it is an unmet need, or that it was misunderstood. Three rows at most.
func (b *Bot) waysOn(k *keys, s *browsing, a *search.Answer) {
	if s.Offset > 0 {
		k.row(k.tap(text.BeforeButton.Say(), tapPage, strconv.Itoa(max(s.Offset-pageSize, 0))))
		k.row(k.tap(text.RephraseButton.Say(), tapRephrase, ""), k.tap(text.RefineButton.Say(), tapRefine, ""),
			k.tap(text.NothingButton.Say(), tapNothing, ""))
		return
	}
	var near []buttons
	for _, theme := range nearby(a)[:min(len(nearby(a)), 2)] {
		near = append(near, k.tap(themeLabel(theme), tapTheme, theme))
	}
	k.row(near...)
	k.row(k.tap(text.UnmetYes.Say(), tapNothing, ""))
	k.row(k.tap(text.UnmetNo.Say(), tapWrong, ""), k.tap(text.RephraseButton.Say(), tapRephrase, ""),
		k.tap(text.RefineButton.Say(), tapRefine, ""))
}

// numbers are the buttons of a page of services.
func (b *Bot) numbers(k *keys, s *browsing, a *search.Answer) {
	var cards []buttons
	for i, r := range a.Results {
		cards = append(cards, k.tap(strconv.Itoa(s.Offset+i+1), tapCard, serviceKey(r.Service.ID)))
	}
	k.row(cards...)
	var before, more buttons
	if s.Offset > 0 {
		before = k.tap(text.BeforeButton.Say(), tapPage, strconv.Itoa(max(s.Offset-pageSize, 0)))
	}
	if left := a.Total - s.Offset - len(a.Results); left > 0 {
		more = k.tap(text.MoreButton.Say("count", text.Number(left)), tapPage, strconv.Itoa(s.Offset+pageSize))
	}
	k.row(before, more)
	k.row(k.tap(text.RefineButton.Say(), tapRefine, ""), k.tap(text.NothingButton.Say(), tapNothing, ""))
}
