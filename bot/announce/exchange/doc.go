// Package exchange carries announcements to and from other programs: iCalendar
// both ways, RSS and Atom, the spreadsheet a coordinator fills, and the feeds
// that are followed.
//
// It promises:
//   - what is read is what was written: a date that is not plain is left out or
//     told, never guessed, and what is wrong spoils its own event only;
//   - every Problem names its line and says what became of it, by a code and
//     arguments: sentences are the caller's;
//   - nothing is dropped silently that a Board would take for a cancellation:
//     see Result.Records and Result.Partial;
//   - a feed is asked as rarely as it wishes, and never at an address of the
//     inner network;
//   - an event keeps its UID in every calendar written, and its SEQUENCE grows
//     with each change, so that calendar programs update it in place.
//
// golang-ical writes calendars. It does not read them here: it stops at the
// first error, forgets lines, and knows no recurrence.
package exchange
