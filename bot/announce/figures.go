package announce

import (
	"context"
	"time"

	"relais/directory/db"
)

// Figures are the announcement indicators between two days, both included. The
// reader protects small ones.
type Figures struct {
	Items       map[string]int // first published between the days and not cancelled since, by kind
	Cancelled   int            // whose cancellation was approved between the days
	Dates       int            // of events that stand, begun between the days and before now
	Partners    int            // distinct organisers and partners of what stands, published or dated between the days
	Communes    int            // distinct communes of the events among those
	Sent        int            // messages delivered
	Uncertain   int
	Subscribers int // active at the end
	Comes       int // people who said they come, each once per announcement
	Relays      int // who said they relay, each once per announcement
	Reach       int // people told, by those who relay
	Attendance  int // people who came, as told
	Told        int // dates whose attendance was told
}

// Figures counts. The gap: a chat that left and came back since counts as a
// subscriber only from its return.
func (b *Board) Figures(ctx context.Context, from, to int) (f Figures, err error) {
	defer wrap(&err, "Figures(%d, %d)", from, to)
	if !validDay(from) || !validDay(to) || to < from {
		return Figures{}, invalid([]string{"days"})
	}
	c := counter{ctx: ctx, from: from, to: to, start: DayStart(from).UnixMilli(), end: dayAfter(to, 1).UnixMilli(), now: b.now()}
	err = b.db.View(ctx, func(tx *db.Tx) error {
		f, c.tx, c.err = Figures{Items: map[string]int{}}, tx, nil
		c.items(&f)
		c.who(&f)
		c.count(`SELECT COUNT(*), COALESCE(SUM(number), 0) FROM announce_attendance WHERE day >= ?1 AND day <= ?2`,
			[]any{from, to}, &f.Told, &f.Attendance)
		return c.err
	})
	return f, err
}

// counter counts between two days until something fails.
type counter struct {
	ctx        context.Context
	tx         *db.Tx
	from, to   int   // YYYYMMDD
	start, end int64 // unix ms, end not included
	now        time.Time
	err        error
}

func (c *counter) count(query string, args []any, into ...any) {
	if c.err == nil {
		c.err = c.tx.Row(c.ctx, query, args, into...)
	}
}

// items counts what was announced. There are a few thousand at most: they are
// counted here rather than in the database.
func (c *counter) items(f *Figures) {
	if c.err != nil {
		return
	}
	items, err := itemsWhere(c.ctx, c.tx, selectItems, "i.published IS NOT NULL")
	c.err = err
	partners, communes := map[string]bool{}, map[string]bool{}
	for _, it := range items {
		if it.State == Cancelled {
			f.Cancelled += oneIf(c.within(it.Updated))
			continue
		}
		published := c.within(it.Published)
		if published {
			f.Items[it.Kind]++
		}
		dated := false
		for _, d := range it.Dates {
			in := c.within(d.Starts)
			dated = dated || in
			f.Dates += oneIf(in && it.Kind == Event && !d.Starts.After(c.now))
		}
		if published || dated {
			it.collect(partners, communes)
		}
	}
	f.Partners, f.Communes = len(partners), len(communes)
}

func (c *counter) within(t time.Time) bool {
	ms := t.UnixMilli()
	return ms >= c.start && ms < c.end
}

// collect notes the partners of an item, however their names are written, and
// the commune of an event.
func (it Item) collect(partners, communes map[string]bool) {
	for _, name := range append([]string{it.Organiser}, it.Partners...) {
		if name = Fold(name); name != "" {
			partners[name] = true
		}
	}
	if it.Kind == Event && it.Commune != "" {
		communes[it.Commune] = true
	}
}

// who counts what subscribers received and answered.
func (c *counter) who(f *Figures) {
	c.count(`SELECT COALESCE(SUM(CASE WHEN state = 'sent' THEN 1 ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN state = 'uncertain' THEN 1 ELSE 0 END), 0)
		FROM announce_deliveries WHERE at >= ?1 AND at < ?2`, []any{c.start, c.end}, &f.Sent, &f.Uncertain)
	c.count("SELECT COUNT(*) FROM announce_subscribers WHERE since < ?1 AND (state = 'active' OR changed >= ?1)",
		[]any{c.end}, &f.Subscribers)
	c.count(`SELECT COALESCE(SUM(CASE WHEN answer = 'viens' THEN 1 ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN answer = 'relaie' THEN 1 ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN answer = 'relaie' THEN number ELSE 0 END), 0)
		FROM announce_answers WHERE day >= ?1 AND day <= ?2`, []any{c.from, c.to}, &f.Comes, &f.Relays, &f.Reach)
}
