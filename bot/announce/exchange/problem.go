package exchange

import "fmt"

// Problem is something wrong in what was read. It is an error too, when nothing
// could be read at all. Its text for people is made by the caller, from Code and
// Args.
type Problem struct {
	Line int      // from 1; 0 for the whole
	Code string   // one of the codes below
	Args []string // what the sentence needs: a value as written, a limit
	Lost bool     // the event or line is not imported
}

// Error names the place and the code. It tells no value: logs may have it.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return "exchange: " + p.Code
	}
	return fmt.Sprintf("exchange: line %d: %s", p.Line, p.Code)
}

// Codes of a whole file or answer. None of it is imported, unless told.
const (
	CodeSize      = "size"      // args: megabytes allowed
	CodeLines     = "lines"     // args: lines or events allowed; the first ones are read
	CodeUnknown   = "unknown"   // neither calendar, feed nor table
	CodeDamaged   = "damaged"   // a workbook or feed that cannot be opened
	CodeTruncated = "truncated" // it stops in the middle; what came before is read
	CodeEmpty     = "empty"
	CodeHeader    = "header" // no line of headers with a title
	CodeColumn    = "column" // args: header; a column nobody knows is not read
	CodeNoDates   = "no-date-column"
)

// Codes of one event or line.
const (
	CodeContent    = "content-line" // not « NAME:value »
	CodeUnclosed   = "unclosed"     // BEGIN:VEVENT without END
	CodeTwice      = "twice"        // args: line of the one that is kept
	CodeNoStart    = "no-start"
	CodeStart      = "start"       // args: value
	CodeEnd        = "end"         // args: value; the end is left out
	CodeRule       = "rule"        // args: value; the first date is kept
	CodeException  = "exception"   // args: value; of EXDATE, RDATE or RECURRENCE-ID
	CodeZone       = "zone"        // args: name; read as Paris
	CodeTitle      = "title"       // none
	CodeWhat       = "what"        // neither date nor text
	CodeDates      = "dates"       // none, or not possible ones
	CodeManyDates  = "many-dates"  // args: how many, how many are kept
	CodeOrganiser  = "organiser"   // none
	CodeKind       = "kind"        // args: value
	CodeField      = "field"       // args: field of announce.Check; it is left empty
	CodeDate       = "date"        // args: value
	CodeWeekday    = "weekday"     // args: value, the day it really is (0 Sunday … 6 Saturday)
	CodeYear       = "year"        // args: value
	CodeHour       = "hour"        // args: value
	CodeLastDay    = "last-day"    // args: value
	CodeQuartier   = "quartier"    // args: value
	CodeCommune    = "commune"     // args: value
	CodeTheme      = "theme"       // args: value
	CodeAccess     = "access"      // args: value
	CodeYesNo      = "yes-no"      // args: value
	CodeState      = "state"       // args: value
	CodeDeadline   = "deadline"    // args: value
	CodeNoDeadline = "no-deadline" // a call for projects without one
)

// Codes of a look at a feed.
const (
	CodeAddress   = "address"   // not an address that can be followed
	CodePrivate   = "private"   // an address of the inner network
	CodeNetwork   = "network"   // no answer
	CodeTimeout   = "timeout"   // an answer too slow
	CodeSecure    = "secure"    // a certificate that does not hold
	CodeRedirects = "redirects" // more than five, or out of the web
	CodeStatus    = "status"    // args: HTTP status
	CodeGone      = "gone"      // 410: it is not followed any more
	CodeBusy      = "busy"      // 429 or 503: asked to come back later
	CodeImport    = "import"    // what was read could not be written
	CodePartly    = "partly"    // args: events read, events left out
	CodeDropped   = "dropped"   // args: events it brought and does not tell any more, which are kept; the rest is imported
	CodeStopped   = "stopped"   // args: failures in a row, code of the last, its args
)
