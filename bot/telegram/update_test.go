package telegram

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"

	"relais/bot/simulator"
	"relais/directory/db/dbtest"
)

func TestKindAndLane(t *testing.T) {
	key := testKey(t)
	chat := func(id int64) string { return key.Pseudonym("lane", id) }
	for _, c := range []struct{ raw, kind, lane string }{
		{`{"update_id":1,"message":{"chat":{"id":7}}}`, "message", chat(7)},
		{`{"update_id":1,"edited_message":{"chat":{"id":7}}}`, "edited_message", chat(7)},
		{`{"update_id":1,"callback_query":{"id":"1","from":{"id":7},"message":{"message_id":1,"date":5,"chat":{"id":7}}}}`, "callback_query", chat(7)},
		{`{"update_id":1,"callback_query":{"id":"1","from":{"id":7},"message":{"message_id":1,"date":0,"chat":{"id":-8}}}}`, "callback_query", chat(-8)},
		{`{"update_id":1,"callback_query":{"id":"1","from":{"id":7},"inline_message_id":"x"}}`, "callback_query", chat(7)},
		{`{"update_id":1,"my_chat_member":{"chat":{"id":7},"from":{"id":7},"old_chat_member":{"status":"member","user":{"id":1}},"new_chat_member":{"status":"kicked","user":{"id":1}}}}`, "my_chat_member", chat(7)},
		{`{"update_id":1,"inline_query":{"id":"1","from":{"id":7},"query":"x"}}`, "inline_query", key.Pseudonym("inline lane", 7)},
		{`{"update_id":1,"chosen_inline_result":{"result_id":"1","from":{"id":7},"query":"x"}}`, "chosen_inline_result", key.Pseudonym("inline lane", 7)},
		{`{"update_id":1,"poll":{"id":"1"}}`, "other", chat(0)},
		{`{"update_id":1,"message":3}`, "unreadable", ""},
	} {
		a, ok := arrive(key, []byte(c.raw))
		if !ok || a.kind != c.kind || a.lane != c.lane {
			t.Errorf("%s: %v %s %s, want %s %s", c.raw, ok, a.kind, a.lane, c.kind, c.lane)
		}
	}
}

func FuzzArrive(f *testing.F) {
	f.Add(`{"update_id":1,"message":{"chat":{"id":7},"text":"été"}}`)
	f.Add(`{"update_id":1,"callback_query":{"message":{"date":0}}}`)
	f.Add(`{"update_id":1,"my_chat_member":{"new_chat_member":{}}}`)
	f.Add(`{"update_id":null}`)
	f.Add(`[]`)
	key := testKey(f)
	f.Fuzz(func(t *testing.T, raw string) {
		a, ok := arrive(key, []byte(raw))
		if ok && (a.kind == "" || a.kind != kindUnreadable && a.lane == "") {
			t.Errorf("%q: kind %q, lane %q", raw, a.kind, a.lane)
		}
	})
}

// TestNoWordIsKept looks for what a person wrote in the database files, while
// it waits and after it was handled, and in the log.
func TestNoWordIsKept(t *testing.T) {
	folder := t.TempDir()
	s := newStage(t, dbtest.Open(t, folder))
	words := []string{"Zoubida", "0612345678", "insuline", "4242424", "Awatif"}
	search := func(when string) {
		files, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil || len(files) < 2 {
			t.Fatalf("files %v, %v", files, err)
		}
		texts := map[string]string{"log": s.log.String()}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			texts[filepath.Base(f)] = string(data)
		}
		for name, text := range texts {
			for _, w := range words {
				if strings.Contains(text, w) {
					t.Errorf("%s: %q stands in %s", when, w, name)
				}
			}
		}
	}
	awa := s.sim.AddPerson(simulator.Person{ID: 4242424, FirstName: "Awatif"})
	began, let := make(chan bool, 1), make(chan bool)
	tries := 0
	e := s.edge(func(_ context.Context, u *models.Update) error {
		if strings.HasPrefix(u.Message.Text, "Zoubida") {
			began <- true
			<-let
			return nil
		}
		if tries++; tries == 1 {
			return fmt.Errorf("cannot read %q", u.Message.Text)
		}
		panic(u.Message.Text)
	})
	stop := s.run(e)
	awa.Send(0, "Zoubida 0612345678 cherche de l’insuline")
	awa.Send(0, "insuline, encore")
	<-began
	until(t, "second in", func() bool { return s.count(`SELECT COUNT(*) FROM inbox WHERE payload IS NOT NULL`) == 2 })
	search("while waiting")
	let <- true
	until(t, "settled", s.settled(2))
	search("once handled")
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	search("after the stop")
	if n := s.count(`SELECT COUNT(*) FROM inbox WHERE payload IS NOT NULL`); n != 0 {
		t.Errorf("%d payloads left", n)
	}
}

func TestStaleInlineQueryIsNotHandled(t *testing.T) {
	s := newStage(t, dbtest.Open(t, t.TempDir()))
	e := s.edge(func(context.Context, *models.Update) error { t.Error("handled"); return nil })
	sealed, err := e.inbox.key.Seal(sealPurpose, []byte(`{"update_id":1,"inline_query":{"id":"1","from":{"id":7},"query":"x"}}`))
	if err != nil {
		t.Fatal(err)
	}
	o := e.handle(t.Context(), &letter{id: 1, sealed: sealed, received: time.Now().Add(-time.Minute)})
	if o.state != "done" || o.class != "too_old" {
		t.Errorf("outcome %+v", o)
	}
}
