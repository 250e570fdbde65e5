package source

// Problem is something wrong in a file. It is told, and the other rows go in.
type Problem struct {
	File    string // base name
	Line    int    // line of a text, row of a sheet, rank in a JSON list; 0 for the file as a whole
	Field   string // as the file names it; empty for the row as a whole
	Value   string // the cell as it stands, shortened; it belongs to whoever imports
	Expect  string // one of Expectations
	Args    []any  // of the sentence of Expect
	Skipped bool   // the row was left out, else only the field
}

// What was expected, as keys of sentences.
const (
	expectID          = "id"            // row: an id without space
	expectUnique      = "unique"        // row: an id not seen before; argument: the line that has it
	expectName        = "name"          // row: a name
	expectStructure   = "structure"     // row: the id of a known structure
	expectFiness      = "finess"        // row: nine characters
	expectFields      = "fields"        // row: as many fields as its kind; argument: their number
	expectKind        = "kind"          // row: a kind of row this format has
	expectRecord      = "record"        // row: an object with values of the right kind
	expectQuote       = "quote"         // row: balanced quotes
	expectText        = "text"          // a text
	expectLength      = "length"        // arguments: fewest and most characters
	expectPhone       = "phone"         // a French telephone number
	expectEmail       = "email"         //
	expectURL         = "url"           //
	expectDate        = "date"          // YYYY-MM-DD or DD/MM/YYYY
	expectPostcode    = "postcode"      // five digits
	expectINSEE       = "insee"         // five characters
	expectSIRET       = "siret"         // fourteen digits
	expectLostSIRET   = "siret-lost"    // fourteen digits, that a spreadsheet rounded
	expectCategory    = "category"      // a FINESS category of the table
	expectNumber      = "number"        //
	expectInteger     = "integer"       //
	expectAge         = "age"           // 0 to 120
	expectAges        = "ages"          // the youngest before the oldest
	expectCoordinate  = "coordinate"    // decimal degrees
	expectPosition    = "position"      // a point in the department of the postcode
	expectBoth        = "both"          // latitude and longitude together
	expectYesNo       = "yes-no"        //
	expectTheme       = "theme"         // a theme of the list
	expectAudience    = "audience"      // an audience of the list
	expectChoice      = "choice"        // argument: the allowed values
	expectAlone       = "alone"         // tous-publics stands alone
	expectZone        = "zone"          // an INSEE code of a place
	expectKnownColumn = "column"        // a column of the format
	expectColumn      = "column-absent" // file: a column that is not there
	expectOneColumn   = "column-twice"  // a column once
	expectWhole       = "whole"         // file: all the pages; arguments: page, pages
)

// Expectations lists the keys of Problem.Expect, so that a test can check
// that each has its sentence.
var Expectations = []string{
	expectID, expectUnique, expectName, expectStructure, expectFiness, expectFields, expectKind,
	expectRecord, expectQuote, expectText, expectLength, expectPhone, expectEmail, expectURL,
	expectDate, expectPostcode, expectINSEE, expectSIRET, expectLostSIRET, expectCategory,
	expectNumber, expectInteger, expectAge, expectAges, expectCoordinate, expectPosition, expectBoth,
	expectYesNo, expectTheme, expectAudience, expectChoice, expectAlone, expectZone,
	expectKnownColumn, expectColumn, expectOneColumn, expectWhole,
}

// longestValue is the number of runes of a cell that a Problem shows.
const longestValue = 60

func shorten(s string) string {
	if r := []rune(s); len(r) > longestValue {
		return string(r[:longestValue-1]) + "…"
	}
	return s
}
