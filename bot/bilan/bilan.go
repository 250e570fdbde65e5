package bilan

import (
	"time"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

// Schema names the JSON that WriteJSON writes.
const Schema = "relais-bilan/2"

// Bilan is a period of relay activity, ready to be written. Its JSON is in doc.go.
type Bilan struct {
	Schema     string           `json:"schema"`
	Title      string           `json:"title"`
	Period     string           `json:"period"`
	From       string           `json:"from"`
	To         string           `json:"to"`
	Exact      bool             `json:"exact"`
	K          int              `json:"k"`
	Territory  Territory        `json:"territory"`
	Produced   string           `json:"produced"`
	AsOf       time.Time        `json:"as_of"`
	Indicators []Result         `json:"indicators"`
	Months     []Series         `json:"months"`
	Tables     []Table          `json:"tables"`
	Heat       Heat             `json:"heat"`
	Entries    []Entry          `json:"entries"`
	Survey     []Question       `json:"survey"`
	Method     []text.Paragraph `json:"method"`
	period     figures.Period   // as asked for
	produced   time.Time        // in the place of the clock given
}

// Territory is where a Bilan counts.
type Territory struct {
	Commune  string `json:"commune"`
	Quartier string `json:"quartier"`
	Name     string `json:"name"`
}

// Result is an indicator and its values, nil where it is not measured.
type Result struct {
	ID         string        `json:"id"`
	Fiche      string        `json:"fiche"`
	Name       string        `json:"name"`
	Definition string        `json:"definition"`
	Formula    string        `json:"formula"`
	Source     string        `json:"source"`
	Limit      string        `json:"limit"`
	From       string        `json:"from"`
	Unit       string        `json:"unit"`
	Value      *figures.Cell `json:"value"`
	Before     *figures.Cell `json:"before"`
	YearBefore *figures.Cell `json:"year_before"`
	Detail     string        `json:"detail,omitempty"`
}

// Series is a measure month by month.
type Series struct {
	Measure figures.Measure `json:"measure"`
	Points  []Point         `json:"points"`
}

// Point is a month, YYYY-MM, and its figure.
type Point struct {
	Month  string       `json:"month"`
	Figure figures.Cell `json:"figure"`
}

// Table is activity cut by a dimension, beside an indicator.
type Table struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	Indicator string            `json:"indicator"`
	Dimension figures.Dimension `json:"dimension"`
	Measures  []figures.Measure `json:"measures"`
	Rows      []Row             `json:"rows"`
	Total     []figures.Cell    `json:"total"`
}

// Row is a line of a Table: a figure a measure.
type Row struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Figures []figures.Cell `json:"figures"`
}

// about tells a share that comes from rounded answers.
func (r Result) about(k int) bool { return r.Unit == percent && k > 1 }

// unentered tells an indicator of entries of which nothing was entered.
func (r Result) unentered() bool { return r.Value == nil && r.From == "saisie" }

// Named is an id and how it reads.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Heat is questions by theme and quarter.
type Heat struct {
	Rows    []Named          `json:"rows"`
	Columns []Named          `json:"columns"`
	Figures [][]figures.Cell `json:"figures"`
}

// Entry is a fact entered by hand, without its author.
type Entry struct {
	Day      string   `json:"day"`
	Kind     string   `json:"kind"`
	Title    string   `json:"title"`
	Detail   string   `json:"detail,omitempty"`
	Number   int      `json:"number"`
	Partners []string `json:"partners,omitempty"`
	Communes []Named  `json:"communes,omitempty"`
}

// Question is a question to residents, with its answers as they may be shown.
type Question struct {
	ID       string       `json:"id"`
	Question string       `json:"question"`
	Answers  []Answer     `json:"answers"`
	Total    figures.Cell `json:"total"`
}

// Answer is how many residents chose an answer.
type Answer struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Figure figures.Cell `json:"figure"`
}

// table finds a table by its id.
func (b Bilan) table(id string) (Table, bool) {
	for _, t := range b.Tables {
		if t.ID == id {
			return t, true
		}
	}
	return Table{}, false
}

// result finds an indicator by its id.
func (b Bilan) result(id string) (Result, bool) {
	for _, r := range b.Indicators {
		if r.ID == id {
			return r, true
		}
	}
	return Result{}, false
}

// series finds the months of a measure.
func (b Bilan) series(m figures.Measure) (Series, bool) {
	for _, s := range b.Months {
		if s.Measure == m {
			return s, true
		}
	}
	return Series{}, false
}
