package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"

	"relais/bot/text"
	"relais/directory"
	"relais/search"
)

// dangerLines is how many numbers a danger card shows.
const dangerLines = 4

// deafLine is the emergency number of those who cannot hear or speak.
const deafLine = "114"

// suicideLine is the number for suicide prevention.
const suicideLine = "3114"

// childLine is the number for a child in danger.
const childLine = "119"

// warn sends the danger card. It needs nothing but Telegram.
func (b *Bot) warn(ctx context.Context, q asking, d *search.Danger) error {
	k := &keys{}
	var copies []buttons
	for _, l := range d.Lines[:min(len(d.Lines), dangerLines)] {
		if l.Number != "" {
			copies = append(copies, k.copy(text.CopyNumber.Say("number", text.Phone(l.Number)), l.Number))
		}
	}
	k.flow(copies...)
	_, err := b.send(ctx, q.chat, reply{html: b.dangerCard(d), keys: k.markup(), replyTo: q.quote()})
	return err
}

// FirstAid sends the danger card of a message that speaks of danger, and
// nothing else. It needs neither the search nor the database: it is for the
// messages that could not be kept.
func (b *Bot) FirstAid(ctx context.Context, u *models.Update) error {
	m := u.Message
	if m == nil || m.From == nil || m.From.IsBot {
		return nil
	}
	h := b.hear(m)
	if !h.toUs {
		return nil
	}
	danger := b.see(h.text)
	if danger == nil {
		return nil
	}
	private := m.Chat.Type == models.ChatTypePrivate
	return b.warn(ctx, asking{from: m.From.ID, chat: m.Chat.ID, message: m.ID, text: h.text, private: private}, danger)
}

// dangerCard says the number, one line of what to do, then the way for those
// who cannot speak and the other numbers.
func (b *Bot) dangerCard(d *search.Danger) string {
	var lines []string
	shown := d.Lines[:min(len(d.Lines), dangerLines)]
	if len(shown) == 0 {
		lines = append(lines, text.DangerAny.Say())
	} else {
		lines = append(lines, b.firstNumber(&shown[0]))
	}
	act, _ := text.Act(actFor(d), d.Alone)
	lines = append(lines, string(act))
	has := func(number string) bool {
		return slices.ContainsFunc(shown, func(l search.Line) bool { return l.Number == number })
	}
	if d.Minor && !has(childLine) {
		lines = append(lines, text.DangerMinor.Say())
	}
	if !has(deafLine) {
		lines = append(lines, text.DangerDeaf.Say())
	}
	if len(shown) > 1 {
		lines = append(lines, "", text.DangerThen.Say())
		for i := range shown[1:] {
			l := &shown[i+1]
			lines = append(lines, text.DangerLine.Say("number", numberOr(l), "who", b.who(l, true)))
		}
	}
	return strings.Join(lines, "\n")
}

// actFor is the kind whose line of what to do is shown. What to do must go with
// the number to call: several kinds may be seen in one message.
func actFor(d *search.Danger) string {
	if len(d.Lines) > 0 && d.Lines[0].Number == suicideLine {
		return search.Suicide
	}
	return d.Kind
}

func (b *Bot) firstNumber(l *search.Line) string {
	switch l.Number {
	case "":
		return text.DangerChat.Say("who", b.who(l, true))
	case deafLine:
		return text.DangerText.Say("number", l.Number, "who", b.who(l, false))
	}
	return text.DangerCall.Say("number", text.Phone(l.Number), "who", b.who(l, false))
}

// numberOr is the number, or how else to reach a line without one.
func numberOr(l *search.Line) string {
	if l.Number == "" {
		return l.Alternatives
	}
	return text.Phone(l.Number)
}

// who is the line's name and what matters before calling it.
func (b *Bot) who(l *search.Line, forWhom bool) string {
	parts := []string{text.Tidy(strings.TrimPrefix(l.Name, l.Number+" – "))}
	if forWhom && l.Audience != "" && l.Audience != directory.Everyone {
		parts = append(parts, text.ForThem.Say("audience", text.Tidy(l.Audience)))
	}
	if l.Free {
		parts = append(parts, text.FreeOfCharge.Say())
	}
	switch o := b.Opening(l.Hours, b.Now()); {
	case l.Hours == "24/7":
		parts = append(parts, text.DayAndNight.Say())
	case o.Sentence != "":
		parts = append(parts, o.Sentence)
	}
	return strings.Join(parts, ", ")
}
