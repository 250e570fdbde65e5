// Package telegram is the edge of the Bot API: everything that comes from
// Telegram enters through its inbox, everything that goes there leaves
// through its sender.
//
// In. An update is committed to the inbox before Telegram is told that it
// arrived, by long polling or by webhook alike; the same update twice is one
// row. It waits there sealed, is handed to Options.Handle one at a time and in
// order within its chat, and its payload is erased as soon as it is handled or
// given up. So an update is handled at least once: the handler records by
// update id, and may reply twice after a crash.
//
// Out. Do paces messages as Telegram asks, waits when told to, retries what
// surely was not done and says which of a few errors happened; Answer serves
// the calls that put no message in a chat and must not wait behind those that
// do. Later sends what can wait, announcements, in what Do leaves of the rate,
// and never twice. How long Telegram asked to wait is remembered over restarts.
//
// Nothing logged or kept by this package shows a word, a name, a chat id or the
// token.
//
// Of go-telegram/bot it uses types, methods and the seams for another address
// and another HTTP client. Its poller, webhook handler and router are not used:
// they lose updates and their order.
//
// Known gaps: each replica paces itself only, and several rely on Telegram's 429
// for the sum; leases compare clocks of replicas, which must agree within a few
// seconds; a handler that ignores its context holds its lane until it returns.
package telegram
