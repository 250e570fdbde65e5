package bot

import (
	"bytes"
	"strings"

	"relais/bot/announce"
	"relais/bot/announce/message"
	"relais/bot/text"
)

// changes tells, field by field, what an item was and would be.
func (b *Bot) changes(before, after announce.Item) (lines []string) {
	if after.State == announce.Cancelled && before.State != announce.Cancelled {
		lines = append(lines, text.ChangeCancelled.Say())
	}
	for _, step := range formSteps {
		if step.show == nil {
			continue
		}
		was, is := step.show(b, &before), step.show(b, &after)
		if step.id == "poster" && !bytes.Equal(before.Poster, after.Poster) {
			lines = append(lines, text.ChangePoster.Say())
			continue
		}
		if was != is {
			lines = append(lines, text.ChangeLine.Say("field", text.FormStep(step.id), "before", orNone(was), "after", orNone(is)))
		}
	}
	if was, is := message.Free(before.Free), message.Free(after.Free); was != is {
		lines = append(lines, text.ChangeLine.Say("field", text.FormStep("free"), "before", orNone(was), "after", orNone(is)))
	}
	if before.Reach != after.Reach {
		lines = append(lines, text.ChangeLine.Say("field", text.FormStep("reach"), "before", reachWords(before.Reach), "after", reachWords(after.Reach)))
	}
	return lines
}

func orNone(s string) string {
	if strings.TrimSpace(s) == "" {
		return text.ChangeNone.Say()
	}
	return text.Cut(strings.Join(strings.Fields(s), " "), 200)
}

func reachWords(reach string) string {
	if reach == announce.Everyone {
		return text.FormToAll.Say()
	}
	return text.FormFitting.Say()
}
