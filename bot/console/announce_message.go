package console

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"relais/bot/announce"
	telegram "relais/bot/announce/message"
	"relais/bot/text"
)

// message is the very message of an announcement, as it goes out.
type message struct {
	HTML   template.HTML // of Telegram: lines are lines
	Poster string        // address of the picture, or empty
	Keys   []string      // buttons under it
}

// message makes the message of an item for a purpose, as the chat does.
func (c *Console) message(it announce.Item, purpose, poster string) message {
	if len(it.Poster) == 0 {
		poster = ""
	}
	words := telegram.Of(it, purpose, c.placeName, c.Now())
	return message{template.HTML(words), poster, text.AnnounceKeys(len(it.Dates) > 0, it.State == announce.Cancelled)} // it escapes what it is given
}

// itemPlace is the name of an item's quarter, else of its commune.
func (c *Console) itemPlace(it announce.Item) string { return telegram.Place(it, c.placeName) }

// difference is a field that changes.
type difference struct{ Field, Before, After string }

// differences tells, field by field, what an item was and would be.
func (c *Console) differences(before, after announce.Item) (list []difference) {
	was, is := c.fields(before), c.fields(after)
	for i := range was {
		if was[i].words != is[i].words {
			list = append(list, difference{text.FormStep(was[i].id), orNothing(was[i].words), orNothing(is[i].words)})
		}
	}
	if !bytes.Equal(before.Poster, after.Poster) {
		list = append(list, difference{text.FormStep("poster"), presence(before.Poster), presence(after.Poster)})
	}
	return list
}

// field is what an item says of one thing.
type field struct{ id, words string }

func (c *Console) fields(it announce.Item) []field {
	kind, _ := text.AnnounceKind(it.Kind)
	list := []field{{"kind", kind}, {"title", it.Title}, {"what", it.What}, {"audience", it.Audience},
		{"dates", c.datesWords(it)}, {"deadline", c.deadlineWords(it)}, {"edition", yesIf(it.Edition != 0)},
		{"quartier", c.itemPlace(it)}, {"venue", it.Venue}, {"address", it.Address}, {"organiser", it.Organiser},
		{"partners", strings.Join(it.Partners, ", ")}, {"themes", names(it.Themes, themeName)}, {"free", telegram.Free(it.Free)},
		{"booking", it.Booking}, {"access", names(it.Access, text.AnnounceAccess)}, {"contact", it.Contact}, {"url", it.URL},
		{"reach", reachWords(it.Reach)}}
	return list
}

func orNothing(s string) string {
	if s == "" {
		return text.AnnounceNothing
	}
	return s
}

func presence(poster []byte) string {
	if len(poster) == 0 {
		return text.AnnounceNothing
	}
	return text.FormPosterKept.Say()
}

func names(ids []string, name func(string) string) string {
	var out []string
	for _, id := range slices.Sorted(slices.Values(ids)) {
		out = append(out, name(id))
	}
	return strings.Join(out, ", ")
}

func yesIf(yes bool) string {
	if yes {
		return text.FormYes.Say()
	}
	return text.FormNo.Say()
}

func reachWords(reach string) string {
	if reach == announce.Everyone {
		return text.AnnounceToAll
	}
	return text.AnnounceToSome
}

// datesWords are all dates of an item.
func (c *Console) datesWords(it announce.Item) string {
	var out []string
	for _, d := range it.Dates {
		out = append(out, text.DateWords(text.AnnounceDate(d), c.Now()))
	}
	return strings.Join(out, " · ")
}

func (c *Console) deadlineWords(it announce.Item) string {
	if it.Deadline == 0 {
		return ""
	}
	return text.DayWords(it.Deadline, c.Now())
}

// whenWords is the next date of an item, else its last one, else its deadline.
func (c *Console) whenWords(it announce.Item) string {
	d, ok := it.Next(c.Now())
	switch n := len(it.Dates); {
	case ok:
		return text.DateWords(text.AnnounceDate(d), c.Now())
	case n > 0:
		return text.DateWords(text.AnnounceDate(it.Dates[n-1]), c.Now())
	case it.Deadline != 0:
		return text.ProgrammeDeadline(it.Deadline, c.Now())
	}
	return ""
}
