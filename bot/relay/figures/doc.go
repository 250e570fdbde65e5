// Package figures reads relay activity as figures that may leave: chat,
// console, report, export.
//
// How small figures are kept in, k being 11 unless told otherwise:
//   - the total of a month that is over, of a place, is exact when it is k or
//     more and no subtraction of exact totals gives a smaller one; else it is
//     rounded down to a multiple of k;
//   - a total of a quarter or a year that is over is the sum of its months, those
//     that are not exact rounded down together; that of any other months is the
//     sum of the years, quarters and months within, as they are shown;
//   - what cuts a total (by theme, reason, age…) is always rounded down, and
//     under k it is not told from nothing: exact totals then leave every small
//     figure several values;
//   - the running month is rounded down: two readings of it differ by nothing or
//     by k at least;
//   - there is no finer period than a month, but for the weekly digest, all of
//     which is rounded down.
//
// What is read are monthly counts, so that a figure stays when the rows it came
// from are erased or expire, and costs the same for a million questions.
//
// An earlier way hid small figures, then others to protect them: over months,
// places and themes together it hid most of what a coordinator needs. Rounding
// down loses k-1 at most of a figure, and hides none that is k or more.
package figures
