package simulator

import (
	"fmt"
	"net/http"
	"time"
)

// Fault is a misbehaviour to come. Of the faults that match a call the oldest is used.
type Fault struct {
	Method     string        // a method, or "*": any but getUpdates, which must be named
	ChatID     int64         // 0: any
	Times      int           // how many calls; 0 means 1, negative for ever
	Status     int           // 429, 403, 500, 502…; 0 with only Hang: answers late
	RetryAfter int           // seconds, with 429
	Hang       time.Duration // before anything else
	Cut        bool          // close the connection instead of answering
	After      bool          // do the work, then fail: sent, but the bot cannot know
	HTML       bool          // a page instead of JSON, as a proxy in between answers
	MigrateTo  int64         // with 400: the supergroup
	Text       string        // the description, if not the usual one
}

// Fault adds a fault.
func (s *Simulator) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// ClearFaults ends all faults.
func (s *Simulator) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Simulator) takeFault(method string, chatID int64) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		named := f.Method == method || f.Method == "*" && method != "getUpdates"
		if named && f.Times != 0 && (f.ChatID == 0 || f.ChatID == chatID) {
			f.Times--
			return *f
		}
	}
	return Fault{}
}

func (f Fault) fails() bool { return f.Status != 0 || f.Cut || f.HTML }

func (f Fault) fail(w http.ResponseWriter) {
	if f.Cut {
		panic(http.ErrAbortHandler)
	}
	e := &apiError{Code: f.Status, RetryAfter: f.RetryAfter, MigrateTo: f.MigrateTo, Description: f.Text}
	if e.Code == 0 {
		e.Code = http.StatusBadGateway
	}
	if f.HTML {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(e.Code)
		fmt.Fprintf(w, "<html><head><title>%d %[2]s</title></head><body><h1>%[2]s</h1></body></html>", e.Code, http.StatusText(e.Code))
		return
	}
	if e.Description == "" {
		switch e.Code {
		case 429:
			e.Description = tooMany(f.RetryAfter).Description
		case 403:
			e.Description = errBlocked.Description
		case 400:
			e.Description = "Bad Request: group chat was upgraded to a supergroup chat"
		default:
			e.Description = http.StatusText(e.Code)
		}
	}
	writeAnswer(w, nil, e)
}
