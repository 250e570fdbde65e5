package search

import (
	"time"

	"relais/directory"
	"relais/directory/hours"
)

// Question is what a person asks, and what they corrected since.
type Question struct {
	Text string
	At   time.Time        // the moment for "open now"
	Near *directory.Point // a position the person shared, nil for none
	Home *directory.Place // where the person works: used when the question names no place
	// Drop and Add hold facet ids the person took off or asked for with a
	// button, in the form that Facet.ID has. Add wins over Drop.
	Drop, Add     []string
	Limit, Offset int // results wanted; Limit 0 means 10
}

// Facet is one thing understood, that a person may take off.
// Its id is "theme:dentaire", "besoin:domiciliation", "audience:femmes", "age:16",
// "place:sanitas", "need:gratuit", "not:hopital".
type Facet struct{ Kind, Value string }

// ID is the facet as one word.
func (f Facet) ID() string { return f.Kind + ":" + f.Value }

// Kinds of Facet.
const (
	ThemeFacet    = "theme"
	BesoinFacet   = "besoin" // a precise need under a theme; see BesoinLabel
	AudienceFacet = "audience"
	AgeFacet      = "age"
	PlaceFacet    = "place"
	NeedFacet     = "need"
	NotFacet      = "not"
)

// Understood is what a question means, as data.
type Understood struct {
	Themes    []string         // ids, most important first
	Besoins   []string         // ids of lexicon.Besoins, surest first: the precise needs
	Audiences []string         // words of directory.Audiences
	Age       *int             // years
	Place     *directory.Place // nil when none is named or shared
	Needs     []string         // "gratuit", "sans-rendez-vous", "samedi", "langue:arabe", …
	Not       []string         // what is refused: theme ids, place ids
	Spelling  []Correction     // words read differently from how they were typed
}

// Correction is a word read differently from how it was typed.
type Correction struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Facets lists what was understood, in the order in which it is shown.
func (u *Understood) Facets() []Facet { return u.facets() }

// Danger is what a message in danger calls for.
type Danger struct {
	Kind  string // one of the Danger… kinds
	Lines []Line // numbers to show, most urgent first; never empty
	Minor bool   // a minor is concerned
	Alone bool   // the person writing is the one in danger

	sure float64 // 0…1, how sure the kind is: an alarm may be raised in doubt
}

// Kinds of danger.
const (
	Suicide        = "suicide"
	PartnerAbuse   = "violence-couple"
	ChildInDanger  = "enfant-danger"
	SexualViolence = "violence-sexuelle"
	Poisoning      = "intoxication"
	Medical        = "urgence-medicale"
	OnTheStreet    = "rue"
	Harassment     = "harcelement"
	Psychosis      = "psychose"
	ElderAbuse     = "maltraitance-vulnerable"
)

// Line is a number to call, with what is known of it now.
type Line struct {
	directory.Helpline
	Open hours.State // at the moment of the question
}

// Result is a service that answers, and why.
type Result struct {
	Service   *directory.Service // shared: not to be changed
	Score     float64
	DistanceM *int // metres from the place understood; nil when unknown
	Schedule  hours.Schedule
	Open      hours.State
	Opens     string   // "demain à 9 h" when closed and known
	Why       []string // French words: "addictions", "11-25 ans", "à 400 m"
}

// Answer is what Relais knows about a question.
type Answer struct {
	Understood Understood
	Danger     *Danger
	Results    []Result // Limit of them, from Offset
	Total      int      // how many services answer in all
	Unanswered string   // besoin id surely asked that none of the services answers precisely, or empty
	Closer     []string // besoin ids to offer to narrow the answer, likeliest first
	Nearest    []string // theme ids to offer when nothing answers
}
