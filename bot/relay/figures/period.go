package figures

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"relais/bot/relay"
)

// Month is a civil month in Europe/Paris, written YYYYMM.
type Month int

// Period is a stretch of whole months, both included.
type Period struct{ From, To Month }

// ErrPeriod is returned for what ParsePeriod cannot read.
var ErrPeriod = errors.New("period: 2026, 2026-T3, 2026-10 or 2026-03..2026-08 expected")

var periodShape = regexp.MustCompile(`^(\d{4})(?:-T([1-4])|-(\d\d)(?:\.\.(\d{4})-(\d\d))?)?$`)

// ParsePeriod reads a year "2026", a quarter "2026-T3", a month "2026-10", or
// whole months from one to another "2026-03..2026-08", as URLs and commands
// write them.
func ParsePeriod(s string) (Period, error) {
	m := periodShape.FindStringSubmatch(s)
	if m == nil || m[1] < "2000" {
		return Period{}, ErrPeriod
	}
	year := number(m[1]) * 100
	if m[2] != "" {
		first := year + 3*number(m[2]) - 2
		return Period{Month(first), Month(first + 2)}, nil
	}
	p := Period{Month(year + 1), Month(year + 12)}
	if m[3] != "" {
		p = Period{Month(year + number(m[3])), Month(year + number(m[3]))}
	}
	if m[4] != "" {
		p.To = Month(number(m[4])*100 + number(m[5]))
	}
	if !p.From.valid() || !p.To.valid() || p.From > p.To || p.To.index()-p.From.index() >= longest {
		return Period{}, ErrPeriod
	}
	return p, nil
}

// longest is how many months a period may have.
const longest = 120

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// String writes what ParsePeriod reads, the shortest way.
func (p Period) String() string {
	switch p.node() {
	case notNode:
		return fmt.Sprintf("%s..%s", p.From, p.To)
	case yearNode:
		return strconv.Itoa(p.From.year())
	case 1, 2, 3, 4:
		return fmt.Sprintf("%d-T%d", p.From.year(), p.node())
	}
	return p.From.String()
}

// String writes YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.year(), m.number()) }

func (m Month) year() int   { return int(m) / 100 }
func (m Month) number() int { return int(m) % 100 }
func (m Month) valid() bool { return m.number() >= 1 && m.number() <= 12 && m.year() >= 2000 }

// index counts months, so that two of them can be subtracted.
func (m Month) index() int { return m.year()*12 + m.number() - 1 }

// Add is the month n months later.
func (m Month) Add(n int) Month {
	i := m.index() + n
	return Month(i/12*100 + i%12 + 1)
}

// Days are the first and the last day of the month.
func (m Month) Days() (from, to relay.Day) {
	return relay.Day(m*100 + 1), relay.Day(m.Add(1)*100 + 1).Add(-1)
}

// Before is the period of the same length that ends where p begins.
func (p Period) Before() Period {
	n := p.To.index() - p.From.index() + 1
	return Period{p.From.Add(-n), p.To.Add(-n)}
}

// YearBefore is p a year earlier.
func (p Period) YearBefore() Period { return Period{p.From - 100, p.To - 100} }

// Months lists the months of p.
func (p Period) Months() []Month {
	var out []Month
	for m := p.From; m <= p.To; m = m.Add(1) {
		out = append(out, m)
	}
	return out
}

// Days are the first and the last day of p.
func (p Period) Days() (from, to relay.Day) {
	from, _ = p.From.Days()
	_, to = p.To.Days()
	return from, to
}

// Exact tells whether p is a calendar month, quarter or year that is over at
// now: its figures are then exact or hidden, else rounded down.
func (p Period) Exact(now time.Time) bool { return p.node() != notNode && p.To < MonthOf(now) }

// Parts is how many years, quarters and months a figure of p is made of, each
// rounded down by itself: 1 when p is exact at now, else its months at most.
func (p Period) Parts(now time.Time) int {
	if p.Exact(now) {
		return 1
	}
	return len(p.Months())
}

// MonthOf is the month it is in Paris at t.
func MonthOf(t time.Time) Month { return Month(relay.DayOf(t) / 100) }

// The nodes of a year: itself, its quarters 1 to 4, then its months.
const (
	notNode   = -1
	yearNode  = 0
	nodes     = 17
	monthNode = 4 // plus the number of the month
)

// node is which node of its year p is, notNode when it is none.
func (p Period) node() int {
	first, last := p.From.number(), p.To.number()
	switch {
	case p.From.year() != p.To.year():
		return notNode
	case first == last:
		return monthNode + first
	case first == 1 && last == 12:
		return yearNode
	case first%3 == 1 && last == first+2:
		return last / 3
	}
	return notNode
}

// quarterOf is the node of the quarter a month node stands in.
func quarterOf(month int) int { return (month-monthNode-1)/3 + 1 }

// code is how a node of a year is written in the column month: YYYYMM for a
// month, YYYY00 for the year, YYYY21 to YYYY24 for its quarters.
func code(year, node int) Month {
	switch {
	case node == yearNode:
		return Month(year * 100)
	case node <= 4:
		return Month(year*100 + 20 + node)
	}
	return Month(year*100 + node - monthNode)
}

// nodeOf is the node that a code writes.
func nodeOf(c Month) int {
	switch n := c.number(); {
	case n == 0:
		return yearNode
	case n > 20:
		return n - 20
	default:
		return n + monthNode
	}
}

// span is the period of a node of a year.
func span(year, node int) Period {
	first := Month(year*100 + 1)
	switch {
	case node == yearNode:
		return Period{first, first + 11}
	case node <= 4:
		return Period{first + Month(3*node-3), first + Month(3*node-1)}
	}
	return Period{code(year, node), code(year, node)}
}
