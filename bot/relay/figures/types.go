package figures

import "time"

// Measure is what is counted.
type Measure string

// The measures.
const (
	Questions  Measure = "questions"  // questions asked, each update once
	Needs      Measure = "needs"      // needs told: repeats and edits within ten minutes are one
	Operators  Measure = "operators"  // persons who asked at least once
	Newcomers  Measure = "newcomers"  // of them, those whose first use ever is in the period
	Returning  Measure = "returning"  // of them, the others
	Cards      Measure = "cards"      // cards opened: looking, not acting
	Acts       Measure = "acts"       // calls, routes, shares, referrals: intentions to put in touch
	Referrals  Measure = "referrals"  // "J'oriente"
	Escorts    Measure = "escorts"    // accompaniments asked for
	Unmet      Measure = "unmet"      // needs declared without answer
	Candidates Measure = "candidates" // questions out of danger that no service answers
	Dangers    Measure = "dangers"    // questions that called for a danger card
	Outcomes   Measure = "outcomes"   // referrals whose outcome was told
	Misread    Measure = "misread"    // corrections: what was not understood
	Flags      Measure = "flags"      // errors pointed at in cards
)

// Dimension is what a table is cut by. The values are ids: of directory.Themes,
// of besoins, of relay.Reasons, of relay.Structures, slugs, INSEE codes.
type Dimension string

// The dimensions. Not every measure has every dimension: see Available.
const (
	Total       Dimension = "total"
	Theme       Dimension = "theme"        // the main one of the question
	Besoin      Dimension = "besoin"       // the surest one
	Audience    Dimension = "audience"     // several may hold: rows do not add up to the total
	Need        Dimension = "need"         // gratuit, soir, langue:ar…: idem
	Age         Dimension = "age"          // band
	Structure   Dimension = "structure"    // kind of structure of the operator
	Channel     Dimension = "channel"      // private, group, inline
	Danger      Dimension = "danger"       // kind
	Reason      Dimension = "reason"       // why nothing fits
	ThemeReason Dimension = "theme-reason" // "addictions/complet"
	Act         Dimension = "act"          // call, route, share, referral
	Outcome     Dimension = "outcome"
	What        Dimension = "what"       // what was misread: theme, place, age…
	ThemeWhat   Dimension = "theme-what" // "addictions/place"
	Service     Dimension = "service"    // id of a service: shown, chosen, flagged
	Quartier    Dimension = "quartier"   // rows are quarters, over Territory
	Commune     Dimension = "commune"    // rows are communes, over Territory
)

// Territory is where questions count: the place asked for, else where the
// operator works. The zero Territory is everywhere.
type Territory struct {
	Commune  string // INSEE code
	Quartier string // slug; its Commune may be left empty
}

// Cell is a figure that may be shown. When Least, it is rounded down: the truth
// is N or up to k-1 more (« au moins 44 », « moins de 11 »); over several months,
// up to k-1 more in each.
type Cell struct {
	N     int  `json:"n"`
	Least bool `json:"least,omitempty"`
}

// Row is a line of a Table.
type Row struct {
	ID    string           `json:"id"`
	Cells map[Measure]Cell `json:"cells"`
}

// Table is activity cut by one dimension. Rows are ordered by the first
// measure, then by id; rows where every figure is under k are left out.
type Table struct {
	Dimension Dimension `json:"dimension"`
	Measures  []Measure `json:"measures"`
	Rows      []Row     `json:"rows"`
	Total     Row       `json:"total"`
	AsOf      time.Time `json:"as_of"` // when the counts it comes from were made
}

// Point is a figure of a series.
type Point struct {
	Period Period `json:"period"`
	Cell   Cell   `json:"cell"`
}

// Compared is a figure beside the same of the period before, and of the same
// period a year before.
type Compared struct {
	Now, Before, YearBefore Cell
}

// Summary is what a period comes to.
type Summary struct {
	Period    Period
	Territory Territory
	AsOf      time.Time
	Figures   map[Measure]Compared // every measure, in the dimension Total
}

// Rise is a theme (or another value) asked for more than in the period before.
type Rise struct {
	ID          string
	Now, Before Cell
}

// Grid is theme by place: the heat map. Cells[i][j] is row i, column j.
type Grid struct {
	Rows, Columns []string // ids of themes; slugs of quarters
	Cells         [][]Cell
	AsOf          time.Time
}
