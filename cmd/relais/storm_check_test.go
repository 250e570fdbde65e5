package main

import (
	"errors"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
)

// check compares what each chat received with what its row says.
func (s *storm) check() {
	s.t.Helper()
	all := s.rows(s.mailing)
	counts := map[string]int{}
	for _, r := range all {
		counts[r.state]++
	}
	s.t.Logf("%d subscribers, %d kills, %v: %v", len(s.calm)+len(s.blocked)+len(s.quiet)+2, s.kills, time.Since(s.began).Round(time.Second), counts)
	for _, chat := range s.calm {
		r, ok := s.row(all, chat)
		s.checkCalm(r, ok, received(s.sim, chat, stormTitle))
	}
	for _, chat := range s.blocked {
		s.checkBlocked(all, chat)
	}
	s.checkQuiet(all)
	s.checkGroups(all)
	if counts[announce.Sent] < (len(s.calm)+2)/2 || counts[announce.Uncertain] == 0 {
		s.t.Errorf("a storm that was none, or took all: %v", counts)
	}
	if got, err := s.board.Mailing(s.t.Context(), s.mailing); err != nil || got.State != "running" || got.Counts[announce.Waiting] != len(s.quiet) {
		s.t.Errorf("the mailing waits for the end of quiet hours: %+v, %v", got, err)
	}
}

func (s *storm) checkCalm(r left, ok bool, n int) {
	s.t.Helper()
	wrong := !ok
	switch r.state {
	case announce.Sent:
		wrong = wrong || n != 1
	case announce.Uncertain:
		wrong = wrong || n > 1 || r.reason != announce.ReasonLease && r.reason != announce.ReasonNoAnswer
	case announce.Failed:
		wrong = wrong || n != 0 || r.reason != "unreachable"
	default:
		wrong = true
	}
	if wrong {
		s.t.Errorf("received %d times, row %+v (there: %v)", n, r, ok)
	}
}

// checkBlocked: nothing arrived, and the subscription is lost. Who was known to
// have left before the recipients were written has no row. What may have left
// when the program was killed or the connection cut is uncertain, and then
// Telegram could not say that it is lost.
func (s *storm) checkBlocked(all map[string]left, chat int64) {
	s.t.Helper()
	r, ok := s.row(all, chat)
	n := received(s.sim, chat, stormTitle)
	if n != 0 || ok && r.state != announce.Left && r.state != announce.Uncertain {
		s.t.Errorf("somebody who blocked received %d times, row %+v", n, r)
	}
	if r.state == announce.Uncertain {
		return
	}
	var state string
	err := s.db.View(s.t.Context(), func(tx *db.Tx) error {
		return tx.Row(s.t.Context(), "SELECT state FROM announce_subscribers WHERE who = ?1",
			[]any{s.key.Pseudonym("subscriber", chat)}, &state)
	})
	if err != nil || state != "lost" {
		s.t.Errorf("the subscription of somebody who blocked is %q, %v, row %+v", state, err, r)
	}
}

// checkQuiet: they wait, until the very end of their quiet hours. In a night
// that changes the clocks that instant is looked at again when it comes.
func (s *storm) checkQuiet(all map[string]left) {
	s.t.Helper()
	end := announce.NextAllowed(s.began, s.from, s.to)
	tolerated := time.Duration(0)
	paris := announce.DayStart(announce.DayOf(end)).Location()
	_, now := s.began.In(paris).Zone()
	if _, then := end.In(paris).Zone(); now != then {
		tolerated = time.Hour
	}
	for _, chat := range s.quiet {
		r, _ := s.row(all, chat)
		off := time.UnixMilli(r.notBefore).Sub(end).Abs()
		if n := received(s.sim, chat, stormTitle); n != 0 || r.state != announce.Waiting || off > tolerated {
			s.t.Errorf("in quiet hours until %v: received %d times, row %+v", end, n, r)
		}
	}
}

// checkGroups: the subscription is where the group is now, and the message too.
func (s *storm) checkGroups(all map[string]left) {
	s.t.Helper()
	for was, is := range map[int64]int64{movedGroup: s.group, s.told: s.toldTo} {
		r, ok := s.row(all, is)
		if is == s.toldTo && r.state == announce.Uncertain && received(s.sim, is, stormTitle) == 0 {
			continue // the only answer that told was lost
		}
		s.checkCalm(r, ok, received(s.sim, was, stormTitle)+received(s.sim, is, stormTitle))
		if now, err := s.board.Subscription(s.t.Context(), is); err != nil || !now.Active {
			s.t.Errorf("the group that moved is not subscribed: %+v, %v", now, err)
		}
		if before, err := s.board.Subscription(s.t.Context(), was); !errors.Is(err, db.ErrNotFound) {
			s.t.Errorf("the group that was is still subscribed: %+v, %v", before, err)
		}
	}
}
