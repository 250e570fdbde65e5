package bot

import (
	"slices"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// readDates reads dates as one types them: « jeudi 9 octobre 18h30 », « du 6 au
// 8 octobre de 14h à 17h », « 9/10 et 12/10 à 18h ; demain 9h-12h ». A year that
// is not said is the first one in which the day is not past. Days without hours
// are whole ones, and a range of them is one date; with hours each day is a date.
//
// It reads all words or none: what it does not know is an error, a
// *dateTrouble, rather than a date that was not meant.
func readDates(words string, now time.Time) ([]announce.Date, error) {
	tokens, err := dateTokens(words)
	if err != nil {
		return nil, err
	}
	r := &dateReader{now: now.In(paris)}
	for _, t := range tokens {
		if err := r.read(t); err != nil {
			return nil, err
		}
	}
	if err := r.flush(); err != nil {
		return nil, err
	}
	return inOrder(r.dates)
}

// inOrder sorts dates and leaves out those that are told twice.
func inOrder(dates []announce.Date) ([]announce.Date, error) {
	slices.SortStableFunc(dates, func(a, b announce.Date) int { return a.Starts.Compare(b.Starts) })
	dates = slices.CompactFunc(dates, func(a, b announce.Date) bool { return a.Starts.Equal(b.Starts) })
	switch {
	case len(dates) == 0:
		return nil, &dateTrouble{text.WhenNone, ""}
	case len(dates) > announce.MaxDates:
		return nil, &dateTrouble{text.WhenMany, ""}
	}
	return dates, nil
}

// dateTrouble is why dates could not be read, as a person is told.
type dateTrouble struct {
	why  text.Sentence
	what string // of the person's words or a day, for the person only
}

func (e *dateTrouble) Error() string { return "dates that cannot be read" }

func (e *dateTrouble) say() string {
	if e.what == "" {
		return e.why.Say()
	}
	return e.why.Say("what", e.what) // each sentence with a value has {what}
}

// dayRead is a day as it is being read; numbers are 0 while unknown.
type dayRead struct {
	day, month, year int
	weekday          time.Weekday
	named            bool // its weekday was said
	to               bool // the first of a range to the next one
}

type clock struct{ hour, minute int }

type clockRange struct {
	from, to clock
	ends     bool
}

// dateReader reads tokens: days, then their hours. A day after hours begins
// another group.
type dateReader struct {
	now     time.Time
	days    []dayRead
	hours   []clockRange
	until   *dayRead // « 6 octobre 14h au 8 octobre 17h »
	named   *time.Weekday
	link    tokenKind // linkTo, linkAnd or 0
	between bool
	last    tokenKind
	dates   []announce.Date
}

func (r *dateReader) read(t dateToken) error {
	switch t.kind {
	case linkTo, linkAnd:
		r.connect(t)
		return nil
	case linkFrom:
		r.link, r.between = 0, t.n == 1
		return nil
	case endOfGroup:
		if len(r.hours) > 0 {
			return r.flush()
		}
		r.link = linkAnd
		return nil
	}
	err := r.value(t)
	if t.kind != tokWeekday {
		r.link = 0
	}
	r.last = t.kind
	return err
}

// connect notes what joins the next value to the last: « entre 14h et 17h » is a
// range, « 14h et à 16h » are two hours.
func (r *dateReader) connect(t dateToken) {
	switch {
	case t.kind == linkAnd && r.between:
		r.link, r.between = linkTo, false
	case r.link != linkAnd || t.n == 1:
		r.link = t.kind
	}
}

func (r *dateReader) value(t dateToken) error {
	switch t.kind {
	case tokWeekday:
		if err := r.lonely(); err != nil {
			return err
		}
		day := time.Weekday(t.n)
		r.named = &day
		return nil
	case tokNumber:
		return r.day(dayRead{day: t.n})
	case tokDate:
		return r.day(dayRead{day: t.n, month: t.month, year: t.year})
	case tokRelative:
		d := r.now.AddDate(0, 0, t.n)
		return r.day(dayRead{day: d.Day(), month: int(d.Month()), year: d.Year()})
	case tokMonth:
		return r.complete(func(d *dayRead) *int { return &d.month }, t)
	case tokYear:
		return r.complete(func(d *dayRead) *int { return &d.year }, t)
	}
	return r.hour(clock{t.n, t.minute})
}

// lonely makes a day of a weekday that came without a number: « samedi 14h ».
func (r *dateReader) lonely() error {
	if r.named == nil {
		return nil
	}
	day := *r.named
	r.named = nil
	at := r.now
	for at.Weekday() != day {
		at = at.AddDate(0, 0, 1)
	}
	return r.day(dayRead{day: at.Day(), month: int(at.Month()), year: at.Year()})
}

func (r *dateReader) day(d dayRead) error {
	if r.named != nil {
		d.weekday, d.named, r.named = *r.named, true, nil
	}
	if len(r.hours) > 0 && r.link == linkTo && r.until == nil && len(r.days) == 1 && len(r.hours) == 1 && !r.hours[0].ends {
		r.until = &d
		return nil
	}
	if len(r.hours) > 0 {
		if err := r.flush(); err != nil {
			return err
		}
	} else if n := len(r.days); n > 0 && r.link == linkTo {
		if n > 1 && r.days[n-2].to {
			return &dateTrouble{text.WhenOrder, ""}
		}
		r.days[n-1].to = true
	}
	if len(r.days) > announce.MaxDates {
		return &dateTrouble{text.WhenMany, ""}
	}
	r.days = append(r.days, d)
	return nil
}

// complete gives a month or a year to the days that wait for one.
func (r *dateReader) complete(field func(*dayRead) *int, t dateToken) error {
	if r.until != nil {
		if *field(r.until) == 0 {
			*field(r.until) = t.n
			return nil
		}
		return &dateTrouble{text.WhenUnknown, t.word}
	}
	found := false
	for i := len(r.days) - 1; i >= 0 && *field(&r.days[i]) == 0; i-- {
		*field(&r.days[i]), found = t.n, true
	}
	if !found || len(r.hours) > 0 {
		return &dateTrouble{text.WhenUnknown, t.word}
	}
	return nil
}

func (r *dateReader) hour(at clock) error {
	if err := r.lonely(); err != nil {
		return err
	}
	n := len(r.hours)
	switch {
	case len(r.days) == 0:
		return &dateTrouble{text.WhenWhichDay, ""}
	case r.until != nil && !r.hours[0].ends:
		r.hours[0].to, r.hours[0].ends = at, true
	case r.until != nil:
		return &dateTrouble{text.WhenOrder, ""}
	case n > 0 && r.link == linkTo && r.last == tokTime && !r.hours[n-1].ends:
		r.hours[n-1].to, r.hours[n-1].ends = at, true
	case n >= announce.MaxDates:
		return &dateTrouble{text.WhenMany, ""}
	default:
		r.hours = append(r.hours, clockRange{from: at})
	}
	return nil
}
