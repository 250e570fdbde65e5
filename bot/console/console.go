package console

import (
	"crypto/ed25519"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/directory"
)

// Options are what a Console is made of. All are needed but those said to be
// optional.
type Options struct {
	Relay     Relay
	Figures   Figures
	Directory Directory
	Places    []directory.Place
	Token     string              // of the bot: it proves the data of a Mini App
	Bot       func() string       // username of the bot, empty while unknown; optional
	Besoin    func(string) string // label of a besoin; optional
	Announce  Announcements       // optional: without them the pages of announcements are not there
	Feeds     Feeds               // agendas that are followed; needed with Announce
	NotFound  error               // what Announce and Feeds say of what is not there; needed with Announce
	PublicURL string              // https://relais.example; optional, for links on posters and for the origin of forms
	Keep      time.Duration       // how long rows of activity are kept; 0 is two years
	Secure    bool                // served over HTTPS: cookies then say so, and open inside Telegram Web
	Now       func() time.Time
	Log       *slog.Logger
}

// Console serves the pages. It is safe for concurrent use.
type Console struct {
	Options
	mux       *http.ServeMux
	pages     pages
	places    map[string]directory.Place // by slug or INSEE code
	cross     *http.CrossOriginProtection
	entering  *pace             // tries to enter
	answering *pace             // answers to the survey
	telegram  ed25519.PublicKey // signs the data of Mini Apps
	handler   http.Handler
}

// New makes a Console. It panics on a template that cannot be read: they are
// embedded, and tests read them.
func New(o Options) *Console {
	if o.Bot == nil {
		o.Bot = func() string { return "" }
	}
	if o.Besoin == nil {
		o.Besoin = func(id string) string { return id }
	}
	if o.Keep == 0 {
		o.Keep = 2 * 365 * 24 * time.Hour
	}
	o.PublicURL = strings.TrimRight(o.PublicURL, "/")
	c := &Console{Options: o, mux: http.NewServeMux(), places: map[string]directory.Place{}, cross: http.NewCrossOriginProtection()}
	for _, p := range o.Places {
		c.places[p.ID] = p
	}
	if u, err := url.Parse(o.PublicURL); err == nil && u.Host != "" {
		_ = c.cross.AddTrustedOrigin(u.Scheme + "://" + u.Host) // only a malformed one is refused, and then never matches
	}
	c.entering, c.answering = newPace(10, 20, o.Now), newPace(30, 60, o.Now)
	c.telegram = telegramKey
	c.pages = c.parsePages()
	c.routes()
	c.figureRoutes()
	if c.Announce != nil {
		c.announceRoutes()
	}
	c.handler = c.guard(c.mux)
	return c
}

// Handler serves everything: /console/ and the public pages.
func (c *Console) Handler() http.Handler { return c.handler }

// routes are the pages that are not figures.
func (c *Console) routes() {
	c.mux.Handle("GET /console/static/", staticFiles())
	c.enterRoutes()
	c.entryRoutes()
	c.peopleRoutes()
	c.surveyRoutes()
	c.handle("GET /console/journal", relay.Coordinator, c.journal)
	c.public("GET /confidentialite", c.privacy)
	c.public("GET /console", func(w http.ResponseWriter, r *http.Request) error {
		http.Redirect(w, r, "/console/", http.StatusSeeOther)
		return nil
	})
}

// navigation is the menu, in order. A page is listed for those who may open it.
var navigation = []struct {
	path string
	role relay.Role
}{
	{"/console/", relay.Coordinator}, {"/console/besoins", relay.Coordinator}, {"/console/sans-reponse", relay.Coordinator},
	{"/console/incompris", relay.Coordinator}, {"/console/orientation", relay.Coordinator},
	{"/console/services", relay.Coordinator}, {"/console/territoires", relay.Coordinator},
	{"/console/annonces", relay.Coordinator},
	{"/console/saisies", relay.Coordinator}, {"/console/sondage", relay.Coordinator},
	{"/console/qualite", relay.Coordinator}, {"/console/relais", relay.Coordinator},
	{"/console/journal", relay.Coordinator}, {"/console/bilan", relay.Coordinator}, {"/console/aide", relay.Coordinator},
}
