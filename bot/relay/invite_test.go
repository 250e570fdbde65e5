package relay_test

import (
	"context"
	"errors"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

var (
	sanitas = relay.Territory{Commune: "37261", Quartier: "sanitas"}
	tours   = relay.Territory{Commune: "37261"}
	saint   = relay.Territory{Commune: "37233"}
	all     = relay.Territory{}
)

func TestWhoMayInvite(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		admin := appoint(t, l, 1, relay.Administrator, all)
		every := appoint(t, l, 2, relay.Coordinator, all)
		ofTours := appoint(t, l, 3, relay.Coordinator, tours)
		ofSanitas := appoint(t, l, 4, relay.Coordinator, sanitas)
		mediator := appoint(t, l, 5, relay.Mediator, tours)
		for _, c := range []struct {
			actor string
			role  relay.Role
			where relay.Territory
			want  error
		}{
			{relay.Terminal, relay.Administrator, all, nil},
			{admin, relay.Administrator, all, nil},
			{admin, relay.Coordinator, sanitas, nil},
			{every, relay.Mediator, saint, nil},
			{every, relay.Coordinator, saint, relay.ErrAllowed},
			{ofTours, relay.Operator, tours, nil},
			{ofTours, relay.Partner, sanitas, nil},
			{ofTours, relay.Partner, relay.Territory{Quartier: "sanitas"}, nil},
			{ofTours, relay.Operator, saint, relay.ErrAllowed},
			{ofTours, relay.Operator, all, relay.ErrAllowed},
			{ofTours, relay.Administrator, tours, relay.ErrAllowed},
			{ofSanitas, relay.Operator, tours, relay.ErrAllowed},
			{mediator, relay.Operator, tours, relay.ErrAllowed},
			{l.Pseudonym(99), relay.Operator, all, relay.ErrAllowed},
			{admin, "chef", all, relay.ErrInvalid},
			{admin, relay.Operator, relay.Territory{Quartier: "chez Awa"}, relay.ErrInvalid},
		} {
			code, err := l.Invite(ctx, c.actor, c.role, c.where, time.Hour)
			if !errors.Is(err, c.want) || (code == "") != (c.want != nil) {
				t.Errorf("Invite(%s, %s, %v) = %q, %v", c.actor, c.role, c.where, code, err)
			}
			if code != "" && !regexp.MustCompile(`^[A-Za-z0-9_-]{20,64}$`).MatchString(code) {
				t.Errorf("code %q does not fit a start payload", code)
			}
			action := map[error]string{nil: "invite", relay.ErrAllowed: "invite-refused"}[c.want]
			if a := lastAct(t, l); action != "" && (a.Action != action || a.Actor != c.actor || a.Detail != string(c.role)) {
				t.Errorf("audit %+v", a)
			}
		}
		if _, err := l.Invite(ctx, admin, relay.Operator, all, 0); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("no life: %v", err)
		}
	})
}

func TestJoin(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		invite := func(role relay.Role, where relay.Territory) string {
			code, err := l.Invite(ctx, relay.Terminal, role, where, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			return code
		}
		refused := func(operator int64, code, why string) {
			t.Helper()
			if p, err := l.Join(ctx, operator, code); !errors.Is(err, relay.ErrInvite) || p.Known() {
				t.Errorf("%s: Join = %+v, %v", why, p, err)
			}
			if a := lastAct(t, l); a.Action != "join-refused" || a.Actor != l.Pseudonym(operator) {
				t.Errorf("%s: audit %+v", why, a)
			}
		}
		code := invite(relay.Coordinator, sanitas)
		p, err := l.Join(ctx, 7, code)
		want := relay.Person{Operator: l.Pseudonym(7), Role: relay.Coordinator, Territory: sanitas, State: relay.Active, Since: start}
		if diff := cmp.Diff(want, p); diff != "" || err != nil {
			t.Error(diff, err)
		}
		act := relay.Act{At: start, Actor: p.Operator, Action: "join", Subject: "quartier:sanitas", Detail: "coordinator"}
		if diff := cmp.Diff(act, lastAct(t, l)); diff != "" {
			t.Error(diff)
		}
		refused(8, code, "used")
		refused(8, "NOSUCHCODE", "unknown")
		if person(t, l, 8).Known() {
			t.Error("who is refused becomes known")
		}
		code = invite(relay.Operator, all)
		c.t = start.Add(time.Hour)
		refused(8, code, "expired")

		if p, err = l.Join(ctx, 7, invite(relay.Partner, tours)); err != nil || p.Role != relay.Coordinator || p.Territory != sanitas {
			t.Errorf("a lower role: %+v, %v", p, err)
		}
		if p, err = l.Join(ctx, 7, invite(relay.Administrator, all)); err != nil || p.Role != relay.Administrator || p.Territory != all {
			t.Errorf("a higher role: %+v, %v", p, err)
		}
		if err := l.SetState(ctx, relay.Terminal, p.Operator, relay.Paused); err != nil {
			t.Fatal(err)
		}
		code = invite(relay.Operator, all)
		refused(7, code, "paused")
		if err := l.SetState(ctx, relay.Terminal, p.Operator, relay.Removed); err != nil {
			t.Fatal(err)
		}
		if p, err = l.Join(ctx, 7, code); err != nil || p.Role != relay.Operator || p.State != relay.Active {
			t.Errorf("removed, then invited: %+v, %v", p, err)
		}
	})
}

// TestJoinAtOnce: two replicas, one code.
func TestJoinAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, address string) {
		one, _ := open(t, dbtest.Open(t, address))
		two, _ := open(t, dbtest.Open(t, address))
		ctx := context.Background()
		for range 5 {
			code, err := one.Invite(ctx, relay.Terminal, relay.Mediator, all, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			var joined, refused atomic.Int32
			var wg sync.WaitGroup
			for i := range int64(6) {
				wg.Go(func() {
					_, err := []*relay.Log{one, two}[i%2].Join(ctx, i, code)
					switch {
					case err == nil:
						joined.Add(1)
					case errors.Is(err, relay.ErrInvite):
						refused.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if joined.Load() != 1 || refused.Load() != 5 {
				t.Errorf("%d joined, %d refused", joined.Load(), refused.Load())
			}
		}
	})
}
