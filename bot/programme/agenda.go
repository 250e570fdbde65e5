package programme

import (
	"cmp"
	"slices"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// day is what happens on a day.
type day struct {
	Day     int    // YYYYMMDD
	ISO     string // for an anchor
	Heading string // « Jeudi 9 octobre »
	Entries []dated
}

// dated is an item on one of its days.
type dated struct {
	entry
	Hours  string   // of that day
	Others []string // its other dates that are shown, in words
	First  bool     // the first time it is listed
	starts time.Time
	whole  bool
}

// agenda lists the dates of items from a day on, day by day. What began before
// stands on the first day. A filter with a day keeps what lasts on that day.
func (p *Programme) agenda(items []announce.Item, f filter, from int, now time.Time) []day {
	days := map[int]*day{}
	for _, it := range items {
		if !f.keeps(it) {
			continue
		}
		e, first := p.entry(it, now), true
		for _, d := range it.Dates {
			on := max(d.FirstDay(), from)
			if d.LastDay() < from || f.Day != 0 && (d.FirstDay() > f.Day || d.LastDay() < f.Day) {
				continue
			}
			if f.Day != 0 {
				on = f.Day
			}
			if days[on] == nil {
				days[on] = &day{Day: on, ISO: isoDay(on), Heading: text.Capital(text.DayWords(on, now))}
			}
			days[on].Entries = append(days[on].Entries, dated{entry: e, Hours: text.ProgrammeHours(dateOf(d), now),
				Others: otherDates(it, d, now), First: first, starts: d.Starts, whole: d.Whole})
			first = false
		}
	}
	return inOrder(days)
}

// inOrder puts what lasts the whole day first, then hour by hour.
func inOrder(days map[int]*day) (list []day) {
	for _, d := range days {
		slices.SortStableFunc(d.Entries, func(a, b dated) int {
			if a.whole != b.whole {
				return map[bool]int{true: -1, false: 1}[a.whole]
			}
			return cmp.Or(a.starts.Compare(b.starts), cmp.Compare(plainLetters(a.Title), plainLetters(b.Title)), cmp.Compare(a.ID, b.ID))
		})
		list = append(list, *d)
	}
	slices.SortFunc(list, func(a, b day) int { return a.Day - b.Day })
	return list
}

// otherDates are the dates of an item but one, when they are few, in words.
func otherDates(it announce.Item, but announce.Date, now time.Time) []string {
	var rest []text.AnnounceDate
	for _, d := range it.Dates {
		if !d.Starts.Equal(but.Starts) {
			rest = append(rest, dateOf(d))
		}
	}
	return text.DatesWords(rest, now)
}

// undated lists what has no date: campaigns, calls, news of services, alerts. A
// filter with a day keeps none.
func (p *Programme) undated(items []announce.Item, f filter, now time.Time) (list []entry) {
	for _, it := range items {
		if len(it.Dates) == 0 && f.Day == 0 && f.keeps(it) && it.Upcoming(now) {
			list = append(list, p.entry(it, now))
		}
	}
	return list
}

// count counts dates and the communes where they are, without what is cancelled.
func count(items []announce.Item, f filter, from int) (n, communes int) {
	known := map[string]bool{}
	for _, it := range items {
		if it.State == announce.Cancelled || !f.keeps(it) {
			continue
		}
		for _, d := range it.Dates {
			if d.LastDay() < from || f.Day != 0 && (d.FirstDay() > f.Day || d.LastDay() < f.Day) {
				continue
			}
			if n++; it.Commune != "" {
				known[it.Commune] = true
			}
		}
	}
	return n, len(known)
}
