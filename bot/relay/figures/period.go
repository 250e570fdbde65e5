package figures

import (
	"errors"
	"time"

	"relais/bot/relay"
)

// Month is a civil month in Europe/Paris, written YYYYMM.
type Month int

// Period is a stretch of whole months, both included.
type Period struct{ From, To Month }

// ErrPeriod is returned for what ParsePeriod cannot read.
var ErrPeriod = errors.New("period: 2026, 2026-T3, 2026-10 or 2026-03..2026-08 expected")

// ParsePeriod reads a year "2026", a quarter "2026-T3", a month "2026-10", or
// whole months from one to another "2026-03..2026-08", as URLs and commands
// write them.
func ParsePeriod(s string) (Period, error) { panic("to write") }

// String writes what ParsePeriod reads, the shortest way.
func (p Period) String() string { panic("to write") }

// Before is the period of the same length that ends where p begins.
func (p Period) Before() Period { panic("to write") }

// YearBefore is p a year earlier.
func (p Period) YearBefore() Period { panic("to write") }

// Months lists the months of p.
func (p Period) Months() []Month { panic("to write") }

// Days are the first and the last day of p.
func (p Period) Days() (from, to relay.Day) { panic("to write") }

// Exact tells whether p is a calendar month, quarter or year that is over at
// now: its figures are then exact or hidden, else rounded down.
func (p Period) Exact(now time.Time) bool { panic("to write") }

// MonthOf is the month it is in Paris at t.
func MonthOf(t time.Time) Month { return Month(relay.DayOf(t) / 100) }
