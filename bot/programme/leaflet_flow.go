package programme

import "relais/bot/text"

// placed is a block, or the rows of it from one on, in a column of a page.
type placed struct {
	block
	page, column int // of the inside, from 0
	y            float64
}

// flow is where a column goes on.
type flow struct {
	l            *leafletPaper
	page, column int
	y            float64
	last         int // page with another bottom
	bottom       float64
	out          []placed
	torn         int // blocks that did not stay together
}

// place puts blocks in columns, and levels those of the last page.
func (l *leafletPaper) place(blocks []block) []placed {
	best := l.fill(blocks, -1, l.bottom)
	end := best.page
	for bottom := l.bottom - 4; bottom > l.top+40; bottom -= 4 {
		try := l.fill(blocks, end, bottom)
		if try.page != end || try.torn > best.torn {
			break
		}
		best = try
	}
	return best.out
}

// fill puts blocks in columns; page last ends at bottom.
func (l *leafletPaper) fill(blocks []block, last int, bottom float64) *flow {
	f := &flow{l: l, y: l.top, last: last, bottom: bottom}
	for i, b := range blocks {
		need := l.least(b)
		for j := i; blocks[j].heading && j+1 < len(blocks); j++ {
			need += l.least(blocks[j+1])
		}
		if f.y+need > f.end() && f.y > l.top {
			f.next(b)
		}
		f.put(b)
	}
	return f
}

// tearing is how much of a block too high for a column stands in the first one.
const tearing = 40

// least is how much room a block wants to begin: all it takes, unless no column
// would do.
func (l *leafletPaper) least(b block) float64 {
	if h := b.height(); h <= l.bottom-l.top-tearing/2 {
		return h
	}
	return tearing
}

func (f *flow) end() float64 {
	if f.page == f.last {
		return f.bottom
	}
	return f.l.bottom
}

// next begins a column; a day that goes on says so.
func (f *flow) next(b block) {
	f.y = f.l.top
	if f.column++; f.column == f.l.columns {
		f.page, f.column = f.page+1, 0
	}
	if !b.heading && b.day != "" {
		f.put(f.l.heading(text.ProgrammeAgain(b.day)))
	}
}

// put writes a block where the column is, and goes on in the next when it is
// higher than a whole one.
func (f *flow) put(b block) {
	if f.y == f.l.top {
		b.above, b.ruled = 0, false
	}
	if n := len(f.out); n > 0 && f.out[n-1].heading && !b.heading {
		b.above, b.ruled = 1.2, false
	}
	part := placed{block: b, page: f.page, column: f.column, y: f.y}
	part.rows = nil
	f.y += b.above
	for i, r := range b.rows {
		if f.y+r.step > f.end() && len(part.rows) > 0 {
			f.out = append(f.out, part)
			f.torn++
			f.next(b)
			part = placed{block: block{day: b.day}, page: f.page, column: f.column, y: f.y}
		}
		part.rows = append(part.rows, b.rows[i])
		f.y += r.step
	}
	f.out = append(f.out, part)
}
