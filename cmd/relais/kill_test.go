package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// firstAge is the age in the first question of a chat; each next one is a year
// older, so that the line that says what was understood names the question.
const firstAge = 30

// needs are what chats ask for: services of different themes.
var needs = []string{"dentiste", "psychologue", "alcool", "épicerie solidaire", "médecin généraliste"}

// crowd is people who each ask the same number of questions.
type crowd struct {
	s     *stage
	each  int
	asked int
	chats []*simulator.Actor
}

func newCrowd(s *stage, chats, each int) *crowd {
	c := &crowd{s: s, each: each}
	for i := range chats {
		c.chats = append(c.chats, s.sim.AddPerson(simulator.Person{ID: int64(1001 + i), FirstName: fmt.Sprintf("Op%d", i)}))
	}
	return c
}

// ask sends the next n questions, the chats taking turns, within d.
func (c *crowd) ask(n int, d time.Duration) {
	for range n {
		i := c.asked % len(c.chats)
		c.chats[i].Send(0, fmt.Sprintf("%s %d ans", needs[i%len(needs)], firstAge+c.asked/len(c.chats)))
		c.asked++
		time.Sleep(rand.N(2*d/time.Duration(n) + 1))
	}
}

var ageSaid = regexp.MustCompile(`(\d+)\x{a0}ans`)

// heard lists the questions a chat got an answer to, in the order of answers.
func heard(messages []simulator.Message) []int {
	var out []int
	for _, m := range answers(messages) {
		understood, _, _ := strings.Cut(m.Text, "\n")
		if age := ageSaid.FindStringSubmatch(understood); age != nil {
			n, _ := strconv.Atoi(age[1])
			out = append(out, n-firstAge)
		}
	}
	return out
}

// wait waits for an answer to every question.
func (c *crowd) wait(d time.Duration) {
	c.s.t.Helper()
	ctx, cancel := context.WithTimeout(c.s.t.Context(), d)
	defer cancel()
	for i, chat := range c.chats {
		last := (c.asked - i - 1) / len(c.chats)
		err := c.s.sim.WaitFor(ctx, chat.ID, func(m []simulator.Message) bool { return slices.Contains(heard(m), last) })
		if err != nil {
			c.s.t.Fatalf("chat %d: questions answered %v, want %d: %v", i, heard(c.s.sim.Messages(chat.ID)), last+1, err)
		}
	}
}

// check fails on a question without answer, or answered before an earlier one.
// An answer given again is right after the first: the program was killed
// before it could write down that it had answered.
func (c *crowd) check() (again int) {
	c.s.t.Helper()
	for i, chat := range c.chats {
		got := heard(c.s.sim.Messages(chat.ID))
		if !slices.IsSorted(got) {
			c.s.t.Errorf("chat %d: answers out of order: %v", i, got)
		}
		once := slices.Compact(slices.Clone(got))
		if want := (c.asked - i + len(c.chats) - 1) / len(c.chats); len(once) != want {
			c.s.t.Errorf("chat %d: %d questions answered of %d: %v", i, len(once), want, got)
		}
		again += len(got) - len(once)
	}
	return again
}

// TestKilledTwentyTimes asks 300 questions from 30 chats while the program is
// killed twenty times at random moments: each is answered, in the order of its
// chat, and counted once.
func TestKilledTwentyTimes(t *testing.T) {
	t.Parallel()
	chats, each, kills := 30, 10, 20
	if testing.Short() {
		chats, each, kills = 12, 5, 5
	}
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		s := newStage(t, address)
		// The poll of a dead program lasts until the simulator sees it is gone.
		s.sim.ExpectMany("getUpdates", "terminated by other getUpdates request")
		// Telegram takes its time: the program is often killed while it sends.
		s.sim.Fault(simulator.Fault{Method: "sendMessage", Times: -1, Hang: 100 * time.Millisecond})
		c := newCrowd(s, chats, each)
		total := chats * each
		for i := range kills {
			p := s.serve()
			c.ask((i+1)*total/kills-c.asked, 300*time.Millisecond+rand.N(2*time.Second))
			p.kill()
		}
		p := s.serve()
		ready(t, p.log) // before that, nothing catches the signal to stop
		c.wait(90 * time.Second)
		if d := p.stop(); d > 10*time.Second {
			t.Errorf("ended in %v", d)
		}
		again := c.check()
		if r := s.report(); r.Questions != total || r.Operators != chats {
			t.Errorf("report: %d questions by %d operators, want %d by %d", r.Questions, r.Operators, total, chats)
		}
		s.inboxIsEmpty()
		t.Logf("%d kills, %d questions, %d answered twice", kills, total, again)
	})
}

// TestStopsWhileBusy stops the program while Telegram is slow to take the
// answers: it ends within ten seconds, and what it had not done is done later.
func TestStopsWhileBusy(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		s := newStage(t, address)
		s.sim.ExpectMany("getUpdates", "terminated by other getUpdates request")
		c := newCrowd(s, 20, 2)
		p := s.serve()
		ready(t, p.log)
		s.sim.Fault(simulator.Fault{Method: "sendMessage", Times: -1, Hang: 40 * time.Second})
		c.ask(40, 100*time.Millisecond)
		until(t, "handlers at work", 20*time.Second, func() bool { return s.sim.Pending() == 0 })
		d := p.stop()
		if d > 10*time.Second {
			t.Errorf("ended in %v", d)
		}
		t.Logf("ended in %v", d.Round(time.Millisecond))
		s.sim.ClearFaults()
		p = s.serve()
		c.wait(60 * time.Second)
		p.stop()
		c.check()
		if r := s.report(); r.Questions != 40 {
			t.Errorf("%d questions counted, want 40", r.Questions)
		}
		s.inboxIsEmpty()
	})
}

// count asks a database for a number.
func count(t *testing.T, d *db.DB, query string) (n int) {
	t.Helper()
	err := d.View(t.Context(), func(tx *db.Tx) error { return tx.Row(t.Context(), query, nil, &n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}
