package programme

import (
	"context"
	"slices"
	"time"

	"relais/bot/announce"
)

// offer is what the public may see at an instant.
type offer struct {
	now      time.Time
	today    int                // YYYYMMDD
	edition  *announce.Edition  // running, or next; nil for none
	inside   []announce.Item    // of the edition
	outside  []announce.Item    // ahead, of no edition or of another one
	items    []announce.Item    // all, past too
	modified time.Time          // since then nothing changed
	editions []announce.Edition // all
}

// offer reads the programme as it is now.
func (p *Programme) offer(ctx context.Context) (offer, error) {
	o := offer{now: p.Now()}
	o.today = announce.DayOf(o.now)
	var err error
	if o.items, err = p.Board.Items(ctx, announce.Filter{}); err != nil {
		return o, err
	}
	if o.editions, err = p.Board.Editions(ctx); err != nil {
		return o, err
	}
	o.edition = runningOrNext(o.editions, o.today)
	for _, it := range o.items {
		switch {
		case o.edition != nil && it.Edition == o.edition.ID:
			o.inside = append(o.inside, it)
		case it.Upcoming(o.now):
			o.outside = append(o.outside, it)
		}
	}
	o.modified = p.modified(o.items, o.today)
	return o, nil
}

// modified is the last time anything changed: an item, the day, or us.
func (p *Programme) modified(items []announce.Item, today int) time.Time {
	last := announce.DayStart(today)
	if p.started.After(last) {
		last = p.started
	}
	for _, it := range items {
		if it.Updated.After(last) {
			last = it.Updated
		}
	}
	return last
}

// runningOrNext is the edition of a day, or the first one after it.
func runningOrNext(editions []announce.Edition, day int) *announce.Edition {
	var best *announce.Edition
	for _, e := range editions {
		if e.Last >= day && (best == nil || e.First < best.First) {
			best = &e
		}
	}
	return best
}

// byID finds an item the public may see; errNoItem.
func (o offer) byID(id int64) (announce.Item, error) {
	i := slices.IndexFunc(o.items, func(it announce.Item) bool { return it.ID == id })
	if i < 0 {
		return announce.Item{}, errNoItem
	}
	return o.items[i], nil
}

// editionOf is the edition of an item; nil for none.
func (o offer) editionOf(it announce.Item) *announce.Edition {
	i := slices.IndexFunc(o.editions, func(e announce.Edition) bool { return e.ID == it.Edition })
	if i < 0 {
		return nil
	}
	return &o.editions[i]
}
