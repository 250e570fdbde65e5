package figures

import (
	"context"
	"time"

	"relais/directory"
	"relais/directory/db"
)

// DefaultK is the least figure shown.
const DefaultK = 11

// Figures reads figures. It is safe for concurrent use.
type Figures struct {
	db  *db.DB
	k   int
	now func() time.Time
}

// New makes a Figures that shows no figure under k; 0 is DefaultK.
func New(d *db.DB, k int, now func() time.Time) *Figures {
	if k == 0 {
		k = DefaultK
	}
	return &Figures{db: d, k: k, now: now}
}

// K is the least figure shown.
func (f *Figures) K() int { return f.k }

// Tally counts: a month that ended and is not closed is counted once more and
// closed, the running month is counted again. It is to be called at start and
// every few minutes; one replica at a time does it, the others return at once.
func (f *Figures) Tally(ctx context.Context) error { panic("to write") }

// Table cuts measures by a dimension, over a period and a territory.
func (f *Figures) Table(ctx context.Context, by Dimension, measures []Measure, p Period, where Territory) (Table, error) {
	panic("to write")
}

// Series is a measure, month by month over p. value is an id of the dimension,
// empty for Total.
func (f *Figures) Series(ctx context.Context, m Measure, by Dimension, value string, p Period, where Territory) ([]Point, error) {
	panic("to write")
}

// Summary sums a period up, beside the period before and the year before.
func (f *Figures) Summary(ctx context.Context, p Period, where Territory) (Summary, error) {
	panic("to write")
}

// Rising are the themes asked for more than in the period before, the largest
// rise first, n at most. Hidden figures do not rise.
func (f *Figures) Rising(ctx context.Context, p Period, where Territory, n int) ([]Rise, error) {
	panic("to write")
}

// Heat is questions by theme and quarter.
func (f *Figures) Heat(ctx context.Context, p Period, where Territory) (Grid, error) {
	panic("to write")
}

// Offer is what the directory offers for a theme where it was asked for.
type Offer struct {
	Theme     string
	Territory Territory
	Asked     Cell // questions
	NearestM  int  // metres from the centre of the quarter to the nearest service of the theme, -1 for none known
	InCommune int  // services of the theme in the commune
}

// Gaps are the themes asked for in a quarter or commune and not served within
// withinM metres of its centre, or not in its commune; most asked for first.
func (f *Figures) Gaps(ctx context.Context, p Period, where Territory, places []directory.Place, services []directory.Service, withinM int) ([]Offer, error) {
	panic("to write")
}
