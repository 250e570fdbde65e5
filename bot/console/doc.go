// Package console is what coordinators read in a browser: figures, entries,
// people, the audit trail; and the few public pages that need no one to be
// known: privacy, and the survey of residents.
//
// It promises:
//   - no page of the console without a session, and a session sees its own
//     territory only;
//   - nothing is changed by GET; every change carries a token of its session and
//     comes from our own pages;
//   - the way in is a link used once, or the data Telegram signed for a Mini App
//     less than ten minutes ago;
//   - what is decided about an announcement is decided about the very message
//     that was shown: when it changed since, nothing is done;
//   - pages are complete without a script, and load nothing from elsewhere.
package console
