package telegram

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"go.uber.org/goleak"

	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(victimDB); address != "" {
		victim(address)
	}
	goleak.VerifyTestMain(m)
}

const secret = "un secret de test assez long"

func testKey(t testing.TB) db.Key {
	t.Helper()
	key, err := db.NewKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// logBook is a log that a test can read.
type logBook struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *logBook) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *logBook) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// stage is a simulator being served and what is needed to make edges of its bot.
type stage struct {
	t   *testing.T
	sim *simulator.Simulator
	url string
	db  *db.DB
	log *logBook
}

func newStage(t *testing.T, d *db.DB) *stage {
	t.Helper()
	sim, err := simulator.New(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(sim.Close)
	t.Cleanup(func() {
		for _, r := range sim.Unexpected() {
			t.Errorf("the simulator refused %s: %s", r.Method, r.Description)
		}
	})
	return &stage{t: t, sim: sim, url: server.URL, db: d, log: &logBook{}}
}

func eachStage(t *testing.T, f func(t *testing.T, s *stage)) {
	t.Helper()
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) { f(t, newStage(t, d)) })
}

type handler = func(ctx context.Context, u *models.Update) error

// edge makes an edge that does not wait long for anything.
func (s *stage) edge(handle handler, change ...func(*Options)) *Edge {
	s.t.Helper()
	opts := Options{
		Token: simulator.DefaultToken, URL: s.url, DB: s.db, Key: testKey(s.t), Handle: handle,
		Log: slog.New(slog.NewTextHandler(s.log, nil)), DrainTimeout: 2 * time.Second,
	}
	for _, f := range change {
		f(&opts)
	}
	e, err := New(opts)
	if err != nil {
		s.t.Fatal(err)
	}
	hurry(e)
	return e
}

func hurry(e *Edge) {
	e.timing.poll, e.timing.tick, e.timing.keep = 2*time.Second, 50*time.Millisecond, 100*time.Millisecond
	e.timing.lock, e.timing.conflict, e.timing.away = 50*time.Millisecond, 50*time.Millisecond, 50*time.Millisecond
	e.timing.retry = []time.Duration{10 * time.Millisecond, 30 * time.Millisecond}
	e.timing.send = []time.Duration{10 * time.Millisecond, 20 * time.Millisecond, 30 * time.Millisecond}
	e.timing.grace = 500 * time.Millisecond
	e.inbox.lease = time.Second
}

// run runs an edge until stop is called, or the test ends. stop returns Run's error.
func (s *stage) run(e *Edge) (stop func() error) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	var once sync.Once
	var err error
	stop = func() error {
		once.Do(func() {
			cancel()
			select {
			case err = <-ended:
			case <-time.After(20 * time.Second):
				err = errors.New("Run does not return")
			}
		})
		return err
	}
	s.t.Cleanup(func() { stop() })
	return stop
}

// until waits for a condition, up to 15 s.
func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited too long for: %s", what)
		}
	}
}

// count runs a query for one number.
func (s *stage) count(query string, args ...any) (n int) {
	s.t.Helper()
	err := s.db.View(context.Background(), func(tx *db.Tx) error {
		return tx.Row(context.Background(), query, args, &n)
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s *stage) settled(n int) func() bool {
	return func() bool { return s.count(`SELECT COUNT(*) FROM inbox WHERE state <> 'waiting'`) == n }
}

// diary records what was handled.
type diary struct {
	mu    sync.Mutex
	lines map[int64][]string // by chat
	total int
}

func (d *diary) note(u *models.Update) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.lines == nil {
		d.lines = map[int64][]string{}
	}
	d.total++
	if u.Message != nil {
		d.lines[u.Message.Chat.ID] = append(d.lines[u.Message.Chat.ID], u.Message.Text)
	}
}

func (d *diary) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.total
}

func (d *diary) of(chatID int64) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.lines[chatID]
}

func ignore(context.Context, *models.Update) error { return nil }
