package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/text"
)

// digestKey is how much of a digest a button carries: enough to know that what
// was shown is what waits now.
const digestKey = 16

// moderate lists what waits for approval. One alone is shown at once.
func (b *Bot) moderate(ctx context.Context, q asking, _ string) error {
	list, err := b.Announce.Waiting(ctx)
	switch {
	case err != nil:
		return b.say(ctx, q.chat, b.apology(err, "waiting"))
	case len(list) == 0:
		return b.say(ctx, q.chat, text.ModerateNothing.Say())
	case len(list) == 1:
		return b.showPending(ctx, q.chat, list[0])
	}
	lines, k := []string{text.ModerateHead.Say("count", text.Number(len(list))), ""}, &keys{}
	var all []buttons
	for i, p := range list[:min(len(list), 20)] {
		lines = append(lines, text.ModerateLine.Say("rank", i+1, "title", text.Tidy(p.Item.Title), "change", text.Small(text.ChangeName(p.Change))))
		all = append(all, k.tap(fmt.Sprint(i+1), tapModerate, itemArg(p.Item.ID)))
	}
	for i := 0; i < len(all); i += 5 {
		k.row(all[i:min(i+5, len(all))]...)
	}
	_, err = b.send(ctx, q.chat, reply{html: strings.Join(lines, "\n"), keys: k.markup()})
	return err
}

// openPending shows one of them.
func (b *Bot) openPending(ctx context.Context, t *tapping) error {
	if p, err := b.asCoordinator(ctx, t); p == nil {
		return err
	}
	id, _ := readItem(t.Arg)
	return b.showWaiting(ctx, t.chat, id)
}

func (b *Bot) showWaiting(ctx context.Context, chat, id int64) error {
	p, err := b.Announce.WaitingFor(ctx, id)
	if err != nil {
		return b.pendingTrouble(ctx, chat, err)
	}
	return b.showPending(ctx, chat, p)
}

func (b *Bot) pendingTrouble(ctx context.Context, chat int64, err error) error {
	if errors.Is(err, b.NotFound) {
		return b.say(ctx, chat, text.ModerateDone.Say())
	}
	return b.announceTrouble(ctx, chat, err, "moderate")
}

// showPending shows the very message, then what there is to know before it goes
// out: why, to how many, from whom, and what changed.
func (b *Bot) showPending(ctx context.Context, chat int64, p announce.Pending) error {
	if err := b.showAnnouncement(ctx, chat, p.Item, p.Change, nil); err != nil {
		return err
	}
	_, err := b.send(ctx, chat, b.pendingReply(p, ""))
	return err
}

func pendingArg(p announce.Pending, rest string) string {
	arg := itemArg(p.Item.ID) + "." + p.Digest[:min(digestKey, len(p.Digest))]
	if rest != "" {
		arg += "." + rest
	}
	return arg
}

// pendingReply are the facts and the buttons; confirming is the verb that waits
// for a second tap.
func (b *Bot) pendingReply(p announce.Pending, confirming string) reply {
	lines := []string{text.PendingHead.Say("change", text.ChangeName(p.Change)), b.audienceWords(p)}
	if p.Needed > 1 {
		lines = append(lines, text.PendingApprovals.Say("given", p.Approvals, "needed", p.Needed))
	}
	lines = append(lines, text.PendingBy.Say("code", shortCode(p.Author)))
	if p.Before != nil {
		if changes := b.changes(*p.Before, p.Item); len(changes) > 0 {
			lines = append(lines, "", text.PendingChanges.Say())
			lines = append(lines, changes...)
		}
	}
	k := &keys{}
	switch confirming {
	case "oui":
		lines = append(lines, "", text.ApproveSure.Say())
		k.row(k.tap(text.ApproveYes.Say(), tapApprove, pendingArg(p, "sur")))
	case "non":
		lines = append(lines, "", text.RefuseSure.Say())
		k.row(k.tap(text.RefuseYes.Say(), tapRefuse, pendingArg(p, "sur")))
	default:
		k.row(k.tap(text.ApproveButton.Say(), tapApprove, pendingArg(p, "")), k.tap(text.RefuseButton.Say(), tapRefuse, pendingArg(p, "")))
		return reply{html: strings.Join(lines, "\n"), keys: k.markup()}
	}
	k.row(k.tap(text.BackButton.Say(), tapApprove, pendingArg(p, "retour")))
	return reply{html: strings.Join(lines, "\n"), keys: k.markup()}
}

// audienceWords say to how many and when it would go.
func (b *Bot) audienceWords(p announce.Pending) string {
	who := text.Count(p.Audience, "abonné concerné", "abonnés concernés")
	switch {
	case p.Audience == 0:
		return text.PendingNobody.Say()
	case p.Item.Reach == announce.Everyone:
		who = text.PendingAll.Say("count", text.Count(p.Audience, "abonné", "abonnés"))
	}
	return text.PendingTo.Say("who", who)
}

// shortCode is enough of a pseudonym to tell two people apart.
func shortCode(author string) string {
	if strings.HasPrefix(author, "source:") || author == announce.Terminal {
		return author
	}
	return author[:min(6, len(author))]
}

// approve asks to confirm, then approves what was shown.
func (b *Bot) approve(ctx context.Context, t *tapping) error {
	return b.decide(ctx, t, "oui", func(p announce.Pending, actor string) (string, error) {
		published, err := b.Announce.Approve(ctx, p.Item.ID, p.Digest, actor)
		if err != nil {
			return "", err
		}
		b.noteAnnounce(ctx, t.from, "announce-approve", p.Item.ID, p.Change)
		if !published {
			return text.ApprovedOnce.Say("given", p.Approvals+1, "needed", p.Needed), nil
		}
		if p.Audience == 0 {
			return text.ApprovedNobody.Say(), nil
		}
		return text.Approved.Say("who", text.Count(p.Audience, "abonné", "abonnés")), nil
	})
}

// refuseProposal asks to confirm, then refuses.
func (b *Bot) refuseProposal(ctx context.Context, t *tapping) error {
	return b.decide(ctx, t, "non", func(p announce.Pending, actor string) (string, error) {
		if err := b.Announce.Refuse(ctx, p.Item.ID, actor); err != nil {
			return "", err
		}
		b.noteAnnounce(ctx, t.from, "announce-refuse", p.Item.ID, p.Change)
		return text.RefusedNow.Say(), nil
	})
}

// decide holds a decision to what the coordinator was shown: when that changed
// since, they see it anew.
func (b *Bot) decide(ctx context.Context, t *tapping, verb string, do func(announce.Pending, string) (string, error)) error {
	who, err := b.asCoordinator(ctx, t)
	if who == nil {
		return err
	}
	id, rest := readItem(t.Arg)
	digest, sure, _ := strings.Cut(rest, ".")
	p, err := b.Announce.WaitingFor(ctx, id)
	switch {
	case err != nil:
		return b.pendingTrouble(ctx, t.chat, err)
	case !mayDecidePending(*who, p):
		return b.say(ctx, t.chat, text.AnnounceElsewhere.Say())
	case digest == "" || !strings.HasPrefix(p.Digest, digest):
		if err := b.say(ctx, t.chat, text.ModerateStale.Say()); err != nil {
			return err
		}
		return b.showPending(ctx, t.chat, p)
	case sure == "":
		_, err := b.show(ctx, t.chat, t.message, b.pendingReply(p, verb))
		return err
	case sure != "sur":
		_, err := b.show(ctx, t.chat, t.message, b.pendingReply(p, ""))
		return err
	}
	said, err := do(p, b.Activity.Pseudonym(t.from))
	if errors.Is(err, announce.ErrAllowed) {
		said, err = text.ApproveOther.Say(), nil
	}
	if err != nil {
		return b.pendingTrouble(ctx, t.chat, err)
	}
	_, err = b.show(ctx, t.chat, t.message, reply{html: said})
	return err
}

// mayDecide tells whether an announcement is a coordinator's business: it
// happens in their territory, or nowhere in particular. The console holds to the
// same.
func mayDecide(p relay.Person, it announce.Item) bool {
	where := relay.Territory{Commune: it.Commune, Quartier: it.Quartier}
	return p.Coordinates() && (p.Role == relay.Administrator || where == relay.Territory{} || p.Territory.Holds(where))
}

// mayDecidePending is mayDecide of an item as it is, and as it would be.
func mayDecidePending(who relay.Person, p announce.Pending) bool {
	return mayDecide(who, p.Item) && (p.Before == nil || mayDecide(who, *p.Before))
}

// tellModerators writes to the coordinators whose business it is, and whose chat
// is known, that something waits. That it fails is no matter: /moderer lists it.
func (b *Bot) tellModerators(ctx context.Context, id, proposer int64) {
	if b.Moderators == nil {
		return
	}
	chats, err := b.Moderators(ctx)
	if err != nil {
		b.incident(err, "moderators")
		return
	}
	p, err := b.Announce.WaitingFor(ctx, id)
	if err != nil {
		b.incident(err, "moderation request")
		return
	}
	for _, chat := range chats {
		if chat == proposer || !mayDecidePending(b.person(ctx, chat), p) {
			continue
		}
		if err := b.showPending(ctx, chat, p); err != nil {
			b.incident(err, "moderation request")
		}
	}
}
