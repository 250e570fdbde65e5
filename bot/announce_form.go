package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"relais/bot/relay"
	"relais/bot/text"
)

// mayPropose tells who may propose announcements.
func mayPropose(p relay.Person) bool {
	return p.State == relay.Active && p.Role != relay.Operator && p.Role != ""
}

// propose begins the form, or offers to go on with the one that was begun.
func (b *Bot) proposeAnnouncement(ctx context.Context, q asking, _ string) error {
	p, err := b.Activity.Person(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "propose"))
	}
	if !mayPropose(p) {
		return b.say(ctx, q.chat, text.ProposeHow.Say())
	}
	f, err := b.loadForm(ctx, q.from)
	if err != nil {
		return b.say(ctx, q.chat, b.apology(err, "draft"))
	}
	if f == nil {
		f = &form{step: formSteps[0].id}
		if err := b.say(ctx, q.chat, text.FormHello.Say()); err != nil {
			return err
		}
		return b.askForm(ctx, &tapping{chat: q.chat, from: q.from, update: q.update}, f, "")
	}
	k := &keys{}
	k.row(k.tap(text.FormResume.Say(), tapForm, "resume"), k.tap(text.FormRestart.Say(), tapForm, "restart"))
	_, err = b.send(ctx, q.chat, reply{html: text.FormFound.Say("title", f.title()), keys: k.markup()})
	return err
}

// title is what the draft is called.
func (f *form) title() string {
	if f.it.Title == "" {
		return text.FormUntitled.Say()
	}
	return text.Echo(f.it.Title, 120)
}

// scene is what decides which questions are asked of somebody.
func (b *Bot) scene(ctx context.Context, user int64, f *form) *formScene {
	s := &formScene{it: &f.it, chooses: b.person(ctx, user).Coordinates()}
	if len(f.it.Dates) > 0 {
		e, err := b.Announce.EditionOn(ctx, f.it.Dates[0].FirstDay())
		if err == nil {
			s.edition = &e
		} else if !errors.Is(err, b.NotFound) {
			b.incident(err, "edition")
		}
	}
	return s
}

// asked are the steps of a scene.
func (s *formScene) asked() (ids []string) {
	for _, step := range formSteps {
		if step.when == nil || step.when(s) {
			ids = append(ids, step.id)
		}
	}
	return ids
}

// next goes to the step after the present one, or back to the preview after a
// correction.
func (f *form) next(s *formScene) {
	f.check, f.refused = false, ""
	if s.edition == nil {
		f.it.Edition = 0
	} else if f.it.Edition != 0 {
		f.it.Edition = s.edition.ID // the dates may be another year's now
	}
	ids := s.asked()
	i := slices.Index(ids, f.step)
	switch {
	case f.fixing && f.step == "dates" && s.edition != nil && f.it.Edition == 0:
		f.step = "edition"
	case f.fixing, i+1 >= len(ids):
		f.step, f.fixing = previewStep, false
	case i < 0:
		f.step = ids[0]
	default:
		f.step = ids[i+1]
	}
}

// back goes to the step before.
func (f *form) back(s *formScene) {
	ids := s.asked()
	i := slices.Index(ids, f.step)
	switch {
	case f.check:
	case f.step == previewStep:
		f.step = ids[len(ids)-1]
	case f.fixing:
		f.step = previewStep
	case i > 0:
		f.step = ids[i-1]
	}
	f.check, f.fixing, f.refused = false, false, ""
}

// askForm keeps the form, then asks its question, in the message t shows when it
// has one. trouble is what was wrong with the last answer.
func (b *Bot) askForm(ctx context.Context, t *tapping, f *form, trouble string) error {
	f.asked, f.update = b.Now(), t.update
	if err := b.saveForm(ctx, t.from, f); err != nil {
		return b.say(ctx, t.chat, b.apology(err, "draft"))
	}
	if f.step == previewStep {
		return b.preview(ctx, t, f)
	}
	_, err := b.show(ctx, t.chat, t.message, b.question(b.scene(ctx, t.from, f), f, trouble))
	return err
}

// question is a step as it is asked.
func (b *Bot) question(s *formScene, f *form, trouble string) reply {
	_, step := formStepOf(f.step)
	ids, k := s.asked(), &keys{}
	if f.check {
		k.row(k.tap(text.FormDatesRight.Say(), tapForm, "dates.oui"), k.tap(text.FormDatesWrong.Say(), tapForm, "dates.non"))
		b.formNav(k, f, true)
		lines := []string{text.FormDatesRead.Say()}
		if trouble != "" {
			lines = []string{trouble, "", text.FormDatesRead.Say()}
		}
		for _, d := range f.it.Dates[:min(len(f.it.Dates), 20)] {
			lines = append(lines, "• "+text.DateWords(text.AnnounceDate(d), b.Now()))
		}
		if more := len(f.it.Dates) - 20; more > 0 {
			lines = append(lines, text.FormDatesMore.Say("count", text.Count(more, "autre date", "autres dates")))
		}
		return reply{html: strings.Join(lines, "\n"), keys: k.markup()}
	}
	html := step.ask.Say()
	if step.id == "edition" && s.edition != nil {
		html = text.FormEdition.Say("year", s.edition.Year, "theme", s.edition.Theme)
	}
	if trouble != "" {
		html = trouble + "\n\n" + html
	}
	switch n := slices.Index(ids, f.step); {
	case n < 0, f.fixing:
	case s.it.Kind == "": // how many questions there are depends on it
		html = text.FormFirst.Say("n", n+1) + "\n" + html
	default:
		html = text.FormProgress.Say("n", n+1, "total", len(ids)) + "\n" + html
	}
	if step.show != nil {
		if now := step.show(b, s.it); now != "" {
			html += "\n\n" + text.FormNow.Say("value", text.Echo(now, 700))
		}
	}
	if f.towns {
		townKeys(b, k, s.it)
		return reply{html: html, keys: k.markup()}
	}
	if step.keys != nil {
		step.keys(b, k, s.it)
	}
	b.formNav(k, f, step.must)
	return reply{html: html, keys: k.markup()}
}

// formNav are the ways out of any question.
func (b *Bot) formNav(k *keys, f *form, must bool) {
	var back, skip buttons
	if f.step != formSteps[0].id || f.fixing {
		back = k.tap(text.BackButton.Say(), tapFormNav, f.step+".back")
	}
	if _, step := formStepOf(f.step); !must && step != nil && step.keys == nil || f.step == "free" || f.step == "poster" {
		skip = k.tap(text.Skip.Say(), tapFormNav, f.step+".skip")
	}
	k.row(back, skip, k.tap(text.FormQuit.Say(), tapFormNav, f.step+".quit"))
}
