package bot

import (
	"strings"

	"relais/bot/relay"
	"relais/bot/text"
)

func heldActs(h *relay.Holding, service func(id string) string) (lines []string) {
	for _, i := range h.Intents {
		line := dotted(momentOf(i.At), text.HeldAct(string(i.Kind)), service(i.Service))
		if i.Outcome != "" {
			line = dotted(line, text.HeldOutcome.Say("value", named("outcome", i.Outcome), "moment", momentOf(i.OutcomeAt)))
		}
		lines = append(lines, line)
	}
	return lines
}

func heldUnmet(h *relay.Holding) (lines []string) {
	for _, u := range h.Unmet {
		words, _ := text.Reason(u.Reason)
		lines = append(lines, dotted(momentOf(u.At), words))
	}
	return lines
}

func heldFlags(h *relay.Holding, service func(id string) string) (lines []string) {
	for _, f := range h.Flags {
		words, _ := text.Error(f.What)
		lines = append(lines, dotted(momentOf(f.At), service(f.Service), words))
	}
	return lines
}

func (b *Bot) heldCorrections(h *relay.Holding) (lines []string) {
	for _, c := range h.Corrections {
		lines = append(lines, dotted(momentOf(c.At), named("what", c.What), c.Value))
	}
	return lines
}

// heldBrowsings are the words being browsed, where they can be read.
func heldBrowsings(h *relay.Holding) (lines []string) {
	for _, kept := range h.Browsings {
		words := text.HeldUnread.Say()
		if s, err := readTrail(kept); err == nil {
			words = text.HeldWords.Say("words", text.Echo(s.Text, 400))
			if s.Near != nil {
				words = dotted(words, text.HeldPosition.Say())
			}
		}
		lines = append(lines, words)
	}
	return lines
}

func heldSessions(h *relay.Holding) (lines []string) {
	for _, s := range h.Sessions {
		lines = append(lines, text.HeldUntil.Say("from", momentOf(s.Created), "to", momentOf(s.Expires)))
	}
	return lines
}

func (b *Bot) heldInvites(h *relay.Holding) (lines []string) {
	for _, i := range h.Invites {
		role := b.roleOf(relay.Person{Role: i.Role, Territory: i.Where})
		used := text.HeldUnused.Say()
		if i.Used {
			used = text.HeldUsed.Say()
		}
		lines = append(lines, dotted(role, text.HeldUntil.Say("from", momentOf(i.Created), "to", momentOf(i.Expires)), used))
	}
	return lines
}

func (b *Bot) heldEntries(h *relay.Holding) (lines []string) {
	for _, e := range h.Entries {
		lines = append(lines, dotted(text.DayOf(e.Day.Start()), e.Kind, e.Title, e.Detail, text.Number(e.Number),
			strings.Join(e.Partners, ", "), strings.Join(e.Communes, ", "), b.territory(e.Where)))
	}
	return lines
}

func heldAudit(h *relay.Holding) (lines []string) {
	for _, a := range h.Audit {
		lines = append(lines, dotted(momentOf(a.At), a.Actor, a.Action, a.Subject, a.Detail))
	}
	return lines
}
