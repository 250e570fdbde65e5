// Package chart draws figures: lines by month, bars, a heat map, a funnel; as
// PNG for a chat, SVG for a page, vectors for a PDF.
//
// It promises:
//   - a value that is a least one is drawn hollow, dashed or lighter, and written
//     « ≥ 44 » or « < 11 »;
//   - the same chart gives the same bytes, always;
//   - text keeps the size asked for: where it needs more room the chart grows
//     taller, and where a label needs two lines it gets them;
//   - colours are told apart by people who do not see all of them, and never
//     carry a meaning alone: series have different marks, cells have numbers;
//   - SVG has no style attribute, no style sheet, no script and no link, so that
//     it may stand in a page under a strict content security policy.
package chart
