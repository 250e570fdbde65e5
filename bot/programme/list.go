package programme

import (
	"html/template"
	"net/http"
	"strings"

	"relais/bot/text"
)

// listPage is what the page of the programme shows.
type listPage struct {
	Edition   *heading // nil out of one
	Selects   []choice
	Chosen    string // the filter in words, empty for none
	Count     string
	Days      []day // of the edition, or all without one
	Also      []day // out of the edition
	Undated   []entry
	Past      bool   // days that are over are shown
	PastLink  string // to the days that are over; empty without any
	Subscribe template.URL
	Feed      string
	A4, A5    string
}

// heading is what an edition is called.
type heading struct{ Theme, Span string }

// Empty tells that nothing is shown.
func (l listPage) Empty() bool { return len(l.Days)+len(l.Also)+len(l.Undated) == 0 }

// list shows the programme: of the edition that runs or is next, with what else
// is ahead; without edition, what is ahead.
func (p *Programme) list(w http.ResponseWriter, r *http.Request) error {
	f, err := p.filter(r.URL.Query())
	if err != nil {
		return err
	}
	o, err := p.offer(r.Context())
	if err != nil {
		return err
	}
	page := p.listPage(o, f)
	p.links(&page, r, f)
	title, description := text.ProgrammeAhead, page.Count
	if page.Edition != nil {
		title = text.ProgrammeWeeks
		description = joined(" · ", page.Edition.Theme, text.Capital(page.Edition.Span), page.Count)
	}
	if page.Chosen != "" {
		title += " · " + page.Chosen
	}
	v := p.view(r, title, page)
	v.Description, v.Address = description, p.base(r)+p.address("/programme", f)
	return p.render(w, r, "list", v, o.modified)
}

func (p *Programme) listPage(o offer, f filter) listPage {
	page := listPage{Past: f.Past, Chosen: strings.Join(p.words(f, o.now), " · "), Selects: p.selects(o, f)}
	from := o.today
	if f.Past && o.edition != nil {
		from = 0
	}
	if f.Day != 0 && o.edition != nil {
		from = min(from, f.Day)
	}
	inside, outside := o.inside, o.outside
	if o.edition == nil {
		inside, outside = o.outside, nil
	} else {
		page.Edition = &heading{text.Tidy(o.edition.Theme), text.ProgrammeSpan(o.edition.First, o.edition.Last)}
	}
	page.Days = p.agenda(inside, f, from, o.now)
	page.Also = p.agenda(outside, f, o.today, o.now)
	page.Undated = append(p.undated(inside, f, o.now), p.undated(outside, f, o.now)...)
	n, communes := count(append(inside[:len(inside):len(inside)], outside...), f, from)
	if n > 0 {
		page.Count = text.ProgrammeCount(n, communes)
	}
	if all, _ := count(inside, f, 0); o.edition != nil && !f.Past && f.Day == 0 && all > 0 {
		if ahead, _ := count(inside, f, o.today); all > ahead {
			g := f
			g.Past = true
			page.PastLink = p.address("/programme", g)
		}
	}
	return page
}

// links are the ways out of the page, with its filter.
func (p *Programme) links(page *listPage, r *http.Request, f filter) {
	f.Past = false
	page.A4, page.A5 = p.address("/programme.pdf", f), p.address("/programme.pdf", f)
	for link, format := range map[*string]string{&page.A4: "a4", &page.A5: "a5"} {
		mark := "?"
		if strings.Contains(*link, "?") {
			mark = "&"
		}
		*link += mark + "format=" + format
	}
	f.Day = 0
	page.Feed = p.base(r) + p.address("/programme.ics", f)
	_, rest, _ := strings.Cut(page.Feed, "://")
	page.Subscribe = template.URL("webcal://" + rest) // ours: what a filter may hold is known
}
