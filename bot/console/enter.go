package console

import (
	"errors"
	"net/http"
	"time"

	"relais/bot/relay"
)

// door is what the page of a one-time link shows.
type door struct {
	Code    string
	Refused bool // the link was used, or is too old
}

func (c *Console) enterRoutes() {
	c.public("GET /console/entrer", c.showDoor)
	c.public("POST /console/entrer", c.enter)
	c.public("GET /console/app", func(w http.ResponseWriter, r *http.Request) error {
		return c.render(w, r, nil, "enter-app", nil)
	})
	c.public("POST /console/app", c.enterApp)
	c.handle("POST /console/sortir", relay.Coordinator, c.leave)
	c.public("GET /console/sorti", func(w http.ResponseWriter, r *http.Request) error {
		return c.render(w, r, nil, "enter-left", nil)
	})
}

// showDoor shows a button and nothing more: programs that look at links before
// people do must not use them up.
func (c *Console) showDoor(w http.ResponseWriter, r *http.Request) error {
	return c.render(w, r, nil, "enter", door{Code: r.URL.Query().Get("code")})
}

// enter exchanges the code of a link for a session.
func (c *Console) enter(w http.ResponseWriter, r *http.Request) error {
	if !c.entering.allow(r) {
		return errOften
	}
	code := r.PostFormValue("code")
	if code == "" || len(code) > 200 {
		return c.renderStatus(w, r, nil, http.StatusForbidden, "enter", door{Refused: true})
	}
	token, s, err := c.Relay.Enter(r.Context(), code)
	if errors.Is(err, relay.ErrSession) || errors.Is(err, relay.ErrAllowed) {
		return c.renderStatus(w, r, nil, http.StatusForbidden, "enter", door{Refused: true})
	}
	return c.begin(w, r, token, s.Expires, err)
}

// enterApp opens a session for who opened the Mini App.
func (c *Console) enterApp(w http.ResponseWriter, r *http.Request) error {
	if !c.entering.allow(r) {
		return errOften
	}
	operator, err := c.initUser(r.PostFormValue("init"))
	if err != nil {
		return err
	}
	if c.Announce != nil {
		if err := c.Announce.Meet(r.Context(), operator); err != nil {
			return err
		}
	}
	token, s, err := c.Relay.EnterAs(r.Context(), operator)
	return c.begin(w, r, token, s.Expires, err)
}

// begin starts a session, in place of the one this browser may have.
func (c *Console) begin(w http.ResponseWriter, r *http.Request, token string, expires time.Time, err error) error {
	if err != nil {
		return err
	}
	if before, err := c.reader(r); err == nil {
		if err := c.Relay.Leave(r.Context(), before.token); err != nil {
			return err
		}
	}
	c.letIn(w, token, expires)
	http.Redirect(w, r, "/console/", http.StatusSeeOther)
	return nil
}

// leave ends the session, here and for whoever holds its token.
func (c *Console) leave(w http.ResponseWriter, r *http.Request, who *reader) error {
	if err := c.Relay.Leave(r.Context(), who.token); err != nil {
		return err
	}
	c.letOut(w)
	http.Redirect(w, r, "/console/sorti", http.StatusSeeOther)
	return nil
}
