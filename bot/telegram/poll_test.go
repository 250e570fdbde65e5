package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// feed is a Bot API that serves given batches of updates and watches the offset.
type feed struct {
	mu      sync.Mutex
	batches [][]string
	offsets []int64
	check   func(offset int64)
}

func (f *feed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if path.Base(r.URL.Path) != "getUpdates" {
		fmt.Fprint(w, `{"ok":true,"result":true}`)
		return
	}
	var params struct {
		Offset int64 `json:"offset"`
	}
	json.NewDecoder(r.Body).Decode(&params)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.offsets = append(f.offsets, params.Offset)
	if f.check != nil {
		f.check(params.Offset)
	}
	if len(f.batches) == 0 {
		f.mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		f.mu.Lock()
		fmt.Fprint(w, `{"ok":true,"result":[]}`)
		return
	}
	fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(f.batches[0], ","))
	f.batches = f.batches[1:]
}

func message(id, chat int64, text string) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":%d,"type":"private"},"text":%q}}`, id, chat, text)
}

func TestOffsetOnlyAfterCommitAndOnceEach(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		s := &stage{t: t, db: d, log: &logBook{}}
		f := &feed{batches: [][]string{
			{message(10, 1, "a"), message(11, 1, "b")},
			{message(10, 1, "a"), message(11, 1, "b"), message(12, 2, "c")}, // unconfirmed, comes again
			{message(12, 2, "c"), `{"update_id":13,"message":"illisible"}`, `{"update_id":14,"future_kind":{"words":"x"}}`, message(15, 1, "d")},
			{message(3, 3, "e")}, // ids restarted lower
		}}
		f.check = func(offset int64) {
			if n := s.count(`SELECT COUNT(*) FROM inbox WHERE update_id = ?1`, offset-1); offset != 0 && n != 1 {
				t.Errorf("offset %d asked for, and %d is not in the inbox", offset, offset-1)
			}
		}
		server := httptest.NewServer(f)
		t.Cleanup(server.Close)
		s.url = server.URL
		var seen diary
		e := s.edge(func(_ context.Context, u *models.Update) error { seen.note(u); return nil })
		stop := s.run(e)
		until(t, "all settled", s.settled(7))
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"a", "b", "d"}, seen.of(1)); diff != "" {
			t.Errorf("chat 1 (-want +got):\n%s", diff)
		}
		if seen.count() != 6 {
			t.Errorf("%d updates handled, want 6", seen.count())
		}
		dead, err := e.DeadLetters(context.Background())
		if err != nil || len(dead) != 1 || dead[0].UpdateID != 13 || dead[0].Kind != "unreadable" {
			t.Errorf("dead letters %+v, %v", dead, err)
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		if diff := cmp.Diff([]int64{0, 12, 13, 16, 4}, f.offsets[:5]); diff != "" {
			t.Errorf("offsets (-want +got):\n%s", diff)
		}
	})
}

func TestDatabaseDownKeepsTheOffset(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	s := &stage{t: t, db: d, log: &logBook{}, url: "http://127.0.0.1:1"}
	e := s.edge(ignore)
	raws := []json.RawMessage{json.RawMessage(message(10, 1, "a"))}
	if offset, err := e.accept(context.Background(), raws, 7); err != nil || offset != 11 {
		t.Errorf("accept: %d, %v", offset, err)
	}
	d.Close()
	if offset, err := e.accept(context.Background(), raws, 7); err == nil || offset != 7 || Class(err) != "database" {
		t.Errorf("accept without database: %d, %v", offset, err)
	}
	if err := e.Ready(context.Background()); err == nil {
		t.Error("ready without database")
	}
}
