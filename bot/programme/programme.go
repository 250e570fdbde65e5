package programme

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/directory"
)

// Board is where announcements are: *announce.Board.
type Board interface {
	Items(ctx context.Context, f announce.Filter) ([]announce.Item, error)
	Item(ctx context.Context, id int64) (announce.Item, error)
	Editions(ctx context.Context) ([]announce.Edition, error)
}

// Options are what a Programme is made of. All are needed but those said to be
// optional.
type Options struct {
	Board     Board
	Places    []directory.Place
	PublicURL string        // https://relais.example; optional, for links on paper and in shares
	Bot       func() string // username of the bot, empty while unknown; optional
	Now       func() time.Time
	Log       *slog.Logger
}

// Programme serves the pages. It is safe for concurrent use.
type Programme struct {
	Options
	started time.Time
	mux     *http.ServeMux
	pages   pages
	places  map[string]directory.Place // by slug or INSEE code
	papers  *papers
	handler http.Handler
}

// New makes a Programme. It panics on a template that cannot be read: they are
// embedded, and tests read them.
func New(o Options) *Programme {
	if o.Bot == nil {
		o.Bot = func() string { return "" }
	}
	o.PublicURL = strings.TrimRight(o.PublicURL, "/")
	p := &Programme{Options: o, started: o.Now(), mux: http.NewServeMux(), pages: parsePages(),
		places: map[string]directory.Place{}, papers: newPapers()}
	for _, place := range o.Places {
		p.places[place.ID] = place
	}
	p.routes()
	p.handler = p.guard(p.mux)
	return p
}

// Handler serves /programme, /programme/…, /programme.ics and /programme.pdf.
func (p *Programme) Handler() http.Handler { return p.handler }

func (p *Programme) routes() {
	p.handle("GET /programme", p.list)
	p.handle("GET /programme/{$}", p.bare)
	p.handle("GET /programme.ics", p.feed)
	p.handle("GET /programme.pdf", p.leaflet)
	p.handle("GET /programme/{id}", p.event) // and {id}.ics
	p.handle("GET /programme/{id}/image", p.image)
	p.handle("GET /programme/{id}/affiche.pdf", p.sheet)
	for _, name := range staticNames() {
		p.mux.HandleFunc("GET /programme/static/"+name, staticFile)
	}
}

// bare leads to the programme, without the slash.
func (p *Programme) bare(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/programme", http.StatusMovedPermanently)
	return nil
}

// base is where our pages are, as people outside reach them.
func (p *Programme) base(r *http.Request) string {
	if p.PublicURL != "" {
		return p.PublicURL
	}
	return "http://" + r.Host
}
