package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"relais/bot/announce/exchange"
	"relais/bot/relay"
	"relais/bot/text"
)

// feedPage is what the page of agendas shows.
type feedPage struct {
	Tabs    []tab
	Feeds   []feedRow
	May     bool // the reader may change them: they coordinate everywhere
	Looked  *importReport
	Form    feedForm
	Rhythms []option
}

type feedRow struct {
	ID        int64
	Name, URL string
	Every     string
	Next      string // empty when it is not followed
	Problem   string
	Active    bool
}

// feedForm is the form of an agenda to follow: what was typed.
type feedForm struct {
	Address, Name, Every string
	Wrong                []wrong
}

// Fault is what is wrong with a field, empty when nothing is.
func (f feedForm) Fault(field string) string { return entryForm{Wrong: f.Wrong}.Fault(field) }

func (c *Console) feeds(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.showFeeds(w, r, who, feedForm{}, nil)
}

func (c *Console) showFeeds(w http.ResponseWriter, r *http.Request, who *reader, f feedForm, looked *importReport) error {
	list, err := c.Feeds.Feeds(r.Context())
	if err != nil {
		return err
	}
	if f.Every == "" {
		f.Every = strconv.Itoa(int(exchange.DefaultEvery / time.Hour))
	}
	page := feedPage{Tabs: announceTabs(announcePath + "/agendas"), May: who.everywhere(), Form: f, Looked: looked}
	for _, l := range text.FeedRhythms() {
		page.Rhythms = append(page.Rhythms, option{l.ID, l.Words, l.ID == f.Every})
	}
	for _, feed := range list {
		page.Feeds = append(page.Feeds, rowOfFeed(feed))
	}
	status := http.StatusOK
	if len(f.Wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.renderStatus(w, r, who, status, "announce-feeds", page)
}

func rowOfFeed(f exchange.Feed) feedRow {
	row := feedRow{ID: f.ID, Name: text.Tidy(f.Name), URL: f.URL, Every: text.FeedRhythm(int(f.Every / time.Hour)), Active: f.State == exchange.Active}
	if row.Name == "" {
		row.Name = f.URL
	}
	if row.Active {
		row.Next = text.Moment(f.Next.In(paris))
	}
	if f.Problem != nil {
		row.Problem = text.ExchangeProblem(f.Problem.Code, f.Problem.Args...)
	}
	return row
}

// addFeed follows an agenda.
func (c *Console) addFeed(w http.ResponseWriter, r *http.Request, who *reader) error {
	if !who.everywhere() {
		return relay.ErrAllowed
	}
	f := feedForm{Address: typed(r, "adresse"), Name: typed(r, "nom"), Every: typed(r, "rythme")}
	hours, err := strconv.Atoi(f.Every)
	if err != nil || !slices.ContainsFunc(text.FeedRhythms(), func(l text.Label) bool { return l.ID == f.Every }) {
		f.Wrong = append(f.Wrong, wrong{"rythme", text.AnnounceFault("every")})
		return c.showFeeds(w, r, who, f, nil)
	}
	id, err := c.Feeds.AddFeed(r.Context(), f.Address, "", f.Name, time.Duration(hours)*time.Hour)
	var problem *exchange.Problem
	switch {
	case errors.Is(err, exchange.ErrKnown):
		f.Wrong = append(f.Wrong, wrong{"adresse", text.FeedKnown})
		return c.showFeeds(w, r, who, f, nil)
	case errors.As(err, &problem):
		f.Wrong = append(f.Wrong, wrong{"adresse", text.ExchangeProblem(problem.Code, problem.Args...)})
		return c.showFeeds(w, r, who, f, nil)
	case err != nil:
		return err
	}
	c.note(r.Context(), who, "announce-feed", feedSubject(id), "add")
	return went(w, r, announcePath+"/agendas", "suivi")
}

func feedSubject(id int64) string { return exchange.Feed{ID: id}.Source() }

// feedOf is the number of the agenda the form is about, for those who may change
// it.
func feedOf(r *http.Request, who *reader) (int64, error) {
	if !who.everywhere() {
		return 0, relay.ErrAllowed
	}
	return idOf(r)
}

// lookFeed looks at an agenda at once, and tells what it brought.
func (c *Console) lookFeed(w http.ResponseWriter, r *http.Request, who *reader) error {
	id, err := feedOf(r, who)
	if err != nil {
		return err
	}
	feed, err := c.Feeds.Feed(r.Context(), id)
	if err != nil {
		return c.missing(err)
	}
	look, err := c.Feeds.LookNow(r.Context(), id)
	if err != nil {
		return c.missing(err)
	}
	c.note(r.Context(), who, "announce-feed", feedSubject(id), "look")
	report := c.report(rowOfFeed(feed).Name, look.Read, look.Summary, look.Problems)
	if look.Same {
		report.Lines = []string{text.FeedSame}
	}
	if look.Problem != nil {
		report.Trouble = text.ExchangeProblem(look.Problem.Code, look.Problem.Args...)
	}
	return c.showFeeds(w, r, who, feedForm{}, report)
}

func (c *Console) stopFeed(w http.ResponseWriter, r *http.Request, who *reader) error {
	id, err := feedOf(r, who)
	if err == nil {
		err = c.missing(c.Feeds.StopFeed(r.Context(), id))
	}
	if err != nil {
		return err
	}
	c.note(r.Context(), who, "announce-feed", feedSubject(id), "stop")
	return went(w, r, announcePath+"/agendas", "agenda-arrete")
}

func (c *Console) startFeed(w http.ResponseWriter, r *http.Request, who *reader) error {
	id, err := feedOf(r, who)
	if err == nil {
		err = c.missing(c.Feeds.StartFeed(r.Context(), id))
	}
	if err != nil {
		return err
	}
	c.note(r.Context(), who, "announce-feed", feedSubject(id), "start")
	return went(w, r, announcePath+"/agendas", "agenda-repris")
}
