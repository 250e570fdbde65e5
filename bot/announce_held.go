package bot

import (
	"context"

	"relais/bot/announce"
	"relais/bot/text"
)

// heldSection is one part of what is held about somebody.
type heldSection struct {
	title, why text.Sentence
	lines      []string
}

// heldAnnouncements are the parts that announcements hold.
func (b *Bot) heldAnnouncements(ctx context.Context, user int64) ([]heldSection, error) {
	if b.Announce == nil {
		return nil, nil
	}
	h, err := b.Announce.Held(ctx, user)
	if err != nil {
		return nil, err
	}
	return []heldSection{
		{text.HeldSubscription, text.HeldSubscriptionWhy, b.heldSubscription(&h)},
		{text.HeldAnswers, text.HeldAnswersWhy, heldAnswers(&h)},
		{text.HeldDraft, text.HeldDraftWhy, b.heldDraft(&h)},
		{text.HeldProposed, text.HeldProposedWhy, heldProposed(&h)},
	}, nil
}

func (b *Bot) heldSubscription(h *announce.Holding) (lines []string) {
	if s := h.Subscription; s != nil {
		active := text.HeldLeft
		if s.Active {
			active = text.HeldActive
		}
		lines = append(lines, dotted(active.Say(), rhythmWords(s.Rhythm), quietWords(s.QuietFrom, s.QuietTo)))
		for _, id := range s.Kinds {
			one, _ := text.AnnounceKind(id)
			lines = append(lines, one)
		}
		for _, id := range s.Themes {
			lines = append(lines, themeLabel(id))
		}
		for _, id := range s.Places {
			lines = append(lines, b.placeLabel(id, nil))
		}
	}
	for _, state := range []string{announce.Sent, announce.Waiting, announce.Uncertain, announce.Failed, announce.Stopped, announce.Late, announce.Left} {
		if n := h.Deliveries[state]; n > 0 {
			lines = append(lines, text.DeliveryCount(state, n))
		}
	}
	return lines
}

func heldAnswers(h *announce.Holding) (lines []string) {
	for _, a := range h.Answers {
		what := text.ComesButton.Say()
		if a.Answer == announce.Relays {
			what = text.RelaysButton.Say()
		}
		told := ""
		if a.Number > 0 {
			told = text.HeldTold.Say("number", text.Number(a.Number))
		}
		lines = append(lines, dotted(momentOf(a.At), text.Tidy(a.Title), what, told))
	}
	return lines
}

func (b *Bot) heldDraft(h *announce.Holding) (lines []string) {
	if h.Draft == nil {
		return nil
	}
	for _, step := range formSteps {
		if step.show == nil {
			continue
		}
		if words := step.show(b, &h.Draft.Item); words != "" {
			lines = append(lines, text.HeldField.Say("field", text.FormStep(step.id), "value", text.Echo(words, 800)))
		}
	}
	return lines
}

func heldProposed(h *announce.Holding) (lines []string) {
	for _, it := range h.Proposed {
		lines = append(lines, dotted(momentOf(it.Created), text.Tidy(it.Title), text.AnnounceState(it.State)))
	}
	return lines
}
