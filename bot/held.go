package bot

import (
	"context"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/bot/text"
)

// myData sends all that is held about somebody, as a text file.
func (b *Bot) myData(ctx context.Context, q asking, _ string) error {
	h, err := b.Activity.Held(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "held"))
	}
	more, err := b.heldAnnouncements(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "held"))
	}
	return b.sendFile(ctx, q.chat, text.DataFile.Say(), []byte(b.held(ctx, &h, more)), text.DataSent.Say())
}

// held writes all that is held about an operator: each thing, what it is for
// and until when.
func (b *Bot) held(ctx context.Context, h *relay.Holding, more []heldSection) string {
	var f strings.Builder
	names := b.serviceNames(ctx)
	f.WriteString(text.HeldTitle.Say("moment", momentOf(b.Now())) + "\n\n" + text.HeldNames.Say() + "\n")
	sections := []heldSection{
		{text.HeldYou, text.HeldYouWhy, b.heldPerson(h)},
		{text.HeldQuestions, text.HeldCountsWhy, b.heldQuestions(h, names)},
		{text.HeldActs, text.HeldCountsWhy, heldActs(h, names)},
		{text.HeldUnmet, text.HeldCountsWhy, heldUnmet(h)},
		{text.HeldFlags, text.HeldFlagsWhy, heldFlags(h, names)},
		{text.HeldCorrections, text.HeldCorrectionsWhy, b.heldCorrections(h)},
		{text.HeldBrowsings, text.HeldBrowsingsWhy, heldBrowsings(h)},
		{text.HeldSessions, text.HeldSessionsWhy, heldSessions(h)},
		{text.HeldInvites, text.HeldInvitesWhy, b.heldInvites(h)},
		{text.HeldEntries, text.HeldEntriesWhy, b.heldEntries(h)},
		{text.HeldAudit, text.HeldAuditWhy, heldAudit(h)},
	}
	for _, s := range append(sections, more...) {
		f.WriteString("\n" + strings.ToUpper(s.title.Say()) + "\n" + s.why.Say("months", text.Number(b.Keep)) + "\n")
		if len(s.lines) == 0 {
			s.lines = []string{text.HeldNothing.Say()}
		}
		for _, line := range s.lines {
			f.WriteString("- " + line + "\n")
		}
	}
	f.WriteString("\n" + text.HeldEnd.Say() + "\n")
	return f.String()
}

// serviceNames names services by their id, looked for once each: the id itself
// for those that are no longer in the directory.
func (b *Bot) serviceNames(ctx context.Context) func(id string) string {
	known := map[string]string{}
	return func(id string) string {
		name, ok := known[id]
		if !ok && id != "" {
			name = id
			if s, err := b.Directory.Service(ctx, id); err == nil {
				name, _ = headline(&s)
			}
			known[id] = name
		}
		return name
	}
}

func momentOf(t time.Time) string { return text.Moment(t.In(paris)) }

// dotted joins what is known, leaving out the rest.
func dotted(parts ...string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, " · ")
}

// about is a sentence about a value, nothing without one.
func about(s text.Sentence, value string) string {
	if value == "" {
		return ""
	}
	return s.Say("value", value)
}

func (b *Bot) heldPerson(h *relay.Holding) []string {
	var lines []string
	if p := h.Person; p.Known() {
		lines = append(lines, text.HeldRole.Say("value", b.roleOf(p)), text.HeldState.Say("value", text.State(p.State)),
			text.HeldStructure.Say("value", text.Structure(p.Structure)), text.HeldSince.Say("value", momentOf(p.Since)))
	}
	if h.Home != nil {
		lines = append(lines, text.HeldHome.Say("value", b.territory(h.Home.Where), "moment", momentOf(h.Home.At)))
	}
	if h.Digest != nil {
		lines = append(lines, text.HeldDigest.Say("chat", h.Digest.Chat))
	}
	return append(lines, text.HeldNeeds.Say("value", text.Number(h.Needs)))
}

func (b *Bot) heldQuestions(h *relay.Holding, service func(id string) string) (lines []string) {
	for _, q := range h.Questions {
		lines = append(lines, dotted(momentOf(q.At), text.Small(named("channel", q.Channel)), about(text.HeldTheme, themeOr(q.Theme)),
			about(text.HeldBesoin, besoinLabel(q.Besoin)), about(text.HeldAge, named("age", q.Age)), b.heldTags(q.Tags, service),
			about(text.HeldPlace, b.heldPlace(q.Quartier, q.Commune)), about(text.HeldZone, b.heldPlace(q.Zone.Quartier, q.Zone.Commune)),
			about(text.HeldFrom, heldStructure(q.Structure)), about(text.HeldDanger, named("danger", q.Danger)),
			text.Count(q.Results, "réponse", "réponses"), text.HeldTook.Say("ms", text.Number(int(q.Took.Milliseconds()))), edited(q.Edited)))
	}
	return lines
}

func heldStructure(id string) string {
	if id == "" {
		return ""
	}
	return text.Structure(id)
}

func edited(yes bool) string {
	if !yes {
		return ""
	}
	return text.HeldEdited.Say()
}

// heldTags are the values of a question that stand in lists.
func (b *Bot) heldTags(tags map[string][]string, service func(id string) string) string {
	join := func(kind string, words func(string) string) string {
		var all []string
		for _, id := range tags[kind] {
			all = append(all, words(id))
		}
		return strings.Join(all, ", ")
	}
	same := func(id string) string { return id }
	return dotted(about(text.HeldThemes, join("theme", themeOr)), about(text.HeldBesoins, join("besoin", besoinLabel)),
		about(text.HeldAudiences, join("audience", same)), about(text.HeldConditions, join("need", text.Need)),
		about(text.HeldRefused, join("not", same)), about(text.HeldServices, join("service", service)))
}

// named is the name of a value of figures, or its id; nothing for none.
func named(dimension, id string) string {
	if id == "" {
		return ""
	}
	if words, ok := text.ValueName(dimension, id); ok {
		return words
	}
	return id
}

func (b *Bot) heldPlace(quartier, commune string) string {
	for _, id := range []string{quartier, commune} {
		if id != "" && id != relay.UnknownPlace {
			return b.placeLabel(id, nil)
		}
	}
	return ""
}
