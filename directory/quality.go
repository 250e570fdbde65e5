package directory

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"relais/directory/hours"
)

// DoubtKind is a kind of doubt about a service.
type DoubtKind string

// Kinds of doubt, gravest first: what sends people to a wrong door, then what
// leaves them without one, then what is only old.
const (
	BadPhone    DoubtKind = "bad-phone"    // not a phone number: Value
	OtherRegion DoubtKind = "other-region" // phone Value is of another region
	SharedPhone DoubtKind = "shared-phone" // same phone as the services Value, of other structures
	WrongCode   DoubtKind = "wrong-code"   // postcode Value is not one of the commune
	FarAway     DoubtKind = "far-away"     // position Meters from its commune
	WrongSide   DoubtKind = "wrong-side"   // postcode Value is not that of the services around
	WrongPart   DoubtKind = "wrong-part"   // named after another part of town than its position: address Value
	BadHours    DoubtKind = "bad-hours"    // cannot be read: Value
	OldHours    DoubtKind = "old-hours"    // Value claims the weekend, and is not recent
	NoContact   DoubtKind = "no-contact"   // neither phone, address nor e-mail
	NoTheme     DoubtKind = "no-theme"     //
	OldSource   DoubtKind = "old-source"   // facts of year Value
	ToVerify    DoubtKind = "to-verify"    // the question Value awaits an answer
)

// order tells how grave each kind is.
var order = []DoubtKind{
	BadPhone, OtherRegion, SharedPhone, WrongCode, FarAway, WrongSide, WrongPart,
	BadHours, OldHours, NoContact, NoTheme, OldSource, ToVerify,
}

// oldAfter is the number of years after which facts are old.
const oldAfter = 3

// Doubt is one thing to check about a service.
type Doubt struct {
	ServiceID string
	Kind      DoubtKind
	Value     string
	Meters    int
}

// Doubts looks for what is wrong, odd or old in services: gravest kind first,
// the oldest facts first among the old, then in the order of services. places
// are the communes known; now tells what is old. What a person verified is
// not old.
func Doubts(services []Service, places []Place, now time.Time) []Doubt {
	c := newChecker(services, places, now)
	var out []Doubt
	for i := range services {
		c.check(&services[i], func(kind DoubtKind, value string, meters int) {
			out = append(out, Doubt{services[i].ID, kind, value, meters})
		})
	}
	slices.SortStableFunc(out, func(a, b Doubt) int {
		if n := cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)); n != 0 || a.Kind != OldSource {
			return n
		}
		return cmp.Compare(a.Value, b.Value)
	})
	return out
}

// add takes one doubt about the service being checked.
type add func(kind DoubtKind, value string, meters int)

type checker struct {
	communes map[string]Place      // by INSEE
	byPhone  map[string][]*Service // by digits
	around   []spot                // of the known communes
	now      time.Time
}

func newChecker(services []Service, places []Place, now time.Time) *checker {
	c := &checker{communes: map[string]Place{}, byPhone: map[string][]*Service{}, now: now}
	for _, p := range places {
		if p.Kind == Commune {
			c.communes[p.INSEE] = p
		}
	}
	for i := range services {
		s := &services[i]
		if s.Phone != "" {
			c.byPhone[digits(s.Phone)] = append(c.byPhone[digits(s.Phone)], s)
		}
	}
	c.around = spots(services, c.communes)
	return c
}

func (c *checker) check(s *Service, add add) {
	c.checkPhone(s, add)
	c.checkPlace(s, add)
	c.checkHours(s, add)
	if s.Phone == "" && s.Address == "" && s.Email == "" {
		add(NoContact, "", 0)
	}
	if len(s.Themes) == 0 {
		add(NoTheme, "", 0)
	}
	if y := factsYear(s); c.old(y) {
		add(OldSource, strconv.Itoa(y), 0)
	}
	if s.ToVerify != "" && !s.Confirmed() {
		add(ToVerify, s.ToVerify, 0)
	}
}

func (c *checker) checkHours(s *Service, add add) {
	if s.Hours == "" {
		return
	}
	schedule, err := hours.Parse(s.Hours)
	if err != nil {
		add(BadHours, s.Hours, 0)
		return
	}
	weekend := schedule.OpenOn(time.Saturday) || schedule.OpenOn(time.Sunday)
	if weekend && s.Address != "" && c.old(factsYear(s)) {
		add(OldHours, s.Hours, 0)
	}
}

func (c *checker) old(year int) bool { return year > 0 && c.now.Year()-year >= oldAfter }

// factsYear is the year of the facts, 0 when unknown: that of Service.AsOf,
// or of the record inside the source when nobody verified it and the source
// tells ("fiche mise à jour le 1996-07-19").
func factsYear(s *Service) int {
	y := year(s.AsOf())
	if _, date, ok := strings.Cut(s.SourceName, "mise à jour le "); ok && !s.Confirmed() {
		if r := year(date); r > 0 && (y == 0 || r < y) {
			return r
		}
	}
	return y
}

// year reads the year of a date that begins with it, 0 when there is none.
func year(date string) (y int) {
	fmt.Sscanf(date, "%4d", &y)
	return y
}
