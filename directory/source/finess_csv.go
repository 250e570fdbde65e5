package source

import (
	"bytes"
	"strings"
)

const finessURL = "https://www.data.gouv.fr/datasets/finess-extraction-du-fichier-des-etablissements/"

// Columns of a row "structureet".
const (
	colKind = iota
	colNumber
	_ // of the legal entity
	colName
	colLongName
	colMoreName
	colMorePlace
	colHouse
	colStreetKind
	colStreet
	colRepetition
	colPlace
	colCommune
	colDepartment
	_ // its name
	colCity
	colPhone
	_ // fax
	colCategory
	colLabel
	_
	_
	colSIRET
	_
	_
	_
	_
	_
	_
	_
	colUpdated
	finessColumns = 32
)

// finessFields names the columns we read, as the published description does.
var finessFields = map[int]string{
	colKind: "type", colNumber: "nofinesset", colName: "rs", colCity: "ligneacheminement",
	colPhone: "telephone", colCategory: "categetab", colSIRET: "siret", colUpdated: "datemaj",
}

// readFinessCSV reads the frozen CSV of FINESS: a first row that tells the
// day, then rows without header.
func (s *Set) readFinessCSV(r *run) error {
	for i := range s.files {
		in := &s.files[i]
		extracted := ""
		err := in.csvRows(r, func(row row) error {
			switch {
			case row.bad:
				r.skip(Problem{File: in.base(), Line: row.line, Expect: expectQuote}, "")
				return nil
			case row.cells[colKind] == "finess":
				if len(row.cells) > 3 {
					extracted, _ = date(row.cells[3])
				}
				return nil
			case row.cells[colKind] == "geolocalisation":
				return nil
			case row.cells[colKind] != "structureet":
				r.skip(Problem{File: in.base(), Line: row.line, Field: finessFields[colKind], Value: row.cells[colKind], Expect: expectKind}, "")
				return nil
			case len(row.cells) < finessColumns-1 || len(row.cells) > finessColumns+1:
				r.skip(Problem{File: in.base(), Line: row.line, Expect: expectFields, Args: []any{finessColumns}}, "")
				return nil
			}
			return r.structureRow(in, row, extracted)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *run) structureRow(in *input, row row, extracted string) error {
	cell := func(col int) string { return strings.TrimSpace(row.cells[col]) }
	problem := func(col int, expect string) Problem {
		return Problem{File: in.base(), Line: row.line, Field: finessFields[col], Value: cell(col), Expect: expect}
	}
	number, ok := finessNumber(cell(colNumber), cell(colDepartment))
	if !ok {
		r.skip(problem(colNumber, expectFiness), "")
		return nil
	}
	if cell(colName) == "" && cell(colLongName) == "" {
		r.skip(problem(colName, expectName), "finess-"+number)
		return nil
	}
	e := establishment{number: number, name: cell(colName), longName: cell(colLongName),
		category: cell(colCategory), label: cell(colLabel), extracted: extracted, sourceURL: finessURL,
		street: street(strings.Join(strings.Fields(cell(colHouse)+" "+cell(colStreetKind)+" "+cell(colRepetition)+" "+cell(colStreet)), " "),
			cell(colMorePlace), cell(colPlace))}
	if e.name == "" {
		e.name = e.longName
	}
	e.setPlace(r, problem(colCity, expectPostcode), cell(colDepartment), cell(colCommune))
	if v := cell(colPhone); v != "" {
		if e.phone, ok = phone(v); !ok {
			r.tell(problem(colPhone, expectPhone))
		}
	}
	if v := cell(colUpdated); v != "" {
		if e.updated, ok = date(v); !ok {
			r.tell(problem(colUpdated, expectDate))
		}
	}
	if v := cell(colSIRET); isScientific(v) {
		r.tell(problem(colSIRET, expectLostSIRET))
	} else if v != "" && (len(v) != 14 || onlyDigits(v) != v) {
		r.tell(problem(colSIRET, expectSIRET))
	}
	svc, known := e.service()
	if !known {
		r.tell(problem(colCategory, expectCategory))
	}
	return r.emit(in.base(), row.line, finessFields[colNumber], svc)
}

// setPlace reads the postcode and the commune from "37500 ST BENOIT LA FORET".
func (e *establishment) setPlace(r *run, p Problem, department, communeCode string) {
	code, city, _ := strings.Cut(p.Value, " ")
	code, ok := postcode(code, department)
	if !ok {
		r.tell(p)
		if onlyDigits(code) == "" {
			city = p.Value
		}
		code = ""
	}
	e.commune, e.insee, e.postcode = commune(city, code)
	if e.insee == "" {
		e.insee = communeINSEE(department, communeCode)
	}
}

// communeINSEE joins department and commune, whose zeros a spreadsheet may
// have eaten; empty when the two do not make a code for sure.
func communeINSEE(department, commune string) string {
	if commune == "" || len(commune) > 3 || onlyDigits(commune) != commune {
		return ""
	}
	commune = strings.Repeat("0", 3-len(commune)) + commune
	if len(department) == 1 {
		department = "0" + department
	}
	if len(department) != 2 {
		return ""
	}
	if department[0] == '9' && bytes.IndexByte([]byte("ABCDF"), department[1]) >= 0 {
		if commune == "123" || commune == "127" {
			return "" // Saint-Barthélemy and Saint-Martin changed codes
		}
		department = "97"
	}
	if code := department + commune; inseeForm.MatchString(code) {
		return code
	}
	return ""
}
