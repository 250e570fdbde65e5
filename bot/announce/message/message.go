// Package message makes the very message of an announcement. The chat sends it,
// and the console shows it to who approves: both call this one function, so that
// what is approved is what leaves.
package message

import (
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// Of is the message of an item for a purpose, in Telegram's HTML. place names a
// quarter or a commune by its id.
func Of(it announce.Item, purpose string, place func(id string) string, now time.Time) string {
	p := text.AnnouncementParts{
		Purpose: purpose, Kind: it.Kind, Edition: it.Edition != 0, Title: it.Title, What: it.What, Audience: it.Audience,
		Venue: it.Venue, Address: it.Address, Place: Place(it, place), Organiser: it.Organiser, Partners: it.Partners,
		Free: it.Free, Booking: it.Booking, Open: it.Source == "" && len(it.Dates) > 0, Access: it.Access,
		Contact: it.Contact, URL: it.URL, Deadline: it.Deadline, Poster: len(it.Poster) > 0, Now: now,
	}
	for _, d := range it.Dates {
		p.Dates = append(p.Dates, text.AnnounceDate(d))
	}
	return text.Announcement(p)
}

// Place is the name of an item's quarter, else of its commune; empty for
// everywhere.
func Place(it announce.Item, place func(id string) string) string {
	switch {
	case it.Quartier != "":
		return text.Tidy(place(it.Quartier))
	case it.Commune != "":
		return text.Tidy(place(it.Commune))
	}
	return ""
}

// Free says whether an item is free of charge; empty when it is not known.
func Free(free *bool) string {
	switch {
	case free == nil:
		return ""
	case *free:
		return text.FormFreeYes.Say()
	}
	return text.FormFreeNo.Say()
}
