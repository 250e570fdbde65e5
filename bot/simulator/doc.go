// Package simulator is the Telegram Bot API over HTTP, in memory, with a chat
// page: what `relais demo` shows and what the tests talk to.
//
// It promises three things.
//
// A bot cannot tell it from Telegram for what it implements: same paths, same
// answers, same refusals, same order of updates, kept until they are confirmed.
//
// It refuses what Telegram would refuse, and a little more: each call is checked
// against the published specification, an unknown parameter is an error, and
// every refusal is recorded (Refusals) so that a test can require that there was
// none but those it asked for (Expect).
//
// It misbehaves on demand (Fault): 429, 403, 500, HTML bodies, hanging, cutting
// the connection, failing after having done the work.
//
// People are played from Go (Actor), from another process (/sim/api/…) or from
// the page at /. Nothing is written to disk and nothing is asked of the network,
// except the webhook the bot itself has set.
//
// Known gaps: channels, forums, business connections, payments, Markdown, and
// every method listed neither in methods.go nor in Telegram's documentation are
// refused, never imitated halfway.
package simulator
