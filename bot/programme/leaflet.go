package programme

import (
	"net/http"
	"strings"

	"relais/bot/announce"
	"relais/bot/text"
)

// booklet is what a leaflet shows: all of it in words, no pointer, so that two
// alike are drawn once.
type booklet struct {
	Format  string // A4 or A5
	Over    string // above the title, and at the head of pages
	Title   string
	Span    string
	Count   string
	Chosen  string
	Address string // of the programme
	Days    []day
	Also    []day
	Undated []entry
	Weeks   [][7]cell
	Made    int64 // unix seconds of its last change
}

// cell is a day of the weeks shown on the cover.
type cell struct {
	Number string // empty for no day
	Dates  int    // that are on that day
	In     bool   // of the edition
}

// maxWeeks is how many weeks stand on a cover.
const maxWeeks = 5

// leaflet gives the programme on paper: format=a4 (two columns) or a5.
func (p *Programme) leaflet(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	f, err := p.filter(q)
	if err != nil {
		return err
	}
	format := strings.ToUpper(q.Get("format"))
	if format == "" {
		format = "A4"
	}
	if format != "A4" && format != "A5" {
		return errFilter
	}
	o, err := p.offer(r.Context())
	if err != nil {
		return err
	}
	b := p.booklet(o, f, format)
	b.Address = p.base(r) + p.address("/programme", f)
	body, err := p.papers.get(r.Context(), b, func() ([]byte, error) { return drawLeaflet(b) })
	if err != nil {
		return err
	}
	p.serve(w, r, content{"application/pdf", "programme-" + strings.ToLower(format) + ".pdf", body}, o.modified)
	return nil
}

func (p *Programme) booklet(o offer, f filter, format string) booklet {
	page := p.listPage(o, f)
	b := booklet{Format: format, Over: text.ProgrammeLeaflet, Title: text.ProgrammeAhead, Count: page.Count,
		Days: page.Days, Also: page.Also, Undated: page.Undated, Made: o.modified.Unix()}
	if words := p.words(f, o.now); len(words) > 0 {
		b.Chosen = text.ProgrammeChosen(words)
	}
	first, last := 0, 0
	if n := len(page.Days); n > 0 {
		first, last = page.Days[0].Day, page.Days[n-1].Day
	}
	if o.edition != nil {
		b.Over, b.Title = text.ProgrammeWeeks, page.Edition.Theme
		first, last = o.edition.First, o.edition.Last
	}
	if first != 0 {
		b.Span = text.Capital(text.ProgrammeSpan(first, last))
		b.Weeks = weeks(page.Days, first, last)
	}
	return b
}

// weeks are the days from first to last, week by week, with how many dates are
// on each; none when they are too many.
func weeks(days []day, first, last int) (rows [][7]cell) {
	on := map[int]int{}
	for _, d := range days {
		for _, e := range d.Entries {
			if !e.Cancelled {
				on[d.Day]++
			}
		}
	}
	from := announce.DayStart(first)
	monday := from.AddDate(0, 0, -(int(from.Weekday())+6)%7)
	for i := 0; ; i++ {
		d := announce.DayOf(monday.AddDate(0, 0, i))
		if i%7 == 0 {
			if d > last {
				return rows
			}
			if len(rows) == maxWeeks {
				return nil
			}
			rows = append(rows, [7]cell{})
		}
		rows[i/7][i%7] = cell{text.Number(d % 100), on[d], d >= first && d <= last}
	}
}
