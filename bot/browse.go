package bot

import (
	"context"
	"strconv"

	"relais/bot/text"
	"relais/search"
)

// again asks the search for the page of t's answer and shows it; adapt, unless
// nil, first changes the trail by what was understood.
func (b *Bot) again(ctx context.Context, t *tapping, adapt func(*search.Understood)) error {
	t.settle()
	if adapt != nil {
		before, err := b.find(ctx, t.browsing)
		if err != nil {
			return b.retry(ctx, t, err)
		}
		adapt(&before.Understood)
	}
	answer, err := b.find(ctx, t.browsing)
	if err != nil {
		return b.retry(ctx, t, err)
	}
	return b.present(ctx, t.browsing, &answer, 0)
}

// settle makes the message whose button was tapped the one that is edited.
func (t *tapping) settle() {
	if t.message != 0 && t.message != t.AnswerMessage {
		t.AnswerMessage, t.Look = t.message, ""
	}
}

// retry says that the search failed and leaves a button to try again.
func (b *Bot) retry(ctx context.Context, t *tapping, err error) error {
	k := &keys{browsing: t.ID}
	k.row(k.tap(text.BackButton.Say(), tapPage, strconv.Itoa(t.Offset)))
	return b.display(ctx, t.browsing, reply{html: b.apology(err, "browse"), keys: k.markup()})
}

func (b *Bot) turnPage(ctx context.Context, t *tapping) error {
	offset, err := strconv.Atoi(t.Arg)
	if err != nil || offset < 0 {
		offset = 0
	}
	t.Offset = offset
	return b.again(ctx, t, nil)
}

func (b *Bot) dropFacet(ctx context.Context, t *tapping) error {
	b.takenOff(ctx, t, t.Arg)
	t.drop(t.Arg)
	return b.again(ctx, t, nil)
}

func (b *Bot) addFacet(ctx context.Context, t *tapping) error {
	return b.again(ctx, t, func(u *search.Understood) { t.add(t.Arg, u) })
}

func (b *Bot) themeInstead(ctx context.Context, t *tapping) error {
	return b.again(ctx, t, func(u *search.Understood) {
		if len(u.Themes) > 0 && u.Themes[0] != t.Arg {
			b.correct(ctx, t, search.ThemeFacet, u.Themes[0])
		}
		t.instead(t.Arg, u)
	})
}

// back leads from a menu to the services.
func (t *tapping) back(k *keys) buttons {
	return k.tap(text.BackButton.Say(), tapPage, strconv.Itoa(t.Offset))
}

// menu shows buttons in place of the services.
func (b *Bot) menu(ctx context.Context, t *tapping, html string, k *keys) error {
	t.settle()
	return b.display(ctx, t.browsing, reply{html: html, keys: k.markup()})
}
