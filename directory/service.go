package directory

import (
	"fmt"
	"math"
	"strings"
)

// Service is something offered to people by a structure at a place. Strings
// are empty and pointers nil when the fact is unknown. Names follow the
// data·inclusion standard where it has one.
type Service struct {
	ID          string `json:"id"`     // unique over all sources
	Source      string `json:"source"` // the import it came with: "tours", "finess", …
	Structure   string `json:"structure"`
	Name        string `json:"service"`
	Description string `json:"description"`

	Themes         []string `json:"themes"`  // ids of Themes, most important first
	Publics        []string `json:"publics"` // words of Audiences
	AgeMin, AgeMax *int     `json:"-"`       // years, both included

	Address  string   `json:"address"`
	Postcode string   `json:"postcode"`
	Commune  string   `json:"commune"`
	INSEE    string   `json:"insee"` // commune code
	Quartier string   `json:"quartier"`
	Lat      *float64 `json:"lat"` // WGS84 degrees
	Lon      *float64 `json:"lon"`

	Phone   string `json:"phone"`
	Email   string `json:"email"`
	Website string `json:"website"`

	Hours      string   `json:"hours"` // OpenStreetMap opening_hours, or free text
	Cost       string   `json:"cost"`
	Free       *bool    `json:"free"` // nil when unknown
	Access     string   `json:"access_notes"`
	Mobilise   string   `json:"mobilise"`
	MobiliseBy []string `json:"mobilise_by"` // usagers, professionnels

	Category   string   `json:"category"` // FINESS category code
	Finess     string   `json:"finess"`
	SourceName string   `json:"source_name"`
	SourceURL  string   `json:"source_url"`
	SourceDate string   `json:"source_date"` // YYYY-MM-DD
	ExtraURLs  []string `json:"extra_sources"`
	Confidence string   `json:"confidence"` // high, medium or low
	Ready      bool     `json:"ready"`
	ToVerify   string   `json:"to_verify"` // the question to put to the structure
	Verified   string   `json:"verified"`  // YYYY-MM-DD a person checked it
}

// Confidences, best first.
const (
	High   = "high"
	Medium = "medium"
	Low    = "low"
)

// Confirmed tells whether a person checked the facts; a card that is not
// confirmed says so.
func (s *Service) Confirmed() bool { return s.Verified != "" }

// AsOf is the date of the facts, YYYY-MM-DD: when a person checked them,
// else the date of the source; empty when neither is known.
func (s *Service) AsOf() string {
	if s.Verified != "" {
		return s.Verified
	}
	return s.SourceDate
}

// Point returns the position, ok false when unknown.
func (s *Service) Point() (p Point, ok bool) {
	if s.Lat == nil || s.Lon == nil {
		return Point{}, false
	}
	return Point{*s.Lat, *s.Lon}, true
}

// IsFree tells whether the service is known to cost nothing to the person.
func (s *Service) IsFree() bool {
	if s.Free != nil {
		return *s.Free
	}
	return strings.HasPrefix(s.Cost, "gratuit")
}

// Validate tells the first thing that keeps s from being stored.
func (s *Service) Validate() error {
	switch {
	case s.ID == "" || strings.ContainsAny(s.ID, " \n\t"):
		return fmt.Errorf("service without a usable id")
	case s.Source == "":
		return fmt.Errorf("service %q without a source", s.ID)
	case s.Name == "" && s.Structure == "":
		return fmt.Errorf("service %q without a name", s.ID)
	case (s.Lat == nil) != (s.Lon == nil):
		return fmt.Errorf("service %q with half a position", s.ID)
	}
	for _, t := range s.Themes {
		if _, ok := ThemeByID(t); !ok {
			return fmt.Errorf("service %q with unknown theme %q", s.ID, t)
		}
	}
	for _, a := range s.Publics {
		if !IsAudience(a) {
			return fmt.Errorf("service %q with unknown audience %q", s.ID, a)
		}
	}
	return nil
}

// Point is a position in WGS84 degrees.
type Point struct{ Lat, Lon float64 }

// DistanceM is the great-circle distance to q in metres.
func (p Point) DistanceM(q Point) float64 {
	const r, rad = 6371008.8, math.Pi / 180
	dLat, dLon := (q.Lat-p.Lat)*rad, (q.Lon-p.Lon)*rad
	a := math.Pow(math.Sin(dLat/2), 2) +
		math.Cos(p.Lat*rad)*math.Cos(q.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * r * math.Asin(math.Min(1, math.Sqrt(a)))
}
