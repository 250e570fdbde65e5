package exchange

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// TestBoard follows a feed into a real board: what changes is a change, what is
// cancelled a cancellation, and what an RSS feed drops or a broken event is
// neither.
func TestBoard(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		ctx, s, c := t.Context(), newSite(t), &clockwork{now}
		key := must[db.Key](t)(db.NewKey(strings.Repeat("k", 32)))
		p := testPoller(t, d, announce.New(d, key, c.now), c)
		body := ""
		s.answer = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
		look := func(id int64, want announce.Summary) {
			t.Helper()
			l := must[Look](t)(p.LookNow(ctx, id))
			got := l.Summary
			if got.New != want.New || got.Changed != want.Changed || got.Cancelled != want.Cancelled || got.Same != want.Same || len(got.Wrong) != 0 {
				t.Errorf("got %+v, want %+v", got, want)
			}
		}
		ical := must[int64](t)(p.AddFeed(ctx, s.URL+"/ical", "", "Centre", 0))
		body = fixture(t, "google.ics")
		look(ical, announce.Summary{New: 3})
		look(ical, announce.Summary{Same: 3})
		full := body
		body = "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"
		look(ical, announce.Summary{}) // nothing at all is not believed
		if f := must[Feed](t)(p.Feed(ctx, ical)); f.Problem == nil || f.Problem.Code != CodeDropped || f.Problem.Args[0] != "3" || f.Failures != 0 {
			t.Errorf("an empty agenda: %+v", f)
		}
		body = full
		look(ical, announce.Summary{Same: 3})
		if f := must[Feed](t)(p.Feed(ctx, ical)); f.Problem != nil {
			t.Errorf("full again: %v", f.Problem)
		}
		body = strings.Replace(body, "SUMMARY:Sophrologie", "SUMMARY:Relaxation", 1)
		body = strings.Replace(body, "DTSTART;VALUE=DATE:20261005", "DTSTART;VALUE=DATE:demain", 1)
		look(ical, announce.Summary{Changed: 1, Same: 1})
		body = strings.Replace(body, "DTSTART;TZID=Europe/Paris:20240108T180000", "DTSTART:demain", 1)
		look(ical, announce.Summary{Same: 1})
		c.at = c.at.Add(24 * time.Hour)

		rss := must[int64](t)(p.AddFeed(ctx, s.URL+"/rss", "", "Maison", 0))
		body = fixture(t, "wordpress.xml")
		look(rss, announce.Summary{New: 4})
		before, after, _ := strings.Cut(body, "<item>")
		_, rest, _ := strings.Cut(after, "</item>")
		body = before + rest // the first entry is dropped
		look(rss, announce.Summary{Same: 3})
	})
}
