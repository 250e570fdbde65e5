// Package db opens the one database of Relais, SQLite in a folder or
// PostgreSQL by URL, and gives every other package the same few words to
// speak to it: View, Update, and queries written once with ?1 ?2.
//
// Times are stored as integer milliseconds UTC and days as integers, so that
// one SQL text serves both engines. Twin migrations stand in
// migrations/sqlite and migrations/postgres under equal file names.
package db
