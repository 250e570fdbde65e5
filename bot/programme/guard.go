package programme

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
)

// policy lets pages load our own style and pictures, and nothing else.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// handle registers a page. An error it returns becomes a page in French;
// nothing may have been written then.
func (p *Programme) handle(pattern string, page func(w http.ResponseWriter, r *http.Request) error) {
	p.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := page(w, r); err != nil {
			p.fail(w, r, err)
		}
	})
}

// guard puts around all pages what each of them needs: headers, a page in
// French for what is unknown and for what breaks.
func (p *Programme) guard(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.headers(w.Header())
		defer func() {
			if v := recover(); v != nil {
				p.Log.Error("programme: panic", "page", r.Pattern, "panic", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
				p.fail(w, r, errPanic)
			}
		}()
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			p.fail(w, r, errMethod)
			return
		}
		if _, pattern := mux.Handler(r); pattern == "" {
			p.fail(w, r, errNotFound)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func (p *Programme) headers(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store") // until a page says otherwise
	if strings.HasPrefix(p.PublicURL, "https://") {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
