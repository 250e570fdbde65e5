// Package relay keeps relay activity: which questions operators asked, which
// services they turned to, what found no answer. The model is contact, need,
// referral: a need is what one person is looking for, told by one or several
// questions; intents and unmet needs are recorded against it.
//
// It promises:
//   - each question is counted exactly once, whatever the number of times its
//     update is handled;
//   - no table holds a word of a question, a name or a Telegram id: operators
//     and messages are keyed pseudonyms, everything understood is an id of a
//     closed vocabulary, and what is not is dropped;
//   - a role comes by a one-time link only, and each grant and refusal leaves a
//     line in the audit trail;
//   - Held shows all there is about somebody, Erase leaves none of it; Expire
//     erases what is old; counts stay;
//   - the words needed to browse an answer are sealed, and erased after
//     Lifetime at most.
//
// Codes of invitations and tokens of sessions stand in the database as keyed
// digests: whoever reads it can use none.
//
// Redact is the second wall: it removes what tells a person from a text that
// is printed or logged.
package relay
