package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/text"
)

// mailingsShown is how many mailings are listed; those of one announcement are
// looked for among mailingsDepth.
const (
	mailingsShown = 40
	mailingsDepth = 400
)

// mailingRow is a mailing and how far it is.
type mailingRow struct {
	ID                    int64
	Item                  int64  // 0 for a digest
	Title, Purpose, State string // in words
	StateID               string
	Created, Ended        string
	Sent, Total           int
	Rest                  []string // what was not sent, by state
	Reasons               []string // why
	Author                string
	Live                  bool // it still moves
	MayStop, MayResume    bool
	MayResend             bool
}

// mailingPage is what the pages of mailings show.
type mailingPage struct {
	Tabs     []tab
	Trouble  string
	Mailings []mailingRow
	Live     bool // one of them still moves
	May      bool // of one mailing: the reader may stop it
}

func (c *Console) mailingRow(p announce.Progress) mailingRow {
	row := mailingRow{ID: p.Mailing, Item: p.Item, Title: text.Tidy(p.Title), Purpose: text.MailingPurpose(p.Purpose),
		State: text.MailingState(p.State), StateID: p.State, Created: text.Moment(p.Created.In(paris)), Author: author(p.Author), Sent: p.Counts[announce.Sent]}
	if p.Item == 0 {
		row.Title = text.AnnounceDigest
	}
	if !p.Finished.IsZero() {
		row.Ended = text.Moment(p.Finished.In(paris))
	}
	for _, n := range p.Counts {
		row.Total += n
	}
	for _, state := range []string{announce.Waiting, announce.Sending, announce.Uncertain, announce.Failed, announce.Stopped, announce.Late, announce.Left} {
		if n := p.Counts[state]; n > 0 {
			row.Rest = append(row.Rest, text.DeliveryCount(state, n))
		}
	}
	for reason, n := range p.Reasons {
		row.Reasons = append(row.Reasons, text.MailingReason(reason)+text.Colon+text.Number(n))
	}
	slices.Sort(row.Reasons)
	row.Live = p.State == "ready" || p.State == "running"
	over := !p.NotAfter.IsZero() && !c.Now().Before(p.NotAfter)
	row.MayStop, row.MayResume = row.Live, p.State == "stopped"
	row.MayResend = p.Counts[announce.Failed] > 0 && p.State != "stopped" && !over
	return row
}

func (c *Console) mailings(w http.ResponseWriter, r *http.Request, who *reader) error {
	list, err := c.Announce.Mailings(r.Context(), mailingsShown)
	if err != nil {
		return err
	}
	page := mailingPage{Tabs: announceTabs(r.URL.Path)}
	for _, p := range list {
		row := c.mailingRow(p)
		page.Live = page.Live || row.Live
		page.Mailings = append(page.Mailings, row)
	}
	return c.render(w, r, who, "announce-mailings", page)
}

// findMailing finds the mailing of the address, and tells whether the reader may
// stop it: that of one of their announcements, or a digest for those who
// coordinate everywhere.
func (c *Console) findMailing(r *http.Request, who *reader) (p announce.Progress, may bool, err error) {
	id, err := idOf(r)
	if err != nil {
		return p, false, err
	}
	if p, err = c.Announce.Mailing(r.Context(), id); err != nil {
		return p, false, c.missing(err)
	}
	if p.Item == 0 {
		return p, who.everywhere(), nil
	}
	it, err := c.Announce.Item(r.Context(), p.Item)
	return p, err == nil && c.mayDecide(who, it), c.missing(err)
}

func mailingPath(id int64) string {
	return announcePath + "/envois/numero/" + strconv.FormatInt(id, 10)
}

func (c *Console) mailing(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.showMailing(w, r, who, http.StatusOK, "")
}

func (c *Console) showMailing(w http.ResponseWriter, r *http.Request, who *reader, status int, trouble string) error {
	p, may, err := c.findMailing(r, who)
	if err != nil {
		return err
	}
	row := c.mailingRow(p)
	page := mailingPage{Trouble: trouble, Mailings: []mailingRow{row}, Live: row.Live, May: may}
	return c.renderStatus(w, r, who, status, "announce-mailing", page)
}

func (c *Console) stopMailing(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.steer(w, r, who, "announce-stop", "arrete", func(id int64) error {
		return c.Announce.Stop(r.Context(), id, who.actor())
	})
}

func (c *Console) resumeMailing(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.steer(w, r, who, "announce-resume", "reparti", func(id int64) error {
		return c.Announce.Resume(r.Context(), id, who.actor())
	})
}

func (c *Console) resendMailing(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.steer(w, r, who, "announce-resend", "renvoye", func(id int64) error {
		_, err := c.Announce.Resend(r.Context(), id, who.actor())
		return err
	})
}

// steer does something to the mailing of the address, if the reader may.
func (c *Console) steer(w http.ResponseWriter, r *http.Request, who *reader, action, done string, do func(id int64) error) error {
	p, may, err := c.findMailing(r, who)
	if err == nil && !may {
		err = relay.ErrAllowed
	}
	if err != nil {
		return err
	}
	err = do(p.Mailing)
	if errors.Is(err, announce.ErrState) {
		return c.showMailing(w, r, who, http.StatusConflict, text.MailingMoved)
	}
	if err != nil {
		return c.missing(err)
	}
	c.note(r.Context(), who, action, itemSubject(p.Item), "envoi:"+strconv.FormatInt(p.Mailing, 10))
	return went(w, r, mailingPath(p.Mailing), done)
}
