package exchange

import (
	"bytes"
	"io"
	"regexp"
	"strings"
)

// Forms of what can be read.
const (
	ICal  = "ical"
	RSS   = "rss" // RSS or Atom
	Sheet = "sheet"
)

var (
	calendarStart = regexp.MustCompile(`(?i)^\s*BEGIN:VCALENDAR`)
	feedStart     = regexp.MustCompile(`(?is)^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF|[a-z]+:feed)[\s>]`)
)

// Form tells what data is, by its beginning; empty for a web page, a picture,
// anything else.
func Form(data []byte) string {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return Sheet
	}
	head := textOf(data[:min(len(data), 4096)])
	switch {
	case calendarStart.MatchString(head):
		return ICal
	case feedStart.MatchString(head):
		return RSS
	case strings.HasPrefix(strings.TrimSpace(head), "<"), strings.ContainsRune(head, 0), strings.TrimSpace(head) == "":
		return ""
	}
	return Sheet
}

// Read reads any of the forms. The error is a *Problem when nothing could be
// read of it, or what r says.
func Read(r io.Reader, o Options) (Result, error) {
	data, err := readAll(r)
	if err != nil {
		return Result{}, err
	}
	return readForm(Form(data), data, o)
}

func readForm(form string, data []byte, o Options) (Result, error) {
	switch form {
	case ICal:
		return ReadCalendar(bytes.NewReader(data), o)
	case RSS:
		return ReadFeed(bytes.NewReader(data), o)
	case Sheet:
		return ReadSheet(bytes.NewReader(data), o)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return Result{}, &Problem{Code: CodeEmpty}
	}
	return Result{}, &Problem{Code: CodeUnknown}
}
