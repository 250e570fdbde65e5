package simulator

import (
	"log/slog"
	"strings"
)

// Refusal is a call the simulator answered with an error of its own (faults asked
// for are not refusals).
type Refusal struct {
	Method      string `json:"method"`
	Description string `json:"description"`
	Expected    bool   `json:"expected"`
}

type expectation struct {
	method, substring string
	left              int // negative: any number
}

// Refusals are all refusals so far.
func (s *Simulator) Refusals() []Refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Refusal(nil), s.refusals...)
}

// Unexpected are the refusals nobody asked for: a test wants none.
func (s *Simulator) Unexpected() []Refusal {
	var list []Refusal
	for _, r := range s.Refusals() {
		if !r.Expected {
			list = append(list, r)
		}
	}
	return list
}

// Expect marks one coming refusal of the method ("*" for any) whose description
// contains the substring.
func (s *Simulator) Expect(method, substring string) { s.expect(method, substring, 1) }

// ExpectMany marks all coming ones, however many, as when a bot is killed and calls again.
func (s *Simulator) ExpectMany(method, substring string) { s.expect(method, substring, -1) }

func (s *Simulator) expect(method, substring string, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expected = append(s.expected, &expectation{method, substring, times})
}

func (s *Simulator) refuse(method string, e *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := Refusal{Method: method, Description: e.Description}
	for _, x := range s.expected {
		if x.left != 0 && (x.method == "*" || x.method == method) && strings.Contains(e.Description, x.substring) {
			x.left--
			r.Expected = true
			break
		}
	}
	s.refusals = append(s.refusals, r)
	s.log.Info("simulator refused", slog.String("method", method), slog.Int("code", e.Code), slog.Bool("expected", r.Expected))
	s.wake()
}
