package relay_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestDoorAndSession(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		who := appoint(t, l, 7, relay.Coordinator, tours)
		code, err := l.Door(ctx, 7)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Session(ctx, code); !errors.Is(err, relay.ErrSession) {
			t.Errorf("the code of a door for a session: %v", err)
		}
		token, s, err := l.Enter(ctx, code)
		if err != nil || s.Person.Operator != who || s.Person.Territory != tours || !s.Expires.Equal(start.Add(relay.SessionLife)) {
			t.Fatalf("Enter = %+v, %v", s, err)
		}
		if a := lastAct(t, l); a.Action != "enter" || a.Actor != who {
			t.Errorf("audit %+v", a)
		}
		if _, _, err := l.Enter(ctx, code); !errors.Is(err, relay.ErrSession) {
			t.Errorf("a door twice: %v", err)
		}
		if _, _, err := l.Enter(ctx, token); !errors.Is(err, relay.ErrSession) {
			t.Errorf("a session for a door: %v", err)
		}
		c.t = start.Add(relay.SessionLife - time.Second)
		if got, err := l.Session(ctx, token); err != nil || got.Person.Operator != who || !got.Expires.Equal(s.Expires) {
			t.Errorf("Session = %+v, %v", got, err)
		}
		c.t = start.Add(relay.SessionLife)
		if _, err := l.Session(ctx, token); !errors.Is(err, relay.ErrSession) {
			t.Errorf("after its end: %v", err)
		}
		code, err = l.Door(ctx, 7)
		if err != nil {
			t.Fatal(err)
		}
		c.t = c.t.Add(relay.DoorLife)
		if _, _, err := l.Enter(ctx, code); !errors.Is(err, relay.ErrSession) {
			t.Errorf("a door too late: %v", err)
		}
		token, _, err = l.EnterAs(ctx, 7)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(l.Leave(ctx, token), l.Leave(ctx, token)); err != nil {
			t.Error(err)
		}
		if _, err := l.Session(ctx, token); !errors.Is(err, relay.ErrSession) {
			t.Errorf("after Leave: %v", err)
		}
		if err := l.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if left := dumpTable(t, d, "relay_sessions") + dumpTable(t, d, "relay_invites"); left != "" {
			t.Errorf("what has expired stays: %s", left)
		}
	})
}

func TestWhoMayEnter(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		for i, role := range relay.Roles {
			operator := int64(i)
			who := appoint(t, l, operator, role, all)
			want := error(nil)
			if role != relay.Coordinator && role != relay.Administrator {
				want = relay.ErrAllowed
			}
			code, err := l.Door(ctx, operator)
			if !errors.Is(err, want) || (code == "") != (want != nil) {
				t.Errorf("%s: Door = %q, %v", role, code, err)
			}
			if a := lastAct(t, l); want != nil && (a.Action != "door-refused" || a.Actor != who) {
				t.Errorf("%s: audit %+v", role, a)
			}
			token, _, err := l.EnterAs(ctx, operator)
			if !errors.Is(err, want) {
				t.Errorf("%s: EnterAs: %v", role, err)
			}
			if a := lastAct(t, l); want != nil && (a.Action != "enter-refused" || a.Actor != who) {
				t.Errorf("%s: audit %+v", role, a)
			}
			if err := l.SetState(ctx, relay.Terminal, who, relay.Paused); err != nil {
				t.Fatal(err)
			}
			if _, err := l.Session(ctx, token); !errors.Is(err, relay.ErrSession) {
				t.Errorf("%s, paused: Session: %v", role, err)
			}
			if _, _, err := l.Enter(ctx, code); !errors.Is(err, relay.ErrSession) {
				t.Errorf("%s, paused: Enter: %v", role, err)
			}
			if _, _, err := l.EnterAs(ctx, operator); !errors.Is(err, relay.ErrAllowed) {
				t.Errorf("%s, paused: EnterAs: %v", role, err)
			}
		}
	})
}

func TestEnterAtOnce(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		appoint(t, l, 7, relay.Administrator, all)
		code, err := l.Door(ctx, 7)
		if err != nil {
			t.Fatal(err)
		}
		var entered atomic.Int32
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				if _, _, err := l.Enter(ctx, code); err == nil {
					entered.Add(1)
				} else if !errors.Is(err, relay.ErrSession) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if entered.Load() != 1 {
			t.Errorf("%d entered by one door", entered.Load())
		}
	})
}

func TestSetState(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		admin := appoint(t, l, 1, relay.Administrator, all)
		other := appoint(t, l, 2, relay.Administrator, all)
		every := appoint(t, l, 3, relay.Coordinator, all)
		ofTours := appoint(t, l, 4, relay.Coordinator, tours)
		mediator := appoint(t, l, 5, relay.Mediator, sanitas)
		ofSaint := appoint(t, l, 6, relay.Partner, saint)
		record(t, l, question(1, 7, start))
		if err := l.SetHome(ctx, 7, "quartier", "sanitas"); err != nil {
			t.Fatal(err)
		}
		home, nobody := l.Pseudonym(7), l.Pseudonym(99)
		for _, c := range []struct {
			actor, of string
			want      error
		}{
			{admin, other, nil}, {admin, every, nil}, {admin, home, nil}, {relay.Terminal, admin, nil},
			{admin, admin, relay.ErrAllowed}, {every, every, relay.ErrAllowed}, {every, admin, relay.ErrAllowed},
			{every, ofTours, relay.ErrAllowed}, {every, mediator, nil}, {every, ofSaint, nil},
			{ofTours, mediator, nil}, {ofTours, home, nil}, {ofTours, ofSaint, relay.ErrAllowed},
			{mediator, home, relay.ErrAllowed}, {nobody, home, relay.ErrAllowed},
			{admin, nobody, db.ErrNotFound},
		} {
			err := l.SetState(ctx, c.actor, c.of, relay.Paused)
			if !errors.Is(err, c.want) {
				t.Errorf("SetState(%s, %s) = %v", c.actor, c.of, err)
			}
			if c.want == nil {
				if p, err := l.PersonOf(ctx, c.of); err != nil || p.State != relay.Paused {
					t.Errorf("%+v, %v", p, err)
				}
			}
			want := map[error]relay.Act{nil: {Action: "pause"}, relay.ErrAllowed: {Action: "state-refused", Detail: relay.Paused}}[c.want]
			if a := lastAct(t, l); want.Action != "" && (a.Action != want.Action || a.Actor != c.actor || a.Subject != c.of || a.Detail != want.Detail) {
				t.Errorf("audit %+v", a)
			}
			if c.want == nil {
				if err := l.SetState(ctx, relay.Terminal, c.of, relay.Active); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := l.SetState(ctx, admin, home, "banni"); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("unknown state: %v", err)
		}
	})
}

// TestRemovedKeepsNothing: who is removed loses their role and what they opened.
func TestRemovedKeepsNothing(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		who := appoint(t, l, 7, relay.Coordinator, tours)
		code, err := l.Invite(ctx, who, relay.Operator, tours, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.SetState(ctx, relay.Terminal, who, relay.Removed); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Join(ctx, 8, code); !errors.Is(err, relay.ErrInvite) {
			t.Errorf("an invitation of theirs: %v", err)
		}
		if p := person(t, l, 7); p.Role != relay.Operator || p.Territory != all || p.State != relay.Removed {
			t.Errorf("%+v", p)
		}
	})
}
