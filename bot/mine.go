package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/bot/text"
)

// openShown is how many referrals without outcome are asked about at once.
const openShown = 5

// myActivity tells operators their own month, then asks what became of their
// referrals.
func (b *Bot) myActivity(ctx context.Context, q asking, _ string) error {
	today := relay.DayOf(b.Now())
	mine, err := b.Activity.Mine(ctx, q.from, today/100*100+1, today)
	var open []relay.Open
	if err == nil {
		open, err = b.Activity.OpenReferrals(ctx, q.from, openShown)
	}
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "mine"))
	}
	if err := b.say(ctx, q.chat, myMonth(&mine, int(today/100), len(open))); err != nil {
		return err
	}
	for i := range open {
		if _, err := b.send(ctx, q.chat, b.openReferral(ctx, &open[i])); err != nil {
			return err
		}
	}
	return nil
}

func myMonth(m *relay.Mine, month, open int) string {
	lines := []string{text.MineHead.Say("month", text.OfMonth(month)), ""}
	if m.Questions == 0 {
		lines = append(lines, text.MineNothing.Say())
	} else {
		lines = append(lines, text.MineAsked.Say("needs", text.Count(m.Needs, "besoin", "besoins"),
			"days", text.Count(m.Days, "jour", "jours")))
	}
	if m.Referrals > 0 {
		lines = append(lines, text.MineReferred.Say("people", text.Count(m.Referrals, "personne orientée", "personnes orientées")))
	}
	lines = append(lines, saidIf(text.MineActs, "acts", myActs(m)), saidIf(text.MineThemes, "themes", myThemes(m)))
	if m.Unmet > 0 {
		lines = append(lines, text.MineUnmet.Say("unmet", text.Count(m.Unmet, "besoin sans réponse signalé", "besoins sans réponse signalés")))
	}
	lines = append(lines, saidIf(text.MineOutcomes, "outcomes", myOutcomes(m)), "", text.MineYours.Say())
	if open > 0 {
		of := text.Plural(open, "d’une orientation", "de "+text.Number(open)+"\u00a0orientations")
		lines = append(lines, text.MineWaiting.Say("of", of))
	}
	return paragraphs(lines)
}

// paragraphs joins lines, leaving out the empty ones that follow another.
func paragraphs(lines []string) string {
	said := strings.Join(lines, "\n")
	for strings.Contains(said, "\n\n\n") {
		said = strings.ReplaceAll(said, "\n\n\n", "\n\n")
	}
	return strings.TrimSpace(said)
}

// saidIf is a sentence about a list, nothing for an empty one.
func saidIf(s text.Sentence, name string, parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return s.Say(name, strings.Join(parts, ", "))
}

func myActs(m *relay.Mine) (parts []string) {
	for _, c := range []struct {
		n         int
		one, many string
	}{{m.Calls, "appel", "appels"}, {m.Shares, "fiche partagée", "fiches partagées"}, {m.Cards, "fiche lue", "fiches lues"}} {
		if c.n > 0 {
			parts = append(parts, text.Count(c.n, c.one, c.many))
		}
	}
	return parts
}

func myThemes(m *relay.Mine) (parts []string) {
	for _, row := range m.Themes[:min(len(m.Themes), 3)] {
		parts = append(parts, text.Small(themeOr(row.Theme))+" ("+text.Number(row.Questions)+")")
	}
	return parts
}

// themeOr is the label of a theme, or what stands for none.
func themeOr(id string) string {
	if label := themeLabel(id); label != id {
		return label
	}
	return text.Unknown(id)
}

func myOutcomes(m *relay.Mine) (parts []string) {
	for _, o := range text.Outcomes() {
		if n := m.Outcomes[o.ID]; n > 0 {
			parts = append(parts, text.OutcomeCount(o.ID, n))
		}
	}
	return parts
}

// openReferral asks what became of a referral: its service and its day only.
func (b *Bot) openReferral(ctx context.Context, o *relay.Open) reply {
	name := text.GoneService.Say()
	if s, err := b.Directory.Service(ctx, o.Service); err == nil {
		name, _ = headline(&s)
	}
	day := dayOf(o.At)
	html := text.OpenReferral.Say("service", name, "day", day)
	if o.Escort {
		html = text.OpenEscort.Say("service", name, "day", day)
	}
	return reply{html: html, keys: outcomeKeys(o.Intent, "").markup()}
}

func dayOf(t time.Time) string { return text.DayOf(t.In(paris)) }

// outcomeKeys are the outcomes of a referral, the chosen one ticked.
func outcomeKeys(intent int64, chosen string) *keys {
	k := &keys{}
	var all []buttons
	for _, o := range text.Outcomes() {
		label := o.Words
		if o.ID == chosen {
			label = text.OutcomeYes.Say("outcome", label)
		}
		all = append(all, k.tap(label, tapOutcome, strconv.FormatInt(intent, 10)+"."+o.ID))
	}
	k.flow(all...)
	return k
}

// giveOutcome records what became of a referral, and ticks it. A tap on
// another outcome later replaces it.
func (b *Bot) giveOutcome(ctx context.Context, t *tapping) error {
	id, outcome, _ := strings.Cut(t.Arg, ".")
	intent, err := strconv.ParseInt(id, 10, 64)
	if err == nil {
		err = b.Activity.Outcome(ctx, intent, t.update, t.from, outcome)
	}
	switch {
	case t.chat == 0:
		return nil
	case errors.Is(err, b.NotFound):
		return b.say(ctx, t.chat, text.OutcomeGone.Say())
	case err != nil:
		return b.say(ctx, t.chat, b.apology(err, "outcome"))
	case t.message == 0:
		return nil
	}
	return b.rekey(ctx, t.chat, t.message, outcomeKeys(intent, outcome))
}
