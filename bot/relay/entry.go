package relay

import "context"

// Kinds of Entry: what the contrat de ville counts and a bot cannot see.
const (
	Meeting  = "reunion"    // of the health group
	Tool     = "outil"      // communication tool; Detail is its kind, Number of copies
	Partners = "partenaire" // partner mobilised
	Training = "formation"  // operators made aware; Number of people present
	Project  = "projet"     // shared; two cities or more in Communes
	Outreach = "action"     // going towards residents; Number of people reached
)

// EntryKinds lists them; Tools are the kinds of communication tool.
var (
	EntryKinds = []string{Meeting, Tool, Partners, Training, Project, Outreach}
	Tools      = []string{"affiche", "flyer", "guide", "site", "reseaux-sociaux", "video", "newsletter", "autre"}
)

// Entry is one fact entered by hand. Title and Partners name organisations and
// events, never persons: what Redact finds in them is refused.
type Entry struct {
	ID       int64
	Kind     string
	Day      Day
	Title    string // 120 characters at most
	Detail   string // of Tools for a Tool, else empty
	Number   int
	Partners []string
	Communes []string  // INSEE codes: the cities of a project
	Where    Territory // where it counts
	Author   string    // pseudonym
}

// SaveEntry adds an entry, or changes the one of its ID, and notes it in the
// audit trail. ErrInvalid for a value that cannot be; ErrAllowed out of the
// author's territory.
func (l *Log) SaveEntry(ctx context.Context, actor string, e Entry) (id int64, err error) {
	panic("to write")
}

// RemoveEntry takes an entry out of the counts.
func (l *Log) RemoveEntry(ctx context.Context, actor string, id int64) error { panic("to write") }

// Entries lists what counts between two days, both included, latest first.
// Where both names are empty every place is listed.
func (l *Log) Entries(ctx context.Context, from, to Day, where Territory) ([]Entry, error) {
	panic("to write")
}

// Knows and Went are the closed answers of the survey: do you know where to go
// for your health here; the last time you needed it, did you go.
var (
	Knows = []string{"oui", "un-peu", "non"}
	Went  = []string{"oui", "renonce", "pas-besoin"}
)

// Survey keeps an anonymous answer of a resident, with its month only.
func (l *Log) Survey(ctx context.Context, quartier, knows, went string) error { panic("to write") }

// SurveyCounts counts answers between two days by question and answer, as
// counts["knows"]["un-peu"]. The reader protects small ones.
func (l *Log) SurveyCounts(ctx context.Context, from, to Day, quartier string) (map[string]map[string]int, error) {
	panic("to write")
}
