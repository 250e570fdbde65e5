package console

import (
	"errors"
	"net/http"
	"strconv"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/text"
)

// editionPage is what the page of editions shows.
type editionPage struct {
	Tabs     []tab
	Editions []editionRow
	May      bool // the reader may enter one: they coordinate everywhere
	Form     editionForm
}

type editionRow struct {
	Year        int
	Theme, Span string
	Link        string // to correct it
}

// editionForm is the form of an edition: what was typed.
type editionForm struct {
	Year, Theme, First, Last string
	Wrong                    []wrong
}

// Fault is what is wrong with a field, empty when nothing is.
func (f editionForm) Fault(field string) string { return entryForm{Wrong: f.Wrong}.Fault(field) }

func (c *Console) editions(w http.ResponseWriter, r *http.Request, who *reader) error {
	f := editionForm{Year: strconv.Itoa(announce.DayOf(c.Now()) / 10000)}
	list, err := c.Announce.Editions(r.Context())
	if err != nil {
		return err
	}
	for _, e := range list {
		if r.URL.Query().Get("annee") == strconv.Itoa(e.Year) {
			f = editionForm{Year: strconv.Itoa(e.Year), Theme: e.Theme, First: relay.Day(e.First).String(), Last: relay.Day(e.Last).String()}
		}
	}
	return c.showEditions(w, r, who, f)
}

// showEditions shows the editions and the form, with what is wrong in it.
func (c *Console) showEditions(w http.ResponseWriter, r *http.Request, who *reader, f editionForm) error {
	list, err := c.Announce.Editions(r.Context())
	if err != nil {
		return err
	}
	page := editionPage{Tabs: announceTabs(r.URL.Path), May: who.everywhere(), Form: f}
	for _, e := range list {
		page.Editions = append(page.Editions, editionRow{e.Year, text.Tidy(e.Theme), text.ProgrammeSpan(e.First, e.Last),
			announcePath + "/editions?annee=" + strconv.Itoa(e.Year) + "#saisir"})
	}
	status := http.StatusOK
	if len(f.Wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.renderStatus(w, r, who, status, "announce-editions", page)
}

// saveEdition enters an edition, or corrects that of the same year.
func (c *Console) saveEdition(w http.ResponseWriter, r *http.Request, who *reader) error {
	if !who.everywhere() {
		return relay.ErrAllowed
	}
	f := editionForm{Year: typed(r, "annee"), Theme: typed(r, "theme"), First: typed(r, "premier"), Last: typed(r, "dernier")}
	e, ok := f.read()
	if !ok {
		return c.showEditions(w, r, who, f)
	}
	_, err := c.Announce.SaveEdition(r.Context(), who.actor(), e)
	if errors.Is(err, announce.ErrInvalid) {
		f.Wrong = []wrong{{"theme", text.AnnounceFault("theme")}}
		return c.showEditions(w, r, who, f)
	}
	if err != nil {
		return err
	}
	c.note(r.Context(), who, "announce-edition", strconv.Itoa(e.Year), "")
	return went(w, r, announcePath+"/editions", "edition")
}

// read reads the form, and tells whether nothing is wrong.
func (f *editionForm) read() (e announce.Edition, ok bool) {
	check := func(field, id string, ok bool) {
		if !ok {
			f.Wrong = append(f.Wrong, wrong{field, text.AnnounceFault(id)})
		}
	}
	year, err := strconv.Atoi(f.Year)
	check("annee", "year", err == nil && year > 2000 && year < 2100)
	check("theme", "theme", f.Theme != "" && text.Units(f.Theme) <= announce.MaxLine)
	first, firstOK := dayTyped(f.First)
	last, lastOK := dayTyped(f.Last)
	check("premier", "first", firstOK && first.Year() == year)
	check("dernier", "last", lastOK && last.Year() == year && !last.Before(first))
	return announce.Edition{Year: year, Theme: f.Theme, First: announce.DayOf(first), Last: announce.DayOf(last)}, len(f.Wrong) == 0
}
