package bot

import (
	"context"
	"errors"

	"relais/bot/announce"
	"relais/bot/text"
)

// preview shows the very message that would go out, and asks whether to propose
// it. What is missing is asked instead.
func (b *Bot) preview(ctx context.Context, t *tapping, f *form) error {
	if step, trouble := b.wrongStep(f); step != "" {
		f.step, f.fixing = step, true
		return b.askForm(ctx, t, f, trouble)
	}
	head := text.PreviewHead.Say("buttons", text.And(labelsOf(b.announceKeys(f.it, answers{}))))
	if _, err := b.show(ctx, t.chat, t.message, reply{html: head}); err != nil {
		return err
	}
	k := &keys{}
	k.row(k.tap(text.PreviewSend.Say(), tapSend, ""))
	k.row(k.tap(text.PreviewFix.Say(), tapForm, "fix"), k.tap(text.FormQuit.Say(), tapFormNav, previewStep+".quit"))
	purpose := announce.ForNew
	if !f.it.Published.IsZero() {
		purpose = announce.ForChanged
	}
	return b.showAnnouncement(ctx, t.chat, f.it, purpose, k)
}

// labelsOf are what buttons say.
func labelsOf(k *keys) (labels []string) {
	for _, row := range k.rows {
		for _, button := range row {
			labels = append(labels, button.Text)
		}
	}
	return labels
}

// wrongStep is the first question whose answer does not hold, and why.
func (b *Bot) wrongStep(f *form) (id, trouble string) {
	wrong := announce.CheckAt(f.it, b.Now())
	if f.it.ID != 0 {
		wrong = announce.Check(f.it) // its first dates may be past
	}
	for _, field := range wrong {
		if _, step := formStepOf(field); step != nil {
			return field, text.FormTrouble(field)
		}
	}
	return "", ""
}

// fix lists what may be corrected, or asks one question again.
func (b *Bot) fix(ctx context.Context, t *tapping, f *form, id string) error {
	if _, step := formStepOf(id); step != nil {
		f.step, f.fixing, f.check = id, true, false
		return b.askForm(ctx, t, f, "")
	}
	k := &keys{}
	var all []buttons
	for _, id := range b.scene(ctx, t.from, f).asked() {
		all = append(all, k.tap(text.FormStep(id), tapForm, "fix."+id))
	}
	k.flow(all...)
	k.row(k.tap(text.BackButton.Say(), tapForm, "resume"))
	_, err := b.send(ctx, t.chat, reply{html: text.FixWhat.Say(), keys: k.markup()})
	return err
}

// sendProposal proposes what the preview shows, and tells the coordinators.
func (b *Bot) sendProposal(ctx context.Context, t *tapping) error {
	f, err := b.tappedForm(ctx, t)
	if f == nil {
		return err
	}
	if step, trouble := b.wrongStep(f); step != "" || f.step != previewStep {
		return b.askForm(ctx, t, f, trouble)
	}
	it := f.it
	it.Author = b.Activity.Pseudonym(t.from)
	id, err := b.Announce.Propose(ctx, it)
	if errors.Is(err, announce.ErrInvalid) {
		return b.say(ctx, t.chat, text.FormTrouble("")+"\n"+text.FixHint.Say())
	}
	if err != nil {
		return b.announceTrouble(ctx, t.chat, err, "propose")
	}
	if err := b.Announce.DropDraft(ctx, t.from); err != nil {
		b.incident(err, "draft")
	}
	b.noteAnnounce(ctx, t.from, "announce-propose", id, it.Kind)
	b.tellModerators(ctx, id, t.from)
	if err := b.say(ctx, t.chat, text.Proposed.Say()); err != nil || !b.person(ctx, t.from).Coordinates() {
		return err
	}
	return b.showWaiting(ctx, t.chat, id)
}
