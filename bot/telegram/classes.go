package telegram

import (
	"context"
	"errors"

	"relais/directory/db"
)

// classes in order of precedence. The names are kept in the database and in
// metrics: a name that changes breaks somebody's alert.
var classes = []struct {
	err  error
	name string
}{
	{ErrTokenRefused, "token"},
	{ErrBlocked, "blocked"},
	{ErrMigrated, "migrated"},
	{ErrTooOld, "too_old"},
	{ErrFlood, "flood"},
	{ErrUncertain, "uncertain"},
	{ErrUnreachable, "unreachable"},
	{ErrRefused, "refused"},
	{errConflict, "conflict"},
	{errNotModified, "not_modified"},
	{ErrStopped, "stopped"},
	{db.ErrSealed, "sealed"},
	{errUnreadable, "unreadable"},
	{errCrash, "crash"},
	{errExpired, "expired"},
	{errStore, "database"},
	{context.DeadlineExceeded, "deadline"},
	{context.Canceled, "canceled"},
}

var (
	errUnreadable = errors.New("update cannot be read")
	errCrash      = errors.New("the program ended each time it was handled")
	errExpired    = errors.New("waited too long")
	errStore      = errors.New("inbox")
)
