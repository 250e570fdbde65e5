package figures

import (
	"errors"
	"slices"
)

// ErrDimension is returned for a measure that is not counted by a dimension,
// or that does not exist.
var ErrDimension = errors.New("measure not counted by this dimension")

// Unknown is the value of what was not said: no age, no structure, no besoin,
// no place.
const Unknown = "inconnu"

// Measures lists every measure, in the order of pages.
var Measures = []Measure{
	Questions, Needs, Operators, Newcomers, Returning, Cards, Acts, Referrals, Escorts,
	Unmet, Candidates, Dangers, Outcomes, Misread, Flags,
}

// counted says by what each measure is cut; Total, Quartier and Commune go
// without saying.
var counted = map[Measure][]Dimension{
	Questions:  {Theme, Besoin, Audience, Need, Age, Structure, Channel, Service},
	Needs:      {Theme, Besoin, Age, Structure, Channel},
	Operators:  {Theme, Structure},
	Newcomers:  {Structure},
	Returning:  {Structure},
	Cards:      {Theme, Besoin, Structure, Service},
	Acts:       {Theme, Besoin, Structure, Service, Act},
	Referrals:  {Theme, Besoin, Structure, Service},
	Escorts:    {Theme, Structure},
	Unmet:      {Theme, Besoin, Structure, Reason, ThemeReason},
	Candidates: {Theme, Besoin},
	Dangers:    {Danger},
	Outcomes:   {Outcome, Theme},
	Misread:    {What, ThemeWhat},
	Flags:      {Service},
}

// Available tells whether m is counted by a dimension.
func Available(m Measure, by Dimension) bool {
	dims, ok := counted[m]
	return ok && (by == Total || by == Quartier || by == Commune || slices.Contains(dims, by))
}

// distinct tells the measures that count persons: over places or time they do
// not add up, so they are counted anew for each place, quarter and year.
func distinct(m Measure) bool { return m == Operators || m == Newcomers || m == Returning }

// loose tells the dimensions several values of which hold at once: rows do not
// add up to the total.
func loose(m Measure, by Dimension) bool {
	return by == Audience || by == Need || by == Reason || by == ThemeReason || (by == Service && m == Questions)
}

// stored is the dimension whose counts hold those of by: a theme with a reason
// also tells the reason.
func stored(by Dimension) Dimension {
	switch by {
	case Reason:
		return ThemeReason
	case What:
		return ThemeWhat
	case Quartier, Commune:
		return Total
	}
	return by
}
