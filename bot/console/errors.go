package console

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// Errors of pages.
var (
	errNotFound = errors.New("no such page")
	errMethod   = errors.New("method not allowed")
	errForm     = errors.New("form of another session")
	errOrigin   = errors.New("form of another site")
	errInit     = errors.New("init data refused")
	errOften    = errors.New("too often")
	errLarge    = errors.New("too large")
	errPanic    = errors.New("panic")
)

// answers says what a reader learns of an error: the first that matches.
var answers = []struct {
	err    error
	status int
	id     string // of text.ConsoleTrouble
}{
	{relay.ErrSession, http.StatusUnauthorized, "session"},
	{errInit, http.StatusForbidden, "telegram"},
	{relay.ErrAllowed, http.StatusForbidden, "interdit"},
	{errForm, http.StatusForbidden, "formulaire"},
	{errOrigin, http.StatusForbidden, "origine"},
	{errNotFound, http.StatusNotFound, "introuvable"},
	{errMethod, http.StatusMethodNotAllowed, "methode"},
	{errOften, http.StatusTooManyRequests, "trop"},
	{errLarge, http.StatusRequestEntityTooLarge, "gros"},
	{figures.ErrPeriod, http.StatusBadRequest, "periode"},
	{relay.ErrInvalid, http.StatusBadRequest, "invalide"},
	{announce.ErrInvalid, http.StatusBadRequest, "invalide"},
}

// trouble is what the page of an error shows.
type trouble struct {
	text.Trouble
	Reference string
	Enter     bool // a session is needed: how to enter is told
}

// fail answers with the page of an error. What nobody expected is logged under
// the reference that the page shows.
func (c *Console) fail(w http.ResponseWriter, r *http.Request, who *reader, err error) {
	status, id := http.StatusInternalServerError, "incident"
	for _, a := range answers {
		if errors.Is(err, a.err) {
			status, id = a.status, a.id
			break
		}
	}
	reference := strings.ToLower(rand.Text()[:6])
	switch {
	case errors.Is(r.Context().Err(), context.Canceled):
		return // nobody reads any more
	case status == http.StatusInternalServerError:
		c.Log.Error("console: page failed", "reference", reference, "page", r.Pattern, "err", err)
	default:
		c.Log.Info("console: page refused", "reference", reference, "page", r.Pattern, "status", status)
	}
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "60")
	}
	if status == http.StatusUnauthorized && r.Header.Get("HX-Request") != "" {
		w.Header().Set("HX-Refresh", "true") // the whole page tells how to enter
	}
	var b bytes.Buffer
	view := trouble{text.ConsoleTrouble(id), reference, status == http.StatusUnauthorized}
	if err := c.write(&b, r, who, "error", view); err != nil {
		c.Log.Error("console: page of an error failed", "reference", reference, "err", err)
		http.Error(w, view.Title+" ("+reference+")", status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
