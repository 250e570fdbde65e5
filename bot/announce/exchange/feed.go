package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"relais/directory/db"
)

// States of a Feed.
const (
	Active  = "active"
	Stopped = "stopped" // by somebody, or after too many failures
)

// DefaultEvery is the time between two looks when nothing else is asked for.
// MinEvery and MaxEvery are its limits.
const (
	DefaultEvery = 6 * time.Hour
	MinEvery     = time.Hour
	MaxEvery     = 7 * 24 * time.Hour
)

// ErrKnown is returned for a feed that is followed already.
var ErrKnown = errors.New("this feed is followed already")

// Feed is an agenda that is followed.
type Feed struct {
	ID       int64
	URL      string
	Form     string // ICal or RSS
	Name     string // who publishes it: the organiser of what tells none
	Every    time.Duration
	Next     time.Time // of the next look
	Failures int       // in a row
	Problem  *Problem  // of the last look, or nil
	State    string

	etag, modified string
}

// Source is its name as the source of announcements.
func (f Feed) Source() string { return "flux-" + strconv.FormatInt(f.ID, 10) }

// AddFeed follows a feed from now on: every is DefaultEvery when zero, and brought
// within its limits; form is found at the first look when empty. A *Problem with
// CodeAddress is returned for an address that is not one of the web, ErrKnown
// for one that is followed; one that was stopped starts again.
func (p *Poller) AddFeed(ctx context.Context, address, form, name string, every time.Duration) (id int64, err error) {
	defer wrap(&err, "AddFeed")
	address, err = feedURL(address)
	if err != nil {
		return 0, err
	}
	if form != RSS {
		form = ICal
	}
	if every == 0 {
		every = DefaultEvery
	}
	every = min(max(every, MinEvery), MaxEvery)
	name = clip(oneLine(name), 200)
	err = p.db.Update(ctx, func(tx *db.Tx) error {
		now := p.now().UnixMilli()
		n, err := tx.Exec(ctx, `INSERT INTO announce_feeds (url, form, name, etag, modified, every, next, failures, error, state)
			VALUES (?1, ?2, ?3, '', '', ?4, ?5, 0, '', 'active')
			ON CONFLICT (url) DO UPDATE SET form = excluded.form, name = excluded.name, etag = '', modified = '',
				every = excluded.every, next = excluded.next, failures = 0, error = '', state = 'active'
			WHERE announce_feeds.state = 'stopped'`, address, form, name, every.Milliseconds(), now)
		if err == nil && n == 0 {
			return ErrKnown
		}
		if err != nil {
			return err
		}
		return tx.Row(ctx, "SELECT id FROM announce_feeds WHERE url = ?1", []any{address}, &id)
	})
	return id, err
}

// feedURL is an address as it is asked: webcal is the web.
func feedURL(s string) (string, error) {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"webcal://", "webcals://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			s = "https://" + s[len(scheme):]
		}
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || len(s) > 1000 {
		return "", &Problem{Code: CodeAddress}
	}
	u.Fragment = ""
	return u.String(), nil
}

// StopFeed stops following a feed; what it brought stays. db.ErrNotFound for an
// unknown one.
func (p *Poller) StopFeed(ctx context.Context, id int64) (err error) {
	defer wrap(&err, "StopFeed(%d)", id)
	return p.set(ctx, "UPDATE announce_feeds SET state = 'stopped' WHERE id = ?1", id)
}

// StartFeed follows again a feed that was stopped, with a look at once.
func (p *Poller) StartFeed(ctx context.Context, id int64) (err error) {
	defer wrap(&err, "StartFeed(%d)", id)
	return p.set(ctx, `UPDATE announce_feeds SET state = 'active', failures = 0, error = '', etag = '', modified = '', next = ?2
		WHERE id = ?1`, id, p.now().UnixMilli())
}

func (p *Poller) set(ctx context.Context, query string, args ...any) error {
	return p.db.Update(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, query, args...)
		if err == nil && n == 0 {
			return db.ErrNotFound
		}
		return err
	})
}

const selectFeeds = `SELECT id, url, form, name, etag, modified, every, next, failures, error, state FROM announce_feeds `

// Feeds lists the feeds, stopped ones too, in the order in which they were added.
func (p *Poller) Feeds(ctx context.Context) (list []Feed, err error) {
	defer wrap(&err, "Feeds")
	return p.feeds(ctx, selectFeeds+"ORDER BY id")
}

// Feed finds one; db.ErrNotFound for an unknown one.
func (p *Poller) Feed(ctx context.Context, id int64) (f Feed, err error) {
	defer wrap(&err, "Feed(%d)", id)
	list, err := p.feeds(ctx, selectFeeds+"WHERE id = ?1", id)
	if err == nil && len(list) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Feed{}, err
	}
	return list[0], nil
}

func (p *Poller) feeds(ctx context.Context, query string, args ...any) (list []Feed, err error) {
	err = p.db.View(ctx, func(tx *db.Tx) error {
		list = nil
		return tx.Rows(ctx, query, args, func(scan func(...any) error) error {
			f, problem := Feed{}, ""
			var every, next int64
			err := scan(&f.ID, &f.URL, &f.Form, &f.Name, &f.etag, &f.modified, &every, &next, &f.Failures, &problem, &f.State)
			f.Every, f.Next, f.Problem = time.Duration(every)*time.Millisecond, time.UnixMilli(next), decodeProblem(problem)
			list = append(list, f)
			return err
		})
	})
	return list, err
}

// encodeProblem writes a problem as it is kept: its code and arguments.
func encodeProblem(p *Problem) string {
	if p == nil {
		return ""
	}
	text, err := json.Marshal(append([]string{p.Code}, p.Args...))
	if err != nil {
		panic(err) // strings
	}
	return string(text)
}

func decodeProblem(s string) *Problem {
	var parts []string
	if json.Unmarshal([]byte(s), &parts) != nil || len(parts) == 0 {
		return nil
	}
	p := &Problem{Code: parts[0]}
	if len(parts) > 1 {
		p.Args = parts[1:]
	}
	return p
}

func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("exchange: %s: %w", fmt.Sprintf(format, args...), *err)
	}
}
