package search

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"relais/directory"
)

// refusedReach is how far around a refused street or part of town services are
// left out, in metres.
const refusedReach = 2500

// excluded tells whether the person refused this kind of service or its place.
func (sc *scoring) excluded(i int, s *directory.Service) bool {
	if d := &sc.docs[i]; d.exact && slices.ContainsFunc(sc.r.notSpots, func(p directory.Point) bool { return d.at.DistanceM(p) < refusedReach }) {
		return true
	}
	for _, p := range sc.r.notPlaces {
		if p.Kind == directory.Quartier && sameQuarter(s, p) || p.Kind == directory.Commune && s.INSEE == p.INSEE && len(sc.r.notSpots) == 0 {
			return true
		}
	}
	return slices.ContainsFunc(sc.r.Not, func(id string) bool { return len(s.Themes) > 0 && s.Themes[0] == id })
}

// place weighs how near a service is to the place named or shared. One whose
// position is unknown is taken to be in the middle of its commune.
func (sc *scoring) place(out *scored, i int, s *directory.Service) float64 {
	p, d, v := sc.r.Place, &sc.docs[i], 0.0
	switch {
	case p == nil && sc.r.spot == nil:
		return sc.nearHome(d)
	case p == nil:
	case p.Kind == directory.Quartier && sameQuarter(s, p):
		v += weightQuarter
		out.why = append(out.why, p.Name)
	case p.Kind == directory.Commune && inCommune(s, p):
		v += weightCommune
		out.why = append(out.why, s.Commune)
	}
	if !d.located {
		return v + 0.3*weightNear
	}
	from, scale, slack := sc.r.spot, 2.0, 0.0
	if from == nil {
		from = &p.Point
		if p.Kind == directory.Commune {
			scale, slack = 6, 1500
		}
	}
	m := d.at.DistanceM(*from)
	if d.exact {
		meters := int(math.Round(m/10) * 10)
		out.distance = &meters
		if slack == 0 && m < 3000 {
			out.why = append(out.why, "à "+distanceWords(meters))
		}
	}
	return v + weightNear*math.Exp2(-max(0, m-slack)/1000/scale)
}

// nearHome prefers, a little, what is near where the person works.
func (sc *scoring) nearHome(d *doc) float64 {
	if sc.home == nil || !d.located {
		return weightHome / 2
	}
	return weightHome * math.Exp2(-d.at.DistanceM(sc.home.Point)/10000)
}

func inCommune(s *directory.Service, p *directory.Place) bool {
	return p.INSEE != "" && s.INSEE == p.INSEE || placeName(s.Commune) == placeName(p.Name)
}

func distanceWords(m int) string {
	if m < 1000 {
		return fmt.Sprintf("%d m", m)
	}
	return strings.Replace(fmt.Sprintf("%.1f km", float64(m)/1000), ".", ",", 1)
}

func sameQuarter(s *directory.Service, p *directory.Place) bool {
	if s.Quartier == "" {
		return false
	}
	q := placeName(s.Quartier)
	for _, name := range append([]string{p.Name}, p.Aliases...) {
		if n := placeName(name); n == q || "la "+n == q || "les "+n == q || "le "+n == q {
			return true
		}
	}
	return false
}
