package exchange

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
)

// maxFailures in a row stop a feed.
const maxFailures = 20

// firstRetry is the time before the second try; it doubles until it is a day, or
// the time between two looks.
const firstRetry = 30 * time.Minute

// after is the feed after a look, with the problem to tell.
func (p *Poller) after(f Feed, a answer, l Look) Feed {
	if l.Problem == nil {
		return p.succeeded(f, a, l)
	}
	f.Failures++
	f.Problem = l.Problem
	wait := min(firstRetry<<min(f.Failures-1, 10), max(f.Every, 24*time.Hour))
	f.Next = p.later(wait, a.wait)
	if f.State != Active {
		return f
	}
	if f.Failures >= maxFailures {
		f.State = Stopped
		f.Problem = &Problem{Code: CodeStopped, Args: append([]string{strconv.Itoa(f.Failures), l.Problem.Code}, l.Problem.Args...)}
	}
	if l.Problem.Code == CodeGone {
		f.State = Stopped
	}
	return f
}

// succeeded is the feed after a look that went well. What was wrong in its words
// is still so while they are the same.
func (p *Poller) succeeded(f Feed, a answer, l Look) Feed {
	f.Failures, f.Next = 0, p.later(f.Every, a.wait)
	if a.same {
		if f.Problem != nil && f.Problem.Code != CodePartly && f.Problem.Code != CodeDropped {
			f.Problem = nil
		}
		return f
	}
	f.etag, f.modified, f.Problem = a.etag, a.modified, nil
	if n := lost(l.Problems) + len(l.Summary.Wrong); n > 0 {
		f.Problem = &Problem{Code: CodePartly, Args: []string{strconv.Itoa(l.Read), strconv.Itoa(n)}}
	}
	if n := l.Summary.Kept; n > 0 {
		f.Problem = &Problem{Code: CodeDropped, Args: []string{strconv.Itoa(n)}}
	}
	return f
}

func lost(problems []Problem) int { return Result{Problems: problems}.Lost() }

// later is a time from now, more or less a tenth, so that those who publish many
// feeds are not asked for all at once; never sooner than asked.
func (p *Poller) later(wait, asked time.Duration) time.Time {
	wait += time.Duration(float64(wait) * (p.jitter() - 0.5) / 5)
	return p.now().Add(max(wait, asked))
}

// save writes a feed after a look. Somebody may have stopped it meanwhile.
func (p *Poller) save(ctx context.Context, f Feed) error {
	return p.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE announce_feeds SET form = ?2, etag = ?3, modified = ?4, next = ?5, failures = ?6, error = ?7,
			state = CASE WHEN state = 'stopped' THEN state ELSE ?8 END WHERE id = ?1`,
			f.ID, f.Form, f.etag, f.modified, f.Next.UnixMilli(), f.Failures, encodeProblem(f.Problem), f.State)
		return err
	})
}

// untold names what the feed brought before, does not tell now, and did not
// cancel: entries an RSS feed dropped for newer ones, and the dates of a series
// whose event is broken today. An import leaves what is named so as it is.
func (p *Poller) untold(ctx context.Context, f Feed, r Result) (out []announce.Item, err error) {
	told := map[string]bool{}
	for _, it := range r.Records() {
		told[it.SourceUID] = true
	}
	err = p.db.View(ctx, func(tx *db.Tx) error {
		out = nil
		return tx.Rows(ctx, "SELECT source_uid FROM announce_items WHERE source = ?1", []any{f.Source()}, func(scan func(...any) error) error {
			var uid string
			if err := scan(&uid); err != nil {
				return err
			}
			if !told[uid] && (f.Form == RSS || brokenSeries(uid, r.Broken)) {
				out = append(out, announce.Item{SourceUID: uid})
			}
			return nil
		})
	})
	return out, err
}

func brokenSeries(uid string, broken []announce.Item) bool {
	return slices.ContainsFunc(broken, func(it announce.Item) bool { return strings.HasPrefix(uid, it.SourceUID+"/") })
}

// without takes off what was named only so that it stays.
func without(list []announce.Wrong, named []announce.Item) []announce.Wrong {
	return slices.DeleteFunc(list, func(w announce.Wrong) bool {
		return slices.ContainsFunc(named, func(it announce.Item) bool { return it.SourceUID == w.UID })
	})
}
