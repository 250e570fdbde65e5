package simulator

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Call is one call of the bot.
type Call struct {
	Method string    `json:"method"`
	ChatID int64     `json:"chat_id,omitempty"`
	At     time.Time `json:"at"`
	OK     bool      `json:"ok"`
}

// maxCalls bounds the memory a long demo takes.
const maxCalls = 20_000

// Calls are the last calls, oldest first, getUpdates included.
func (s *Simulator) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.calls...)
}

func (s *Simulator) recordCall(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.calls) >= maxCalls {
		s.calls = append(s.calls[:0], s.calls[maxCalls/2:]...)
	}
	s.calls = append(s.calls, c)
	if c.Method != "getUpdates" {
		s.wake()
	}
}

// serveCall answers /bot<token>/<method>.
func (s *Simulator) serveCall(w http.ResponseWriter, r *http.Request) {
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	p, apiErr := readParams(r)
	_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice that the client left
	method, known := s.methods[strings.ToLower(name)]
	switch {
	case token != s.token:
		apiErr = errUnauthorized
	case r.Method != http.MethodGet && r.Method != http.MethodPost || !known:
		apiErr = &apiError{Code: 404, Description: "Not Found"}
	}
	if apiErr != nil {
		s.refuse(name, apiErr)
		writeAnswer(w, nil, apiErr)
		return
	}
	chatID := p.int("chat_id")
	fault := s.takeFault(method, chatID)
	if fault.Hang > 0 && !s.pause(r.Context(), fault.Hang) {
		return
	}
	if fault.fails() && !fault.After {
		s.recordCall(Call{method, chatID, s.now(), false})
		fault.fail(w)
		return
	}
	result, apiErr := s.perform(r.Context(), method, p)
	if r.Context().Err() != nil && method == "getUpdates" {
		return // the poller is gone: nobody to refuse
	}
	s.recordCall(Call{method, chatID, s.now(), apiErr == nil})
	if apiErr != nil {
		s.refuse(method, apiErr)
	} else if fault.fails() {
		fault.fail(w)
		return
	}
	writeAnswer(w, result, apiErr)
}

// pause waits; false when the client left or the simulator closed meanwhile.
func (s *Simulator) pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
	case <-s.closed:
	}
	return false
}

func (s *Simulator) perform(ctx context.Context, method string, p *params) (any, *apiError) {
	if err := s.spec.check(method, p); err != nil {
		return nil, err
	}
	if method == "getUpdates" {
		return s.getUpdates(ctx, p)
	}
	do, ok := implemented[method]
	if !ok {
		return nil, &apiError{Code: 501, Description: "Not Implemented: " + method + " is not implemented by the simulator"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if wait := s.limits.take(s, method, p.int("chat_id")); wait > 0 {
		return nil, tooMany(wait)
	}
	result, err := do(s, p)
	if err != nil {
		return nil, err
	}
	return frozen(result)
}

// frozen writes a result down while nobody may change it: a message that is
// being answered may be edited by the next request.
func frozen(result any) (any, *apiError) {
	data, err := json.Marshal(result)
	if err != nil {
		return nil, &apiError{Code: 500, Description: "Internal Server Error: " + err.Error()}
	}
	return json.RawMessage(data), nil
}

func writeAnswer(w http.ResponseWriter, result any, e *apiError) {
	type parameters struct {
		RetryAfter int   `json:"retry_after,omitempty"`
		MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	}
	answer := struct {
		OK          bool        `json:"ok"`
		Result      any         `json:"result,omitempty"`
		Code        int         `json:"error_code,omitempty"`
		Description string      `json:"description,omitempty"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{OK: e == nil, Result: result}
	w.Header().Set("Content-Type", "application/json")
	if e != nil {
		answer.Result, answer.Code, answer.Description = nil, e.Code, e.Description
		if e.RetryAfter > 0 || e.MigrateTo != 0 {
			answer.Parameters = &parameters{e.RetryAfter, e.MigrateTo}
		}
		if e.RetryAfter > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfter))
		}
		w.WriteHeader(e.Code)
	}
	_ = json.NewEncoder(w).Encode(answer) // the client may be gone: nothing to do
}
