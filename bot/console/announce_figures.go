package console

import (
	"net/http"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// announceTile is an indicator of announcements.
type announceTile struct {
	Indicator text.Indicator
	Figure    string
	Notes     []string
}

// announceFiguresPage is what the page of figures shows.
type announceFiguresPage struct {
	Tabs     []tab
	From, To string // YYYY-MM
	Refused  string
	Span     string
	K        int
	Tiles    []announceTile
}

// announceFigures shows the indicators of announcements between two months: the
// year so far when none is asked for.
func (c *Console) announceFigures(w http.ResponseWriter, r *http.Request, who *reader) error {
	q, now := r.URL.Query(), c.Now().In(paris)
	page := announceFiguresPage{Tabs: announceTabs(r.URL.Path), From: q.Get("de"), To: q.Get("a"), K: c.k()}
	if page.From == "" {
		page.From = now.Format("2006") + "-01"
	}
	if page.To == "" {
		page.To = now.Format("2006-01")
	}
	from, err := time.ParseInLocation("2006-01", page.From, paris)
	to, err2 := time.ParseInLocation("2006-01", page.To, paris)
	if err != nil || err2 != nil || to.Before(from) || from.Year() < 2001 || to.Year() > 2098 {
		page.Refused = text.AnnounceMonths
		return c.renderStatus(w, r, who, http.StatusBadRequest, "announce-figures", page)
	}
	last := to.AddDate(0, 1, -1)
	f, err := c.Announce.Figures(r.Context(), announce.DayOf(from), announce.DayOf(last))
	if err != nil {
		return err
	}
	page.Span = text.Capital(text.ProgrammeSpan(announce.DayOf(from), announce.DayOf(last)))
	page.Tiles = c.announceTiles(f)
	return c.render(w, r, who, "announce-figures", page)
}

// few is a figure about what people answered: hidden from 1 to k-1.
func (c *Console) few(n int) string {
	if n > 0 && n < c.k() {
		return text.FigureSaid(0, true, c.k())
	}
	return text.Number(n)
}

// fewOf is few with what it counts; a hidden one reads as many, whatever it is.
func (c *Console) fewOf(id string, n int) string {
	return c.few(n) + " " + text.AnnounceNoun(id, n == 0 || n == 1 && c.k() <= 1)
}

func (c *Console) announceTiles(f announce.Figures) []announceTile {
	total, kinds := 0, []string{}
	for _, kind := range announce.Kinds {
		if n := f.Items[kind]; n > 0 {
			one, many := text.AnnounceKind(kind)
			kinds = append(kinds, text.Count(n, text.Small(one), text.Small(many)))
			total += n
		}
	}
	tiles := []announceTile{
		tileOf("evenements", text.Number(f.Items[announce.Event]), text.AnnounceNote("dates", f.Dates)),
		tileOf("partenaires-evenements", text.Number(f.Partners)),
		tileOf("communes-evenements", text.Number(f.Communes)),
		tileOf("actions-communication", text.Number(total), append(kinds, text.AnnounceNote("annules", f.Cancelled))...),
		tileOf("portee", c.few(f.Sent), text.AnnounceNote("incertains", f.Uncertain), c.fewOf("abonnes", f.Subscribers)),
		tileOf("relais-annonces", c.few(f.Relays), c.fewOf("touches", f.Reach), c.fewOf("viens", f.Comes)),
		tileOf("presence", text.Number(f.Attendance), text.AnnounceNote("dits", f.Told)),
	}
	return tiles
}

func tileOf(id, figure string, notes ...string) announceTile {
	i, _ := text.IndicatorByID(id)
	return announceTile{i, figure, notes}
}
