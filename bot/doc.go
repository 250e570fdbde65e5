// Package bot is the conversation: it turns an update of Telegram into an
// intent, and the intent into one reply.
//
// It promises:
//   - danger first: what a text calls for is looked at, and the number sent,
//     before the search and the database are asked anything;
//   - a question is answered even when it cannot be recorded, and recorded
//     once however often its update is handled;
//   - while an answer is browsed one message is edited in place, and no button
//     stays without an answer: a stale one says so and offers a way on;
//   - nothing of the directory, and no word of a person, can break a message;
//     no word of a person is logged.
//
// In a group the one who asked may change the search; everybody may read the
// cards. A referral, a call or a share is recorded for the one who taps.
//
// Whoever asks is asked once, after an answer, for which structure and where
// they work; they may pass. In a bot open to who is invited only, the others are
// told how to be let in, and danger cards go out all the same. Commands for
// those who coordinate show protected figures of their territory only, and who
// may see them is looked up at each tap.
//
// Announcements are entered by a form that keeps its draft and listens for an
// hour after its last question: danger comes first there too, and later words are
// questions again. What is shown before it is proposed, approved and sent is one
// message, made by one function; a coordinator approves the digest of what they
// were shown. Coordinators whose chat Options.Moderators knows are told of each
// proposal; /moderer lists what waits for all of them. Only administrators
// change what a group or a channel gets, and anybody stops what they get
// themselves.
//
// A question of the inline mode is recorded when a result of it is chosen, not
// at each letter typed; this needs the inline feedback of @BotFather
// (/setinlinefeedback), as does counting shares.
//
// Known gaps: a position shared before any question, and which answer a chat
// read last, are remembered in memory: after a restart, or on another replica,
// Relais asks again what is sought. The reply keyboard comes with /start only.
package bot
