package source

import "fmt"

// Reason tells why a file as a whole cannot be used; it is the key of a sentence.
type Reason string

func (r Reason) Error() string { return "import file: " + string(r) }

// Reasons.
const (
	ErrMissing       Reason = "missing"        // no such file, or it cannot be opened
	ErrEmpty         Reason = "empty"          // no byte, or nothing but a header
	ErrNotRecognised Reason = "not-recognised" // none of the formats
	ErrPDF           Reason = "pdf"
	ErrHTML          Reason = "html" // a web page, often an error page saved as data
	ErrXML           Reason = "xml"
	ErrOldExcel      Reason = "old-excel"    // .xls
	ErrBinary        Reason = "binary"       // not a text
	ErrNoSheet       Reason = "no-sheet"     // a workbook without a sheet we know
	ErrNoColumn      Reason = "no-column"    // a table without the columns we need
	ErrBundle        Reason = "bundle"       // a FHIR Bundle instead of one resource a line
	ErrPersons       Reason = "persons"      // data on persons, which Relais refuses to read
	ErrNoServices    Reason = "no-services"  // structures without services
	ErrMixed         Reason = "mixed"        // files of different formats given together
	ErrDamaged       Reason = "damaged"      // cut short, or broken in the middle
	ErrNothingGood   Reason = "nothing-good" // every row was wrong
)

// Reasons lists every Reason, so that a test can check that each has its sentence.
var Reasons = []Reason{
	ErrMissing, ErrEmpty, ErrNotRecognised, ErrPDF, ErrHTML, ErrXML, ErrOldExcel, ErrBinary,
	ErrNoSheet, ErrNoColumn, ErrBundle, ErrPersons, ErrNoServices, ErrMixed, ErrDamaged, ErrNothingGood,
}

// FileError is why nothing of a file goes in. errors.Is finds its Reason.
type FileError struct {
	File   string // base name
	Line   int    // 0 when unknown
	Reason Reason
	Err    error // what was underneath, or nil; never holds a cell
}

func (e *FileError) Error() string {
	s := fmt.Sprintf("%s: %s", e.File, string(e.Reason))
	if e.Line > 0 {
		s = fmt.Sprintf("%s, line %d: %s", e.File, e.Line, string(e.Reason))
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the Reason and what was underneath.
func (e *FileError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}
