package directory

import (
	"math"
	"slices"
	"strings"
)

const (
	farM        = 8000 // metres from the middle of the commune
	neighbourM  = 1000 // one neighbour at least must be this near to be heard
	voters      = 5
	outvoted    = 0.75 // part of the votes against a postcode
	enoughSpots = 3    // a postcode with fewer positions is not known well enough
	offAxis     = 0.1  // part of the way that must go where the name says
)

// spot is a position and the postcode it is said to have.
type spot struct {
	Point
	code string
}

// spots are the distinct ones of the services in communes.
func spots(services []Service, communes map[string]Place) []spot {
	seen := map[spot]bool{}
	var out []spot
	for i := range services {
		s := &services[i]
		p, ok := s.Point()
		if _, known := communes[s.INSEE]; !ok || !known || seen[spot{p, s.Postcode}] {
			continue
		}
		seen[spot{p, s.Postcode}] = true
		out = append(out, spot{p, s.Postcode})
	}
	return out
}

func (c *checker) checkPlace(s *Service, add add) {
	commune, known := c.communes[s.INSEE]
	if !known {
		return
	}
	right := slices.Contains(commune.Postcodes, s.Postcode)
	if s.Postcode != "" && !right {
		add(WrongCode, s.Postcode, 0)
	}
	p, ok := s.Point()
	if !ok {
		return
	}
	if m := int(p.DistanceM(commune.Point)); m > farM {
		add(FarAway, s.Commune, m)
	}
	if right && c.outOfPlace(spot{p, s.Postcode}) {
		add(WrongSide, s.Postcode, 0)
	}
	if offCourse(s, commune, p) {
		add(WrongPart, strings.TrimSpace(s.Address+" "+s.Commune), 0)
	}
}

// outOfPlace tells whether the spots around mostly have another postcode: the
// nearest ones vote, each with the weight of its nearness. Either the postcode
// or the position is wrong.
func (c *checker) outOfPlace(s spot) bool {
	type vote struct{ m, against float64 }
	var votes []vote
	own, near := 0, false
	for _, o := range c.around {
		if o == s {
			continue
		}
		v := vote{m: max(s.DistanceM(o.Point), 1)}
		if o.code != s.code {
			v.against = 1
			near = near || v.m < neighbourM
		} else {
			own++
		}
		votes = append(votes, v)
	}
	if !near || own < enoughSpots {
		return false
	}
	slices.SortFunc(votes, func(a, b vote) int { return int(math.Copysign(1, a.m-b.m)) })
	all, against := 0.0, 0.0
	for _, v := range votes[:min(voters, len(votes))] {
		all += 1 / v.m
		against += v.against / v.m
	}
	return against > outvoted*all
}

// offCourse tells a service named after a part of its commune ("ADMR Tours
// Ouest") that does not stand on that side of the middle.
func offCourse(s *Service, commune Place, p Point) bool {
	north := (p.Lat - commune.Point.Lat)
	east := (p.Lon - commune.Point.Lon) * math.Cos(p.Lat*math.Pi/180)
	for name, way := range map[string]float64{" Nord": north, " Sud": -north, " Est": east, " Ouest": -east} {
		if strings.Contains(s.Structure+" ", commune.Name+name+" ") {
			return way < offAxis*math.Hypot(north, east)
		}
	}
	return false
}
