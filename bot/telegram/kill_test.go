package telegram

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

const (
	victimDB  = "RELAIS_TEST_VICTIM_DB"
	victimURL = "RELAIS_TEST_VICTIM_URL"
)

// victim is the program that TestTakeoverAfterKill kills: it handles what comes
// and gets stuck on "bloque".
func victim(address string) {
	d, err := db.Open(context.Background(), address)
	if err != nil {
		panic(err)
	}
	key, err := db.NewKey(secret)
	if err != nil {
		panic(err)
	}
	e, err := New(Options{
		Token: simulator.DefaultToken, URL: os.Getenv(victimURL), DB: d, Key: key,
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Handle: func(_ context.Context, u *models.Update) error {
			if u.Message.Text == "bloque" {
				select {}
			}
			return nil
		},
	})
	if err != nil {
		panic(err)
	}
	hurry(e)
	panic(e.Run(context.Background()))
}

func TestTakeoverAfterKill(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, address string) {
		s := newStage(t, dbtest.Open(t, address))
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), victimDB+"="+address, victimURL+"="+s.url)
		cmd.Stderr = s.log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"avant", "bloque", "après"} {
			awa.Send(0, text)
		}
		until(t, "stuck", func() bool {
			return s.count(`SELECT COUNT(*) FROM inbox_lanes`) == 1 && s.count(`SELECT COUNT(*) FROM inbox`) == 3 &&
				s.count(`SELECT COUNT(*) FROM inbox WHERE state = 'done'`) == 1 &&
				s.count(`SELECT COUNT(*) FROM inbox WHERE begun = 1 AND state = 'waiting'`) == 1
		})
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait()

		var d diary
		e := s.edge(func(_ context.Context, u *models.Update) error { d.note(u); return nil })
		if s.db.Dialect() == db.SQLite {
			e.inbox.lease = time.Hour // not waited for: nobody else can live
		}
		start := time.Now()
		stop := s.run(e)
		until(t, "taken up", func() bool { return d.count() >= 2 })
		t.Logf("taken up after %v", time.Since(start))
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"bloque", "après"}, d.of(101)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestUpdateThatEndsTheProgramIsGivenUp(t *testing.T) {
	eachStage(t, func(t *testing.T, s *stage) {
		e := s.edge(func(context.Context, *models.Update) error { t.Error("handled"); return nil })
		o := e.handle(context.Background(), &letter{id: 1, kind: "message", begun: maxBegun + 1})
		if o.state != "dead" || o.class != "crash" {
			t.Errorf("outcome %+v", o)
		}
		other := s.edge(ignore, func(o *Options) { o.Key, _ = db.NewKey("un tout autre secret de test") })
		sealed, err := e.inbox.key.Seal(sealPurpose, []byte(`{"update_id":1}`))
		if err != nil {
			t.Fatal(err)
		}
		if o := other.handle(context.Background(), &letter{id: 1, sealed: sealed}); o.state != "dead" || o.class != "sealed" {
			t.Errorf("outcome with another secret %+v", o)
		}
	})
}
