// Package hours reads OpenStreetMap opening_hours values, as data·inclusion
// files hold them, and says in French whether a place is open.
//
// One evaluation serves the filter "open now", the card and the JSON form:
// [Schedule.At]. The hours of a rule are wall-clock hours in Europe/Paris,
// so a change to or from summer time moves the instant, not the hour.
//
// The promise is to be silent rather than wrong. A value that cannot be read
// in full is an error, and a value that can be read in two ways is Unknown at
// the instants where the two readings differ:
//
//   - the part after midnight of a range, where a later rule overrides the
//     day before or the day itself ("Fr 22:00-04:00; Sa 10:00-12:00");
//   - a closing that stands before the week ("PH off; Mo-Fr 09:00-17:00"),
//     which the specification overrides and its author meant;
//   - the hours of a rule repeated with the same days ("Mo 09:00-12:00; Mo
//     14:00-18:00"), which the specification drops and its author meant;
//   - days without hours ("Mo-Fr"), open ends ("17:00+"), hours with a
//     comment ("sur rendez-vous");
//   - school holidays outside the calendars of school.tsv, and the Saturdays
//     on which the calendar lets holidays begin "after class".
//
// The npm package opening_hours is the reference; testdata/reference compares
// with it and tells the differences. Not read, hence errors: sunrise and
// sunset, Easter and other movable dates, points in time, offsets in days.
package hours
