package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"relais/directory"
)

// organization is what we read of a FHIR R4 Organization.
type organization struct {
	ResourceType string
	ID           string
	Active       *bool
	Name         string
	Meta         struct{ LastUpdated string }

	Address []struct {
		City, PostalCode string
		Line             []string
	}
	Identifier []struct {
		Value string
		Type  struct{ Coding []struct{ Code string } }
	}
	Telecom []struct{ System, Value string }
	Type    []struct {
		Coding []struct{ System, Code, Display string }
	}
}

// location is what we read of a FHIR R4 Location.
type location struct {
	ManagingOrganization struct{ Reference string }
	Position             *struct{ Latitude, Longitude float64 }
}

const (
	fhirURL = "https://github.com/flrt/finess-fhir"
	// longestLine bounds one resource, in bytes.
	longestLine = 4 << 20
)

// readFHIR reads the files twice: first the positions, of which it keeps two
// numbers an establishment, then the establishments. A Location may so stand
// anywhere, before or after its Organization, in the same file or another.
func (s *Set) readFHIR(r *run) error {
	positions := map[string]directory.Point{}
	latest := ""
	for i := range s.files {
		err := s.files[i].lines(r, func(line int, data []byte) error {
			if day := lastUpdated(data); day > latest {
				latest = day
			}
			if !bytes.Contains(data, []byte(`"Location"`)) {
				return nil
			}
			var l location
			if json.Unmarshal(data, &l) == nil && l.Position != nil {
				id := l.ManagingOrganization.Reference
				positions[strings.Clone(id[strings.LastIndexByte(id, '/')+1:])] = directory.Point{Lat: l.Position.Latitude, Lon: l.Position.Longitude}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for i := range s.files {
		in := &s.files[i]
		extracted := in.extractionDay(latest)
		err := in.lines(r, func(line int, data []byte) error {
			return r.resource(in, line, data, positions, extracted)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lines calls f for each line that is not blank; data is only good during the call.
func (in *input) lines(r *run, f func(line int, data []byte) error) error {
	file, err := in.open(r)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 0, 64<<10), longestLine)
	n := 0
	for scanner.Scan() {
		n++
		data := bytes.TrimSpace(scanner.Bytes())
		if len(data) == 0 {
			continue
		}
		if err := f(n, data); err != nil {
			return err
		}
	}
	if err := scanner.Err(); err != nil {
		return in.damaged(n+1, err)
	}
	return nil
}

var updatedForm = regexp.MustCompile(`"lastUpdated"\s*:\s*"(\d{4}-\d{2}-\d{2})`)

func lastUpdated(data []byte) string {
	if m := updatedForm.FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return ""
}

var dayForm = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)

// extractionDay is the day in the name of the file, or in the name it had
// before it was compressed; else the latest update inside.
func (in *input) extractionDay(latest string) string {
	for _, name := range []string{in.base(), in.name} {
		if day := dayForm.FindString(name); day >= latest {
			if _, ok := date(day); ok {
				return day
			}
		}
	}
	return latest
}

func isPerson(resource string) bool {
	switch resource {
	case "Patient", "Person", "RelatedPerson", "Practitioner", "PractitionerRole":
		return true
	}
	return false
}

// resource reads one line of the second pass.
func (r *run) resource(in *input, line int, data []byte, positions map[string]directory.Point, extracted string) error {
	var o organization
	err := json.Unmarshal(data, &o)
	var wrongType *json.UnmarshalTypeError
	switch {
	case err != nil && !errors.As(err, &wrongType):
		return in.damaged(line, errors.New("not JSON"))
	case o.ResourceType == "Location":
		return nil
	case isPerson(o.ResourceType):
		return &FileError{File: in.base(), Line: line, Reason: ErrPersons}
	case o.ResourceType != "Organization" && o.ResourceType != "":
		r.skip(Problem{File: in.base(), Line: line, Field: "resourceType", Value: o.ResourceType, Expect: expectKind}, "")
		return nil
	case err != nil || o.ResourceType == "":
		r.skip(Problem{File: in.base(), Line: line, Expect: expectRecord}, "")
		return nil
	}
	return r.organization(in, line, &o, positions, extracted)
}

func (r *run) organization(in *input, line int, o *organization, positions map[string]directory.Point, extracted string) error {
	number, legal := o.finess()
	if legal && number == "" || o.Active != nil && !*o.Active {
		return nil // the legal entity is no place; closed
	}
	p := Problem{File: in.base(), Line: line}
	if !finessForm.MatchString(number) {
		p.Field, p.Value, p.Expect = "identifier", number, expectFiness
		r.skip(p, "")
		return nil
	}
	id := "finess-" + number
	if strings.TrimSpace(o.Name) == "" {
		p.Field, p.Expect = "name", expectName
		r.skip(p, id)
		return nil
	}
	e := establishment{number: number, name: o.Name, extracted: extracted, sourceURL: fhirURL}
	if day, ok := date(o.Meta.LastUpdated); ok {
		e.updated = day
	}
	e.category, e.label = o.category()
	if len(o.Address) > 0 {
		a := o.Address[0]
		e.street = street(a.Line...)
		e.commune, e.insee, e.postcode = commune(a.City, a.PostalCode)
		if code, ok := postcode(e.postcode, ""); e.postcode != "" && !ok {
			p.Field, p.Value, p.Expect = "postalCode", a.PostalCode, expectPostcode
			r.tell(p)
			e.postcode = code[:0]
		}
	}
	e.setPhone(r, p, o)
	// Positions of the overseas departments are wrongly projected in the
	// extraction of 2021: what is out of its department is dropped silently,
	// the person who imports can do nothing about it.
	if at, ok := positions[o.ID]; ok && coherent(e.postcode, at.Lat, at.Lon) {
		e.lat, e.lon = &at.Lat, &at.Lon
	}
	svc, known := e.service()
	if !known {
		p.Field, p.Value, p.Expect = "type", e.category, expectCategory
		r.tell(p)
	}
	return r.emit(in.base(), line, "identifier", svc)
}

func (e *establishment) setPhone(r *run, p Problem, o *organization) {
	for _, t := range o.Telecom {
		if t.System != "phone" || t.Value == "" {
			continue
		}
		tel, ok := phone(t.Value)
		if ok {
			e.phone = tel
			return
		}
		p.Field, p.Value, p.Expect = "telecom", t.Value, expectPhone
		r.tell(p)
	}
}

// finess is the number of the place; legal tells that the record has the
// number of a legal entity.
func (o *organization) finess() (number string, legal bool) {
	for _, id := range o.Identifier {
		for _, c := range id.Type.Coding {
			switch c.Code {
			case "FINEG":
				number = id.Value
			case "FINEJ":
				legal = true
			}
		}
	}
	return number, legal
}

func (o *organization) category() (code, label string) {
	for _, t := range o.Type {
		for _, c := range t.Coding {
			if strings.HasSuffix(c.System, "/CAT_ETAB") {
				return c.Code, c.Display
			}
		}
	}
	return "", ""
}
