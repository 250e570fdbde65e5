package programme

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"relais/bot/text"
)

// Errors of pages.
var (
	errNotFound = errors.New("no such page")
	errNoItem   = errors.New("no such announcement")
	errNoPoster = errors.New("no picture")
	errNoDate   = errors.New("no date")
	errMethod   = errors.New("method not allowed")
	errFilter   = errors.New("not a filter") // wrapped with the name of the parameter
	errPanic    = errors.New("panic")
)

// answers says what a reader learns of an error: the first that matches.
var answers = []struct {
	err    error
	status int
	id     string // of text.ProgrammeTrouble
}{
	{errNotFound, http.StatusNotFound, "introuvable"},
	{errNoItem, http.StatusNotFound, "annonce"},
	{errNoPoster, http.StatusNotFound, "affiche"},
	{errNoDate, http.StatusNotFound, "agenda"},
	{errMethod, http.StatusMethodNotAllowed, "methode"},
	{errFilter, http.StatusBadRequest, "filtre"},
}

// trouble is what the page of an error shows.
type trouble struct {
	text.Trouble
	Reference string // empty for what is no fault of ours
}

// fail answers with the page of an error. What nobody expected is logged under
// the reference that the page shows.
func (p *Programme) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(r.Context().Err(), context.Canceled) {
		return // nobody reads any more
	}
	status, id, reference := http.StatusInternalServerError, "incident", ""
	for _, a := range answers {
		if errors.Is(err, a.err) {
			status, id = a.status, a.id
			break
		}
	}
	if status == http.StatusInternalServerError {
		reference = strings.ToLower(rand.Text()[:6])
		p.Log.Error("programme: page failed", "reference", reference, "page", r.Pattern, "err", err)
	}
	view := trouble{text.ProgrammeTrouble(id), reference}
	var b bytes.Buffer
	if err := p.pages.write(&b, "error", p.view(r, view.Title, view)); err != nil {
		p.Log.Error("programme: page of an error failed", "err", err)
		http.Error(w, view.Title, status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
