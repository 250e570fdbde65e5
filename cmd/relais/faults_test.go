package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db/dbtest"
)

// TestEveryFault asks questions while Telegram misbehaves in every way it
// knows: who did not block the bot gets every answer.
func TestEveryFault(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		s := newStage(t, address)
		c := newCrowd(s, 10, 4)
		log, stop := s.here(nil)
		ready(t, log)
		blocked := []*simulator.Actor{
			s.sim.AddPerson(simulator.Person{ID: 2001, FirstName: "Parti"}),
			s.sim.AddPerson(simulator.Person{ID: 2002, FirstName: "Partie"}),
		}
		hang := 25 * time.Second // longer than a call may take
		if testing.Short() {
			hang = 4 * time.Second
		}
		s.sim.Fault(simulator.Fault{Method: "sendMessage", ChatID: 2001, Times: -1, Status: http.StatusForbidden})
		for _, f := range []simulator.Fault{
			{Status: 429, RetryAfter: 2, Times: 2},
			{Status: 500, Times: 3},
			{Status: 502, HTML: true, Times: 3},
			{Cut: true, Times: 2},
			{Cut: true, After: true},
			{Status: 500, After: true},
			{Hang: 3 * time.Second, Times: 2},
			{Hang: hang, Times: 2},
		} {
			f.Method = "sendMessage"
			s.sim.Fault(f)
		}
		for _, f := range []simulator.Fault{{Status: 502, HTML: true}, {Status: 429, RetryAfter: 1}, {Cut: true}, {Status: 500}} {
			f.Method = "getUpdates"
			s.sim.Fault(f)
		}
		for range c.each {
			c.ask(len(c.chats), 200*time.Millisecond)
			for _, b := range blocked {
				b.Send(0, "dentiste")
			}
		}
		blocked[1].Block()
		s.sim.ExpectMany("sendMessage", "bot was blocked by the user")
		c.wait(90 * time.Second)
		until(t, "all handled", 30*time.Second, func() bool { return strings.Count(log.String(), `"msg":"update handled"`) >= 4*12 })
		if err := stop(); err != nil {
			t.Error(err)
		}
		c.check()
		if n := len(answers(s.sim.Messages(2001))); n != 0 {
			t.Errorf("%d messages to who blocked the bot", n)
		}
		if r := s.report(); r.Questions != 48 {
			t.Errorf("%d questions counted, want 48", r.Questions)
		}
		s.inboxIsEmpty()
	})
}

// TestAnswersWithoutItsIntroduction starts while Telegram refuses to change the
// commands and the description, as it does when they change too often.
func TestAnswersWithoutItsIntroduction(t *testing.T) {
	t.Parallel()
	s := newStage(t, t.TempDir())
	for _, method := range []string{"setMyCommands", "setMyDescription", "setMyShortDescription"} {
		s.sim.Fault(simulator.Fault{Method: method, Status: 429, RetryAfter: 3600, Times: -1})
	}
	log, stop := s.here(nil)
	ready(t, log)
	c := newCrowd(s, 1, 1)
	c.ask(1, 0)
	c.wait(20 * time.Second)
	if err := stop(); err != nil {
		t.Error(err)
	}
}
