package programme

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"relais/bot/announce"
	"relais/bot/text"
)

// eventPage is what the page of an announcement shows.
type eventPage struct {
	entry
	Edition *heading
	Poster  bool
	Agenda  string // address of its .ics; empty without a date
	Map     string // empty without an address
	Chat    string // of the bot
	Sheet   string
	Over    bool
}

// event shows an announcement, or gives its .ics: an address of ServeMux cannot
// tell the two apart.
func (p *Programme) event(w http.ResponseWriter, r *http.Request) error {
	name, isFeed := strings.CutSuffix(r.PathValue("id"), ".ics")
	o, it, err := p.asked(r, name)
	if err != nil {
		return err
	}
	if isFeed {
		return p.eventFeed(w, r, o, it)
	}
	whole, err := p.Board.Item(r.Context(), it.ID) // with its poster
	if err != nil {
		return err
	}
	page := p.eventPage(o, it)
	page.Poster = posterKind(whole.Poster) != ""
	v := p.view(r, page.Title, page)
	v.Address = p.base(r) + p.path(it.ID)
	v.Description = joined(" · ", strings.Join(page.Dates[:min(1, len(page.Dates))], ""), page.Full(), page.Terms())
	if page.Cancelled {
		v.Description = text.ProgrammeOff + " · " + v.Description
	}
	if page.Poster {
		v.Image, v.Poster = v.Address+"/image", true
	}
	return p.render(w, r, "event", v, o.modified)
}

// asked is the item of an address; errNoItem for what the public may not see.
func (p *Programme) asked(r *http.Request, name string) (offer, announce.Item, error) {
	id, err := strconv.ParseInt(name, 10, 64)
	if err != nil || id < 1 || strconv.FormatInt(id, 10) != name {
		return offer{}, announce.Item{}, errNoItem
	}
	o, err := p.offer(r.Context())
	if err != nil {
		return o, announce.Item{}, err
	}
	it, err := o.byID(id)
	return o, it, err
}

func (p *Programme) path(id int64) string { return "/programme/" + strconv.FormatInt(id, 10) }

func (p *Programme) eventPage(o offer, it announce.Item) eventPage {
	page := eventPage{entry: p.entry(it, o.now), Sheet: p.path(it.ID) + "/affiche.pdf", Over: !it.Upcoming(o.now)}
	if e := o.editionOf(it); e != nil {
		page.Edition = &heading{text.Tidy(e.Theme), text.ProgrammeSpan(e.First, e.Last)}
	}
	if hasDay(it) {
		page.Agenda = p.path(it.ID) + ".ics"
	}
	if it.Address != "" {
		where := joined(", ", it.Address, p.placeName(it.Commune))
		page.Map = "https://www.openstreetmap.org/search?query=" + url.QueryEscape(where)
	}
	if bot := p.Bot(); bot != "" {
		page.Chat = "https://t.me/" + url.PathEscape(bot) + "?start=annonce-" + strconv.FormatInt(it.ID, 10)
	}
	return page
}

// hasDay tells whether an item may stand in an agenda.
func hasDay(it announce.Item) bool { return len(it.Dates) > 0 || it.Deadline != 0 }
