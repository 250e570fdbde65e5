package console

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
)

// open are the pages that need no session.
var openPages = []string{
	"GET /console/static/", "GET /console", "GET /console/entrer", "POST /console/entrer", "GET /console/app", "POST /console/app",
	"GET /console/sorti", "GET /confidentialite", "GET /sondage/{quartier}", "POST /sondage/{quartier}", "GET /sondage/{quartier}/merci",
}

var registered = regexp.MustCompile(`"((?:GET|POST) /[^"]*)"|"(GET )"\+s\.pattern|\{"(/console/[^"]*)", "`)

// routes reads the patterns of all pages from the source of this package, so
// that a page nobody thought of is tested too.
func routes(t *testing.T) (list []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range registered.FindAllStringSubmatch(string(source), -1) {
			switch {
			case m[1] != "":
				list = append(list, m[1])
			case m[3] != "":
				list = append(list, "GET "+m[3])
			}
		}
	}
	if len(list) < 30 {
		t.Fatalf("only %d routes found: the test no longer reads them", len(list))
	}
	return list
}

var wildcard = regexp.MustCompile(`\{[a-z]+\}`)

// address is one address of a pattern.
func address(pattern string) (method, path string) {
	method, path, _ = strings.Cut(pattern, " ")
	path = strings.TrimSuffix(path, "{$}")
	path = strings.ReplaceAll(path, "{id}", "1")
	return method, wildcard.ReplaceAllString(path, "sanitas")
}

func TestNoPageWithoutASession(t *testing.T) {
	h := oneHouse(t)
	h.meeting(t, "Réunion du groupe santé", relay.Territory{})
	for _, pattern := range routes(t) {
		if slices.Contains(openPages, pattern) {
			continue
		}
		method, path := address(pattern)
		for what, token := range map[string]string{"no cookie": "", "an invented one": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "a huge one": strings.Repeat("A", 3000)} {
			r := httptest.NewRequest(method, houseURL+path, nil)
			if method == http.MethodPost {
				r = formRequest(path, url.Values{"csrf": {(&reader{token: token}).csrf()}})
			}
			a := (&visitor{h: h, token: token}).send(t, r)
			if a.status != http.StatusUnauthorized || strings.Contains(a.body, "groupe santé") {
				t.Errorf("%s with %s: status %d", pattern, what, a.status)
			}
		}
	}
	if len(h.all(t)) != 1 {
		t.Error("an entry was changed")
	}
}

// TestNothingByGet asks for every address of an action by the other methods.
func TestNothingByGet(t *testing.T) {
	h := oneHouse(t)
	id := h.meeting(t, "Réunion du groupe santé", relay.Territory{})
	v := h.visit(t, boss)
	for _, pattern := range routes(t) {
		method, path := address(pattern)
		if method != http.MethodPost || slices.Contains(routes(t), "GET "+strings.TrimPrefix(pattern, "POST ")) {
			continue
		}
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete, http.MethodPatch} {
			r := formRequest(path+"?personne="+h.log.Pseudonym(awa)+"&etat=removed&role=operator&duree=7", url.Values{"csrf": {(&reader{token: v.token}).csrf()}})
			r.Method = method
			if a := v.send(t, r); a.status != http.StatusMethodNotAllowed && a.status != http.StatusNotFound {
				t.Errorf("%s %s: status %d", method, path, a.status)
			}
		}
	}
	if list := h.all(t); len(list) != 1 || list[0].ID != id {
		t.Error("an entry was changed")
	}
	if p, err := h.log.Person(context.Background(), awa); err != nil || p.State != relay.Active {
		t.Errorf("awa is %+v, %v", p, err)
	}
	if v.get(t, "/console/saisies").status != http.StatusOK {
		t.Error("the session was ended")
	}
}

func TestFormsOfOthers(t *testing.T) {
	h := oneHouse(t)
	v, other := h.visit(t, boss), h.visit(t, overall)
	right := (&reader{token: v.token}).csrf()
	tests := []struct {
		name   string
		change func(r *http.Request)
		csrf   string
		status int
	}{
		{"our own", func(*http.Request) {}, right, http.StatusSeeOther},
		{"no token", func(*http.Request) {}, "", http.StatusForbidden},
		{"a wrong token", func(*http.Request) {}, right[1:] + "A", http.StatusForbidden},
		{"the token of another session", func(*http.Request) {}, (&reader{token: other.token}).csrf(), http.StatusForbidden},
		{"another site", func(r *http.Request) {
			r.Header.Set("Origin", "https://evil.test")
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		}, right, http.StatusForbidden},
		{"another site, an old browser", func(r *http.Request) {
			r.Header.Set("Origin", "https://evil.test")
			r.Header.Del("Sec-Fetch-Site")
		}, right, http.StatusForbidden},
		{"a site of the same family", func(r *http.Request) {
			r.Header.Set("Origin", "https://evil.relais.test")
			r.Header.Set("Sec-Fetch-Site", "same-site")
		}, right, http.StatusForbidden},
		{"a frame without an origin", func(r *http.Request) {
			r.Header.Set("Origin", "null")
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		}, right, http.StatusForbidden},
		{"a token in the address", func(r *http.Request) { r.URL.RawQuery = "csrf=" + url.QueryEscape(right) }, "", http.StatusForbidden},
	}
	for _, test := range tests {
		before := len(h.all(t))
		r := formRequest("/console/saisies/nouvelle", url.Values{"csrf": {test.csrf}, "genre": {"reunion"}, "jour": {"2026-10-12"},
			"titre": {"Groupe santé du Sanitas"}, "nombre": {"12"}})
		test.change(r)
		a := v.send(t, r)
		added := len(h.all(t)) - before
		if a.status != test.status || (added == 1) != (test.status == http.StatusSeeOther) {
			t.Errorf("%s: status %d, %d added", test.name, a.status, added)
		}
	}
}

// TestOtherSitesMayNotEnter keeps others from making a browser enter as them.
func TestOtherSitesMayNotEnter(t *testing.T) {
	h := oneHouse(t)
	code := h.door(t, boss)
	v := &visitor{h: h}
	r := formRequest("/console/entrer", url.Values{"code": {code}})
	r.Header.Set("Origin", "https://evil.test")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if a := v.send(t, r); a.status != http.StatusForbidden || v.token != "" {
		t.Fatalf("status %d, token %q", a.status, v.token)
	}
	if a := v.post(t, "/console/entrer", url.Values{"code": {code}}); a.status != http.StatusSeeOther {
		t.Errorf("the link was used up: status %d", a.status)
	}
}

func TestHeadersEverywhere(t *testing.T) {
	h := oneHouse(t)
	h.meeting(t, "Réunion", relay.Territory{})
	v := h.visit(t, boss)
	paths := []string{"/console/nulle-part", "/sondage/atlantide", "/", "/console/static/console.css", "/console/static/rien.css", "/console/static/"}
	for _, pattern := range routes(t) {
		if _, path := address(pattern); !strings.HasPrefix(pattern, "POST") {
			paths = append(paths, path)
		}
	}
	for _, path := range paths {
		a := v.get(t, path)
		frame := "frame-ancestors 'none'"
		if path == "/console" || strings.HasPrefix(path, "/console/") {
			frame = "frame-ancestors https://web.telegram.org"
		}
		csp := a.header.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'; ") || !strings.HasSuffix(csp, frame) || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000"} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %s %q", path, name, got)
			}
		}
		if got := a.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
	}
	if got := v.get(t, staticPath("console.css")).header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("a file with its version: Cache-Control %q", got)
	}
}

func TestCookie(t *testing.T) {
	h := oneHouse(t)
	cookie := func() string {
		a := (&visitor{h: h}).post(t, "/console/entrer", url.Values{"code": {h.door(t, boss)}})
		return a.header.Get("Set-Cookie")
	}
	for _, want := range []string{"Path=/console", "HttpOnly", "Secure", "SameSite=None", "Partitioned", "Max-Age=28800"} {
		if got := cookie(); !strings.Contains(got, want) {
			t.Errorf("the cookie %q has no %s", got, want)
		}
	}
	h.Secure = false
	if got := cookie(); !strings.Contains(got, "SameSite=Lax") || strings.Contains(got, "Secure") {
		t.Errorf("without HTTPS: %q", got)
	}
}

func TestPanicIsAPage(t *testing.T) {
	h := oneHouse(t)
	h.mux.HandleFunc("GET /console/casse", func(http.ResponseWriter, *http.Request) { panic("secret words") })
	h.public("GET /console/faux", func(http.ResponseWriter, *http.Request) error { return fmt.Errorf("a table is missing") })
	for _, path := range []string{"/console/casse", "/console/faux"} {
		a := h.visit(t, boss).get(t, path)
		reference := regexp.MustCompile(`<code>([a-z2-7]{6})</code>`).FindStringSubmatch(a.body)
		if a.status != http.StatusInternalServerError || !strings.Contains(a.body, "Quelque chose n’a pas marché") || reference == nil {
			t.Fatalf("%s: status %d, %s", path, a.status, a.body)
		}
		if !strings.Contains(h.logs.String(), "reference="+reference[1]) {
			t.Errorf("%s: the log has not the reference", path)
		}
		if strings.Contains(a.body, "secret words") || strings.Contains(a.body, "a table is missing") {
			t.Errorf("%s tells what broke", path)
		}
	}
	if strings.Contains(h.logs.String(), "secret words") {
		t.Error("the log holds what a panic said")
	}
}

func TestUnknownPages(t *testing.T) {
	v := oneHouse(t).visit(t, boss)
	for path, status := range map[string]int{
		"/console/nulle-part": http.StatusNotFound, "/console/saisies/0": http.StatusNotFound, "/console/saisies/12": http.StatusNotFound,
		"/console/saisies/-1": http.StatusNotFound, "/console/saisies/1%27--": http.StatusNotFound, "/console/saisies/nouvelle?genre=x": http.StatusNotFound,
		"/console/sondage/atlantide": http.StatusNotFound, "/console/sondage/37261": http.StatusNotFound,
		"/console/relais/etat": http.StatusMethodNotAllowed, "/sondage/..%2fx": http.StatusNotFound,
	} {
		a := v.get(t, path)
		if a.status != status || !strings.Contains(a.body, `<html lang="fr">`) || !strings.Contains(a.body, "Référence") {
			t.Errorf("%s: status %d, want %d", path, a.status, status)
		}
	}
}

func TestTooOften(t *testing.T) {
	h := oneHouse(t)
	v := &visitor{h: h}
	again := func(path string, form url.Values, limit int) {
		for i := range limit + 1 {
			a := v.post(t, path, form)
			if refused := a.status == http.StatusTooManyRequests; refused != (i == limit) {
				t.Fatalf("%s, try %d: status %d", path, i+1, a.status)
			}
		}
		h.clock = h.clock.Add(time.Minute)
		if a := v.post(t, path, form); a.status == http.StatusTooManyRequests {
			t.Errorf("%s a minute later: status %d", path, a.status)
		}
	}
	again("/console/entrer", url.Values{"code": {"INVENTED"}}, 20)
	again("/sondage/sanitas", url.Values{"sait": {"oui"}, "alle": {"oui"}}, 60)
}

// TestSender keeps somebody from wearing many addresses.
func TestSender(t *testing.T) {
	for _, test := range []struct{ remote, forwarded, want string }{
		{"203.0.113.9:1234", "", "203.0.113.9"},
		{"203.0.113.9:1234", "198.51.100.1", "203.0.113.9"},
		{"127.0.0.1:1234", "198.51.100.1", "198.51.100.1"},
		{"10.0.0.2:1234", "6.6.6.6, 198.51.100.1", "198.51.100.1"},
		{"[::1]:1234", "", "::1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = test.remote
		r.Header.Set("X-Forwarded-For", test.forwarded)
		if got := sender(r); got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
}
