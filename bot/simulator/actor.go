package simulator

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// Actor plays a person. Where a chat id is asked, 0 is the private chat with the bot.
// Message ids are 0 where the person may not write; update ids are 0 where the bot is
// not told (it sees little of a group).
type Actor struct {
	Person
	s *Simulator
}

// Actor finds a declared person, or nil.
func (s *Simulator) Actor(id int64) *Actor {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.actor(id)
}

// chat is one the person belongs to and may write to, or nil.
func (a *Actor) chat(id int64) *chat {
	if id == 0 {
		id = a.ID
	}
	c := a.s.chats[id]
	if c == nil || c.blocked || c.migratedTo != 0 || !slices.Contains(c.members, a.ID) {
		return nil
	}
	return c
}

// Send types a text. One longer than a message may be is cut, as the apps do; the ids
// are those of its last part.
func (a *Actor) Send(chatID int64, text string) (messageID int, updateID int64) {
	return a.Reply(chatID, 0, text)
}

// Reply types a text in reply to a message.
func (a *Actor) Reply(chatID int64, to int, text string) (messageID int, updateID int64) {
	for _, part := range cut(text) {
		messageID, updateID = a.put(chatID, to, Message{Text: part, Entities: detect(part, nil)})
	}
	return messageID, updateID
}

func cut(text string) []string {
	text, _ = trimText(strings.ReplaceAll(text, "\r", ""), nil)
	if text == "" {
		return nil
	}
	var parts []string
	for units(text) > maxText {
		n, at := 0, 0
		for i, r := range text {
			if n += utf16.RuneLen(r); n > maxText {
				at = i
				break
			}
		}
		parts, text = append(parts, text[:at]), text[at:]
	}
	return append(parts, text)
}

func (a *Actor) put(chatID int64, to int, m Message) (int, int64) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	c := a.chat(chatID)
	if c == nil {
		return 0, 0
	}
	c.stranger = false
	if c.keyboard != nil && c.keyboard.OneTime {
		c.keyboard = nil
	}
	m.From = s.user(a.ID)
	if quoted := c.message(int64(to)); quoted != nil {
		m.ReplyTo = quoted.quoted()
	}
	sent := s.append(c, m)
	return sent.ID, s.deliver(sent)
}

// deliver tells the bot of a message, if it may see it.
func (s *Simulator) deliver(m *message) int64 {
	if !s.sees(m) {
		return 0
	}
	return s.enqueue("message", m.Message)
}

// sees is Telegram's privacy mode: in a group the bot is told of service messages, of
// commands not addressed to another bot, of mentions and of replies to it.
func (s *Simulator) sees(m *message) bool {
	if m.Chat.Type == "private" || s.seesAll || m.MigrateTo != 0 || m.MigrateFrom != 0 {
		return true
	}
	if m.ReplyTo != nil && m.ReplyTo.FromBot() || m.ViaBot != nil {
		return true
	}
	body := utf16.Encode([]rune(m.Body()))
	for _, e := range slices.Concat(m.Entities, m.CaptionEntities) {
		word := string(utf16.Decode(body[e.Offset : e.Offset+e.Length]))
		_, addressee, addressed := strings.Cut(word, "@")
		mine := strings.EqualFold(addressee, s.username)
		if e.Type == "bot_command" && (!addressed || mine) || e.Type == "mention" && mine {
			return true
		}
	}
	return false
}

var startPayload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Start presses « Démarrer », with the payload of a link if not empty. It panics on a
// payload Telegram does not accept.
func (a *Actor) Start(payload string) (messageID int, updateID int64) {
	if payload == "" {
		return a.Send(0, "/start")
	}
	if !startPayload.MatchString(payload) {
		panic("simulator: Start: a payload is 1 to 64 of A-Z a-z 0-9 _ -")
	}
	return a.Send(0, "/start "+payload)
}

// Edit changes the text of one's own message; the update id is 0 if nothing changed.
func (a *Actor) Edit(chatID int64, messageID int, text string) (updateID int64) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	c := a.chat(chatID)
	if c == nil {
		return 0
	}
	m := c.message(int64(messageID))
	if m == nil || m.From.ID != a.ID || m.ViaBot != nil || m.Text == "" || m.Text == text {
		return 0
	}
	after := m.Message
	after.Text, _ = trimText(text, nil)
	after.Entities = detect(after.Text, nil)
	s.revise(m, after)
	s.notify("edit", c.ID)
	if !s.sees(m) {
		return 0
	}
	return s.enqueue("edited_message", m.Message)
}

// Tap presses a callback button of a message, by its text or data. The error says that
// there is no such message or button.
func (a *Actor) Tap(chatID int64, messageID int, button string) (queryID string, err error) {
	a.s.mu.Lock()
	c := a.chat(chatID)
	var b Button
	found := false
	if c != nil {
		if m := c.message(int64(messageID)); m != nil {
			b, found = m.Button(button)
		}
	}
	a.s.mu.Unlock()
	if !found || b.Data == "" {
		return "", fmt.Errorf("simulator: message %d has no callback button %q", messageID, button)
	}
	return a.TapData(chatID, messageID, b.Data), nil
}

// TapData presses a button that the message may no longer have: a screen that was not
// refreshed, or a message since deleted. The query id is empty if the chat is unknown.
func (a *Actor) TapData(chatID int64, messageID int, data string) (queryID string) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	c := a.chat(chatID)
	if c == nil {
		return ""
	}
	s.lastQuery++
	id := fmt.Sprintf("4%015d", s.lastQuery)
	query := map[string]any{"id": id, "from": s.user(a.ID), "data": data, "chat_instance": fmt.Sprintf("-77%d", max(c.ID, -c.ID))}
	m := c.message(int64(messageID))
	switch {
	case m == nil:
		query["message"] = map[string]any{"chat": c.Chat, "message_id": messageID, "date": 0}
	case m.InlineID != "":
		query["inline_message_id"] = m.InlineID
	default:
		query["message"] = m.Message
	}
	s.queries[id] = &callbackQuery{at: s.now()}
	s.enqueue("callback_query", query)
	return id
}

// TapWait presses a button and waits for the bot to answer the query.
func (a *Actor) TapWait(ctx context.Context, chatID int64, messageID int, button string) (CallbackAnswer, error) {
	id, err := a.Tap(chatID, messageID, button)
	if err != nil {
		return CallbackAnswer{}, err
	}
	return a.s.WaitAnswer(ctx, id)
}

// WaitAnswer waits for the answer to a tap.
func (s *Simulator) WaitAnswer(ctx context.Context, queryID string) (answer CallbackAnswer, err error) {
	err = s.WaitUntil(ctx, func() (ok bool) {
		answer, ok = s.Answer(queryID)
		return ok
	})
	return answer, err
}

// Block makes every call to the private chat answer 403, and tells the bot.
func (a *Actor) Block() { a.setBlocked(true) }

// Unblock ends Block.
func (a *Actor) Unblock() { a.setBlocked(false) }

func (a *Actor) setBlocked(blocked bool) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[a.ID]
	if c.blocked == blocked {
		return
	}
	c.blocked = blocked
	bot := s.Bot()
	state := func(blocked bool) map[string]any {
		if blocked {
			return map[string]any{"user": bot, "status": "kicked", "until_date": 0}
		}
		return map[string]any{"user": bot, "status": "member"}
	}
	s.enqueue("my_chat_member", map[string]any{"chat": c.Chat, "from": s.user(a.ID), "date": s.now().Unix(),
		"old_chat_member": state(!blocked), "new_chat_member": state(blocked)})
	s.notify("chats", c.ID)
}
