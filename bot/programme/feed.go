package programme

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"relais/bot/announce"
	"relais/bot/announce/exchange"
	"relais/bot/text"
)

// feedBack is how many days of the past a feed holds, so that what is over does
// not vanish from an agenda at once.
const feedBack = 90

// feed is the programme for the programs that keep an agenda: all that has a
// day and is ahead or just over, chosen by the filter. What is cancelled stays,
// and says so.
func (p *Programme) feed(w http.ResponseWriter, r *http.Request) error {
	f, err := p.filter(r.URL.Query())
	if err != nil {
		return err
	}
	o, err := p.offer(r.Context())
	if err != nil {
		return err
	}
	since := announce.DayOf(announce.DayStart(o.today).AddDate(0, 0, -feedBack))
	var items []announce.Item
	for _, it := range o.items {
		if hasDay(it) && f.keeps(it) && during(it, f.Day, since) {
			items = append(items, it)
		}
	}
	name := strings.Join(append([]string{text.ProgrammeCalendar}, p.words(f, o.now)...), " · ")
	return p.calendar(w, r, name, "programme.ics", items, o)
}

// during tells whether an item has a day, or one since a day.
func during(it announce.Item, day, since int) bool {
	holds := func(first, last int) bool { return last >= since && (day == 0 || first <= day && day <= last) }
	return it.Deadline != 0 && holds(it.Deadline, it.Deadline) ||
		slices.ContainsFunc(it.Dates, func(d announce.Date) bool { return holds(d.FirstDay(), d.LastDay()) })
}

// eventFeed is one item for an agenda.
func (p *Programme) eventFeed(w http.ResponseWriter, r *http.Request, o offer, it announce.Item) error {
	if !hasDay(it) {
		return errNoDate
	}
	return p.calendar(w, r, text.Tidy(it.Title), fmt.Sprintf("annonce-%d.ics", it.ID), []announce.Item{it}, o)
}

func (p *Programme) calendar(w http.ResponseWriter, r *http.Request, name, file string, items []announce.Item, o offer) error {
	var b bytes.Buffer
	err := exchange.Calendar(&b, items, exchange.CalendarOptions{
		Name:      name,
		Cancelled: text.ProgrammeOff + "\u00a0: ",
		Deadline:  text.ProgrammeDue + "\u00a0: ",
		Describe:  func(it announce.Item) string { return p.described(it, o) },
		Location:  func(it announce.Item) string { return p.entry(it, o.now).Full() },
		Link:      func(it announce.Item) string { return p.base(r) + p.path(it.ID) },
	})
	if err != nil {
		return err
	}
	p.serve(w, r, content{exchange.ContentType, file, b.Bytes()}, o.modified)
	return nil
}

// described is what an agenda shows of an item under its title.
func (p *Programme) described(it announce.Item, o offer) string {
	e := p.entry(it, o.now)
	lines := e.Paragraphs()
	var offers []string
	for _, a := range e.Access {
		offers = append(offers, a.Words)
	}
	for _, line := range []string{e.Terms(), text.Capital(strings.Join(offers, " · ")), e.By, e.Ask()} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
