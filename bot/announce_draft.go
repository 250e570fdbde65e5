package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	"relais/bot/announce"
)

// formListens is how long after its last question the form takes what is
// written for its answer. Later, words are a question again, and /proposer goes
// on with the draft.
const formListens = time.Hour

// previewStep is the last one: the very message, to be proposed.
const previewStep = "preview"

// form is what somebody is entering, and where they are in it. All of it is in
// the draft, so that it survives a restart and another replica goes on with it.
type form struct {
	it      announce.Item
	step    string
	fixing  bool      // one answer is corrected: the preview comes after it
	check   bool      // the dates read are to be confirmed
	asked   time.Time // last question; zero once put aside
	towns   bool      // the communes are shown in place of the quarters; not kept
	update  int64     // handled last: the same again changes nothing
	refused string    // mark of words that spoke of danger, not taken as an answer
}

// draft writes a form as it is kept.
func (f *form) draft() announce.Draft {
	flags := ""
	if f.fixing {
		flags += "f"
	}
	if f.check {
		flags += "c"
	}
	asked := int64(0)
	if !f.asked.IsZero() {
		asked = f.asked.Unix()
	}
	return announce.Draft{Item: f.it, Step: strings.Join([]string{f.step, flags,
		strconv.FormatInt(asked, 10), strconv.FormatInt(f.update, 10), f.refused}, "|")}
}

// readForm reads what draft wrote.
func readForm(d announce.Draft) *form {
	parts := strings.Split(d.Step+"||||", "|")
	f := &form{it: d.Item, step: parts[0], fixing: strings.Contains(parts[1], "f"), check: strings.Contains(parts[1], "c"), refused: parts[4]}
	if n, _ := strconv.ParseInt(parts[2], 10, 64); n > 0 {
		f.asked = time.Unix(n, 0)
	}
	f.update, _ = strconv.ParseInt(parts[3], 10, 64)
	if _, s := formStepOf(f.step); s == nil && f.step != previewStep {
		f.step = formSteps[0].id
	}
	return f
}

// listens tells whether what is written now answers the form.
func (f *form) listens(now time.Time) bool {
	return !f.asked.IsZero() && now.Sub(f.asked) < formListens
}

// mark recognises words without keeping them.
func mark(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:6])
}

// loadForm finds somebody's form; nil when there is none.
func (b *Bot) loadForm(ctx context.Context, user int64) (*form, error) {
	if b.Announce == nil {
		return nil, nil
	}
	d, err := b.Announce.LoadDraft(ctx, user)
	switch {
	case errors.Is(err, b.NotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return readForm(d), nil
}

// openForm finds the form that listens. Not to know must not keep an answer
// away.
func (b *Bot) openForm(ctx context.Context, user int64) *form {
	ctx, cancel := context.WithTimeout(ctx, personTimeout)
	defer cancel()
	f, err := b.loadForm(ctx, user)
	if err != nil {
		b.incident(err, "draft")
		return nil
	}
	if f == nil || !f.listens(b.Now()) {
		return nil
	}
	return f
}

func (b *Bot) saveForm(ctx context.Context, user int64, f *form) error {
	return b.Announce.SaveDraft(ctx, user, f.draft())
}
