package console

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"relais/bot/announce"
	"relais/bot/text"
)

// itemPage is what the page of an announcement shows.
type itemPage struct {
	itemRow
	Trouble   string // what could not be done
	Reach     string
	Created   string
	Published string // empty until it is
	Pending   *pendingPart
	Message   *message // as published; nil until it is
	Public    string   // address of its public page
	Attended  []attended
	Mailings  []mailingRow
	Seal      string // of what is shown: given back with every decision
	May       bool   // the reader may decide
	MayCancel bool
}

// pendingPart is what waits for approval.
type pendingPart struct {
	Change           string
	Message          message
	Differences      []difference
	Audience         string
	Approvals, Needs int
	Author           string
	Cancels          bool
}

// attended is how many came on a day.
type attended struct {
	Day    string
	Number int
}

// found is an announcement and what waits for it, nil for nothing.
type found struct {
	it announce.Item
	p  *announce.Pending
}

// find finds the announcement of the address.
func (c *Console) find(r *http.Request) (f found, err error) {
	id, err := idOf(r)
	if err != nil {
		return f, err
	}
	if f.it, err = c.Announce.Item(r.Context(), id); err != nil {
		return f, c.missing(err)
	}
	p, err := c.Announce.WaitingFor(r.Context(), id)
	if err = c.missing(err); errors.Is(err, errNotFound) {
		return f, nil
	}
	f.p = &p
	return f, err
}

// seal tells one state of an announcement from another.
func (f found) seal() string {
	if f.p != nil {
		return f.p.Digest
	}
	return f.it.State + "-" + strconv.Itoa(f.it.Version) + "-" + strconv.FormatInt(f.it.Updated.UnixMilli(), 36)
}

// mayDecide tells whether the reader may decide about it, as it is and as it
// would be.
func (c *Console) mayDecideFound(who *reader, f found) bool {
	return c.mayDecide(who, f.it) && (f.p == nil || c.mayDecidePending(who, *f.p))
}

func (c *Console) item(w http.ResponseWriter, r *http.Request, who *reader) error {
	f, err := c.find(r)
	if err != nil {
		return err
	}
	return c.showItem(w, r, who, f, http.StatusOK, "")
}

// showItem shows an announcement, with what could not be done.
func (c *Console) showItem(w http.ResponseWriter, r *http.Request, who *reader, f found, status int, trouble string) error {
	page := itemPage{itemRow: c.itemRow(f.it), Trouble: trouble, Reach: reachWords(f.it.Reach),
		Created: text.Moment(f.it.Created.In(paris)), Seal: f.seal(), May: c.mayDecideFound(who, f)}
	if f.p != nil {
		part, err := c.pendingPart(r, *f.p)
		if err != nil {
			return err
		}
		page.Pending = &part
	}
	if !f.it.Published.IsZero() {
		purpose := announce.ForNew
		if f.it.State == announce.Cancelled {
			purpose = announce.ForCancelled
		}
		m := c.message(f.it, purpose, itemPath(f.it.ID)+"/affiche")
		page.Message, page.Published = &m, text.Moment(f.it.Published.In(paris))
		page.Public = c.PublicURL + "/programme/" + strconv.FormatInt(f.it.ID, 10)
	}
	page.MayCancel = page.May && f.it.State != announce.Cancelled && f.it.State != announce.Refused &&
		(f.p == nil || f.p.Change != announce.ForCancelled)
	if err := c.itemSends(r, f.it, &page); err != nil {
		return err
	}
	return c.renderStatus(w, r, who, status, "announce-item", page)
}

func (c *Console) pendingPart(r *http.Request, p announce.Pending) (part pendingPart, err error) {
	now, later, err := c.Announce.Preview(r.Context(), p.Item)
	part = pendingPart{Change: text.ChangeName(p.Change), Message: c.message(p.Item, p.Change, itemPath(p.Item.ID)+"/affiche?attente=1"),
		Audience: text.AnnounceAudience(now, later), Approvals: p.Approvals, Needs: p.Needed, Author: author(p.Author),
		Cancels: p.Change == announce.ForCancelled}
	if p.Before != nil && !part.Cancels {
		part.Differences = c.differences(*p.Before, p.Item)
	}
	return part, err
}

// itemSends adds how it was sent and how many came.
func (c *Console) itemSends(r *http.Request, it announce.Item, page *itemPage) error {
	list, err := c.Announce.Mailings(r.Context(), mailingsDepth)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Item == it.ID {
			page.Mailings = append(page.Mailings, c.mailingRow(p))
		}
	}
	told, err := c.Announce.Attendance(r.Context(), it.ID)
	if err != nil {
		return err
	}
	for _, day := range slices.Sorted(maps.Keys(told)) {
		page.Attended = append(page.Attended, attended{text.DayWords(day, c.Now()), told[day]})
	}
	return nil
}

// itemPoster answers with the picture of an announcement, or with attente=1 of
// what waits for it.
func (c *Console) itemPoster(w http.ResponseWriter, r *http.Request, _ *reader) error {
	f, err := c.find(r)
	if err != nil {
		return err
	}
	poster := f.it.Poster
	if f.p != nil && r.URL.Query().Get("attente") != "" {
		poster = f.p.Item.Poster
	}
	kind := http.DetectContentType(poster)
	if kind != "image/jpeg" && kind != "image/png" {
		return errNotFound
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(poster)))
	_, _ = w.Write(poster)
	return nil
}
