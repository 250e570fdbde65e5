package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
	"relais/bot/text"
)

const (
	inlineEvents = 5
	eventID      = "annonce-" // then the item's id, in inline results
)

// programmeWords ask for the programme itself, not for words that stand in it.
var programmeWords = []string{"sism", "programme", "agenda", "evenement", "evenements"}

// events are the announcements an inline query speaks of: all its words stand in
// them, or it asks for the programme and the other words do.
func (b *Bot) events(ctx context.Context, query string) []models.InlineQueryResult {
	words := strings.Fields(unaccent.Replace(strings.ToLower(query)))
	if b.Announce == nil || len(words) == 0 {
		return nil
	}
	items, err := b.Announce.Items(ctx, announce.Filter{Upcoming: true})
	if err != nil {
		b.incident(err, "inline events")
		return nil
	}
	var out []models.InlineQueryResult
	for _, it := range items {
		if it.State != announce.Cancelled && b.speaksOf(words, it) && len(out) < inlineEvents {
			out = append(out, b.eventArticle(it))
		}
	}
	return out
}

func (b *Bot) speaksOf(words []string, it announce.Item) bool {
	hay := unaccent.Replace(strings.ToLower(strings.Join([]string{it.Title, it.What, it.Audience, it.Venue, it.Address, it.Organiser,
		strings.Join(it.Partners, " "), b.placeOf(it)}, " ")))
	for _, w := range words {
		switch {
		case w == "sism" && it.Edition == 0:
			return false
		case slices.Contains(programmeWords, w):
		case len(w) < 3 || !strings.Contains(hay, w):
			return false
		}
	}
	return true
}

func (b *Bot) eventArticle(it announce.Item) models.InlineQueryResult {
	when := ""
	if next, ok := it.Next(b.Now()); ok {
		when = text.DateWords(text.AnnounceDate(next), b.Now())
	}
	html := b.announcement(it, purposeOf(it))
	if strings.HasPrefix(b.PublicURL, "https://") {
		page := b.PublicURL + "/programme/" + itemArg(it.ID)
		html += "\n🔗 " + string(text.Link(bare(page), page))
	}
	return post(eventID+itemArg(it.ID), text.Cut(text.Tidy(it.Title), 120), dotted(when, b.placeOf(it)), html)
}

// chosenEvent counts an event that was posted somewhere as passed on.
func (b *Bot) chosenEvent(ctx context.Context, c *models.ChosenInlineResult) error {
	id, _ := readItem(strings.TrimPrefix(c.ResultID, eventID))
	if b.Announce == nil || id == 0 {
		return nil
	}
	if err := b.Announce.Answer(ctx, id, c.From.ID, announce.Relays, 0, true); err != nil {
		b.incident(err, "event shared")
	}
	return nil
}
