package exchange

import (
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"relais/directory/db/dbtest"
)

func TestPublic(t *testing.T) {
	for address, open := range map[string]bool{
		"8.8.8.8": true, "2a00:1450:4007::1": true, "193.52.208.1": true,
		"127.0.0.1": false, "127.9.9.9": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false, "198.18.0.1": false,
		"::1": false, "::": false, "fe80::1": false, "fc00::1": false, "ff02::1": false, "::ffff:127.0.0.1": false,
		"::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false, "::7f00:1": false,
	} {
		if err := public(netip.MustParseAddr(address)); (err == nil) != open {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestPrivate refuses doors of its own network, straight and by redirection.
func TestPrivate(t *testing.T) {
	s := newSite(t)
	s.answer = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
	}
	o := PollerOptions{Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}
	d := dbtest.Open(t, t.TempDir())
	direct := NewPoller(d, &fake{}, o)
	by := newPoller(d, &fake{}, o, func(ip netip.Addr) error {
		if ip.IsLoopback() {
			return nil // the site of this test
		}
		return public(ip)
	})
	local := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	for address, p := range map[string]*Poller{s.URL: direct, local: direct, s.URL + "/by": by} {
		id := must[int64](t)(p.AddFeed(t.Context(), address, "", "", 0))
		l := must[Look](t)(p.LookNow(t.Context(), id))
		if l.Problem == nil || l.Problem.Code != CodePrivate {
			t.Errorf("%s: %+v", address, l.Problem)
		}
	}
	if len(s.requests()) != 1 {
		t.Errorf("%d requests", len(s.requests()))
	}
}

func TestFeedURL(t *testing.T) {
	for in, want := range map[string]string{
		" https://exemple.fr/a.ics#b ": "https://exemple.fr/a.ics", "webcal://exemple.fr/a.ics": "https://exemple.fr/a.ics",
		"WEBCAL://exemple.fr/a": "https://exemple.fr/a", "http://exemple.fr": "http://exemple.fr",
		"ftp://exemple.fr": "", "file:///etc/passwd": "", "https://moi:secret@exemple.fr": "", "exemple.fr": "", "": "", "https://": "",
	} {
		got, err := feedURL(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %s %v", in, got, err)
		}
	}
}
