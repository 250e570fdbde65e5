package exchange

import (
	"time"

	"relais/bot/announce"
	"relais/directory"
)

// Limits of what is read.
const (
	MaxBytes = 5 << 20
	MaxLines = 5000 // lines of a table, events of a calendar or feed
)

// Options say how to read. Now is needed; the rest may be zero.
type Options struct {
	Now       time.Time
	Kind      string   // of what does not tell it; announce.Event when empty
	Organiser string   // of what does not tell it
	Themes    []string // the same
	Edition   int64    // of every item
	Places    []directory.Place
}

// Result is what was read.
type Result struct {
	Name     string          // the calendar's or feed's own, or empty
	Items    []announce.Item // fit to be proposed; SourceUID is set, Source is not
	Broken   []announce.Item // SourceUID and Title of what was recognised and is not fit
	Problems []Problem       // in the order of lines
	Images   map[string]string
	Partial  bool // it stops in the middle: what is missing was not taken back
}

// Records is what to give announce.Board.Import, which takes what is not told
// any more for cancelled: the items, and those that are broken, which it will
// refuse and leave as they are. When Partial, give it nothing.
func (r Result) Records() []announce.Item {
	return append(append([]announce.Item{}, r.Items...), r.Broken...)
}

// Lost counts the events or lines that are not imported.
func (r Result) Lost() int {
	n := 0
	for _, p := range r.Problems {
		if p.Lost {
			n++
		}
	}
	return n
}

// builder gathers a Result.
type builder struct {
	Options
	out    Result
	places places
}

func newBuilder(o Options) *builder {
	if o.Kind == "" {
		o.Kind = announce.Event
	}
	return &builder{Options: o, out: Result{Images: map[string]string{}}, places: newPlaces(o.Places)}
}

// note tells a problem that spoils nothing else.
func (b *builder) note(line int, code string, args ...string) {
	b.out.Problems = append(b.out.Problems, Problem{Line: line, Code: code, Args: args})
}

// lose tells a problem that keeps an event out.
func (b *builder) lose(line int, it announce.Item, code string, args ...string) {
	b.out.Problems = append(b.out.Problems, Problem{line, code, args, true})
	if it.SourceUID != "" {
		b.out.Broken = append(b.out.Broken, announce.Item{SourceUID: it.SourceUID, Title: it.Title})
	}
}
