package main

import (
	"math/rand/v2"
	"net/http"
	"os"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/simulator"
	"relais/directory/db"
)

// stormTitle is what the storm carries.
const stormTitle = "Ciné-débat dans la tempête"

// The groups that become others.
const movedGroup, toldGroup = -501, -502

// A storm is one announcement to everyone, while everything goes wrong.
type storm struct {
	*stage
	*mailRoom
	weather  *weather
	began    time.Time
	mailing  int64
	calm     []int64 // chats of people with nothing particular
	blocked  []int64 // Telegram says 403
	quiet    []int64 // it is a quiet hour for them
	from, to int     // that hour, minutes after midnight
	group    int64   // moved while the program was down
	told     int64   // Telegram tells that it moved only when written to
	toldTo   int64
	kills    int
}

// TestStorm sends an announcement to all subscribers while Telegram answers
// 429, 403 and 500, connections are cut before and after the message was taken,
// groups move, the program is killed every few seconds, and somebody stops the
// mailing, then resumes it. RELAIS_STORM is how many subscribers; then the
// leases of what was killed and the waits after failures pass by the clock.
func TestStorm(t *testing.T) {
	t.Parallel()
	n := sized(t, "RELAIS_STORM", 150)
	if testing.Short() {
		n = 100
	}
	eachAtOnce(t, func(t *testing.T, address string) {
		s := newStorm(t, address, n)
		p := s.blow(func(done int) bool { return done > n*4/10 })
		s.stopAndResume(p)
		s.kill(s.blow(func(done int) bool { return done > n*9/10 }))
		s.weather.bad.Store(false)
		p = s.serve()
		until(t, "all ended", 20*time.Minute, func() bool { _, open := s.progress(); return open == 0 })
		if d := p.stop(); d > 10*time.Second {
			t.Errorf("ended in %v", d)
		}
		s.check()
	})
}

func newStorm(t *testing.T, address string, n int) *storm {
	t.Helper()
	s := &storm{weather: &weather{}, began: time.Now(), mailRoom: newMailRoom(t, address), group: movedGroup, told: toldGroup, toldTo: -1000000000777}
	sim, env := telegramWithLimits(t, address, s.weather.before)
	s.stage = &stage{t: t, sim: sim, env: env}
	for method, words := range map[string]string{
		"getUpdates": "terminated by other getUpdates request", "sendMessage": "bot was blocked by the user", "*": "Too Many Requests",
	} {
		sim.ExpectMany(method, words)
	}
	sim.ExpectMany("sendMessage", "group chat was upgraded to a supergroup chat")
	t.Cleanup(func() {
		for _, r := range sim.Unexpected() {
			t.Errorf("Telegram would refuse %s: %s", r.Method, r.Description)
		}
	})
	now := announce.DayStart(announce.DayOf(s.began))
	minute := s.began.In(now.Location()).Hour()*60 + s.began.In(now.Location()).Minute()
	s.from, s.to = (minute+1440-60)%1440, (minute+180)%1440
	s.cast(n)
	s.mailing = s.publish(stormTitle)
	s.weather.bad.Store(true)
	return s
}

// cast makes the subscribers: of ten, one blocked the program and one sleeps.
func (s *storm) cast(n int) {
	for i, a := range s.people(s.sim, n-2) {
		switch i % 10 {
		case 3:
			s.blocked = append(s.blocked, a.ID)
			if i%20 == 3 {
				a.Block()
				continue // otherwise nobody told the program
			}
			s.sim.Fault(simulator.Fault{Method: "sendMessage", ChatID: a.ID, Times: -1, Status: http.StatusForbidden})
		case 7:
			s.quiet = append(s.quiet, a.ID)
			s.subscribe(a.ID, s.from, s.to)
		default:
			s.calm = append(s.calm, a.ID)
		}
	}
	slow := s.calm[rand.IntN(len(s.calm))]
	s.sim.Fault(simulator.Fault{Method: "sendMessage", ChatID: slow, Times: 2, Status: http.StatusTooManyRequests, RetryAfter: 2})
	creator := []int64{s.calm[0]}
	for _, id := range []int64{s.group, s.told, s.toldTo} {
		s.sim.AddGroup(simulator.Group{ID: id, Title: "Équipe", Members: creator})
	}
	s.subscribe(s.group, 0, 0)
	s.subscribe(s.told, 0, 0)
	s.sim.Fault(simulator.Fault{Method: "sendMessage", ChatID: s.told, Times: -1, Status: http.StatusBadRequest, MigrateTo: s.toldTo})
}

// progress counts the deliveries that ended, and those that have not, leaving
// out those of quiet hours.
func (s *storm) progress() (done, open int) {
	s.t.Helper()
	got, err := s.board.Mailing(s.t.Context(), s.mailing)
	s.must(err)
	if len(got.Counts) == 0 {
		return 0, 1 // its recipients are not written yet
	}
	for state, n := range got.Counts {
		switch state {
		case announce.Waiting, announce.Sending, announce.Stopped:
			open += n
		default:
			done += n
		}
	}
	return done + len(s.quiet), open - len(s.quiet)
}

// blow starts the program, and kills and starts it again every few seconds
// until enough is done; it returns the one that runs.
func (s *storm) blow(enough func(done int) bool) *process {
	s.t.Helper()
	for s.t.Context().Err() == nil {
		p := s.serve()
		address(s.t, p.log)
		for end := time.Now().Add(1500*time.Millisecond + rand.N(3*time.Second)); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			if done, open := s.progress(); enough(done) || open == 0 {
				return p
			}
		}
		s.kill(p)
		if s.group == movedGroup {
			s.group = s.sim.Migrate(movedGroup)
		}
	}
	s.t.Fatal("interrupted")
	return nil
}

// stopAndResume stops the mailing while it runs: from then on nothing leaves,
// in a program that starts anew either. Then it resumes.
func (s *storm) stopAndResume(p *process) {
	s.t.Helper()
	s.must(s.board.Stop(s.t.Context(), s.mailing, reader))
	time.Sleep(time.Second) // what was on its way arrives
	before := s.arrived()
	time.Sleep(500 * time.Millisecond)
	s.kill(p)
	p = s.serve()
	address(s.t, p.log)
	time.Sleep(time.Second)
	if after := s.arrived(); after != before {
		s.t.Errorf("%d messages left after the stop", after-before)
	}
	if got, err := s.board.Mailing(s.t.Context(), s.mailing); err != nil || got.State != "stopped" || got.Counts[announce.Stopped] == 0 {
		s.t.Errorf("while stopped: %+v, %v", got, err)
	}
	s.kill(p)
	s.must(s.board.Resume(s.t.Context(), s.mailing, reader))
}

// arrived counts what all chats received.
func (s *storm) arrived() (n int) {
	for _, chats := range [][]int64{s.calm, s.blocked, s.quiet, {s.group, s.told, s.toldTo}} {
		for _, chat := range chats {
			n += received(s.sim, chat, stormTitle)
		}
	}
	return n
}

// kill kills the program. In the everyday run it then finds, when it starts
// again, what it would after a quarter of an hour: the leases of what was
// claimed, and the waits after failures, are over.
func (s *storm) kill(p *process) {
	s.t.Helper()
	p.kill()
	s.kills++
	if os.Getenv("RELAIS_STORM") != "" {
		return
	}
	s.must(s.db.Update(s.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(s.t.Context(), `UPDATE announce_deliveries SET lease = CASE WHEN lease > 0 THEN 1 ELSE 0 END,
			not_before = CASE WHEN attempts > 0 THEN 1 ELSE not_before END WHERE state IN ('waiting', 'sending')`)
		return err
	}))
}
