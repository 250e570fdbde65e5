package console

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// filter is what a page of figures was asked for. It stands in the URL.
type filter struct {
	path   string
	period figures.Period
	place  string // as in the URL: slug of a quarter, INSEE code, empty for everywhere
	where  figures.Territory
	who    *reader // they see nothing out of their territory
}

// errPlace is returned for a place that is not known.
var errPlace = errors.New("unknown place")

// link is a page with the same filter.
func (f filter) link(path string, more ...string) string {
	q := url.Values{"periode": {f.period.String()}}
	if f.place != "" {
		q.Set("lieu", f.place)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return path + "?" + q.Encode()
}

// csv is the address of the rows of a block.
func (f filter) csv(block string) string { return f.link(f.path, "format", "csv", "tableau", block) }

// filter reads the period and the place of a request. Without a period it is
// the last quarter that is over; without a place, all that the reader sees.
func (c *Console) filter(r *http.Request, who *reader) (filter, error) {
	q := r.URL.Query()
	f := filter{path: r.URL.Path, period: lastQuarter(c.Now()), who: who}
	if s := asked(q); s != "" {
		p, err := figures.ParsePeriod(s)
		if err != nil || p.From > p.To {
			return f, figures.ErrPeriod
		}
		f.period = p
	}
	mine := who.Territory()
	f.place = cmp.Or(q.Get("lieu"), mine.Quartier, mine.Commune)
	if f.place == "" {
		return f, nil
	}
	where, ok := c.territoryOf(f.place)
	if !ok {
		f.place = cmp.Or(mine.Quartier, mine.Commune)
		return f, errPlace
	}
	if !who.sees(where) {
		return f, relay.ErrAllowed
	}
	f.where = figures.Territory(where)
	return f, nil
}

// asked is the period of a URL: one word, or the two months of the form.
func asked(q url.Values) string {
	if from, to := q.Get("de"), q.Get("a"); from != "" || to != "" {
		if from == "" || to == "" || from == to {
			return from + strings.TrimPrefix(to, from)
		}
		return from + ".." + to
	}
	return q.Get("periode")
}

// lastQuarter is the last calendar quarter that is over.
func lastQuarter(now time.Time) figures.Period {
	this := int(figures.MonthOf(now))
	first := this/100*100 + (this%100-1)/3*3 + 1
	return figures.Period{From: later(figures.Month(first), -3), To: later(figures.Month(first), -1)}
}

// later is the month n months after m, before it when n is negative.
func later(m figures.Month, n int) figures.Month {
	months := int(m)/100*12 + int(m)%100 - 1 + n
	return figures.Month(months/12*100 + months%12 + 1)
}

// trailing are the n months that end with p.
func trailing(p figures.Period, n int) figures.Period {
	return figures.Period{From: later(p.To, 1-n), To: p.To}
}

// choice is an option of the form.
type choice struct {
	Value, Words string
	Chosen       bool
}

// group is a titled list of options.
type group struct {
	Words   string
	Choices []choice
}

// filterForm is the form that asks for another period or place.
type filterForm struct {
	Path            string
	Periods, Places []group
	Everywhere      bool // may be asked for
	Place           string
	Period, Where   string // in words
	Running         bool   // the period is not over
	K               int
}

// form is the form of a filter, as it was filled.
func (c *Console) form(f filter) filterForm {
	return filterForm{
		Path: f.path, Place: f.place, Everywhere: f.who.everywhere(),
		Periods: c.periods(f), Places: c.placeGroups(f),
		Period: periodWords(f.period), Where: c.whereWords(f), Running: f.period.To >= figures.MonthOf(c.Now()), K: c.k(),
	}
}

func periodWords(p figures.Period) string { return text.PeriodWords(int(p.From), int(p.To)) }

func (c *Console) whereWords(f filter) string {
	return text.Tidy(c.territoryName(f.where))
}

// periods lists the quarters, months and years one may ask for, latest first.
func (c *Console) periods(f filter) []group {
	now := figures.MonthOf(c.Now())
	quarters, months, years := group{Words: text.CalendarQuarters}, group{Words: text.MonthsWord}, group{Words: text.Years}
	known := false
	add := func(g *group, p figures.Period) {
		g.Choices = append(g.Choices, choice{p.String(), periodWords(p), p == f.period})
		known = known || p == f.period
	}
	q := lastQuarter(c.Now())
	q = figures.Period{From: later(q.From, 3), To: later(q.To, 3)}
	for range 9 {
		add(&quarters, q)
		q = q.Before()
	}
	for i := range 25 {
		add(&months, figures.Period{From: later(now, -i), To: later(now, -i)})
	}
	for y := int(now) / 100; y > int(now)/100-3; y-- {
		add(&years, figures.Period{From: figures.Month(y*100 + 1), To: figures.Month(y*100 + 12)})
	}
	groups := []group{quarters, years, months}
	if !known {
		own := group{Words: text.OtherMonths}
		add(&own, f.period)
		groups = append([]group{own}, groups...)
	}
	return groups
}

// placeGroups lists the places the reader may ask for.
func (c *Console) placeGroups(f filter) []group {
	quarters, communes := group{Words: text.QuartersOf}, group{Words: text.Communes}
	for _, p := range c.Places {
		if where, ok := c.territoryOf(p.ID); !ok || !f.who.sees(where) {
			continue
		}
		one := choice{p.ID, text.Tidy(p.Name), p.ID == f.place}
		if p.Kind == directory.Quartier {
			quarters.Choices = append(quarters.Choices, one)
		} else {
			communes.Choices = append(communes.Choices, one)
		}
	}
	var out []group
	for _, g := range []group{quarters, communes} {
		if len(g.Choices) > 0 {
			out = append(out, g)
		}
	}
	return out
}
