package source

import (
	"strings"

	"relais/directory"
)

// The sheets of our template.
const (
	templateSheet = "Services"
	listsSheet    = "Listes"
)

// exampleID begins the ids of the rows that are there to show, and are ignored.
const exampleID = "exemple"

// Columns of our template, in the order in which it is written. A header is
// found without accents, case or punctuation, in any order.
const (
	hID         = "Identifiant"
	hStructure  = "Structure"
	hService    = "Service"
	hText       = "Description"
	hThemes     = "Thèmes"
	hPublics    = "Publics"
	hAgeMin     = "Âge minimum"
	hAgeMax     = "Âge maximum"
	hAddress    = "Adresse"
	hPostcode   = "Code postal"
	hCommune    = "Commune"
	hINSEE      = "Code INSEE"
	hQuartier   = "Quartier"
	hLat        = "Latitude"
	hLon        = "Longitude"
	hPhone      = "Téléphone"
	hEmail      = "Courriel"
	hWebsite    = "Site"
	hHours      = "Horaires"
	hCost       = "Coût"
	hFree       = "Gratuit"
	hAccess     = "Conditions"
	hMobilise   = "Comment mobiliser"
	hMobiliseBy = "Par qui"
	hSource     = "Source"
	hSourceURL  = "Adresse de la source"
	hSourceDate = "Date de la source"
	hVerified   = "Vérifié le"
	hToVerify   = "À vérifier"
)

var templateColumns = []string{
	hID, hStructure, hService, hText, hThemes, hPublics, hAgeMin, hAgeMax, hAddress, hPostcode,
	hCommune, hINSEE, hQuartier, hLat, hLon, hPhone, hEmail, hWebsite, hHours, hCost, hFree, hAccess,
	hMobilise, hMobiliseBy, hSource, hSourceURL, hSourceDate, hVerified, hToVerify,
}

var templateColumn = func() map[string]string {
	out := map[string]string{"id": hID, "email": hEmail, "mail": hEmail, "tel": hPhone, "siteweb": hWebsite,
		"siteinternet": hWebsite, "theme": hThemes, "public": hPublics, "agemin": hAgeMin, "agemax": hAgeMax, "ville": hCommune}
	for _, c := range templateColumns {
		out[fold(c)] = c
	}
	return out
}()

func templateColumnsIn(header []string) int {
	n := 0
	for _, h := range header {
		if templateColumn[fold(h)] != "" {
			n++
		}
	}
	return n
}

// isTemplateHeader tells a header with an id, a name and something more.
func isTemplateHeader(header []string) bool {
	have := map[string]bool{}
	for _, h := range header {
		have[templateColumn[fold(h)]] = true
	}
	return have[hID] && (have[hStructure] || have[hService]) && templateColumnsIn(header) >= 4
}

func (s *Set) readTemplate(r *run) error {
	for i := range s.files {
		in := &s.files[i]
		var header []string
		each := func(row row) error {
			switch {
			case row.bad:
				r.skip(Problem{File: in.base(), Line: row.line, Expect: expectQuote}, "")
				return nil
			case header == nil:
				header = in.templateHeader(r, row)
				if !isTemplateHeader(row.cells) {
					return &FileError{File: in.base(), Line: row.line, Reason: ErrNoColumn}
				}
				return nil
			}
			return r.templateRow(in, header, row)
		}
		if err := in.templateRows(r, each); err != nil {
			return err
		}
	}
	return nil
}

func (in *input) templateRows(r *run, f func(row) error) error {
	if !in.sheets {
		return in.csvRows(r, f)
	}
	book, err := openWorkbook(in)
	if err != nil {
		return err
	}
	defer book.Close()
	sheet := ""
	for _, name := range book.GetSheetList() {
		if header, err := firstRow(book, name); err == nil && isTemplateHeader(header) {
			sheet = name
			break
		}
	}
	if sheet == "" {
		return &FileError{File: in.base(), Reason: ErrNoSheet}
	}
	if err := sheetRows(in, book, sheet, f); err != nil {
		return err
	}
	if r.bytes += in.size; r.progress != nil {
		r.progress(r.bytes)
	}
	return nil
}

func (in *input) templateHeader(r *run, row row) []string {
	header, seen := make([]string, len(row.cells)), map[string]bool{}
	for i, cell := range row.cells {
		column := templateColumn[fold(cell)]
		p := Problem{File: in.base(), Line: row.line, Value: strings.TrimSpace(cell)}
		switch {
		case fold(cell) == "":
		case column == "":
			p.Expect = expectKnownColumn
			r.tell(p)
		case seen[column]:
			p.Expect = expectOneColumn
			r.tell(p)
		default:
			header[i], seen[column] = column, true
		}
	}
	return header
}

func (r *run) templateRow(in *input, header []string, row row) error {
	rec := &record{run: r, in: in, line: row.line, values: map[string]any{}}
	extra := false
	for i, cell := range row.cells {
		cell = strings.TrimSpace(cell)
		switch {
		case cell == "":
		case i >= len(header):
			extra = true
		case header[i] != "":
			rec.values[header[i]] = cell
		}
	}
	id := rec.raw(hID)
	switch {
	case strings.HasPrefix(fold(id), exampleID):
		return nil
	case extra:
		r.skip(Problem{File: in.base(), Line: row.line, Expect: expectFields, Args: []any{len(header)}}, id)
		return nil
	case id == "" || strings.ContainsAny(id, " \t\n"):
		rec.skip(hID, expectID, "")
		return nil
	case rec.raw(hStructure) == "" && rec.raw(hService) == "":
		rec.skip(hService, expectName, id)
		return nil
	}
	return r.emit(in.base(), row.line, hID, rec.service(id))
}

func (rec *record) service(id string) directory.Service {
	svc := directory.Service{
		ID: id, Structure: rec.text(hStructure), Name: rec.text(hService), Description: rec.text(hText),
		Address: rec.text(hAddress), Postcode: rec.postcode(hPostcode), Commune: rec.text(hCommune),
		INSEE: rec.insee(hINSEE), Quartier: rec.text(hQuartier),
		Phone: rec.phone(hPhone), Email: rec.email(hEmail), Website: rec.url(hWebsite), Hours: rec.text(hHours),
		Cost: rec.text(hCost), Access: rec.text(hAccess), Mobilise: rec.text(hMobilise),
		SourceName: rec.text(hSource), SourceURL: rec.url(hSourceURL), SourceDate: rec.date(hSourceDate),
		Verified: rec.date(hVerified), ToVerify: rec.text(hToVerify),
		Confidence: directory.Medium, Ready: true,
	}
	if svc.Verified != "" {
		svc.Confidence = directory.High
	}
	svc.Themes = rec.words(hThemes, expectTheme, theme)
	svc.Publics = rec.words(hPublics, expectAudience, audience)
	svc.MobiliseBy = rec.words(hMobiliseBy, expectChoice, mobiliser, "usagers, professionnels")
	svc.AgeMin, svc.AgeMax = rec.age(hAgeMin), rec.age(hAgeMax)
	if svc.AgeMin != nil && svc.AgeMax != nil && *svc.AgeMin > *svc.AgeMax {
		rec.tell(hAgeMax, expectAges, *svc.AgeMin)
		svc.AgeMin, svc.AgeMax = nil, nil
	}
	svc.Lat, svc.Lon = rec.positionOf(hLat, hLon, svc.Postcode)
	if v := rec.raw(hFree); v != "" {
		if yes, ok := yesNo(v); ok {
			svc.Free = &yes
		} else {
			rec.tell(hFree, expectYesNo)
		}
	}
	return svc
}

// words reads several values of a list, parted by commas, semicolons, bars or
// new lines; what find does not know is told, one by one.
func (rec *record) words(field, expect string, find func(string) (string, bool), args ...any) []string {
	var out []string
	for _, v := range splitCell(rec.raw(field), ",;|\n") {
		if w, ok := find(v); ok {
			out = merge(out, w)
		} else {
			rec.tellValue(field, v, expect, args...)
		}
	}
	return out
}

func mobiliser(s string) (string, bool) {
	switch f := fold(s); f {
	case "usagers", "usager", "lapersonne":
		return "usagers", true
	case "professionnels", "professionnel", "pro", "pros":
		return "professionnels", true
	}
	return "", false
}

func (rec *record) age(field string) *int {
	s := strings.TrimSpace(strings.TrimSuffix(rec.raw(field), "ans"))
	if s == "" {
		return nil
	}
	v, ok := number(s)
	if !ok || v != float64(int(v)) || v < 0 || v > 120 {
		rec.tell(field, expectAge)
		return nil
	}
	n := int(v)
	return &n
}
