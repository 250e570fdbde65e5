// Package text holds every sentence of the conversation, in one catalogue, and
// the small rules of written French: plurals, numbers, distances, dates.
//
// It promises that a sentence fits where Telegram shows it, that what is put
// into a message is escaped unless it is [HTML], and that a placeholder left
// without a value does not reach a person: the tests read every call.
package text
