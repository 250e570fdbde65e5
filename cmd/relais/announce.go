package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"relais/bot/announce"
	"relais/bot/announce/exchange"
	"relais/bot/text"
	"relais/directory/db"
)

// newBoard makes the board of announcements as every command needs it.
func newBoard(d *db.DB, key db.Key, more ...announce.Option) *announce.Board {
	return announce.New(d, key, time.Now, append([]announce.Option{announce.WithCommunes(communes())}, more...)...)
}

// post sends what is due, when sending is on.
func (s *server) post() *announce.Post {
	return &announce.Post{Board: s.board, Send: s.bot.SendAnnouncement, Clears: true,
		Enabled: func() bool { return s.Send }, ChatOf: s.chatOf, Log: s.log}
}

// chatsKept is how long the chats of authors are not looked for again: there
// may be a hundred thousand to open, and whoever sends waits meanwhile.
const chatsKept = time.Minute

// authors knows the private chats of those who subscribed, by pseudonym.
type authors struct {
	mu    sync.Mutex
	chats map[string]int64
	read  time.Time
}

// chatOf finds the private chat of somebody by their pseudonym, among those who
// subscribed to announcements: no other chat is known.
func (s *server) chatOf(author string) (int64, bool) {
	a := &s.authors
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.chats == nil || time.Since(a.read) > chatsKept {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		chats, err := s.board.PrivateChats(ctx)
		if err != nil {
			s.log.Error("chat of an author", "error", err.Error())
			return 0, false
		}
		a.chats, a.read = make(map[string]int64, len(chats)), time.Now()
		for _, chat := range chats {
			a.chats[s.relay.Pseudonym(chat)] = chat
		}
	}
	chat, ok := a.chats[author]
	return chat, ok
}

// moderators are the coordinators who subscribed: they are told of proposals.
func (s *server) moderators(ctx context.Context) ([]int64, error) {
	people, err := s.relay.People(ctx)
	if err != nil {
		return nil, err
	}
	coordinates := map[string]bool{}
	for _, p := range people {
		coordinates[p.Operator] = p.Coordinates()
	}
	chats, err := s.board.PrivateChats(ctx)
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, chat := range chats {
		if coordinates[s.relay.Pseudonym(chat)] {
			out = append(out, chat)
		}
	}
	return out, nil
}

// username is the bot's, known before anybody asks.
func (s *server) username() string { return s.bot.Username }

// calendar writes an announcement for a calendar program.
func calendar(it announce.Item) ([]byte, error) {
	var out bytes.Buffer
	err := exchange.Calendar(&out, []announce.Item{it}, exchange.CalendarOptions{Name: "Relais"})
	return out.Bytes(), err
}

type announceCommand struct {
	storage
	DryRun bool   `required:"" help:"Dire ce qui partirait, sans rien envoyer."`
	Secret string `env:"RELAIS_SECRET" help:"Clé des pseudonymes, gardée hors de la base."`
}

// Run tells what the announcements would send now.
func (c *announceCommand) Run(ctx context.Context, e *environment) error {
	key, err := secretKey(c.Secret, e.getenv, e.stderr)
	if err != nil {
		return err
	}
	d, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	due, err := newBoard(d, key).Due(ctx)
	if err != nil {
		return err
	}
	if len(due) == 0 {
		say(e.stdout, text.NothingToSend.Say())
	}
	for _, m := range due {
		count := m.Counts[announce.Waiting]
		say(e.stdout, strings.TrimRight(fmt.Sprintf("%6s  %-26s %s", text.Number(count), text.MailingPurpose(m.Purpose), text.Tidy(m.Title)), " "))
	}
	return nil
}
