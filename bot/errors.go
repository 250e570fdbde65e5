package bot

import (
	"crypto/rand"
	"errors"

	"relais/bot/relay"
	"relais/bot/text"
)

// apology turns an error into what the person may know of it. An error it
// does not know becomes an incident with a reference; the log has the rest.
func (b *Bot) apology(err error, doing string) string {
	switch {
	case errors.Is(err, b.NotFound):
		return text.UnknownCard.Say()
	case errors.Is(err, errFind):
		return text.SearchDown.Say("reference", b.incident(err, doing))
	}
	return text.Incident.Say("reference", b.incident(err, doing))
}

// incident logs an error and returns the reference that a person can quote.
// What the error says is redacted: a driver may quote a value.
func (b *Bot) incident(err error, doing string) (reference string) {
	reference = rand.Text()[:6]
	b.Log.Error("incident", "reference", reference, "doing", doing, "error", relay.Redact(err.Error()))
	return reference
}
