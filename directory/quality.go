package directory

import (
	"fmt"
	"strings"
	"time"

	"relais/directory/hours"
)

// DoubtKind is a kind of doubt about a service.
type DoubtKind string

// Kinds of doubt, gravest first.
const (
	NoContact   DoubtKind = "no-contact"   // neither phone, address nor e-mail
	NoTheme     DoubtKind = "no-theme"     //
	BadPhone    DoubtKind = "bad-phone"    // not a phone number: Value
	BadHours    DoubtKind = "bad-hours"    // cannot be read: Value
	WrongCode   DoubtKind = "wrong-code"   // postcode Value is not one of the commune
	WrongSide   DoubtKind = "wrong-side"   // postcode Value is not that of the part of town the position is in
	FarAway     DoubtKind = "far-away"     // position Meters from its commune
	OtherRegion DoubtKind = "other-region" // phone Value is of another region
	SharedPhone DoubtKind = "shared-phone" // same phone as Value, other services of other structures
	OldSource   DoubtKind = "old-source"   // source of year Value
	ToVerify    DoubtKind = "to-verify"    // the question Value awaits an answer
)

// Doubt is one thing to check about a service.
type Doubt struct {
	ServiceID string
	Kind      DoubtKind
	Value     string
	Meters    int
}

// Doubts looks for what is wrong, odd or old in services, in their order.
// places are the communes known; now tells what is old.
func Doubts(services []Service, places []Place, now time.Time) []Doubt {
	c := newChecker(services, places, now)
	var out []Doubt
	for i := range services {
		out = append(out, c.check(&services[i])...)
	}
	return out
}

type checker struct {
	communes map[string]Place // by INSEE
	byPhone  map[string][]*Service
	sides    map[string][]Point // positions seen under each postcode
	now      time.Time
}

func newChecker(services []Service, places []Place, now time.Time) *checker {
	c := &checker{communes: map[string]Place{}, byPhone: map[string][]*Service{}, sides: map[string][]Point{}, now: now}
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
		if p, ok := s.Point(); ok {
			c.sides[s.Postcode] = append(c.sides[s.Postcode], p)
		}
	}
	return c
}

func (c *checker) check(s *Service) []Doubt {
	var out []Doubt
	add := func(kind DoubtKind, value string, meters int) {
		out = append(out, Doubt{s.ID, kind, value, meters})
	}
	if s.Phone == "" && s.Address == "" && s.Email == "" {
		add(NoContact, "", 0)
	}
	if len(s.Themes) == 0 {
		add(NoTheme, "", 0)
	}
	c.checkPhone(s, add)
	if _, err := hours.Parse(s.Hours); err != nil && s.Hours != "" {
		add(BadHours, s.Hours, 0)
	}
	c.checkPlace(s, add)
	if year := c.year(s.AsOf()); year > 0 && c.now.Year()-year >= 3 {
		add(OldSource, fmt.Sprint(year), 0)
	}
	if s.ToVerify != "" && !s.Confirmed() {
		add(ToVerify, s.ToVerify, 0)
	}
	return out
}

func (c *checker) year(date string) (y int) {
	fmt.Sscanf(date, "%4d", &y)
	return y
}

func (c *checker) checkPhone(s *Service, add func(DoubtKind, string, int)) {
	if s.Phone == "" {
		return
	}
	n := digits(s.Phone)
	short := len(n) == 2 || len(n) == 3 || len(n) == 4 || len(n) == 6
	switch {
	case !short && (len(n) != 10 || n[0] != '0'):
		add(BadPhone, s.Phone, 0)
	case len(n) == 10 && strings.HasPrefix(s.INSEE, "37") && n[:2] >= "01" && n[:2] <= "05" && n[:4] != "0247" && n[:4] != "0234" && n[:4] != "0218" && n[:4] != "0246":
		add(OtherRegion, s.Phone, 0)
	}
	if s.Phone == "" || short || len(c.byPhone[n]) > 3 {
		return // a switchboard
	}
	var others []string
	for _, o := range c.byPhone[n] {
		if o.ID != s.ID && o.Structure != s.Structure {
			others = append(others, o.ID)
		}
	}
	if len(others) > 0 {
		add(SharedPhone, strings.Join(others, ", "), 0)
	}
}

func (c *checker) checkPlace(s *Service, add func(DoubtKind, string, int)) {
	commune, known := c.communes[s.INSEE]
	if !known {
		return
	}
	if s.Postcode != "" && !contains(commune.Postcodes, s.Postcode) {
		add(WrongCode, s.Postcode, 0)
	}
	p, ok := s.Point()
	if !ok {
		return
	}
	if m := int(p.DistanceM(commune.Point)); m > 8000 {
		add(FarAway, s.Commune, m)
	}
	if len(commune.Postcodes) > 1 && contains(commune.Postcodes, s.Postcode) && c.outOfPlace(p, s.Postcode, commune.Postcodes) {
		add(WrongSide, s.Postcode, 0)
	}
}

// outOfPlace tells whether the services nearest to p mostly have another of
// the commune's postcodes: the five nearest vote.
func (c *checker) outOfPlace(p Point, own string, codes []string) bool {
	type near struct {
		m    float64
		code string
	}
	var best []near
	for _, code := range codes {
		for _, q := range c.sides[code] {
			if m := p.DistanceM(q); m > 1 || code != own {
				best = append(best, near{m, code})
			}
		}
	}
	votes := 0
	for range min(5, len(best)) {
		k := 0
		for i := range best {
			if best[i].m < best[k].m {
				k = i
			}
		}
		if best[k].code != own {
			votes++
		}
		best = append(best[:k], best[k+1:]...)
	}
	return votes >= 4
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
