package console

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
)

// policy lets pages load our own files and nothing else. Only Telegram Web may
// show the console in a frame, as a Mini App; nobody the public pages.
const (
	policy        = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
	inTelegramWeb = "https://web.telegram.org"
	inNothing     = "'none'"
)

// guard puts around all pages what each of them needs: headers, forms from our
// own pages only, a page in French for what is unknown and for what breaks.
func (c *Console) guard(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.headers(w.Header(), r.URL.Path)
		defer func() {
			if p := recover(); p != nil {
				c.Log.Error("console: panic", "page", r.Pattern, "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
				c.fail(w, r, nil, errPanic)
			}
		}()
		if err := c.cross.Check(r); err != nil {
			c.fail(w, r, nil, errOrigin)
			return
		}
		if h, pattern := mux.Handler(r); pattern == "" {
			c.unknown(w, r, h)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func (c *Console) headers(h http.Header, path string) {
	frame := inNothing
	if path == "/console" || strings.HasPrefix(path, "/console/") {
		frame = inTelegramWeb
		h.Set("X-Robots-Tag", "noindex, nofollow")
	}
	h.Set("Content-Security-Policy", policy+frame)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // without it browsers hide the origin of forms from us
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if c.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// unknown answers for an address or a method that has no page. A known address
// asked for by another method says which ones it has, as h would.
func (c *Console) unknown(w http.ResponseWriter, r *http.Request, h http.Handler) {
	said := answer{header: http.Header{}}
	h.ServeHTTP(&said, r)
	if said.status != http.StatusMethodNotAllowed {
		c.fail(w, r, nil, errNotFound)
		return
	}
	w.Header().Set("Allow", said.header.Get("Allow"))
	c.fail(w, r, nil, errMethod)
}

// answer is what a handler would have said.
type answer struct {
	header http.Header
	status int
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return len(b), nil }
