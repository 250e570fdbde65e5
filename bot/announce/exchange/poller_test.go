package exchange

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// site is a web site that answers as told.
type site struct {
	*httptest.Server
	answer http.HandlerFunc
	mu     sync.Mutex
	asked  []*http.Request
}

// requests are those it was asked until now.
func (s *site) requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r)
		s.mu.Unlock()
		s.answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// fake is an Importer that remembers.
type fake struct {
	mu      sync.Mutex
	sources []string
	records [][]announce.Item
	err     error
}

func (f *fake) Import(_ context.Context, source string, records []announce.Item) (announce.Summary, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sources, f.records = append(f.sources, source), append(f.records, records)
	return announce.Summary{New: len(records)}, f.err
}

// clockwork is a clock that moves by hand.
type clockwork struct{ at time.Time }

func (c *clockwork) now() time.Time { return c.at }

func testPoller(t *testing.T, d *db.DB, imports Importer, c *clockwork) *Poller {
	t.Helper()
	o := PollerOptions{Now: c.now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), PublicURL: "https://relais.example.org"}
	p := newPoller(d, imports, o, func(netip.Addr) error { return nil })
	p.jitter = func() float64 { return 0.5 }
	return p
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func fixture(t *testing.T, name string) string {
	t.Helper()
	return string(must[[]byte](t)(os.ReadFile("testdata/feeds/" + name)))
}

func TestFollow(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		ctx, s, imports, c := t.Context(), newSite(t), &fake{}, &clockwork{now}
		p := testPoller(t, d, imports, c)
		text := fixture(t, "google.ics")
		s.answer = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"un"`)
			w.Header().Set("Last-Modified", "Fri, 18 Sep 2026 08:30:00 GMT")
			if r.Header.Get("If-None-Match") == `"un"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, text)
			z.Close()
		}
		id := must[int64](t)(p.AddFeed(ctx, "  "+s.URL+"/agenda.ics#x", "", "Centre social", 0))
		if _, err := p.AddFeed(ctx, s.URL+"/agenda.ics", "", "Encore", 0); !errors.Is(err, ErrKnown) {
			t.Errorf("added twice: %v", err)
		}
		if wait := must[time.Duration](t)(p.Step(ctx)); wait != DefaultEvery {
			t.Errorf("waits %v", wait)
		}
		f := must[Feed](t)(p.Feed(ctx, id))
		if f.Problem != nil || f.Form != ICal || f.Every != DefaultEvery || !f.Next.Equal(now.Add(DefaultEvery)) || f.URL != s.URL+"/agenda.ics" {
			t.Errorf("%+v", f)
		}
		if diff := cmp.Diff([]string{f.Source()}, imports.sources); diff != "" || len(imports.records[0]) != 4 {
			t.Fatal(diff, imports.records)
		}
		if got := imports.records[0][1].Organiser; got != "Centre social" {
			t.Errorf("organiser %s", got)
		}
		if agent := s.requests()[0].UserAgent(); agent != "Relais (+https://relais.example.org)" {
			t.Errorf("agent %s", agent)
		}
		// Nothing is asked before its time; then only whether something changed.
		must[time.Duration](t)(p.Step(ctx))
		c.at = c.at.Add(DefaultEvery)
		must[time.Duration](t)(p.Step(ctx))
		if len(s.requests()) != 2 || s.requests()[1].Header.Get("If-Modified-Since") == "" || len(imports.records) != 1 {
			t.Errorf("%d requests, %d imports", len(s.requests()), len(imports.records))
		}
		// At once, in full.
		l := must[Look](t)(p.LookNow(ctx, id))
		if l.Same || l.Read != 4 || l.Problem != nil || len(imports.records) != 2 {
			t.Errorf("%+v", l)
		}
		// Stopped: nobody looks, but on demand.
		if err := p.StopFeed(ctx, id); err != nil {
			t.Fatal(err)
		}
		c.at = c.at.Add(100 * time.Hour)
		must[time.Duration](t)(p.Step(ctx))
		if len(s.requests()) != 3 {
			t.Errorf("a stopped feed is asked")
		}
		must[Look](t)(p.LookNow(ctx, id))
		if f := must[Feed](t)(p.Feed(ctx, id)); f.State != Stopped {
			t.Errorf("%+v", f)
		}
		if again := must[int64](t)(p.AddFeed(ctx, s.URL+"/agenda.ics", "", "Centre", 0)); again != id {
			t.Errorf("started as %d, was %d", again, id)
		}
		must[time.Duration](t)(p.Step(ctx))
		if f := must[Feed](t)(p.Feed(ctx, id)); f.State != Active || f.Name != "Centre" || len(s.requests()) != 5 {
			t.Errorf("%+v", f)
		}
		if err := p.StopFeed(ctx, id+1); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
		if _, err := p.LookNow(ctx, id+1); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
	})
}

// TestFailures follows a site that fails: rarer and rarer, until it is not
// followed any more, and says why.
func TestFailures(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		ctx, s, imports, c := t.Context(), newSite(t), &fake{}, &clockwork{now}
		p := testPoller(t, d, imports, c)
		s.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
		id := must[int64](t)(p.AddFeed(ctx, s.URL, "", "Ville", 0))
		var waits []time.Duration
		for range maxFailures {
			must[time.Duration](t)(p.Step(ctx))
			f := must[Feed](t)(p.Feed(ctx, id))
			waits = append(waits, f.Next.Sub(c.at))
			c.at = f.Next
		}
		want := []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour}
		if diff := cmp.Diff(want, waits[:7]); diff != "" || waits[18] != 24*time.Hour {
			t.Error(diff, waits)
		}
		f := must[Feed](t)(p.Feed(ctx, id))
		if diff := cmp.Diff(&Problem{Code: CodeStopped, Args: []string{"20", CodeStatus, "500"}}, f.Problem); diff != "" || f.State != Stopped {
			t.Error(diff, f)
		}
		must[time.Duration](t)(p.Step(ctx))
		if len(s.requests()) != maxFailures || len(imports.records) != 0 {
			t.Errorf("%d requests", len(s.requests()))
		}
		s.answer = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, fixture(t, "mairie.atom")) }
		if err := p.StartFeed(ctx, id); err != nil {
			t.Fatal(err)
		}
		must[time.Duration](t)(p.Step(ctx))
		f = must[Feed](t)(p.Feed(ctx, id))
		if f.Failures != 0 || f.Problem != nil || f.State != Active || f.Form != RSS || len(imports.records) != 1 {
			t.Errorf("%+v", f)
		}
	})
}

// TestAnswers holds each kind of answer to what becomes of the feed.
func TestAnswers(t *testing.T) {
	page := func(status int, body string, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	event := "BEGIN:VEVENT\nUID:a\nDTSTART:20261008\nSUMMARY:Un\nEND:VEVENT\n"
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		want   *Problem
		state  string
		wait   time.Duration
		reads  int
	}{
		{"good", page(200, "BEGIN:VCALENDAR\n"+event+"END:VCALENDAR\n"), nil, Active, DefaultEvery, 1},
		{"asks to wait", page(200, "BEGIN:VCALENDAR\n"+event+"END:VCALENDAR\n", "Retry-After", "90000"), nil, Active, 25 * time.Hour, 1},
		{"partly", page(200, "BEGIN:VCALENDAR\n"+event+"BEGIN:VEVENT\nUID:b\nEND:VEVENT\nEND:VCALENDAR\n"),
			&Problem{Code: CodePartly, Args: []string{"1", "1"}}, Active, DefaultEvery, 1},
		{"cut", page(200, "BEGIN:VCALENDAR\n"+event), &Problem{Code: CodeTruncated}, Active, 30 * time.Minute, 0},
		{"page", page(200, "<!doctype html><html>"), &Problem{Code: CodeUnknown}, Active, 30 * time.Minute, 0},
		{"table", page(200, "Titre;Dates\nUn;8/10/2026\n"), &Problem{Code: CodeUnknown}, Active, 30 * time.Minute, 0},
		{"empty", page(200, ""), &Problem{Code: CodeEmpty}, Active, 30 * time.Minute, 0},
		{"too big", page(200, strings.Repeat("x", MaxBytes+1)), &Problem{Code: CodeSize, Args: []string{"5"}}, Active, 30 * time.Minute, 0},
		{"gone", page(410, ""), &Problem{Code: CodeGone}, Stopped, 30 * time.Minute, 0},
		{"not found", page(404, ""), &Problem{Code: CodeStatus, Args: []string{"404"}}, Active, 30 * time.Minute, 0},
		{"busy", page(429, "", "Retry-After", "7200"), &Problem{Code: CodeBusy}, Active, 2 * time.Hour, 0},
		{"busy until", page(503, "", "Retry-After", now.Add(3*time.Hour).UTC().Format(http.TimeFormat)), &Problem{Code: CodeBusy}, Active, 3 * time.Hour, 0},
		{"busy for ever", page(503, "", "Retry-After", "99999999"), &Problem{Code: CodeBusy}, Active, maxWait, 0},
		{"in circles", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) },
			&Problem{Code: CodeRedirects}, Active, 30 * time.Minute, 0},
		{"out of the web", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		},
			&Problem{Code: CodeRedirects}, Active, 30 * time.Minute, 0},
		{"hangs up", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			&Problem{Code: CodeNetwork}, Active, 30 * time.Minute, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, imports := newSite(t), &fake{}
			s.answer = c.answer
			p := testPoller(t, dbtest.Open(t, t.TempDir()), imports, &clockwork{now})
			id := must[int64](t)(p.AddFeed(t.Context(), s.URL, "", "Ville", 0))
			must[time.Duration](t)(p.Step(t.Context()))
			f := must[Feed](t)(p.Feed(t.Context(), id))
			if diff := cmp.Diff(c.want, f.Problem); diff != "" || f.State != c.state || f.Next.Sub(now) != c.wait {
				t.Errorf("%s%s in %v", diff, f.State, f.Next.Sub(now))
			}
			if len(imports.records) != c.reads || len(s.requests()) > 1+maxRedirects {
				t.Errorf("%d imports after %d requests", len(imports.records), len(s.requests()))
			}
		})
	}
}

// TestImportFails asks in full again when what was read could not be written.
func TestImportFails(t *testing.T) {
	s, imports, c := newSite(t), &fake{err: errors.New("disk full")}, &clockwork{now}
	p := testPoller(t, dbtest.Open(t, t.TempDir()), imports, c)
	s.answer = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"un"`)
		fmt.Fprint(w, fixture(t, "openagenda.ics"))
	}
	id := must[int64](t)(p.AddFeed(t.Context(), s.URL, "", "Ville", 0))
	must[time.Duration](t)(p.Step(t.Context()))
	f := must[Feed](t)(p.Feed(t.Context(), id))
	if f.Problem == nil || f.Problem.Code != CodeImport {
		t.Errorf("%+v", f)
	}
	imports.err, c.at = nil, f.Next
	must[time.Duration](t)(p.Step(t.Context()))
	if s.requests()[1].Header.Get("If-None-Match") != "" || len(imports.records) != 2 {
		t.Errorf("%v", s.requests()[1].Header)
	}
}

// TestOneReplica looks once when several replicas are due together.
func TestOneReplica(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		s, imports := newSite(t), &fake{}
		s.answer = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, fixture(t, "openagenda.ics")) }
		p := testPoller(t, d, imports, &clockwork{now})
		must[int64](t)(p.AddFeed(t.Context(), s.URL, "", "Ville", 0))
		var all sync.WaitGroup
		for range 4 {
			q := testPoller(t, d, imports, &clockwork{now})
			all.Go(func() {
				if _, err := q.Step(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if len(imports.records) != 1 {
			t.Errorf("%d looks", len(imports.records))
		}
	})
}

// TestRun ends with its context.
func TestRun(t *testing.T) {
	p := testPoller(t, dbtest.Open(t, t.TempDir()), &fake{}, &clockwork{now})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- p.Run(ctx) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
