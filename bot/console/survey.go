package console

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"

	"github.com/skip2/go-qrcode"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
)

// surveyPage is what the page of the survey shows to residents.
type surveyPage struct {
	Slug, Place string // Place is empty for nowhere in particular
	Knows, Went string // what was answered, when one answer is missing
	Missing     bool
	KnowsAll    []text.Label
	WentAll     []text.Label
}

// poster is what is printed for a quarter.
type poster struct {
	Slug, Place string
	Address     string // of the survey
}

// qrSize is the width of a QR code, in pixels: sharp at 8 cm on paper.
const qrSize = 1024

func (c *Console) surveyRoutes() {
	c.public("GET /sondage/{quartier}", c.survey)
	c.public("POST /sondage/{quartier}", c.answerSurvey)
	c.public("GET /sondage/{quartier}/merci", c.thankSurvey)
	c.handle("GET /console/sondage", relay.Coordinator, c.posters)
	c.handle("GET /console/sondage/{quartier}", relay.Coordinator, c.poster)
	c.handle("GET /console/sondage/{quartier}/qr.png", relay.Coordinator, c.posterCode)
}

// surveyed finds the quarter of the address. "inconnu" is a poster for nowhere
// in particular.
func (c *Console) surveyed(r *http.Request) (slug, name string, err error) {
	slug = r.PathValue("quartier")
	if slug == relay.UnknownPlace {
		return slug, "", nil
	}
	if p, ok := c.places[slug]; ok && p.Kind == directory.Quartier {
		return slug, text.Tidy(p.Name), nil
	}
	return "", "", errNotFound
}

func (c *Console) surveyForm(r *http.Request) (surveyPage, error) {
	slug, name, err := c.surveyed(r)
	page := surveyPage{Slug: slug, Place: name}
	for _, id := range relay.Knows {
		page.KnowsAll = append(page.KnowsAll, text.Label{ID: id, Words: text.SurveyKnows(id)})
	}
	for _, id := range relay.Went {
		page.WentAll = append(page.WentAll, text.Label{ID: id, Words: text.SurveyWent(id)})
	}
	return page, err
}

func (c *Console) survey(w http.ResponseWriter, r *http.Request) error {
	page, err := c.surveyForm(r)
	if err != nil {
		return err
	}
	return c.render(w, r, nil, "survey", page)
}

// answerSurvey keeps an answer: no cookie, no address, the month only.
func (c *Console) answerSurvey(w http.ResponseWriter, r *http.Request) error {
	page, err := c.surveyForm(r)
	if err != nil {
		return err
	}
	if !c.answering.allow(r) {
		return errOften
	}
	page.Knows, page.Went = r.PostFormValue("sait"), r.PostFormValue("alle")
	if !slices.Contains(relay.Knows, page.Knows) || !slices.Contains(relay.Went, page.Went) {
		page.Missing = true
		return c.renderStatus(w, r, nil, http.StatusUnprocessableEntity, "survey", page)
	}
	if err := c.Relay.Survey(r.Context(), page.Slug, page.Knows, page.Went); err != nil {
		return err
	}
	http.Redirect(w, r, "/sondage/"+page.Slug+"/merci", http.StatusSeeOther)
	return nil
}

func (c *Console) thankSurvey(w http.ResponseWriter, r *http.Request) error {
	slug, name, err := c.surveyed(r)
	if err != nil {
		return err
	}
	return c.render(w, r, nil, "survey-thanks", surveyPage{Slug: slug, Place: name})
}

// posters lists the posters of the reader's territory.
func (c *Console) posters(w http.ResponseWriter, r *http.Request, who *reader) error {
	var list []poster
	for _, p := range c.Places {
		if where, ok := c.territoryOf(p.ID); ok && p.Kind == directory.Quartier && who.sees(where) {
			list = append(list, poster{Slug: p.ID, Place: text.Tidy(p.Name) + " (" + text.Tidy(p.Commune) + ")"})
		}
	}
	if who.everywhere() {
		list = append(list, poster{Slug: relay.UnknownPlace, Place: text.AnyQuarter})
	}
	return c.render(w, r, who, "survey-posters", list)
}

// ofReader is surveyed, for a poster the reader may print.
func (c *Console) ofReader(r *http.Request, who *reader) (slug, name string, err error) {
	slug, name, err = c.surveyed(r)
	where, _ := c.territoryOf(slug)
	if err == nil && !who.sees(where) {
		err = relay.ErrAllowed
	}
	return slug, name, err
}

func (c *Console) poster(w http.ResponseWriter, r *http.Request, who *reader) error {
	slug, name, err := c.ofReader(r, who)
	if err != nil {
		return err
	}
	return c.render(w, r, who, "survey-poster", poster{Slug: slug, Place: name, Address: c.base(r) + "/sondage/" + slug})
}

// posterCode draws the address of the survey as a QR code that survives a
// quarter of it being stained.
func (c *Console) posterCode(w http.ResponseWriter, r *http.Request, who *reader) error {
	slug, _, err := c.ofReader(r, who)
	if err != nil {
		return err
	}
	code, err := qrcode.New(c.base(r)+"/sondage/"+slug, qrcode.High)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := code.Write(qrSize, &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = w.Write(b.Bytes())
	return nil
}

// base is where our pages are, as people outside reach them.
func (c *Console) base(r *http.Request) string {
	switch {
	case c.PublicURL != "":
		return c.PublicURL
	case c.Secure:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
