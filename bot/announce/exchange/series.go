package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"relais/bot/announce"
)

// maxSteps is how many periods of all series of a calendar are looked at.
const maxSteps = 2000000

// seriesReader turns the events of one UID into items.
type seriesReader struct {
	*builder
	steps int
}

// span is one date of a series, under the instant that names it.
type span struct {
	id   time.Time
	date announce.Date
	off  bool
}

// read makes one item of all events with one UID: those with a RECURRENCE-ID
// change a date of the others.
func (s *seriesReader) read(group []vevent) {
	var masters, changes []vevent
	for _, e := range group {
		if e.get("RECURRENCE-ID").value != "" {
			changes = append(changes, e)
		} else {
			masters = append(masters, e)
		}
	}
	masters = s.latest(masters)
	head := slices.Concat(masters, changes)[0]
	it := s.item(head)
	var spans []span
	finite := true
	for _, e := range masters {
		got, end, ok := s.spans(e, it)
		if !ok {
			return
		}
		spans, finite = append(spans, got...), finite && end
	}
	spans = s.change(spans, changes, len(masters) == 0)
	s.finish(head.line, it, spans, finite)
}

// finish keeps the item of a series, with the dates to tell now.
func (s *seriesReader) finish(line int, it announce.Item, spans []span, finite bool) {
	alone := len(spans) > 0
	for _, x := range spans {
		if !x.off {
			it.Dates, alone = append(it.Dates, x.date), false
		}
	}
	if alone { // every date is off
		it.State = announce.Cancelled
		for _, x := range spans {
			it.Dates = append(it.Dates, x.date)
		}
	}
	slices.SortFunc(it.Dates, func(x, y announce.Date) int { return x.Starts.Compare(y.Starts) })
	if !finite || len(it.Dates) > announce.MaxDates {
		it = s.season(it)
	}
	s.add(line, it)
}

// latest keeps one of the events that begin at the same instant: the highest
// SEQUENCE, or the last one. Another start is another date.
func (s *seriesReader) latest(masters []vevent) []vevent {
	var out []vevent
	at := map[string]int{}
	for _, e := range masters {
		i, again := at[e.get("DTSTART").value]
		if !again {
			at[e.get("DTSTART").value], out = len(out), append(out, e)
			continue
		}
		kept, left := e, out[i]
		if sequence(left) > sequence(e) {
			kept, left = left, e
		}
		out[i] = kept
		s.note(left.line, CodeTwice, strconv.Itoa(kept.line))
	}
	slices.SortStableFunc(out, func(x, y vevent) int { return cmp.Compare(sequence(y), sequence(x)) })
	return out
}

func sequence(e vevent) int {
	n, _ := number(strings.TrimSpace(e.get("SEQUENCE").value), 0, 1<<30)
	return n
}

// season keeps the dates of the school year (from August) that holds the next
// date, or of its month when they are too many, under a SourceUID that says so:
// the same dates whatever the day it is looked at.
func (s *seriesReader) season(it announce.Item) announce.Item {
	if len(it.Dates) == 0 {
		return it
	}
	next := it.Dates[len(it.Dates)-1]
	if d, ok := it.Next(s.Now); ok {
		next = d
	}
	at := next.Starts.In(paris)
	year := at.Year()
	if at.Month() < time.August {
		year--
	}
	from, to := time.Date(year, time.August, 1, 0, 0, 0, 0, paris), time.Date(year+1, time.August, 1, 0, 0, 0, 0, paris)
	name := strconv.Itoa(year)
	dates := within(it.Dates, from, to)
	if len(dates) > announce.MaxDates {
		from = time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, paris)
		dates = within(it.Dates, from, from.AddDate(0, 1, 0))
		name = at.Format("2006-01")
	}
	it.Dates = dates
	it.SourceUID += "/" + name
	return it
}

func within(dates []announce.Date, from, to time.Time) []announce.Date {
	return slices.DeleteFunc(slices.Clone(dates), func(d announce.Date) bool {
		return d.Starts.Before(from) || !d.Starts.Before(to)
	})
}

// sortProblems puts problems in the order of their lines, the whole first.
func sortProblems(list []Problem) {
	slices.SortStableFunc(list, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
}
