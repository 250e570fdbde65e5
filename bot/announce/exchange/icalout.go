package exchange

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"relais/bot/announce"
	"relais/directory"
)

// CalendarOptions say how to write a calendar. All may be zero; functions left
// nil use what the item itself holds.
type CalendarOptions struct {
	Name      string        // as calendar programs show it
	Refresh   time.Duration // how often they should look again; six hours when zero
	Cancelled string        // before the title of what is cancelled, for programs that ignore STATUS: « Annulé : »
	Deadline  string        // before the title of a call for projects, shown on its last day; empty leaves calls out

	Describe func(announce.Item) string // the text; What
	Location func(announce.Item) string // in one line; venue and address
	Link     func(announce.Item) string // its page; URL
	Point    func(announce.Item) (directory.Point, bool)
}

// ContentType is that of what Calendar writes.
const ContentType = "text/calendar; charset=utf-8; method=PUBLISH"

const refresh = 6 * time.Hour

// Calendar writes items as iCalendar, one event a date, those that are cancelled
// with STATUS:CANCELLED; what was refused or removed, and what has no date, is
// left out. The same items give the same bytes. The first date of an item has
// the item's UID, the next ones the same with their rank, so that a date that
// moves is the same event at another time.
//
// Times are written in Europe/Paris with its rules, which programs of every kind
// follow across the change to summer time; only the second 2 h 30 of the night
// it ends is written in UTC.
func Calendar(w io.Writer, items []announce.Item, o CalendarOptions) error {
	cal := ics.NewCalendarFor("relais")
	cal.SetProductId("-//Relais//Programme//FR")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	if o.Name != "" {
		cal.SetName(tidy(o.Name))
	}
	every := seconds(o.Refresh)
	cal.SetRefreshInterval(every) // it writes VALUE=DURATION
	cal.SetXPublishedTTL(every)
	cal.SetXWRTimezone("Europe/Paris")
	cal.Components = append(cal.Components, parisRules())
	for _, it := range items {
		if it.State == announce.Refused || it.State == announce.Removed {
			continue
		}
		for i, d := range o.dates(it) {
			cal.AddVEvent(o.event(it, d, i))
		}
	}
	if err := cal.SerializeTo(w, ics.WithNewLine("\r\n")); err != nil {
		return fmt.Errorf("exchange: write calendar: %w", err)
	}
	return nil
}

// seconds writes a duration as iCalendar does.
func seconds(d time.Duration) string {
	if d <= 0 {
		d = refresh
	}
	return fmt.Sprintf("PT%dM", max(1, int(d/time.Minute)))
}

// dates is the dates of an item, or its last day to answer.
func (o CalendarOptions) dates(it announce.Item) []announce.Date {
	if len(it.Dates) == 0 && it.Deadline != 0 && o.Deadline != "" {
		last := announce.DayStart(it.Deadline)
		return []announce.Date{{Starts: last, Ends: last, Whole: true}}
	}
	return it.Dates
}

func (o CalendarOptions) event(it announce.Item, d announce.Date, rank int) *ics.VEvent {
	e := ics.NewEvent(eventUID(it.UID, rank))
	e.SetDtStampTime(it.Updated)
	e.SetModifiedAt(it.Updated)
	if !it.Created.IsZero() {
		e.SetCreatedTime(it.Created)
	}
	e.SetProperty(ics.ComponentPropertySequence, strconv.Itoa(it.Version))
	e.SetStatus(status(it.State))
	when(e, d)
	text := func(name ics.ComponentProperty, value string) {
		if value = tidy(value); value != "" {
			e.SetProperty(name, value)
		}
	}
	text(ics.ComponentPropertySummary, o.title(it))
	text(ics.ComponentPropertyDescription, or(o.Describe, it, it.What))
	text(ics.ComponentPropertyLocation, or(o.Location, it, joined(it.Venue, it.Address)))
	text(ics.ComponentPropertyContact, it.Contact)
	if link := webURL(or(o.Link, it, it.URL)); link != "" {
		e.SetURL(link)
	}
	if o.Point != nil {
		if p, ok := o.Point(it); ok {
			e.SetGeo(p.Lat, p.Lon)
		}
	}
	if it.Organiser != "" {
		e.SetOrganizer(address(it), &ics.KeyValues{Key: string(ics.ParameterCn), Value: []string{paramValue(it.Organiser)}})
	}
	for _, id := range it.Themes {
		if t, ok := directory.ThemeByID(id); ok {
			e.AddProperty(ics.ComponentPropertyCategories, t.Label)
		}
	}
	return e
}

func or(f func(announce.Item) string, it announce.Item, otherwise string) string {
	if f != nil {
		return f(it)
	}
	return otherwise
}

func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

func (o CalendarOptions) title(it announce.Item) string {
	switch {
	case it.State == announce.Cancelled:
		return o.Cancelled + it.Title
	case len(it.Dates) == 0:
		return o.Deadline + it.Title
	}
	return it.Title
}

func status(state string) ics.ObjectStatus {
	switch state {
	case announce.Cancelled:
		return ics.ObjectStatusCancelled
	case announce.Proposed:
		return ics.ObjectStatusTentative
	}
	return ics.ObjectStatusConfirmed
}

// eventUID is the UID of the date of a rank, from 0: « abc@relais »,
// « abc-2@relais ».
func eventUID(uid string, rank int) string {
	if rank == 0 {
		return uid
	}
	name, host, found := strings.Cut(uid, "@")
	if found {
		host = "@" + host
	}
	return name + "-" + strconv.Itoa(rank+1) + host
}

// when writes the date. The end of a whole day is the day after; an end nobody
// knows is not written.
func when(e *ics.VEvent, d announce.Date) {
	if d.Whole {
		asDay := ics.WithValue(string(ics.ValueDataTypeDate))
		e.SetProperty(ics.ComponentPropertyDtStart, d.Starts.In(paris).Format("20060102"), asDay)
		e.SetProperty(ics.ComponentPropertyDtEnd, d.Ends.In(paris).AddDate(0, 0, 1).Format("20060102"), asDay)
		e.SetTimeTransparency(ics.TransparencyTransparent)
		return
	}
	atTime(e, ics.ComponentPropertyDtStart, d.Starts)
	if d.Ends.After(d.Starts) {
		atTime(e, ics.ComponentPropertyDtEnd, d.Ends)
	}
}

func atTime(e *ics.VEvent, name ics.ComponentProperty, t time.Time) {
	wall := t.In(paris).Truncate(time.Second)
	if earlier := wall.Add(-time.Hour); earlier.Hour() == wall.Hour() {
		e.SetProperty(name, wall.UTC().Format("20060102T150405Z"))
		return
	}
	e.SetProperty(name, wall.Format("20060102T150405"), ics.WithTZID("Europe/Paris"))
}

var mail = regexp.MustCompile(`[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)

// address is where the organiser is reached. A name without address has the one
// that calendar programs know for none.
func address(it announce.Item) string {
	if found := mail.FindString(it.Contact); found != "" {
		return "mailto:" + found
	}
	return "invalid:nomail"
}

// paramValue is s as the value of a parameter, which cannot hold every
// character.
func paramValue(s string) string {
	return strings.NewReplacer(`"`, "’", "'", "’", `\`, "/", ":", " ", ";", " ", ",", " ").Replace(oneLine(s))
}

// tidy takes controls off a text, but line ends.
func tidy(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s))
}

// parisRules is the zone of Paris, by the rules in force since 1996.
func parisRules() *ics.VTimezone {
	zone := ics.NewTimezone("Europe/Paris")
	summer, winter := &ics.Daylight{}, ics.NewStandard()
	rules := func(c *ics.ComponentBase, name, from, to, start, rule string) {
		c.AddProperty(ics.ComponentProperty(ics.PropertyTzname), name)
		c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), from)
		c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), to)
		c.AddProperty(ics.ComponentPropertyDtStart, start)
		c.AddProperty(ics.ComponentPropertyRrule, rule)
	}
	rules(&summer.ComponentBase, "CEST", "+0100", "+0200", "19960331T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
	rules(&winter.ComponentBase, "CET", "+0200", "+0100", "19961027T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
	zone.Components = append(zone.Components, summer, winter)
	return zone
}
