package bot

import (
	"context"
	"errors"

	"relais/bot/announce"
	"relais/bot/text"
)

// announceTrouble tells what could not be done with an announcement.
func (b *Bot) announceTrouble(ctx context.Context, chat int64, err error, doing string) error {
	said := ""
	switch {
	case errors.Is(err, b.NotFound):
		said = text.AnnounceGone.Say()
	case errors.Is(err, announce.ErrState):
		said = text.AnnounceChangedSince.Say()
	case errors.Is(err, announce.ErrAllowed):
		said = text.AnnounceNotYou.Say()
	default:
		said = b.apology(err, doing)
	}
	return b.say(ctx, chat, said)
}

// note writes what was done with an announcement in the audit trail. That it
// fails must not undo what was done.
func (b *Bot) noteAnnounce(ctx context.Context, operator int64, action string, item int64, detail string) {
	if err := b.Activity.Note(ctx, b.Activity.Pseudonym(operator), action, "annonce:"+itemArg(item), detail); err != nil {
		b.incident(err, "note")
	}
}
