package programme

import (
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// access is what an event offers: Mark stands for it on paper.
type access struct{ ID, Mark, Words string }

// entry is an item in words. What is empty is not said.
type entry struct {
	ID           int64
	Kind         string // how its kind reads
	Title        string
	What         string
	Dates        []string
	Deadline     string
	Where        string // venue and address
	Place        string // quarter and commune, when Where does not name them
	For          string
	Price        string
	Booking      string
	Access       []access
	By           string
	Contact, URL string
	Cancelled    bool
	Changed      bool
}

// entry puts an item in words.
func (p *Programme) entry(it announce.Item, now time.Time) entry {
	one, _ := text.AnnounceKind(it.Kind)
	e := entry{ID: it.ID, Kind: one, Title: text.Tidy(it.Title), What: it.What, Where: joined(", ", text.Tidy(it.Venue), text.Tidy(it.Address)),
		By: text.ProgrammeBy(it.Organiser, it.Partners), URL: it.URL, Contact: text.ProgrammeNumbers(text.Tidy(it.Contact)),
		Cancelled: it.State == announce.Cancelled, Changed: it.State == announce.Changed}
	for _, d := range it.Dates {
		e.Dates = append(e.Dates, text.Capital(text.DateWords(dateOf(d), now)))
	}
	if it.Deadline != 0 {
		e.Deadline = text.ProgrammeDeadline(it.Deadline, now)
	}
	e.Place = p.place(it, e.Where)
	if it.Audience != "" {
		e.For = text.ProgrammeFor(it.Audience)
	}
	if it.Free != nil {
		e.Price = map[bool]string{true: text.ProgrammeFree, false: text.ProgrammePaid}[*it.Free]
	}
	if it.Booking != "" {
		e.Booking = text.ProgrammeBooking(it.Booking)
	}
	for _, id := range it.Access {
		e.Access = append(e.Access, access{id, text.ProgrammeMark(id), text.AnnounceAccess(id)})
	}
	return e
}

// place is the quarter and the commune, without what where names already.
func (p *Programme) place(it announce.Item, where string) string {
	var rest []string
	said := plainLetters(where)
	for _, name := range strings.Split(p.named(it), ", ") {
		if name != "" && !strings.Contains(said, plainLetters(name)) {
			rest = append(rest, name)
		}
	}
	return strings.Join(rest, ", ")
}

// Full is where, in one line.
func (e entry) Full() string { return joined(", ", e.Where, e.Place) }

// Terms are for whom, at what price, and how to register.
func (e entry) Terms() string { return joined(" · ", e.For, e.Price, e.Booking) }

// Ask says whom to ask.
func (e entry) Ask() string {
	if e.Contact == "" {
		return ""
	}
	return text.ProgrammeContact(e.Contact)
}

// Paragraphs are the lines of What.
func (e entry) Paragraphs() (lines []string) {
	for line := range strings.Lines(e.What) {
		if line = text.Tidy(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func dateOf(d announce.Date) text.AnnounceDate {
	return text.AnnounceDate{Starts: d.Starts, Ends: d.Ends, Whole: d.Whole}
}

// joined joins what is not empty.
func joined(by string, words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, by)
}
