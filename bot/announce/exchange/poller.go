package exchange

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"time"

	"relais/bot/announce"
	"relais/directory"
	"relais/directory/db"
)

// Importer takes over what a source says now; *announce.Board is one.
type Importer interface {
	Import(ctx context.Context, source string, records []announce.Item) (announce.Summary, error)
}

// Poller follows feeds: each is asked once in its time, by one replica, and not
// more often than it wishes. It is safe for concurrent use.
type Poller struct {
	db      *db.DB
	imports Importer
	o       PollerOptions
	now     func() time.Time
	agent   string
	client  *http.Client
	jitter  func() float64 // from 0 to 1
}

// PollerOptions are what a Poller needs. Now and Log are needed.
type PollerOptions struct {
	Now       func() time.Time
	Log       *slog.Logger
	PublicURL string // told to those who are asked, so that they can complain
	Places    []directory.Place
}

// NewPoller makes a Poller that gives what it reads to imports.
func NewPoller(d *db.DB, imports Importer, o PollerOptions) *Poller {
	return newPoller(d, imports, o, public)
}

func newPoller(d *db.DB, imports Importer, o PollerOptions, allowed func(netip.Addr) error) *Poller {
	agent := "Relais"
	if o.PublicURL != "" {
		agent = fmt.Sprintf("Relais (+%s)", o.PublicURL)
	}
	return &Poller{db: d, imports: imports, o: o, now: o.Now, agent: agent, client: client(allowed), jitter: rand.Float64}
}

// Pauses of Run.
const (
	restLeast = time.Second
	restMost  = time.Minute
)

// Run looks at feeds when their time has come, one after the other, until ctx
// ends, and returns nil then. A database that fails is logged and asked again.
func (p *Poller) Run(ctx context.Context) error {
	for {
		wait, err := p.Step(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			p.o.Log.Error("feeds", "error", err)
			wait = restMost
		}
		timer := time.NewTimer(min(max(wait, restLeast), restMost))
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		}
	}
}

// Step looks at every feed whose time has come, and tells how long nothing will
// be due.
func (p *Poller) Step(ctx context.Context) (wait time.Duration, err error) {
	defer wrap(&err, "Step")
	for range 1000 {
		list, err := p.feeds(ctx, selectFeeds+"WHERE state = 'active' ORDER BY next, id")
		if err != nil {
			return 0, err
		}
		if len(list) == 0 {
			return restMost, nil
		}
		f := list[0]
		if wait := f.Next.Sub(p.now()); wait > 0 {
			return wait, nil
		}
		mine, err := p.claim(ctx, f)
		if err != nil {
			return 0, err
		}
		if !mine {
			continue
		}
		if _, err := p.look(ctx, f); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// lease is how long a look may take before another replica tries.
const lease = 5 * time.Minute

// claim makes a look this replica's own.
func (p *Poller) claim(ctx context.Context, f Feed) (mine bool, err error) {
	err = p.db.Update(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, "UPDATE announce_feeds SET next = ?3 WHERE id = ?1 AND next = ?2 AND state = 'active'",
			f.ID, f.Next.UnixMilli(), p.now().Add(lease).UnixMilli())
		mine = n > 0
		return err
	})
	return mine, err
}

// Look is what one look at a feed brought.
type Look struct {
	Same     bool // the feed says that nothing changed
	Read     int  // announcements read
	Summary  announce.Summary
	Problems []Problem         // of what was read, in order
	Problem  *Problem          // of the look as a whole, or nil
	Images   map[string]string // addresses of pictures, by SourceUID
}

// LookNow looks at a feed at once, in full, stopped or not; a feed that was
// stopped stays so. The error is for a database that fails or an unknown feed
// only: what is wrong with the feed is in Look.
func (p *Poller) LookNow(ctx context.Context, id int64) (l Look, err error) {
	defer wrap(&err, "LookNow(%d)", id)
	f, err := p.Feed(ctx, id)
	if err != nil {
		return Look{}, err
	}
	f.etag, f.modified = "", ""
	return p.look(ctx, f)
}

// look asks a feed, imports what it says, and writes down how it went.
func (p *Poller) look(ctx context.Context, f Feed) (Look, error) {
	a := p.fetch(ctx, f)
	if ctx.Err() != nil {
		return Look{}, ctx.Err()
	}
	l := Look{Same: a.same, Problem: a.problem}
	if !a.same && a.problem == nil {
		if err := p.take(ctx, &f, a.data, &l); err != nil {
			p.o.Log.Error("feed not imported", "feed", f.ID, "error", err)
			l.Problem = &Problem{Code: CodeImport}
		}
	}
	f = p.after(f, a, l)
	l.Problem = f.Problem
	if err := p.save(ctx, f); err != nil {
		return l, err
	}
	p.o.Log.Info("feed", "feed", f.ID, "same", l.Same, "read", l.Read, "problems", len(l.Problems), "failures", f.Failures)
	return l, nil
}

// take imports what a feed says. A feed that stops in the middle is not
// imported, because what it did not say would be taken for cancelled.
func (p *Poller) take(ctx context.Context, f *Feed, data []byte, l *Look) error {
	form := Form(data)
	if form == Sheet {
		form = ""
	}
	r, err := readForm(form, data, Options{Now: p.now(), Organiser: f.Name, Places: p.o.Places})
	if errors.As(err, &l.Problem) {
		return nil
	}
	if err != nil {
		return err
	}
	f.Form, l.Read, l.Problems, l.Images = form, len(r.Items), r.Problems, r.Images
	if r.Partial {
		l.Problem = &Problem{Code: CodeTruncated}
		return nil
	}
	untold, err := p.untold(ctx, *f, r)
	if err != nil {
		return err
	}
	l.Summary, err = p.imports.Import(ctx, f.Source(), append(r.Records(), untold...))
	l.Summary.Wrong = without(l.Summary.Wrong, append(r.Broken, untold...))
	return err
}
