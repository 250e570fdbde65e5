// Package bilan gathers a period of relay activity into the report that a
// coordinator defends: indicator by indicator, in the order of the fiches, with
// what each counts and where it stops.
//
// It promises:
//   - every figure of activity comes from bot/relay/figures, protected there;
//     the answers of residents are rounded down here;
//   - the same Bilan gives the same bytes, in each of the four formats;
//   - what is not measured is in it, and says what it would take.
//
// # JSON
//
// WriteJSON writes one object. Its names are stable: fields may be added, and
// Schema changes when one leaves or changes its meaning.
//
//	schema       "relais-bilan/2"
//	title        « Bilan 2026 »
//	period       as figures.ParsePeriod reads it: "2026", "2026-T3"…
//	from, to     first and last month, "YYYY-MM"
//	exact        whether the period is a calendar one that is over
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
// A figure is {n, least}, as figures.Cell: when least, it is rounded down, and the
// truth is n or a little more. A share is about right, its detail says between
// what bounds.
//
// # CSV
//
// WriteCSV writes one line a figure, after a byte order mark, separated by
// semicolons: indicateur, dimension, valeur, nombre, precision, periode. The
// first three are the ids of the JSON; precision is "exact", "au moins" or, for a
// share, "environ"; periode is as figures.ParsePeriod reads it.
package bilan
