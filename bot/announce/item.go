package announce

import (
	"errors"
	"time"
)

// Kinds of Item.
const (
	Event    = "evenement"
	Campaign = "campagne"  // prevention
	Training = "formation" // for operators
	Call     = "appel"     // for projects, with a deadline
	Offer    = "service"   // a service opens, moves, closes
	Alert    = "alerte"    // urgent: quiet hours hold all the same
)

// Kinds lists them in the order of menus.
var Kinds = []string{Event, Campaign, Training, Call, Offer, Alert}

// States of an Item.
const (
	Proposed  = "proposed"
	Confirmed = "confirmed"
	Changed   = "changed" // confirmed, and changed since
	Cancelled = "cancelled"
	Refused   = "refused"
	Removed   = "removed" // taken back before it was published: nobody finds it
)

// Who an Item is sent to.
const (
	Fitting  = "choisi" // subscribers whose choices it fits
	Everyone = "tous"   // every subscriber: two approvals
)

// Access an event offers: wheelchair, sign language, easy French.
var Access = []string{"pmr", "lsf", "falc"}

// Date is one date of an Item. Whole says that only the days are known: Starts
// and Ends are then midnight in Paris at the beginning of the first and of the
// last day, both included.
type Date struct {
	Starts, Ends time.Time // Ends equals Starts when unknown
	Whole        bool
}

// Item is an announcement. Strings are empty when unknown.
type Item struct {
	ID        int64
	UID       string // of iCalendar
	Kind      string
	Edition   int64 // 0 for none
	State     string
	Version   int // SEQUENCE
	Title     string
	What      string
	Audience  string // for whom, in words
	Dates     []Date // in order; none for a campaign or an alert
	Venue     string
	Address   string
	Quartier  string // slug
	Commune   string // INSEE code; empty for everywhere
	Organiser string
	Partners  []string
	Themes    []string // ids of directory.Themes
	Free      *bool
	Booking   string
	Access    []string
	Contact   string
	URL       string
	Deadline  int // YYYYMMDD, 0 for none
	Reach     string
	Poster    []byte // JPEG or PNG
	Author    string // pseudonym, Terminal, or source:N
	Source    string
	SourceUID string
	Created   time.Time
	Updated   time.Time
	Published time.Time // zero until approved
}

// Edition is one year's mental-health weeks.
type Edition struct {
	ID          int64
	Year        int
	Theme       string
	First, Last int // YYYYMMDD, both included
}

// Errors of this package.
var (
	ErrInvalid = errors.New("not a valid announcement") // wrapped with the field that is wrong
	ErrState   = errors.New("not in a state that allows it")
	ErrAllowed = errors.New("not allowed")
)

// Terminal is the author of what is done at the command line.
const Terminal = "terminal"

// Effaced is the author of what somebody did who was forgotten since.
const Effaced = "efface"
