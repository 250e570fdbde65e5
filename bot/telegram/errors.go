package telegram

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// What a call to Telegram can end in, besides success. Test with errors.Is.
var (
	// ErrTokenRefused: Telegram does not know this token.
	ErrTokenRefused = errors.New("token refused by Telegram")
	// ErrUnreachable: Telegram surely did nothing: not connected, or it said so (5xx).
	ErrUnreachable = errors.New("unreachable: Telegram")
	// ErrUncertain: the request left and no answer came back. It may have been done.
	ErrUncertain = errors.New("no answer from Telegram, the call may have been done")
	// ErrBlocked: the person blocked the bot or left, the group removed it. Never retried.
	ErrBlocked = errors.New("blocked by the recipient")
	// ErrMigrated: the group became a supergroup; see MigratedError.
	ErrMigrated = errors.New("group migrated")
	// ErrTooOld: the callback or inline query expired. Normal, not an incident.
	ErrTooOld = errors.New("query is too old")
	// ErrFlood: too many requests; see FloodError.
	ErrFlood = errors.New("too many requests")
	// ErrRefused: Telegram found the call wrong; the same call will fail again.
	ErrRefused = errors.New("refused by Telegram")
	// ErrStopped: the edge has been stopped.
	ErrStopped = errors.New("stopped")
	// ErrDrain: some handlers had not returned when the time to stop was over.
	// Their updates stay in the inbox.
	ErrDrain = errors.New("handlers still running after the drain")
)

var (
	errNotModified = errors.New("message is not modified")
	errConflict    = errors.New("another program receives the updates of this bot")
	errNotFound    = fmt.Errorf("%w: not found", ErrRefused)
	errGateway     = errors.New("a gateway answered")
)

// FloodError says that a call must wait, and how long. It is an ErrFlood.
type FloodError struct{ RetryAfter time.Duration }

func (e *FloodError) Error() string {
	return fmt.Sprintf("%v, retry after %v", ErrFlood, e.RetryAfter.Round(time.Millisecond))
}

// Is makes errors.Is(err, ErrFlood) true.
func (e *FloodError) Is(target error) bool { return target == ErrFlood }

// MigratedError carries the new chat id of a group. It is an ErrMigrated. The
// id is not part of its text.
type MigratedError struct{ To int64 }

func (e *MigratedError) Error() string { return ErrMigrated.Error() }

// Is makes errors.Is(err, ErrMigrated) true.
func (e *MigratedError) Is(target error) bool { return target == ErrMigrated }

// reply is the envelope of every answer of the Bot API.
type reply struct {
	OK          bool   `json:"ok"`
	ErrorCode   int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter      int   `json:"retry_after"`
		MigrateToChatID int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// err turns a refusal into one of the errors above.
func (r *reply) err() error {
	low := strings.ToLower(r.Description)
	switch {
	case r.OK:
		return nil
	case r.ErrorCode == 429:
		return &FloodError{RetryAfter: max(time.Duration(r.Parameters.RetryAfter)*time.Second, time.Second)}
	case r.Parameters.MigrateToChatID != 0:
		return &MigratedError{To: r.Parameters.MigrateToChatID}
	case r.ErrorCode >= 500:
		return fmt.Errorf("%w: %d %s", ErrUnreachable, r.ErrorCode, scrub(r.Description))
	case r.ErrorCode == 401:
		return ErrTokenRefused
	case r.ErrorCode == 403:
		return ErrBlocked
	case r.ErrorCode == 404:
		return errNotFound
	case r.ErrorCode == 409:
		return fmt.Errorf("%w: %s", errConflict, scrub(r.Description))
	case strings.Contains(low, "message is not modified"):
		return errNotModified
	case strings.Contains(low, "query is too old"), strings.Contains(low, "query id is invalid"):
		return ErrTooOld
	}
	return fmt.Errorf("%w: %d %s", ErrRefused, r.ErrorCode, scrub(r.Description))
}

// quoted is what an error message may have copied from a message: Telegram
// and strconv both put the culprit between quotes.
var quoted = regexp.MustCompile("\"[^\"]*\"?|`[^`]*`?|«[^»]*»?|'[^']*'")

// scrub makes an error text fit to be logged: without what it quotes, and short.
func scrub(text string) string {
	text = quoted.ReplaceAllString(text, `"…"`)
	if r := []rune(text); len(r) > 160 {
		text = string(r[:160]) + "…"
	}
	return text
}

// Class is the short name of an error, for logs, metrics and dead letters.
func Class(err error) string {
	for _, c := range classes {
		if errors.Is(err, c.err) {
			return c.name
		}
	}
	if p := (*panicError)(nil); errors.As(err, &p) {
		return "panic"
	}
	return "other"
}
