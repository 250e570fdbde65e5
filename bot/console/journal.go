package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"relais/bot/relay"
	"relais/bot/text"
)

// journalLimit is how many lines of the audit trail a page shows; those of one
// territory are looked for among journalDepth.
const (
	journalLimit = 500
	journalDepth = 20_000
)

// journalPage is what the page of the audit trail shows.
type journalPage struct {
	From, To string // YYYY-MM-DD
	Wrong    string // what is wrong with the days asked for
	Lines    []journalLine
	Cut      bool // there are more
}

type journalLine struct {
	relay.Act
	Sentence string
}

// journal shows who did what. The reader of one territory sees what they did
// themselves, and what touches the people and the entries of their territory.
func (c *Console) journal(w http.ResponseWriter, r *http.Request, who *reader) error {
	today := relay.DayOf(c.Now())
	from, to := today.Add(-30), today
	q := r.URL.Query()
	page := journalPage{From: q.Get("du"), To: q.Get("au")}
	bad := readBound(&page.From, &from) || readBound(&page.To, &to)
	if bad || from > to {
		page.Wrong = text.JournalDays
		return c.renderStatus(w, r, who, http.StatusBadRequest, "audit", page)
	}
	acts, err := c.Relay.Audit(r.Context(), from, to, journalDepth)
	if err != nil {
		return err
	}
	keep, err := c.concerns(r, who)
	if err != nil {
		return err
	}
	for _, a := range acts {
		if page.Cut = len(page.Lines) == journalLimit && keep(a); page.Cut {
			break
		}
		if keep(a) {
			page.Lines = append(page.Lines, journalLine{a, c.sentence(a, who)})
		}
	}
	return c.render(w, r, who, "audit", page)
}

// readBound reads a day, and fills in the one there was when none is asked for.
func readBound(s *string, day *relay.Day) (bad bool) {
	if *s == "" {
		*s = day.String()
		return false
	}
	d, err := relay.ParseDay(*s)
	*day = d
	return err != nil
}

// concerns tells which lines are the reader's business.
func (c *Console) concerns(r *http.Request, who *reader) (func(relay.Act) bool, error) {
	if who.everywhere() {
		return func(relay.Act) bool { return true }, nil
	}
	people, err := c.known(r, who)
	if err != nil {
		return nil, err
	}
	entries, err := c.seen(r, who)
	if err != nil {
		return nil, err
	}
	return func(a relay.Act) bool {
		mine := func(p relay.Person) bool { return a.Subject == p.Operator }
		entered := func(e relay.Entry) bool { return a.Subject == "entry:"+strconv.FormatInt(e.ID, 10) }
		return a.Actor == who.actor() || slices.ContainsFunc(people, mine) || slices.ContainsFunc(entries, entered)
	}, nil
}

// sentence tells a line of the audit trail in French.
func (c *Console) sentence(a relay.Act, who *reader) string {
	actor, subject := short(a.Actor), a.Subject
	if a.Actor == who.actor() {
		actor = "" // the reader
	}
	kind, id, _ := strings.Cut(a.Subject, ":")
	switch {
	case kind == "quartier" || kind == "commune":
		subject = text.Tidy(c.placeName(id))
	case kind == "entry" || kind == "annonce":
		subject = id
	case subject == who.actor():
		subject = ""
	case pseudonymShape.MatchString(subject):
		subject = short(subject)
	}
	return text.ActSentence(a.Action, actor, subject, a.Detail)
}
