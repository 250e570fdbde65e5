package exchange

import (
	"strconv"
	"strings"

	"relais/bot/announce"
)

// vevent is an event as written.
type vevent struct {
	line  int
	props []prop
}

// get is the first property of a name; its zero value for none.
func (e vevent) get(name string) prop {
	for _, p := range e.props {
		if p.name == name {
			return p
		}
	}
	return prop{}
}

func (e vevent) all(name string) (out []prop) {
	for _, p := range e.props {
		if p.name == name {
			out = append(out, p)
		}
	}
	return out
}

// calendarReader walks through the lines of calendars.
type calendarReader struct {
	*builder
	stack  []string // components that are open
	event  vevent
	events []vevent
	opened bool // a calendar was seen
	over   bool // MaxLines events were seen
}

// line takes one line.
func (r *calendarReader) line(l logical) {
	if strings.TrimSpace(l.text) == "" {
		return
	}
	p, ok := property(l)
	switch {
	case !ok && r.inEvent():
		r.note(l.line, CodeContent)
	case !ok:
	case p.name == "BEGIN":
		r.begin(l.line, strings.ToUpper(strings.TrimSpace(p.value)))
	case p.name == "END":
		r.end(strings.ToUpper(strings.TrimSpace(p.value)))
	case len(r.stack) == 1 && p.name == "X-WR-CALNAME" && r.out.Name == "":
		r.out.Name = clip(oneLine(p.text()), announce.MaxLine)
	case r.top() == "VEVENT":
		r.event.props = append(r.event.props, p)
	}
}

func (r *calendarReader) top() string {
	if len(r.stack) == 0 {
		return ""
	}
	return r.stack[len(r.stack)-1]
}

func (r *calendarReader) inEvent() bool { return r.event.line > 0 }

func (r *calendarReader) begin(line int, name string) {
	switch name {
	case "VCALENDAR":
		r.unclosed()
		r.stack, r.opened = []string{name}, true
		return
	case "VEVENT":
		r.unclosed()
		r.event = vevent{line: line}
	}
	if len(r.stack) < 10 {
		r.stack = append(r.stack, name)
	}
}

func (r *calendarReader) end(name string) {
	if name == "VEVENT" && r.inEvent() {
		r.keep()
	}
	if name == "VCALENDAR" {
		r.unclosed()
	}
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i] == name {
			r.stack = r.stack[:i]
			return
		}
	}
}

// keep keeps the event that ends.
func (r *calendarReader) keep() {
	if len(r.events) < MaxLines {
		r.events = append(r.events, r.event)
	} else if !r.over {
		r.over, r.out.Partial = true, true
		r.note(r.event.line, CodeLines, strconv.Itoa(MaxLines))
	}
	r.event = vevent{}
}

// unclosed tells an event that never ends, and forgets it.
func (r *calendarReader) unclosed() {
	if !r.inEvent() {
		return
	}
	it := announce.Item{SourceUID: uidOf(r.event), Title: r.event.get("SUMMARY").text()}
	r.lose(r.event.line, it, CodeUnclosed)
	r.event = vevent{}
	for len(r.stack) > 1 {
		r.stack = r.stack[:len(r.stack)-1]
	}
}
