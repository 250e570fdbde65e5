package source

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// record is one row or object whose fields are read by name. Each reader
// tells what is wrong with its field and gives the zero value then.
type record struct {
	run    *run
	in     *input
	line   int
	values map[string]any // JSON values; strings in a sheet
	sheet  string         // of a workbook, empty otherwise
}

// isService tells a service from a structure.
func (rec *record) isService() bool {
	if rec.sheet != "" {
		return rec.sheet == inclusionServices
	}
	_, ok := rec.values["structure_id"]
	return ok
}

// raw is the field as text, without any check.
func (rec *record) raw(field string) string {
	switch v := rec.values[field].(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	case []any:
		var out []string
		for _, x := range v {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
		return strings.Join(out, ",")
	}
	return ""
}

func (rec *record) problem(field, value, expect string, args []any) Problem {
	return Problem{File: rec.file(), Line: rec.line, Field: field, Value: value, Expect: expect, Args: args}
}

// file names the file, and the sheet when it has several.
func (rec *record) file() string {
	if rec.sheet != "" {
		return rec.in.base() + " (" + rec.sheet + ")"
	}
	return rec.in.base()
}

func (rec *record) tell(field, expect string, args ...any) {
	rec.run.tell(rec.problem(field, rec.raw(field), expect, args))
}

func (rec *record) tellValue(field, value, expect string, args ...any) {
	rec.run.tell(rec.problem(field, value, expect, args))
}

func (rec *record) skip(field, expect, id string, args ...any) {
	rec.run.skip(rec.problem(field, rec.raw(field), expect, args), id)
}

// text is a text field; another kind of JSON value is told.
func (rec *record) text(field string) string {
	v := rec.values[field]
	if s, ok := v.(string); ok {
		return strings.TrimSpace(s)
	}
	if v != nil {
		rec.tell(field, expectText)
	}
	return ""
}

func (rec *record) length(field string, fewest, most int) string {
	s := rec.text(field)
	if n := len([]rune(s)); s != "" && (n < fewest || n > most) {
		rec.tell(field, expectLength, fewest, most)
		if n > most {
			return string([]rune(s)[:most])
		}
	}
	return s
}

// checked reads a text field with f.
func (rec *record) checked(field, expect string, f func(string) (string, bool)) string {
	s := rec.text(field)
	if s == "" {
		return ""
	}
	v, ok := f(s)
	if !ok {
		rec.tell(field, expect)
		return ""
	}
	return v
}

func (rec *record) phone(field string) string { return rec.checked(field, expectPhone, phone) }
func (rec *record) email(field string) string { return rec.checked(field, expectEmail, email) }
func (rec *record) url(field string) string   { return rec.checked(field, expectURL, webAddress) }

func (rec *record) date(field string) string {
	if rec.in.sheets {
		return rec.checked(field, expectDate, sheetDate)
	}
	return rec.checked(field, expectDate, date)
}

func (rec *record) postcode(field string) string {
	return rec.checked(field, expectPostcode, func(s string) (string, bool) { return postcode(s, "") })
}

func (rec *record) insee(field string) string {
	return rec.checked(field, expectINSEE, func(s string) (string, bool) { return s, inseeForm.MatchString(s) })
}

func (rec *record) siret(field string) {
	s := rec.text(field)
	switch {
	case s == "" || len(s) == 14 && onlyDigits(s) == s:
	case isScientific(s):
		rec.tell(field, expectLostSIRET)
	default:
		rec.tell(field, expectSIRET)
	}
}

// number reads a JSON number, or a number in a cell.
func (rec *record) number(field string) (v float64, ok bool) {
	s := rec.raw(field)
	if s == "" {
		return 0, false
	}
	if v, ok = number(s); !ok {
		rec.tell(field, expectNumber)
	}
	return v, ok
}

// position reads latitude and longitude: both or none, and in the department.
func (rec *record) position(postcode string) (lat, lon *float64) {
	return rec.positionOf("latitude", "longitude", postcode)
}

func (rec *record) positionOf(latField, lonField, postcode string) (lat, lon *float64) {
	if rec.raw(latField) == "" && rec.raw(lonField) == "" {
		return nil, nil
	}
	var at [2]float64
	for i, field := range []string{latField, lonField} {
		s := rec.raw(field)
		v, ok := number(s)
		if !ok {
			expect := expectCoordinate
			if s == "" {
				expect = expectBoth
			}
			rec.tell(field, expect)
			return nil, nil
		}
		at[i] = v
	}
	if !coherent(postcode, at[0], at[1]) {
		rec.tellValue(latField, rec.raw(latField)+" ; "+rec.raw(lonField), expectPosition)
		return nil, nil
	}
	return &at[0], &at[1]
}

// list reads a JSON list of texts, or a cell where commas part the values.
func (rec *record) list(field string) []string {
	switch v := rec.values[field].(type) {
	case nil:
		return nil
	case string:
		if rec.in.sheets {
			return splitCell(v, ",")
		}
	case []any:
		var out []string
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				rec.tell(field, expectText)
				return out
			}
			out = append(out, s)
		}
		return out
	}
	rec.tell(field, expectText)
	return nil
}

func splitCell(s, separators string) []string {
	var out []string
	for _, v := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// choice reads a text among those allowed.
func (rec *record) choice(field string, allowed ...string) string {
	s := rec.text(field)
	if s == "" || slices.Contains(allowed, s) {
		return s
	}
	rec.tell(field, expectChoice, strings.Join(allowed, ", "))
	return ""
}

// choices reads a list of texts among those allowed.
func (rec *record) choices(field string, allowed ...string) []string {
	var out []string
	for _, v := range rec.list(field) {
		if slices.Contains(allowed, v) {
			out = merge(out, v)
		} else {
			rec.tellValue(field, v, expectChoice, strings.Join(allowed, ", "))
		}
	}
	return out
}

var zoneForm = regexp.MustCompile(`^(\w{5}|\w{2,3}|\d{9})$`)

// zone reads INSEE codes of communes, departments, EPCI or countries; France
// as a whole is no limit.
func (rec *record) zone(field string) []string {
	var out []string
	for _, v := range rec.list(field) {
		switch {
		case v == "france" || v == "99100":
			return nil
		case zoneForm.MatchString(v):
			out = merge(out, v)
		default:
			rec.tellValue(field, v, expectZone)
		}
	}
	return out
}
