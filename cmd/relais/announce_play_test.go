package main

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
)

// plays are people who talk to the program of a stage.
type plays struct {
	*stage
	ctx context.Context
}

// plainWords reads as one would type it.
func plainWords(words string) string { return strings.ReplaceAll(words, "\u00a0", " ") }

// last is the latest message of the program to somebody.
func (p *plays) last(who *simulator.Actor) (m simulator.Message) {
	if list := answers(p.sim.Messages(who.ID)); len(list) > 0 {
		m = list[len(list)-1]
	}
	return m
}

// hears waits for the latest message to somebody to say something.
func (p *plays) hears(who *simulator.Actor, words ...string) simulator.Message {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	err := p.sim.WaitUntil(ctx, func() bool {
		body := plainWords(p.last(who).Body())
		for _, w := range words {
			if !strings.Contains(body, w) {
				return false
			}
		}
		return body != ""
	})
	if err != nil {
		p.t.Fatalf("%s waits for %q, and has: %s", who.FirstName, words, p.last(who).Body())
	}
	return p.last(who)
}

// says writes something, and hears.
func (p *plays) says(who *simulator.Actor, words string, hears ...string) simulator.Message {
	p.t.Helper()
	who.Send(0, words)
	return p.hears(who, hears...)
}

// taps presses a button of the latest message, and hears; it returns what the
// program shows for a moment.
func (p *plays) taps(who *simulator.Actor, button string, hears ...string) (notice string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	err := p.sim.WaitUntil(ctx, func() bool { _, ok := p.last(who).Button(button); return ok })
	if err != nil {
		p.t.Fatalf("%s has no button %s under: %s", who.FirstName, button, p.last(who).Body())
	}
	answer, err := who.TapWait(ctx, 0, p.last(who).ID, button)
	if err != nil {
		p.t.Fatalf("%s taps %s: %v", who.FirstName, button, err)
	}
	p.hears(who, hears...)
	return plainWords(answer.Text)
}

var invitation = regexp.MustCompile(`start=(inv-[A-Za-z0-9_-]+)`)

// invited gives somebody a role by the link that the command line prints.
func (p *plays) invited(who *simulator.Actor, role, words string) {
	p.t.Helper()
	out, _, err := relais(p.ctx, p.env, "", "invite", role)
	link := invitation.FindStringSubmatch(out)
	if err != nil || link == nil {
		p.t.Fatalf("invite %s: %v, %s", role, err, out)
	}
	who.Start(link[1])
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	err = p.sim.WaitFor(ctx, who.ID, func(list []simulator.Message) bool {
		for _, m := range answers(list) {
			if strings.Contains(m.Text, words) {
				return true
			}
		}
		return false
	})
	if err != nil {
		p.t.Fatalf("%s is not invited as %s: %v", who.FirstName, words, err)
	}
	p.hears(who, "Deux questions") // the last of three messages
}

// dayWords is a day as somebody would type it.
func dayWords(at time.Time) string {
	months := []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	return at.Format("2 ") + months[at.Month()-1] + at.Format(" 2006")
}

// newPlays opens a stage where announcements are sent.
func newPlays(t *testing.T, address string) *plays {
	t.Helper()
	s := newStage(t, address)
	log, stop := s.here(settings{"RELAIS_SEND": "true"})
	ready(t, log)
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("ended with %v", err)
		}
	})
	return &plays{s, t.Context()}
}
