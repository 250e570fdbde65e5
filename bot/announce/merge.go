package announce

import (
	"slices"
	"time"
)

// merged is what a source says of an item, completed by what stands: dates that
// are past, and what it leaves empty that somebody may have entered.
func merged(it, base Item, now time.Time) Item {
	over := func(d Date) bool { return !now.Before(d.Over()) }
	dates := slices.DeleteFunc(slices.Clone(it.Dates), over)
	for _, d := range base.Dates {
		again := slices.ContainsFunc(dates, func(x Date) bool { return x.Starts.Equal(d.Starts) })
		if over(d) && !again {
			dates = append(dates, d)
		}
	}
	slices.SortFunc(dates, func(x, y Date) int { return x.Starts.Compare(y.Starts) })
	it.Dates = dates
	for _, s := range []struct{ to, from *string }{
		{&it.Audience, &base.Audience}, {&it.Organiser, &base.Organiser},
		{&it.Booking, &base.Booking}, {&it.Contact, &base.Contact},
	} {
		if *s.to == "" {
			*s.to = *s.from
		}
	}
	if it.Quartier == "" && (it.Commune == "" || it.Commune == base.Commune) {
		it.Quartier, it.Commune = base.Quartier, base.Commune
	}
	for _, l := range []struct{ to, from *[]string }{
		{&it.Partners, &base.Partners}, {&it.Themes, &base.Themes}, {&it.Access, &base.Access},
	} {
		if len(*l.to) == 0 {
			*l.to = *l.from
		}
	}
	if it.Free == nil {
		it.Free = base.Free
	}
	if it.Poster == nil {
		it.Poster = base.Poster
	}
	if it.Edition == 0 {
		it.Edition = base.Edition
	}
	it.Reach = base.Reach
	return it
}
