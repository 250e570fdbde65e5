package simulator

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// DefaultToken is the token when Options give none. It opens nothing anywhere else.
const DefaultToken = "7000000001:SIMULATEUR"

// Options say who the bot is and how Telegram behaves. The zero value is usable.
type Options struct {
	Token          string           // "ID:secret"; DefaultToken if empty
	Name           string           // the bot's display name; "Relais" if empty
	Username       string           // without @; "RelaisBot" if empty
	Log            *slog.Logger     // one line per refusal; discarded if nil
	Clock          func() time.Time // dates of messages and expiry of queries; time.Now if nil
	Limits         *Limits          // 429 above these rates; none if nil
	InlineFeedback bool             // deliver chosen_inline_result (a @BotFather setting)
	SeesAll        bool             // no privacy mode: the bot receives all of a group's messages
}

// Simulator is one bot's Telegram. Its methods may be called from any goroutine.
type Simulator struct {
	token, name, username string
	id                    int64
	log                   *slog.Logger
	now                   func() time.Time
	spec                  *spec
	methods               map[string]string // lower-case → canonical
	limits                *limiter
	feedback, seesAll     bool

	closed    chan struct{}
	closeOnce sync.Once
	running   sync.WaitGroup

	mu          sync.Mutex
	changed     chan struct{} // closed and replaced at every change
	subscribers map[chan event]bool
	people      []*Actor
	chats       map[int64]*chat
	order       []int64 // chats as declared
	lastMessage int
	lastQuery   int64
	lastFile    int
	files       map[string]*storedFile
	queries     map[string]*callbackQuery
	inlines     map[string]*inlineQuery
	updates     queue
	commands    map[string][]Command
	profile     map[string]string
	menu        map[int64]any
	faults      []*Fault
	expected    []*expectation
	refusals    []Refusal
	calls       []Call
}

// New returns a simulator with nobody in it.
func New(o Options) (*Simulator, error) {
	sp, err := loadSpec()
	if err != nil {
		return nil, err
	}
	s := &Simulator{token: or(o.Token, DefaultToken), name: or(o.Name, "Relais"), username: or(o.Username, "RelaisBot"),
		log: o.Log, now: o.Clock, spec: sp, feedback: o.InlineFeedback, seesAll: o.SeesAll,
		methods: map[string]string{}, closed: make(chan struct{}), changed: make(chan struct{}),
		subscribers: map[chan event]bool{}, chats: map[int64]*chat{}, files: map[string]*storedFile{},
		queries: map[string]*callbackQuery{}, inlines: map[string]*inlineQuery{},
		commands: map[string][]Command{}, profile: map[string]string{}, menu: map[int64]any{}}
	before, _, found := strings.Cut(s.token, ":")
	if s.id, err = strconv.ParseInt(before, 10, 64); err != nil || !found {
		return nil, fmt.Errorf("simulator: the token must look like 123456:secret")
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	for m := range sp.Methods {
		s.methods[strings.ToLower(m)] = m
	}
	if o.Limits != nil {
		s.limits = newLimiter(*o.Limits)
	}
	s.updates.init()
	return s, nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// Close releases pending long polls and event streams, and ends webhook delivery.
func (s *Simulator) Close() {
	s.closeOnce.Do(func() {
		close(s.closed)
		s.mu.Lock()
		s.updates.hook.stop()
		s.mu.Unlock()
		s.running.Wait()
	})
}

// Handler serves /bot<token>/…, /file/bot<token>/…, /sim/… and the page at /.
func (s *Simulator) Handler() http.Handler {
	mux := http.NewServeMux()
	s.routeControl(mux)
	s.routePage(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/bot"):
			s.serveCall(w, r)
		case strings.HasPrefix(r.URL.Path, "/file/bot"):
			s.serveFile(w, r)
		default:
			sameOrigin(mux).ServeHTTP(w, r)
		}
	})
}

// Token is the bot's token.
func (s *Simulator) Token() string { return s.token }

// Bot is the bot as a user.
func (s *Simulator) Bot() User {
	return User{ID: s.id, IsBot: true, FirstName: s.name, Username: s.username}
}

// WaitUntil returns when the condition holds; it is asked again after every change.
// The error is the context's, or says that the simulator was closed.
func (s *Simulator) WaitUntil(ctx context.Context, condition func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if condition() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.closed:
			return fmt.Errorf("simulator: closed")
		}
	}
}

// WaitFor waits until the messages of a chat satisfy the condition.
func (s *Simulator) WaitFor(ctx context.Context, chatID int64, condition func([]Message) bool) error {
	return s.WaitUntil(ctx, func() bool { return condition(s.Messages(chatID)) })
}

// wake wakes those who wait. The lock is held.
func (s *Simulator) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// notify wakes those who wait and tells the pages. The lock is held.
func (s *Simulator) notify(kind string, chatID int64) {
	s.wake()
	for sub := range s.subscribers {
		select {
		case sub <- event{Kind: kind, Chat: chatID}:
		default: // too slow: an event still waiting will make the page ask for everything
		}
	}
}
