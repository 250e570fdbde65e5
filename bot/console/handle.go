package console

import (
	"crypto/hmac"
	"errors"
	"net/http"
	"time"

	"relais/bot/relay"
)

// page answers a request of a reader. An error it returns becomes a page in
// French; nothing may have been written then.
type page func(w http.ResponseWriter, r *http.Request, who *reader) error

// cookieName is the cookie of the session.
const cookieName = "relais_console"

// maxForm is the largest form, in bytes; maxUpload the largest with a file. What
// a file may weigh is less, and told beside its field.
const (
	maxForm   = 64 << 10
	maxUpload = 24 << 20
)

// handle registers a page that demands a session whose reader has at least
// role. A pattern of POST demands the token of the session as well, in the field
// "csrf".
func (c *Console) handle(pattern string, role relay.Role, h page) {
	c.handleUpTo(maxForm, pattern, role, h)
}

// handleUpTo is handle for forms of another size, in bytes.
func (c *Console) handleUpTo(size int64, pattern string, role relay.Role, h page) {
	c.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		who, err := c.reader(r)
		if err == nil && !who.allowed(role) {
			err = relay.ErrAllowed
		}
		if err == nil && r.Method == http.MethodPost {
			r.Body = http.MaxBytesReader(w, r.Body, size)
			err = checkForm(r, who)
		}
		if err == nil {
			err = h(w, r, who)
		}
		if err != nil {
			c.fail(w, r, who, err)
		}
	})
}

// checkForm reads a form, and tells one that is too large or of another session.
func checkForm(r *http.Request, who *reader) error {
	var large *http.MaxBytesError
	if err := r.ParseMultipartForm(maxUpload); errors.As(err, &large) {
		return errLarge
	}
	if !hmac.Equal([]byte(r.PostFormValue("csrf")), []byte(who.csrf())) {
		return errForm
	}
	return nil
}

// public registers a page for everybody. It sets and reads no cookie.
func (c *Console) public(pattern string, h func(w http.ResponseWriter, r *http.Request) error) {
	c.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := h(w, r); err != nil {
			c.fail(w, r, nil, err)
		}
	})
}

// reader finds who reads, by the cookie of their session; relay.ErrSession when
// nobody does.
func (c *Console) reader(r *http.Request) (*reader, error) {
	cookie, err := r.Cookie(cookieName)
	if errors.Is(err, http.ErrNoCookie) || err == nil && (cookie.Value == "" || len(cookie.Value) > 200) {
		return nil, relay.ErrSession
	}
	if err != nil {
		return nil, err
	}
	s, err := c.Relay.Session(r.Context(), cookie.Value)
	if err != nil {
		return nil, err
	}
	who := &reader{session: s, token: cookie.Value}
	if s.Person.State != relay.Active || !s.Expires.After(c.Now()) || !who.allowed(relay.Coordinator) {
		return nil, relay.ErrSession
	}
	return who, nil
}

// letIn gives the cookie of a session. Telegram Web shows a Mini App in a frame:
// over HTTPS the cookie may be used there, and only there and at home.
func (c *Console) letIn(w http.ResponseWriter, token string, expires time.Time) {
	cookie := &http.Cookie{Name: cookieName, Value: token, Path: "/console", HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Expires: expires, MaxAge: max(1, int(expires.Sub(c.Now()).Seconds()))}
	c.secure(cookie)
	http.SetCookie(w, cookie)
}

// letOut takes the cookie back.
func (c *Console) letOut(w http.ResponseWriter) {
	cookie := &http.Cookie{Name: cookieName, Path: "/console", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: -1}
	c.secure(cookie)
	http.SetCookie(w, cookie)
}

func (c *Console) secure(cookie *http.Cookie) {
	if c.Secure {
		cookie.Secure, cookie.SameSite, cookie.Partitioned = true, http.SameSiteNoneMode, true
	}
}
