package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Person is somebody who talks to the bot. The private chat has the person's id.
type Person struct {
	ID        int64  `json:"id"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"` // "fr" if empty
	Role      string `json:"role,omitempty"`          // shown by the page, e.g. « opératrice »
	Stranger  bool   `json:"stranger,omitempty"`      // never wrote to the bot: it may not write first
}

// Group is a basic group the bot belongs to. Its ID is negative; its first member
// created it.
type Group struct {
	ID      int64   `json:"id"`
	Title   string  `json:"title"`
	Members []int64 `json:"members"`
}

type chat struct {
	Chat
	members     []int64
	messages    []*message
	keyboard    *Markup // the reply keyboard now shown
	typingUntil time.Time
	blocked     bool
	stranger    bool
	migratedTo  int64
}

type message struct {
	Message
	deleted bool
}

// AddPerson declares somebody and opens the private chat. It panics if the id is not
// positive or is taken: a test's mistake.
func (s *Simulator) AddPerson(p Person) *Actor {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.ID <= 0 || s.chats[p.ID] != nil {
		panic(fmt.Sprintf("simulator: AddPerson: bad or repeated id %d", p.ID))
	}
	p.Language = or(p.Language, "fr")
	a := &Actor{Person: p, s: s}
	s.people = append(s.people, a)
	s.addChat(&chat{stranger: p.Stranger, members: []int64{p.ID}, Chat: Chat{ID: p.ID, Type: "private",
		FirstName: p.FirstName, LastName: p.LastName, Username: p.Username}})
	return a
}

// AddGroup declares a group. It panics if the id is not negative or is taken.
func (s *Simulator) AddGroup(g Group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g.ID >= 0 || s.chats[g.ID] != nil {
		panic(fmt.Sprintf("simulator: AddGroup: bad or repeated id %d", g.ID))
	}
	s.addChat(&chat{members: slices.Clone(g.Members), Chat: Chat{ID: g.ID, Type: "group", Title: g.Title}})
}

func (s *Simulator) addChat(c *chat) {
	s.chats[c.ID] = c
	s.order = append(s.order, c.ID)
	s.notify("chats", c.ID)
}

// Migrate turns a group into a supergroup, whose id it returns. The old id is refused
// from now on, with the new one as parameter.
func (s *Simulator) Migrate(groupID int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.chats[groupID]
	if old == nil || old.Type != "group" || old.migratedTo != 0 {
		panic(fmt.Sprintf("simulator: Migrate(%d): not a group", groupID))
	}
	id := -1_000_000_000_000 + groupID
	now := &chat{members: old.members, Chat: Chat{ID: id, Type: "supergroup", Title: old.Title}}
	s.addChat(now)
	old.migratedTo = id
	creator := s.user(firstOf(old.members))
	s.deliver(s.append(old, Message{From: creator, MigrateTo: id}))
	s.deliver(s.append(now, Message{From: creator, MigrateFrom: groupID}))
	return id
}

func (s *Simulator) known(chatID int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chats[chatID] != nil
}

func (s *Simulator) isGroup(chatID int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	return c != nil && c.Type == "group" && c.migratedTo == 0
}

func firstOf(ids []int64) int64 {
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

// Messages are those of a chat that were not deleted, oldest first.
func (s *Simulator) Messages(chatID int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil {
		return nil
	}
	var list []Message
	for _, m := range c.messages {
		if !m.deleted {
			copied := m.Message
			copied.History = slices.Clone(m.History)
			list = append(list, copied)
		}
	}
	return list
}

// Keyboard is the reply keyboard a chat now shows, or nil.
func (s *Simulator) Keyboard(chatID int64) *Markup {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chatID]; c != nil {
		return c.keyboard
	}
	return nil
}

// append adds a message to a chat; id and date are given here.
func (s *Simulator) append(c *chat, m Message) *message {
	s.lastMessage++
	m.ID, m.Chat, m.Date = s.lastMessage, c.Chat, s.now().Unix()
	stored := &message{Message: m}
	c.messages = append(c.messages, stored)
	s.notify("message", c.ID)
	return stored
}

func (c *chat) message(id int64) *message {
	for _, m := range c.messages {
		if int64(m.ID) == id && !m.deleted {
			return m
		}
	}
	return nil
}

// quoted is a message as it stands inside another: without its own quotation.
func (m *message) quoted() *Message {
	copied := m.Message
	copied.ReplyTo = nil
	return &copied
}

func (s *Simulator) user(id int64) *User {
	if id == s.id {
		u := s.Bot()
		return &u
	}
	if a := s.actor(id); a != nil {
		return &User{ID: a.ID, FirstName: a.FirstName, LastName: a.LastName, Username: a.Username, Language: a.Language}
	}
	return nil
}

func (s *Simulator) actor(id int64) *Actor {
	for _, a := range s.people {
		if a.ID == id {
			return a
		}
	}
	return nil
}

func sameJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}
