package console

import (
	"errors"
	"net/http"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/text"
)

// decision finds what the form decides about, and holds it to what the reader
// saw: done tells that it was answered already, because that changed since.
func (c *Console) decision(w http.ResponseWriter, r *http.Request, who *reader) (f found, done bool, err error) {
	if f, err = c.find(r); err != nil {
		return f, false, err
	}
	if !c.mayDecideFound(who, f) {
		return f, false, relay.ErrAllowed
	}
	if r.PostFormValue("empreinte") != f.seal() {
		return f, true, c.showItem(w, r, who, f, http.StatusConflict, text.AnnounceStale)
	}
	return f, false, nil
}

// pendingDecision is decision about what waits for approval.
func (c *Console) pendingDecision(w http.ResponseWriter, r *http.Request, who *reader) (f found, done bool, err error) {
	f, done, err = c.decision(w, r, who)
	if err == nil && !done && f.p == nil {
		return f, true, c.showItem(w, r, who, f, http.StatusConflict, text.AnnounceDecided)
	}
	return f, done, err
}

// undecided answers when the board would not: what was shown changed in between,
// or somebody else must approve.
func (c *Console) undecided(w http.ResponseWriter, r *http.Request, who *reader, err error) error {
	words, status := "", 0
	switch {
	case errors.Is(err, announce.ErrState):
		words, status = text.AnnounceStale, http.StatusConflict
	case errors.Is(err, announce.ErrAllowed):
		words, status = text.AnnounceOtherPerson, http.StatusForbidden
	default:
		return c.missing(err)
	}
	f, err := c.find(r)
	if err != nil {
		return err
	}
	return c.showItem(w, r, who, f, status, words)
}

func (c *Console) approveItem(w http.ResponseWriter, r *http.Request, who *reader) error {
	f, done, err := c.pendingDecision(w, r, who)
	if err != nil || done {
		return err
	}
	published, err := c.Announce.Approve(r.Context(), f.it.ID, f.p.Digest, who.actor())
	if err != nil {
		return c.undecided(w, r, who, err)
	}
	c.note(r.Context(), who, "announce-approve", itemSubject(f.it.ID), f.p.Change)
	if published {
		return went(w, r, itemPath(f.it.ID), "publiee")
	}
	return went(w, r, itemPath(f.it.ID), "accord")
}

func (c *Console) refuseItem(w http.ResponseWriter, r *http.Request, who *reader) error {
	f, done, err := c.pendingDecision(w, r, who)
	if err != nil || done {
		return err
	}
	if err := c.Announce.Refuse(r.Context(), f.it.ID, who.actor()); err != nil {
		return c.undecided(w, r, who, err)
	}
	c.note(r.Context(), who, "announce-refuse", itemSubject(f.it.ID), f.p.Change)
	return went(w, r, itemPath(f.it.ID), "refusee")
}

// cancelItem proposes to cancel what is published, and takes back what is not.
func (c *Console) cancelItem(w http.ResponseWriter, r *http.Request, who *reader) error {
	f, done, err := c.decision(w, r, who)
	if err != nil || done {
		return err
	}
	if err := c.Announce.Cancel(r.Context(), f.it.ID, who.actor()); err != nil {
		return c.undecided(w, r, who, err)
	}
	c.note(r.Context(), who, "announce-cancel", itemSubject(f.it.ID), f.it.Kind)
	if f.it.Published.IsZero() {
		return went(w, r, announcePath, "retiree")
	}
	return went(w, r, itemPath(f.it.ID), "annulation")
}
