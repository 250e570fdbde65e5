// Package sample makes up relay activity: two years of sixty operators, or a
// million questions, for demonstrations, pictures and measures of speed.
//
// It promises:
//   - its rows are such as relay writes them: ids of closed lists, days of
//     Paris, one need for a question repeated within ten minutes, pseudonyms
//     of operators who do not exist;
//   - the same Options on an empty database give the same rows, on SQLite as on
//     PostgreSQL;
//   - its update ids and its operators' Telegram ids are negative, which
//     Telegram's never are: a real question is never taken for one of them.
//
// What it shows is likely, not true: nothing in it was measured anywhere.
package sample
