package simulator

import (
	"fmt"
)

// apiError is a refusal as Telegram words it.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int   // seconds; with 429
	MigrateTo   int64 // the supergroup a group became
}

func (e *apiError) Error() string { return e.Description }

func badRequest(format string, args ...any) *apiError {
	return &apiError{Code: 400, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(why string) *apiError {
	return &apiError{Code: 403, Description: "Forbidden: " + why}
}

func tooMany(seconds int) *apiError {
	return &apiError{Code: 429, RetryAfter: seconds,
		Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds)}
}

var (
	errUnauthorized = &apiError{Code: 401, Description: "Unauthorized"}
	errOtherPoller  = &apiError{Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
	errWebhookSet   = &apiError{Code: 409, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	errNotModified  = badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	errQueryTooOld  = badRequest("query is too old and response timeout expired or query ID is invalid")
	errChatUnknown  = badRequest("chat not found")
	errBlocked      = forbidden("bot was blocked by the user")
)
