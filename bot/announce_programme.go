package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
	"relais/directory"
)

// programmePage is how many events a message lists.
const programmePage = 7

// soon is how far ahead the programme looks first.
const soon = 7 * 24 * time.Hour

// programme lists what is coming, first around where one works, if anything
// happens there.
func (b *Bot) programme(ctx context.Context, q asking, _ string) error {
	return b.showProgramme(ctx, &tapping{chat: q.chat, from: q.from, private: q.private}, "", 0)
}

// turnProgramme shows another page or quarter: « place.offset ».
func (b *Bot) turnProgramme(ctx context.Context, t *tapping) error {
	place, rest, _ := strings.Cut(t.Arg, ".")
	offset, err := strconv.Atoi(rest)
	if t.chat == 0 {
		return nil
	}
	if err != nil || offset < 0 {
		offset = 0
	}
	if place == "new" || t.picture {
		t.message = 0
	}
	return b.showProgramme(ctx, t, place, offset)
}

func (b *Bot) showProgramme(ctx context.Context, t *tapping, place string, offset int) error {
	f := announce.Filter{Upcoming: true}
	if p := b.placeNamed(place); p == nil {
		place = ""
	} else if p.Kind == directory.Quartier {
		f.Quartier = place
	} else {
		f.Commune = place
	}
	items, err := b.Announce.Items(ctx, f)
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "programme"))
	}
	if offset >= len(items) {
		offset = 0
	}
	_, err = b.show(ctx, t.chat, t.message, b.programmeReply(b.editionNow(ctx), items, place, offset, b.subscribed(ctx, t.chat)))
	return err
}

// editionNow is a line on the edition that runs or is about to; empty for none.
func (b *Bot) editionNow(ctx context.Context) string {
	for _, at := range []time.Time{b.Now(), b.Now().Add(soon)} {
		e, err := b.Announce.EditionOn(ctx, announce.DayOf(at))
		if err == nil {
			return text.ComingEdition.Say("year", e.Year, "theme", text.Tidy(e.Theme))
		}
		if !errors.Is(err, b.NotFound) {
			b.incident(err, "edition")
		}
	}
	return ""
}

// subscribed tells whether a chat gets announcements. Not to know offers them.
func (b *Bot) subscribed(ctx context.Context, chat int64) bool {
	s, err := b.Announce.Subscription(ctx, chat)
	if err != nil && !errors.Is(err, b.NotFound) {
		b.incident(err, "subscription")
	}
	return err == nil && s.Active
}

func (b *Bot) placeNamed(id string) *directory.Place {
	i := slices.IndexFunc(b.Places, func(p directory.Place) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &b.Places[i]
}

func (b *Bot) programmeReply(edition string, items []announce.Item, place string, offset int, subscribed bool) reply {
	head := text.ComingHead.Say()
	if place != "" {
		head = text.ComingAt.Say("place", b.placeLabel(place, nil))
	}
	lines, k := []string{joinLines(head, edition)}, &keys{}
	page := items[offset:min(offset+programmePage, len(items))]
	if len(items) == 0 {
		lines = append(lines, "", text.ComingEmpty.Say())
	}
	section := ""
	var numbers []buttons
	for i, it := range page {
		if s := b.section(it); s != section {
			section = s
			lines = append(lines, "", s)
		}
		lines = append(lines, b.programmeLine(offset+i+1, it))
		numbers = append(numbers, k.tap(fmt.Sprint(offset+i+1), tapEvent, itemArg(it.ID)))
	}
	for row := range slices.Chunk(numbers, 4) {
		k.row(row...)
	}
	var before, after buttons
	if offset > 0 {
		before = k.tap(text.BeforeButton.Say(), tapProgramme, place+"."+strconv.Itoa(max(offset-programmePage, 0)))
	}
	if left := len(items) - offset - len(page); left > 0 {
		after = k.tap(text.MoreButton.Say("count", left), tapProgramme, place+"."+strconv.Itoa(offset+programmePage))
	}
	k.row(before, after)
	var subscribe buttons
	if !subscribed {
		subscribe = k.tap(text.SubscribeButton.Say(), tapSubscribe, "")
	}
	k.row(k.tap(text.ComingPlace.Say(), tapProgrammeAt, ""), subscribe)
	if b.PublicURL != "" {
		lines = append(lines, "", text.ComingPage.Say("link", text.Link(bare(b.PublicURL+"/programme"), b.PublicURL+"/programme")))
	}
	return reply{html: strings.Join(lines, "\n"), keys: k.markup()}
}

// section is what an item's line stands under: soon, later, or without date.
func (b *Bot) section(it announce.Item) string {
	next, ok := it.Next(b.Now())
	switch {
	case !ok:
		return text.ComingAnytime.Say()
	case next.Starts.Before(b.Now().Add(soon)):
		return text.ComingSoon.Say()
	}
	return text.ComingLater.Say()
}

func (b *Bot) programmeLine(rank int, it announce.Item) string {
	when := ""
	if next, ok := it.Next(b.Now()); ok {
		when = text.DateWords(text.AnnounceDate(next), b.Now())
	} else if it.Deadline != 0 {
		when = text.ComingDeadline.Say("day", text.DayWords(it.Deadline, b.Now()))
	}
	title := text.Tidy(it.Title)
	if it.State == announce.Cancelled {
		title = text.ComingCancelled.Say("title", title)
	}
	return text.ComingLine.Say("rank", rank, "title", title, "rest", prefixed(" — ", dotted(when, b.placeOf(it))))
}

// prefixed puts something before what is there.
func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

// programmePlaces offers the places where something is coming.
func (b *Bot) programmePlaces(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	items, err := b.Announce.Items(ctx, announce.Filter{Upcoming: true})
	if err != nil {
		return b.say(ctx, t.chat, b.apology(err, "programme"))
	}
	has := map[string]bool{}
	for _, it := range items {
		has[it.Quartier], has[it.Commune] = true, true
	}
	k := &keys{}
	b.placeButtons(k, func(p *directory.Place) buttons {
		if !has[p.ID] {
			return nil
		}
		return k.tap(text.Tidy(p.Name), tapProgramme, p.ID+".0")
	})
	k.row(k.tap(text.ComingAll.Say(), tapProgramme, ".0"))
	_, err = b.show(ctx, t.chat, t.message, reply{html: text.ComingWhere.Say(), keys: k.markup()})
	return err
}

// openEvent sends an event as a message of its own.
func (b *Bot) openEvent(ctx context.Context, t *tapping) error {
	it, err := b.itemTapped(ctx, t)
	if err != nil || it == nil {
		return err
	}
	if !isPublic(*it) {
		return b.say(ctx, t.chat, text.AnnounceGone.Say())
	}
	said := answers{}
	if t.private {
		said.comes, said.relays, _, err = b.Announce.Answered(ctx, it.ID, t.from)
		if err != nil {
			b.incident(err, "answered")
		}
	}
	return b.showAnnouncement(ctx, t.chat, *it, purposeOf(*it), b.announceKeys(*it, said))
}

// isPublic tells what anybody may see.
func isPublic(it announce.Item) bool {
	return it.State == announce.Confirmed || it.State == announce.Changed || it.State == announce.Cancelled
}

// purposeOf is how an item reads today.
func purposeOf(it announce.Item) string {
	if it.State == announce.Cancelled {
		return announce.ForCancelled
	}
	return announce.ForNew
}
