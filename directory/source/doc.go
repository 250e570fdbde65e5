// Package source reads public formats into directory services, and writes the
// spreadsheet template of the directory.
//
// It reads FHIR R4 Organization and Location lines (the FINESS extraction),
// the frozen FINESS CSV, data·inclusion v1 (JSON and its .xlsx template) and
// the template of Relais (CSV or XLSX). A file is recognised by its content,
// never by its name alone, and read as a stream.
//
// What is wrong in a row is a Problem, and the other rows go in; a file that
// is not what it says it is is a FileError, and nothing goes in. A value is
// repaired only where that is certain; it is never guessed.
//
// The tables a coordinator may want to read or correct stand in data/: FINESS
// categories, rules on names, themes and audiences of data·inclusion, spelling.
package source
