package simulator

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"time"
)

//go:embed static
var static embed.FS

// policy lets the page load its own files and nothing else.
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// event tells the page that something changed.
type event struct {
	Kind string `json:"kind"`
	Chat int64  `json:"chat,omitempty"`
}

// view is a message with what only the page and distant tests see of it.
type view struct {
	Message
	Edits int `json:"edits"`
}

// chatView is a conversation as its list shows it.
type chatView struct {
	Chat
	Members  []int64   `json:"members"`
	Last     *Message  `json:"last,omitempty"`
	Count    int       `json:"count"`
	Typing   bool      `json:"typing"`
	Blocked  bool      `json:"blocked"`
	Keyboard *Markup   `json:"keyboard,omitempty"`
	Commands []Command `json:"commands"`
}

type world struct {
	Bot    User       `json:"bot"`
	About  string     `json:"description,omitempty"`
	People []Person   `json:"people"`
	Chats  []chatView `json:"chats"`
}

func (s *Simulator) routePage(mux *http.ServeMux) {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // embedded
	}
	server := http.FileServerFS(files)
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
	mux.HandleFunc("GET /sim/api/world", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.world()) })
	mux.HandleFunc("GET /sim/file", s.servePreview)
	mux.HandleFunc("GET /sim/events", s.serveEvents)
}

func (s *Simulator) views(chatID int64) []view {
	list := []view{}
	for _, m := range s.Messages(chatID) {
		list = append(list, view{m, m.Edits})
	}
	return list
}

func (s *Simulator) world() world {
	w := world{Bot: s.Bot(), People: []Person{}, Chats: []chatView{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	w.About = or(s.profile["description|fr"], s.profile["description|"])
	for _, a := range s.people {
		w.People = append(w.People, a.Person)
	}
	for _, id := range s.order {
		c := s.chats[id]
		if c.migratedTo != 0 {
			continue
		}
		v := chatView{Chat: c.Chat, Members: slices.Clone(c.members), Typing: s.now().Before(c.typingUntil),
			Blocked: c.blocked, Keyboard: c.keyboard, Commands: s.commandsIn(id)}
		for _, m := range c.messages {
			if !m.deleted {
				copied := m.Message
				v.Last = &copied
				v.Count++
			}
		}
		w.Chats = append(w.Chats, v)
	}
	return w
}

// servePreview shows a picture, or downloads any other file.
func (s *Simulator) servePreview(w http.ResponseWriter, r *http.Request) {
	data := s.FileData(r.FormValue("id"))
	if data == nil {
		http.NotFound(w, r)
		return
	}
	kind := http.DetectContentType(data)
	if kind != "image/png" && kind != "image/jpeg" {
		kind = "application/octet-stream"
		w.Header().Set("Content-Disposition", "attachment; filename="+strconv.QuoteToASCII(or(r.FormValue("name"), "fichier")))
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(data)
}

// serveEvents streams what changes, as server-sent events.
func (s *Simulator) serveEvents(w http.ResponseWriter, r *http.Request) {
	events := make(chan event, 64)
	s.mu.Lock()
	s.subscribers[events] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.subscribers, events)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w)
	fmt.Fprint(w, "retry: 1000\n\n")
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	for flush.Flush() == nil {
		select {
		case e := <-events:
			data, _ := json.Marshal(e)
			fmt.Fprintf(w, "data: %s\n\n", data)
		case <-alive.C:
			fmt.Fprint(w, ": \n\n")
		case <-r.Context().Done():
			return
		case <-s.closed:
			return
		}
	}
}
