package console

import (
	"net/http"
	"slices"
	"strconv"

	"relais/bot/announce"
	"relais/bot/text"
)

// itemRow is a line of the list of announcements.
type itemRow struct {
	ID                       int64
	Title, Kind, When, Where string
	State, StateID           string
	Organiser, Author        string
}

// waitingRow is what waits for approval, with what that would do.
type waitingRow struct {
	itemRow
	Change           string
	Audience         string
	Approvals, Needs int
	Mine             bool // the reader may decide
}

// itemList is what the page of announcements shows.
type itemList struct {
	Tabs     []tab
	Waiting  []waitingRow
	Items    []itemRow
	States   []option
	Kinds    []option
	Editions []option
	Places   []optionGroup
}

// allStates are those of items that were not taken back.
var allStates = []string{announce.Proposed, announce.Confirmed, announce.Changed, announce.Cancelled, announce.Refused}

// announcements lists what waits, then the announcements of a state.
func (c *Console) announcements(w http.ResponseWriter, r *http.Request, who *reader) error {
	q := r.URL.Query()
	editions, err := c.Announce.Editions(r.Context())
	if err != nil {
		return err
	}
	page := itemList{Tabs: announceTabs(announcePath), Editions: editionOptions(editions, q.Get("edition")),
		Places: c.placesOf(who, q.Get("lieu"))}
	for _, l := range text.AnnounceFilters() {
		page.States = append(page.States, option{l.ID, l.Words, l.ID == q.Get("etat")})
	}
	for _, kind := range announce.Kinds {
		one, _ := text.AnnounceKind(kind)
		page.Kinds = append(page.Kinds, option{kind, one, kind == q.Get("genre")})
	}
	if page.Waiting, err = c.waiting(r, who); err != nil {
		return err
	}
	items, err := c.Announce.Items(r.Context(), c.itemFilter(r))
	if err != nil {
		return err
	}
	for _, it := range items {
		if q.Get("etat") != "passees" || !it.Upcoming(c.Now()) {
			page.Items = append(page.Items, c.itemRow(it))
		}
	}
	if etat := q.Get("etat"); etat != "" { // what is past reads best from the latest
		slices.Reverse(page.Items)
	}
	return c.render(w, r, who, "announce-list", page)
}

// itemFilter reads the filter of the list. What it does not know chooses nothing.
func (c *Console) itemFilter(r *http.Request) announce.Filter {
	q := r.URL.Query()
	f := announce.Filter{States: []string{announce.Confirmed, announce.Changed}}
	switch q.Get("etat") {
	case "":
		f.Upcoming = true
	case "cancelled", "refused":
		f.States = []string{q.Get("etat")}
	case "tout":
		f.States = allStates
	}
	if kind := q.Get("genre"); slices.Contains(announce.Kinds, kind) {
		f.Kinds = []string{kind}
	}
	f.Edition, _ = strconv.ParseInt(q.Get("edition"), 10, 64)
	if where, ok := c.territoryOf(q.Get("lieu")); ok {
		f.Quartier = where.Quartier
		if f.Quartier == "" {
			f.Commune = where.Commune
		}
	}
	return f
}

// waiting lists what waits for approval, what the reader may decide first.
func (c *Console) waiting(r *http.Request, who *reader) ([]waitingRow, error) {
	list, err := c.Announce.Waiting(r.Context())
	if err != nil {
		return nil, err
	}
	var mine, others []waitingRow
	for _, p := range list {
		row := waitingRow{c.itemRow(p.Item), text.ChangeName(p.Change), text.Count(p.Audience, "abonné", "abonnés"),
			p.Approvals, p.Needed, c.mayDecidePending(who, p)}
		row.Author = author(p.Author)
		if row.Mine {
			mine = append(mine, row)
		} else {
			others = append(others, row)
		}
	}
	return append(mine, others...), nil
}

func (c *Console) mayDecidePending(who *reader, p announce.Pending) bool {
	return c.mayDecide(who, p.Item) && (p.Before == nil || c.mayDecide(who, *p.Before))
}

func (c *Console) itemRow(it announce.Item) itemRow {
	kind, _ := text.AnnounceKind(it.Kind)
	where := c.itemPlace(it)
	if where == "" {
		where = text.AnnounceNowhere
	}
	return itemRow{ID: it.ID, Title: text.Tidy(it.Title), Kind: kind, When: text.Capital(c.whenWords(it)), Where: where,
		State: text.AnnounceStateShort(it.State), StateID: it.State, Organiser: text.Tidy(it.Organiser), Author: author(it.Author)}
}

// author is who proposed something, as it is shown.
func author(a string) string {
	if pseudonymShape.MatchString(a) {
		return short(a)
	}
	return a
}

func editionOptions(list []announce.Edition, chosen string) (options []option) {
	for _, e := range list {
		id := strconv.FormatInt(e.ID, 10)
		options = append(options, option{id, strconv.Itoa(e.Year) + " · " + text.Tidy(e.Theme), id == chosen})
	}
	return options
}
