package source

import (
	"regexp"
	"strings"
	"time"

	"relais/directory"
)

// establishment is a place of care as FINESS has it, whatever the format.
type establishment struct {
	number    string // nine characters
	name      string // in capitals
	longName  string
	category  string // three digits
	label     string // of the category
	street    string
	postcode  string
	commune   string
	insee     string
	phone     string
	lat, lon  *float64
	updated   string // YYYY-MM-DD, of this record
	extracted string // YYYY-MM-DD, of the whole file
	sourceURL string
}

// oldAfter is the number of years after which a record that nobody touched
// deserves little confidence.
const oldAfter = 10

// service is the establishment as people look for it. known is false when the
// category is not in the table; then its own label names the service.
func (e *establishment) service() (svc directory.Service, known bool) {
	c, known := categoryOf(e.category, e.name+" "+e.longName)
	if !known {
		c.service = e.label
	}
	svc = directory.Service{
		ID: "finess-" + e.number, Source: "finess", Finess: e.number, Category: e.category,
		Structure: title(bareName(e.name), false), Name: c.service, Description: c.description,
		Themes: c.themes, Publics: c.publics, AgeMin: c.ageMin, AgeMax: c.ageMax,
		Address: e.street, Postcode: e.postcode, Commune: e.commune, INSEE: e.insee,
		Lat: e.lat, Lon: e.lon, Phone: e.phone,
		SourceName: "FINESS (data.gouv.fr)", SourceURL: e.sourceURL, SourceDate: e.extracted,
		Confidence: directory.Medium, Ready: known && e.phone != "",
	}
	if e.extracted != "" {
		svc.SourceName += ", extraction du " + e.extracted
	} else {
		svc.SourceDate = e.updated
	}
	if e.updated != "" {
		svc.SourceName += " ; fiche mise à jour le " + e.updated
	}
	if yearsBetween(e.updated, svc.SourceDate) >= oldAfter {
		svc.Confidence = directory.Low
		svc.ToVerify = "La structure existe-t-elle toujours à cette adresse et à ce numéro\u00a0?"
	}
	return svc, known
}

var (
	legalForm   = regexp.MustCompile(`^(?:S\.?E\.?L\.?A\.?R\.?L\.?|SELAS|SELEURL|SELURL|SARL|EURL|SNC)\s+((?:GRANDE )?PHARM)`)
	siteMention = regexp.MustCompile(`\s*-\s*ET$`)
)

// bareName leaves out what says nothing to who looks for a door: the legal
// form of a pharmacy, the mention "ET" of the legal entity's own site.
func bareName(name string) string {
	name = strings.TrimSpace(name)
	return siteMention.ReplaceAllString(legalForm.ReplaceAllString(name, "$1"), "")
}

// yearsBetween counts the whole years from a day to another, YYYY-MM-DD; 0
// when one is unknown.
func yearsBetween(from, to string) int {
	a, err1 := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return 0
	}
	years := b.Year() - a.Year()
	if a.AddDate(years, 0, 0).After(b) {
		years--
	}
	return years
}

var finessForm = regexp.MustCompile(`^(\d{2}|2[AB])\d{7}$`)

// finessNumber reads nine characters; eight get their zero back when the
// department (may be empty) says they lost it.
func finessNumber(s, department string) (string, bool) {
	s = strings.TrimSpace(s)
	if n, ok := scientific(s); ok {
		s = n
	}
	if len(s) == 8 && len(strings.TrimLeft(department, "0")) == 1 && s[0] == department[len(department)-1] {
		s = "0" + s
	}
	return s, finessForm.MatchString(s)
}
