package exchange

import (
	"strings"
	"time"

	"relais/bot/announce"
)

// horizon is how far ahead the dates of a series without end are looked for.
const horizon = 400 * 24 * time.Hour

// moment reads the time of a property; a zone nobody knows is told.
func (s *seriesReader) moment(p prop, value string) (moment, bool) {
	loc, ok := zoneOf(p.params["TZID"])
	if !ok {
		s.note(p.line, CodeZone, p.params["TZID"])
	}
	return momentOf(value, loc)
}

// spans is the dates of an event that is no change of another. finite says that
// they are all there are. An event without a start is lost.
func (s *seriesReader) spans(e vevent, it announce.Item) (out []span, finite, ok bool) {
	p := e.get("DTSTART")
	start, ok := s.moment(p, p.value)
	switch {
	case p.line == 0:
		s.lose(e.line, it, CodeNoStart)
		return nil, false, false
	case !ok:
		s.lose(p.line, it, CodeStart, p.value)
		return nil, false, false
	}
	lasts := s.lasts(e, start)
	starts, finite := s.starts(e, start)
	off := s.exceptions(e, start)
	for _, at := range starts {
		if !off[at.UnixMilli()] && !off[-dayOf(at).UnixMilli()] {
			out = append(out, span{at, lasts.from(at, start.whole), false})
		}
	}
	return out, finite, true
}

// length is how long each date of an event lasts: days and hours are of the
// wall clock, so that an evening ends at the same hour in summer and winter.
type length struct {
	days  int
	rest  time.Duration
	known bool
}

// from is the date that begins at t.
func (l length) from(t time.Time, whole bool) announce.Date {
	if whole {
		last := max(0, l.days-1)
		return announce.Date{Starts: t, Ends: time.Date(t.Year(), t.Month(), t.Day()+last, 0, 0, 0, 0, paris), Whole: true}
	}
	if !l.known {
		return announce.Date{Starts: t, Ends: t}
	}
	end := time.Date(t.Year(), t.Month(), t.Day()+l.days, t.Hour(), t.Minute(), t.Second(), 0, t.Location())
	return announce.Date{Starts: t, Ends: end.Add(l.rest)}
}

// lasts reads DTEND or DURATION. An end before the start is told and left out.
func (s *seriesReader) lasts(e vevent, start moment) length {
	if p := e.get("DURATION"); p.value != "" && e.get("DTEND").value == "" {
		d, ok := durationOf(p.value)
		if !ok {
			s.note(p.line, CodeEnd, p.value)
			return length{}
		}
		const all = 24 * time.Hour
		return length{int(d / all), d % all, true}
	}
	p := e.get("DTEND")
	if p.value == "" {
		return length{}
	}
	end, ok := s.moment(p, p.value)
	if !ok || end.Before(start.Time) || end.whole != start.whole {
		s.note(p.line, CodeEnd, p.value)
		return length{}
	}
	if start.whole {
		return length{days: int(dayOf(end.Time).Sub(dayOf(start.Time)) / (24 * time.Hour)), known: true}
	}
	return length{rest: end.Sub(start.Time), known: true}
}

// starts is when the dates of an event begin: its rule's, and its own. finite
// says that the rule ended by itself.
func (s *seriesReader) starts(e vevent, start moment) (out []time.Time, finite bool) {
	finite, out = true, []time.Time{start.Time}
	if p := e.get("RRULE"); p.value != "" {
		out, finite = s.follow(p, start)
	}
	for _, p := range e.all("RDATE") {
		for value := range strings.SplitSeq(p.value, ",") {
			value, _, _ = strings.Cut(value, "/")
			if at, ok := s.moment(p, value); ok && at.whole == start.whole {
				out = append(out, at.Time)
			} else {
				s.note(p.line, CodeException, value)
			}
		}
	}
	return out, finite
}

// follow is the dates of a rule, of no more than a hundred years, to the horizon
// and to more than an announcement holds.
func (s *seriesReader) follow(p prop, start moment) (out []time.Time, finite bool) {
	r, ok := ruleOf(p.value, start.Location())
	if !ok {
		s.note(p.line, CodeRule, p.value)
		return []time.Time{start.Time}, true
	}
	far := s.Now.Add(horizon)
	ended := r.occurrences(start.Time, &s.steps, func(t time.Time) bool {
		if t.After(far) && len(out) > announce.MaxDates {
			return false
		}
		out = append(out, t)
		return true
	})
	if s.steps <= 0 {
		s.note(p.line, CodeRule, p.value)
		return []time.Time{start.Time}, true
	}
	return out, ended
}

// exceptions is the instants of EXDATE, and under minus them the days, when a
// whole day is left out.
func (s *seriesReader) exceptions(e vevent, start moment) map[int64]bool {
	off := map[int64]bool{}
	for _, p := range e.all("EXDATE") {
		for value := range strings.SplitSeq(p.value, ",") {
			at, ok := s.moment(p, value)
			switch {
			case !ok:
				s.note(p.line, CodeException, value)
			case at.whole || start.whole:
				off[-dayOf(at.Time).UnixMilli()] = true
			default:
				off[at.UnixMilli()] = true
			}
		}
	}
	return off
}

// change applies those with a RECURRENCE-ID. Without a series they are dates of
// their own.
func (s *seriesReader) change(spans []span, changes []vevent, alone bool) []span {
	at := map[int64]int{} // by instant, and under minus it by day
	for i, x := range spans {
		at[x.id.UnixMilli()], at[-dayOf(x.id).UnixMilli()] = i, i
	}
	for _, e := range changes {
		id, now, ok := s.changed(e)
		if !ok {
			continue
		}
		if i, known := at[id]; known {
			spans[i] = now
		} else if alone || !now.off {
			at[id], spans = len(spans), append(spans, now)
		}
	}
	return spans
}

// changed is what an event with a RECURRENCE-ID says, and the date it is about.
func (s *seriesReader) changed(e vevent) (id int64, now span, ok bool) {
	p := e.get("RECURRENCE-ID")
	at, ok := s.moment(p, p.value)
	q := e.get("DTSTART")
	start, started := s.moment(q, q.value)
	if !ok || !started {
		s.note(p.line, CodeException, p.value)
		return 0, span{}, false
	}
	off := strings.EqualFold(strings.TrimSpace(e.get("STATUS").value), "CANCELLED")
	now = span{at.Time, s.lasts(e, start).from(start.Time, start.whole), off}
	if at.whole {
		return -dayOf(at.Time).UnixMilli(), now, true
	}
	return at.UnixMilli(), now, true
}
