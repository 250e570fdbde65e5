package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// The ids of subscribers' chats start there: below, others speak.
const firstSubscriber = 100_001

// Who takes part in moderation, as their pseudonyms would be.
const (
	proposer = "the-proposer"
	reader   = "a-reader"
	other    = "another-reader"
)

// eachAtOnce is dbtest.Each with both engines at the same time and in the place
// of one test: what mostly waits does not keep others from running.
func eachAtOnce(t *testing.T, f func(t *testing.T, address string)) {
	t.Helper()
	var both sync.WaitGroup
	defer both.Wait()
	both.Go(func() { t.Run("sqlite", func(t *testing.T) { f(t, t.TempDir()) }) })
	both.Go(func() { t.Run("postgres", func(t *testing.T) { f(t, dbtest.Postgres(t)) }) })
}

// sized is a number of the environment, or what the everyday run takes.
func sized(tb testing.TB, name string, everyday int) int {
	tb.Helper()
	value := os.Getenv(name)
	if value == "" {
		return everyday
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 100 {
		tb.Fatalf("%s must be a number from 100", name)
	}
	return n
}

// telegramWithLimits opens a simulator with Telegram's rates, and what the
// program needs to reach it. Before each message it gets to see it may add a
// fault; nil adds none.
func telegramWithLimits(tb testing.TB, address string, before func(*simulator.Simulator)) (*simulator.Simulator, settings) {
	tb.Helper()
	sim, err := simulator.New(simulator.Options{Limits: simulator.TelegramLimits()})
	if err != nil {
		tb.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before != nil && strings.HasSuffix(r.URL.Path, "/sendMessage") {
			before(sim)
		}
		sim.Handler().ServeHTTP(w, r)
	}))
	tb.Cleanup(func() {
		sim.Close()
		server.Close()
	})
	return sim, settings{
		"HOME": tb.TempDir(), "RELAIS_TELEGRAM_TOKEN": sim.Token(), "RELAIS_TELEGRAM_URL": server.URL,
		"RELAIS_DATABASE": address, "RELAIS_SECRET": testSecret, "RELAIS_LISTEN": "127.0.0.1:0", "RELAIS_SEND": "true",
	}
}

// weather is what a network and Telegram do wrong to one message in eight.
type weather struct{ bad atomic.Bool }

func (w *weather) before(sim *simulator.Simulator) {
	if !w.bad.Load() || rand.IntN(8) > 0 {
		return
	}
	f := []simulator.Fault{
		{Status: http.StatusInternalServerError},
		{Status: http.StatusBadGateway, HTML: true},
		{Status: http.StatusBadGateway, HTML: true, After: true}, // sent, says a gateway that does not know
		{Cut: true},
		{Cut: true, After: true}, // sent, and nobody knows
		{Hang: 300 * time.Millisecond},
		{Hang: 100 * time.Millisecond, Cut: true},
		{Status: http.StatusTooManyRequests, RetryAfter: 1 + rand.IntN(2)},
	}[min(rand.IntN(15)/2, 7)] // the last half as often: it stops everything
	f.Method = "sendMessage"
	sim.Fault(f)
}

// mailRoom is the board of a test beside the running program, on its database.
type mailRoom struct {
	tb    testing.TB
	db    *db.DB
	key   db.Key
	board *announce.Board
}

func newMailRoom(tb testing.TB, address string) *mailRoom {
	tb.Helper()
	key, err := db.NewKey(testSecret)
	if err != nil {
		tb.Fatal(err)
	}
	d := dbtest.Open(tb, address)
	return &mailRoom{tb, d, key, announce.New(d, key, time.Now)}
}

func (m *mailRoom) must(err error) {
	m.tb.Helper()
	if err != nil {
		m.tb.Fatal(err)
	}
}

// subscribe subscribes a chat to everything at once, at any hour but those from
// quiet minute to quiet minute.
func (m *mailRoom) subscribe(chat int64, quietFrom, quietTo int) {
	m.tb.Helper()
	s := announce.Default(chat, "private")
	if chat < 0 {
		s.ChatKind = "group"
	}
	s.QuietFrom, s.QuietTo = quietFrom, quietTo
	m.must(m.board.Subscribe(m.tb.Context(), s))
}

// people adds n people who may be written to at any hour.
func (m *mailRoom) people(sim *simulator.Simulator, n int) (all []*simulator.Actor) {
	m.tb.Helper()
	for i := range n {
		a := sim.AddPerson(simulator.Person{ID: firstSubscriber + int64(i), FirstName: fmt.Sprintf("Abo%d", i)})
		m.subscribe(a.ID, 0, 0)
		all = append(all, a)
	}
	return all
}

// publish announces something to everyone, with the two approvals that takes,
// and returns its mailing.
func (m *mailRoom) publish(title string) (mailing int64) {
	m.tb.Helper()
	ctx := m.tb.Context()
	starts := time.Now().AddDate(0, 0, 20).Truncate(time.Hour)
	id, err := m.board.Propose(ctx, announce.Item{
		Kind: announce.Event, Title: title, What: "Un film, puis on en parle.", Organiser: "Ville de Tours",
		Dates: []announce.Date{{Starts: starts, Ends: starts.Add(time.Hour)}}, Reach: announce.Everyone, Author: proposer,
	})
	m.must(err)
	for i, who := range []string{reader, other} {
		p, err := m.board.WaitingFor(ctx, id)
		m.must(err)
		published, err := m.board.Approve(ctx, id, p.Digest, who)
		m.must(err)
		if published != (i == 1) {
			m.tb.Fatalf("approval %d: published is %v", i+1, published)
		}
	}
	list, err := m.board.Mailings(ctx, 1)
	m.must(err)
	return list[0].Mailing
}

// left is the row of a delivery.
type left struct {
	state, reason string
	notBefore     int64 // unix ms
	at            int64 // unix ms
}

// rows are the deliveries of a mailing by pseudonym.
func (m *mailRoom) rows(mailing int64) map[string]left {
	m.tb.Helper()
	all := map[string]left{}
	m.must(m.db.View(m.tb.Context(), func(tx *db.Tx) error {
		clear(all)
		return tx.Rows(m.tb.Context(), "SELECT who, state, reason, not_before, at FROM announce_deliveries WHERE mailing = ?1", []any{mailing},
			func(scan func(...any) error) error {
				var who string
				var r left
				err := scan(&who, &r.state, &r.reason, &r.notBefore, &r.at)
				all[who] = r
				return err
			})
	}))
	return all
}

// row is the delivery of a chat.
func (m *mailRoom) row(all map[string]left, chat int64) (left, bool) {
	r, ok := all[m.key.Pseudonym("subscriber", chat)]
	return r, ok
}

// received counts the messages of a chat that say a title.
func received(sim *simulator.Simulator, chat int64, title string) (n int) {
	for _, msg := range answers(sim.Messages(chat)) {
		if strings.Contains(msg.Text, title) {
			n++
		}
	}
	return n
}
