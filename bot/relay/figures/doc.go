// Package figures reads relay activity as figures that may leave: chat,
// console, report, export.
//
// It promises:
//   - no figure between 1 and k-1 is shown (k is 11 unless told otherwise), nor
//     any that gives one away by subtraction from others that are shown;
//   - a figure of a closed calendar month, quarter or year is exact, or hidden;
//   - a figure of any other stretch of time, as the running month, is rounded
//     down to a multiple of k and says so: two such figures differ by nothing or
//     by k at least;
//   - what is read are monthly counts, so that a figure stays when the rows it
//     came from are erased or expire, and costs the same for a million questions.
package figures
