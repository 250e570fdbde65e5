package simulator

import (
	"strings"
	"time"
)

type callbackQuery struct {
	at     time.Time
	answer *CallbackAnswer
}

// CallbackAnswer is what a tap brought besides messages: a passing notice or an alert.
type CallbackAnswer struct {
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"alert,omitempty"`
	URL   string `json:"url,omitempty"`
}

func (s *Simulator) answerCallbackQuery(p *params) (any, *apiError) {
	q := s.queries[p.text("callback_query_id")]
	if q == nil || q.answer != nil || s.now().Sub(q.at) > callbackLife {
		return nil, errQueryTooOld
	}
	if units(p.text("text")) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	link := p.text("url")
	if link != "" && !strings.HasPrefix(link, "https://t.me/"+s.username) && !strings.HasPrefix(link, "t.me/"+s.username) {
		return nil, badRequest("URL_INVALID")
	}
	q.answer = &CallbackAnswer{p.text("text"), p.bool("show_alert"), link}
	s.wake()
	return true, nil
}

// Answer is the answer to a tap, if the bot gave one.
func (s *Simulator) Answer(queryID string) (CallbackAnswer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.queries[queryID]; q != nil && q.answer != nil {
		return *q.answer, true
	}
	return CallbackAnswer{}, false
}
