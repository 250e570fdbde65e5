// Package bilan gathers a period of relay activity into the report that a
// coordinator defends: indicator by indicator, in the order of the fiches, with
// what each counts and where it stops.
//
// It promises:
//   - every figure of activity comes from bot/relay/figures, protected there;
//     the answers of residents are protected here (see protect);
//   - the same Bilan gives the same bytes, in each of the four formats;
//   - what is not measured is in it, and says what it would take.
//
// # JSON
//
// WriteJSON writes one object. Its names are stable: fields may be added, and
// Schema changes when one leaves or changes its meaning.
//
//	schema       "relais-bilan/1"
//	title        « Bilan 2026 »
//	period       as figures.ParsePeriod reads it: "2026", "2026-T3"…
//	from, to     first and last month, "YYYY-MM"
//	exact        false when every figure is rounded down to a multiple of k
//	k            the least figure shown
//	territory    {commune, quartier, name}: both ids empty for everywhere
//	produced     day, "YYYY-MM-DD"
//	as_of        moment the counts were made, RFC 3339
//	indicators   [{id, fiche, name, definition, formula, source, limit, from,
//	             unit, value, before, year_before, detail}]: a figure is null
//	             when it is not measured; from is "robot", "saisie" or "enquête";
//	             unit is empty for a count, "%" for a share
//	months       [{measure, points: [{month, figure}]}]: 24 months for a period
//	             of a year, else the twelve that end with the period
//	tables       [{id, title, indicator, dimension, measures, rows: [{id, name,
//	             figures}], total}]: figures in the order of measures
//	heat         {rows, columns: [{id, name}], figures: [[figure]]}
//	entries      [{day, kind, title, detail, number, partners, communes}]
//	survey       [{id, question, answers: [{id, name, figure}], total}]
//	method       [{heading, words}]
//
// A figure is {n, hidden, least}, as figures.Cell: when hidden, n is 0 and says
// nothing; when least, the truth is n or a little more.
//
// # CSV
//
// WriteCSV writes one line a figure, after a byte order mark, separated by
// semicolons: indicateur, dimension, valeur, nombre, precision, periode. The
// first three are the ids of the JSON; nombre is empty when precision is
// "masqué"; precision is "exact", "au moins" or "masqué"; periode is as
// figures.ParsePeriod reads it.
package bilan
