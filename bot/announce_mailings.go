package bot

import (
	"context"
	"slices"
	"strings"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/text"
)

// mailingsShown is how many mailings a message tells of.
const mailingsShown = 5

// mailings tells coordinators how far the sending is.
func (b *Bot) mailings(ctx context.Context, q asking, _ string) error {
	return b.showMailings(ctx, &tapping{chat: q.chat, from: q.from, private: q.private})
}

// turnMailing stops, resumes or resends: « mailing.verb ». An empty verb looks
// again.
func (b *Bot) turnMailing(ctx context.Context, t *tapping) error {
	who, err := b.asCoordinator(ctx, t)
	if who == nil {
		return err
	}
	id, verb := readItem(t.Arg)
	if may, err := b.mayTurn(ctx, *who, id); verb != "" && (err != nil || !may) {
		if err != nil {
			return b.announceTrouble(ctx, t.chat, err, "mailing")
		}
		return b.say(ctx, t.chat, text.AnnounceElsewhere.Say())
	}
	actor, action := b.Activity.Pseudonym(t.from), ""
	switch verb {
	case "stop":
		err, action = b.Announce.Stop(ctx, id, actor), "announce-stop"
	case "resume":
		err, action = b.Announce.Resume(ctx, id, actor), "announce-resume"
	case "resend":
		_, err = b.Announce.Resend(ctx, id, actor)
		action = "announce-resend"
	}
	if err != nil {
		return b.announceTrouble(ctx, t.chat, err, "mailing")
	}
	if action != "" {
		b.noteMailing(ctx, t, action, id)
	}
	return b.showMailings(ctx, t)
}

// mayTurn tells whether a mailing is a coordinator's business: its item is, or
// it is a digest.
func (b *Bot) mayTurn(ctx context.Context, who relay.Person, mailing int64) (bool, error) {
	p, err := b.Announce.Mailing(ctx, mailing)
	if err != nil || p.Item == 0 {
		return true, err
	}
	it, err := b.Announce.Item(ctx, p.Item)
	return mayDecide(who, it), err
}

func (b *Bot) noteMailing(ctx context.Context, t *tapping, action string, mailing int64) {
	p, err := b.Announce.Mailing(ctx, mailing)
	if err != nil {
		b.incident(err, "note")
	}
	b.noteAnnounce(ctx, t.from, action, p.Item, "envoi:"+itemArg(mailing))
}

func (b *Bot) showMailings(ctx context.Context, t *tapping) error {
	list, err := b.Announce.Mailings(ctx, mailingsShown)
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "mailings"))
	}
	k, blocks := &keys{}, []string{text.MailingsHead.Say()}
	if len(list) == 0 {
		blocks = append(blocks, text.MailingsNone.Say())
	}
	for i, p := range list {
		blocks = append(blocks, mailingWords(i+1, p))
		b.mailingKeys(k, i+1, p)
	}
	k.row(k.tap(text.LookAgain.Say(), tapMailing, "0"))
	_, err = b.show(ctx, t.chat, t.message, reply{html: strings.Join(blocks, "\n\n"), keys: k.markup()})
	return err
}

func (b *Bot) mailingKeys(k *keys, rank int, p announce.Progress) {
	id := itemArg(p.Mailing)
	var stop, again buttons
	switch {
	case p.State == "stopped":
		stop = k.tap(text.MailingResume.Say("rank", rank), tapMailing, id+".resume")
	case p.State != "done":
		stop = k.tap(text.MailingStop.Say("rank", rank), tapMailing, id+".stop")
	}
	if p.Counts[announce.Failed] > 0 {
		again = k.tap(text.MailingResend.Say("rank", rank), tapMailing, id+".resend")
	}
	k.row(stop, again)
}

// mailingWords is how far one mailing is, and why some of it failed.
func mailingWords(rank int, p announce.Progress) string {
	title := text.Tidy(p.Title)
	if title == "" {
		title = text.MailingDigest.Say()
	}
	total := 0
	for _, n := range p.Counts {
		total += n
	}
	lines := []string{text.MailingLine.Say("rank", rank, "title", title, "purpose", text.MailingPurpose(p.Purpose), "state", text.MailingState(p.State)),
		text.MailingSent.Say("sent", text.Count(p.Counts[announce.Sent], "envoyé", "envoyés"), "total", text.Number(total))}
	var rest []string
	for _, state := range []string{announce.Waiting, announce.Sending, announce.Uncertain, announce.Failed, announce.Stopped, announce.Late, announce.Left} {
		if n := p.Counts[state]; n > 0 {
			rest = append(rest, text.DeliveryCount(state, n))
		}
	}
	if len(rest) > 0 {
		lines = append(lines, text.EscapeHTML(strings.Join(rest, " · ")))
	}
	var reasons []string
	for reason, n := range p.Reasons {
		reasons = append(reasons, text.FailureReason(reason)+" ("+text.Number(n)+")")
	}
	if slices.Sort(reasons); len(reasons) > 0 {
		lines = append(lines, text.MailingReasons.Say("reasons", strings.Join(reasons, ", ")))
	}
	return strings.Join(lines, "\n")
}
