package figures

import (
	"context"
	"time"

	"relais/directory/db"
)

// view reads figures in one transaction.
type view struct {
	ctx     context.Context
	f       *Figures
	tx      *db.Tx
	closed  map[Month]bool
	tallied map[Month]time.Time
	first   Month // that was ever counted; before it there is nothing
}

func (f *Figures) view(ctx context.Context, read func(*view) error) error {
	return f.db.View(ctx, func(tx *db.Tx) error {
		v := &view{ctx: ctx, f: f, tx: tx, closed: map[Month]bool{}, tallied: map[Month]time.Time{}}
		err := tx.Rows(ctx, "SELECT month, tallied, closed FROM relay_months", nil, func(scan func(...any) error) error {
			var month, closed int
			var tallied int64
			err := scan(&month, &tallied, &closed)
			v.closed[Month(month)] = closed == 1
			v.tallied[Month(month)] = time.UnixMilli(tallied)
			if m := Month(month); m.valid() && (v.first == 0 || m < v.first) {
				v.first = m
			}
			return err
		})
		if err != nil {
			return err
		}
		return read(v)
	})
}

// counted tells whether a code was ever counted: of others there is nothing.
func (v *view) counted(c Month) bool {
	_, ok := v.tallied[c]
	return ok
}

// asOf is when the counts of a period were last made.
func (v *view) asOf(p Period) time.Time {
	var at time.Time
	for _, m := range p.Months() {
		if t := v.tallied[m]; t.After(at) {
			at = t
		}
	}
	return at
}

// nodesOf tells the closed nodes of a year.
func (v *view) nodesOf(year int) (closed [nodes]bool) {
	for n := range closed {
		closed[n] = v.closed[code(year, n)]
	}
	return closed
}

// cube finds the protected cube of a year, from memory when nothing was closed
// since: what is closed never changes.
func (v *view) cube(m Measure, by Dimension, year int) (*cube, error) {
	k := cubeKey{m, by, year, v.nodesOf(year)}
	v.f.mu.Lock()
	c := v.f.cubes[k]
	v.f.mu.Unlock()
	if c != nil {
		return c, nil
	}
	c, err := load(v.ctx, v.tx, m, by, year, k.closed)
	if err != nil {
		return nil, err
	}
	if err := v.protect(c); err != nil {
		return nil, err
	}
	v.f.remember(k, c)
	return c, nil
}

// remember keeps a cube, and drops the ones it replaces.
func (f *Figures) remember(k cubeKey, c *cube) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for old := range f.cubes {
		if old.measure == k.measure && old.by == k.by && old.year == k.year {
			delete(f.cubes, old)
		}
	}
	f.cubes[k] = c
}

// running is the counts of a code that is not closed, as they were last made:
// from memory when they were not made again since.
func (v *view) running(m Measure, by Dimension, c Month) (*cube, error) {
	k := openKey{m, by, c}
	v.f.mu.Lock()
	got := v.f.open[k]
	v.f.mu.Unlock()
	if got.cube != nil && got.tallied.Equal(v.tallied[c]) {
		return got.cube, nil
	}
	var only [nodes]bool
	only[nodeOf(c)] = true
	made, err := loadCodes(v.ctx, v.tx, m, by, c.year(), only, c, c)
	if err != nil {
		return nil, err
	}
	v.f.mu.Lock()
	v.f.open[k] = opened{v.tallied[c], made}
	v.f.mu.Unlock()
	return made, nil
}
