package bot

import (
	"sync"
	"time"

	"relais/directory"
)

// How long a chat's last answer, and a position shared before a question, are
// remembered, and for how many chats.
const (
	recentLife  = time.Hour
	recentChats = 10_000
)

// lately is what a chat did last.
type lately struct {
	browsing string           // the answer read last
	near     *directory.Point // shared, for the question to come
	at       time.Time
}

// recent remembers chats for a while, in memory only.
type recent struct {
	mu    sync.Mutex
	chats map[int64]lately
}

func newRecent() *recent { return &recent{chats: map[int64]lately{}} }

func (r *recent) get(chat int64, now time.Time) lately {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.chats[chat]
	if now.Sub(l.at) > recentLife {
		return lately{}
	}
	return l
}

func (r *recent) set(chat int64, l lately) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.chats) >= recentChats {
		for id, old := range r.chats {
			if l.at.Sub(old.at) > recentLife || len(r.chats) >= recentChats {
				delete(r.chats, id)
			}
		}
	}
	r.chats[chat] = l
}

// forget erases what a chat did.
func (r *recent) forget(chat int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.chats, chat)
}

// albums remembers the last album of each chat, so that ten photos get one
// answer.
type albums struct {
	mu   sync.Mutex
	last map[int64]string
}

func newAlbums() *albums { return &albums{last: map[int64]string{}} }

// first tells whether a message is alone or the first of its album.
func (a *albums) first(chat int64, album string) bool {
	if album == "" {
		return true
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.last[chat] == album {
		return false
	}
	if len(a.last) >= recentChats {
		clear(a.last)
	}
	a.last[chat] = album
	return true
}
