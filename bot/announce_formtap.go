package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// answerForm takes words as the answer to the form. It tells whether it did:
// without a form that listens, they are a question. Words that speak of danger
// get their number first; they are taken for an answer only when sent again,
// since an announcement may speak of suicide, and a person in danger may write
// in the middle of a form.
func (b *Bot) answerForm(ctx context.Context, q *asking) (bool, error) {
	if b.Announce == nil {
		return false, nil
	}
	danger := b.see(q.text)
	if danger != nil {
		if err := b.warn(ctx, *q, danger); err != nil {
			return true, err
		}
		q.warned = true
	}
	f := b.openForm(ctx, q.from)
	t := &tapping{chat: q.chat, from: q.from, update: q.update}
	switch {
	case f == nil, f.step == previewStep, !mayPropose(b.person(ctx, q.from)):
		return false, nil // nothing is asked in words
	case f.update == q.update:
		return true, b.askForm(ctx, t, f, "")
	case danger != nil && f.refused != mark(q.text):
		f.refused, f.asked, f.update = mark(q.text), b.Now(), q.update
		if err := b.saveForm(ctx, q.from, f); err != nil {
			b.incident(err, "draft")
		}
		return true, b.say(ctx, q.chat, text.FormWaits.Say())
	}
	return true, b.takeWords(ctx, t, f, q.text)
}

// takeWords gives words to the present step.
func (b *Bot) takeWords(ctx context.Context, t *tapping, f *form, words string) error {
	_, step := formStepOf(f.step)
	if step.read == nil {
		return b.askForm(ctx, t, f, text.FormTapOne.Say())
	}
	was := f.it
	if err := step.read(&f.it, words, b.Now()); err != nil {
		f.it = was
		said := text.FormTrouble(step.id)
		if trouble := (*dateTrouble)(nil); errors.As(err, &trouble) {
			said = trouble.say()
		}
		return b.askForm(ctx, t, f, said)
	}
	if field := step.id; slices.Contains(announce.Check(f.it), field) {
		f.it = was
		return b.askForm(ctx, t, f, text.FormTrouble(field))
	}
	if step.id == "dates" {
		f.check, f.refused = true, ""
		return b.askForm(ctx, t, f, "")
	}
	f.next(b.scene(ctx, t.from, f))
	return b.askForm(ctx, t, f, "")
}

// tappedForm finds the form of who taps; nil for none, which they are told.
func (b *Bot) tappedForm(ctx context.Context, t *tapping) (*form, error) {
	if t.chat == 0 || !t.private {
		return nil, nil
	}
	if !mayPropose(b.person(ctx, t.from)) {
		return nil, b.say(ctx, t.chat, text.ProposeHow.Say())
	}
	f, err := b.loadForm(ctx, t.from)
	if err != nil {
		return nil, b.say(ctx, t.chat, b.apology(err, "draft"))
	}
	if f == nil {
		return nil, b.say(ctx, t.chat, text.FormGone.Say())
	}
	if t.picture {
		t.message = 0 // a preview with its poster stays
	}
	return f, nil
}

// chooseForm takes a tapped answer: « step.value ».
func (b *Bot) chooseForm(ctx context.Context, t *tapping) error {
	f, err := b.tappedForm(ctx, t)
	if f == nil {
		return err
	}
	name, value, _ := strings.Cut(t.Arg, ".")
	switch name {
	case "resume":
		return b.askForm(ctx, t, f, "")
	case "restart":
		return b.restartForm(ctx, t, f, value == "oui")
	case "fix":
		return b.fix(ctx, t, f, value)
	}
	_, step := formStepOf(f.step)
	s := b.scene(ctx, t.from, f)
	switch {
	case f.step != name:
		return b.askForm(ctx, t, f, "") // a button of a step gone by
	case f.check:
		if value == "oui" {
			f.next(s)
		}
		f.check = false
		return b.askForm(ctx, t, f, "")
	case step == nil || step.take == nil:
		return b.askForm(ctx, t, f, "")
	}
	f.towns = name == "quartier" && value == otherPlaces
	was := f.it
	done, known := step.take(b, s, value)
	if !known {
		f.it = was
	} else if done {
		f.next(s)
	}
	return b.askForm(ctx, t, f, "")
}

// restartForm begins again; it asks before it erases what was entered.
func (b *Bot) restartForm(ctx context.Context, t *tapping, f *form, sure bool) error {
	if sure {
		return b.askForm(ctx, t, &form{step: formSteps[0].id}, "")
	}
	k := &keys{}
	k.row(k.tap(text.FormRestartYes.Say(), tapForm, "restart.oui"), k.tap(text.FormRestartNo.Say(), tapForm, "resume"))
	_, err := b.show(ctx, t.chat, t.message, reply{html: text.FormRestartSure.Say("title", f.title()), keys: k.markup()})
	return err
}

// askAgain shows the question of the form again, below what was answered in
// the middle of it.
func (b *Bot) askAgain(ctx context.Context, q asking) error {
	f := b.openForm(ctx, q.from)
	if f == nil || f.step == previewStep || !mayPropose(b.person(ctx, q.from)) {
		return nil
	}
	return b.askForm(ctx, &tapping{chat: q.chat, from: q.from, update: q.update}, f, "")
}

// moveForm goes back, passes, or puts the form aside: « step.verb ».
func (b *Bot) moveForm(ctx context.Context, t *tapping) error {
	f, err := b.tappedForm(ctx, t)
	if f == nil {
		return err
	}
	name, verb, _ := strings.Cut(t.Arg, ".")
	switch {
	case verb == "quit":
		return b.putAside(ctx, t, f)
	case verb == "erase":
		if err := b.Announce.DropDraft(ctx, t.from); err != nil {
			return b.say(ctx, t.chat, b.apology(err, "draft"))
		}
		_, err := b.show(ctx, t.chat, t.message, reply{html: text.FormErased.Say()})
		return err
	case f.step != name:
	case verb == "back":
		f.back(b.scene(ctx, t.from, f))
	case verb == "skip":
		if trouble := b.mustAnswer(f); trouble != "" {
			return b.askForm(ctx, t, f, trouble)
		}
		f.next(b.scene(ctx, t.from, f))
	}
	return b.askForm(ctx, t, f, "")
}

// mustAnswer is why a step cannot be passed for this kind of announcement;
// empty when it can. To pass is not to say: what was known is kept.
func (b *Bot) mustAnswer(f *form) string {
	it := f.it
	if f.step != "what" && f.step != "dates" || f.step == "what" && (it.Kind == announce.Event || it.Kind == announce.Training) {
		return ""
	}
	if slices.Contains(announce.Check(it), f.step) {
		return text.FormTrouble(f.step)
	}
	return ""
}

// leaveForm is /annuler.
func (b *Bot) leaveForm(ctx context.Context, q asking, _ string) error {
	f, err := b.loadForm(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "draft"))
	}
	if f == nil {
		return b.say(ctx, q.chat, text.FormNothing.Say())
	}
	return b.putAside(ctx, &tapping{chat: q.chat, from: q.from, private: q.private}, f)
}

// putAside keeps the draft and stops listening.
func (b *Bot) putAside(ctx context.Context, t *tapping, f *form) error {
	f.asked = time.Time{}
	if err := b.saveForm(ctx, t.from, f); err != nil {
		return b.say(ctx, t.chat, b.apology(err, "draft"))
	}
	k := &keys{}
	k.row(k.tap(text.FormResume.Say(), tapForm, "resume"), k.tap(text.FormErase.Say(), tapFormNav, f.step+".erase"))
	_, err := b.show(ctx, t.chat, t.message, reply{html: text.FormAside.Say(), keys: k.markup()})
	return err
}
