package announce_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
)

// mail is a Sender that remembers what it sent.
type mail struct {
	mu    sync.Mutex
	sent  []announce.Delivery
	tries int
	fails func(d announce.Delivery) error // nil: nothing fails
	file  string
}

func (m *mail) send(ctx context.Context, d announce.Delivery) (int, string, error) {
	if err := d.Clear(ctx); err != nil {
		return 0, "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tries++
	if m.fails != nil {
		if err := m.fails(d); err != nil {
			return 0, "", err
		}
	}
	m.sent = append(m.sent, d)
	return len(m.sent), m.file, nil
}

// to tells the chats of what was sent for a purpose, in order.
func (m *mail) to(purpose string) (chats []int64) {
	for _, d := range m.sent {
		if d.Purpose == purpose {
			chats = append(chats, d.Chat)
		}
	}
	slices.Sort(chats)
	return chats
}

// post is a Post of the board that sends to m.
func (w *world) post(m *mail) *announce.Post {
	return &announce.Post{Board: w.Board, Send: m.send, Enabled: func() bool { return true }, Workers: 4, Clears: true,
		Log: slog.New(slog.NewTextHandler(w.t.Output(), nil))}
}

// step sends all that is due.
func (w *world) step(p *announce.Post) (done int) {
	w.t.Helper()
	for range 200 {
		n, next, err := p.Step(context.Background())
		w.must(err)
		done += n
		if next.After(w.now) {
			return done
		}
	}
	w.t.Fatal("always something to do")
	return 0
}

// join subscribes a chat to everything at once, changed by f.
func (w *world) join(chat int64, f func(s *announce.Subscription)) {
	w.t.Helper()
	s := announce.Default(chat, "private")
	if chat < 0 {
		s.ChatKind = "group"
	}
	if f != nil {
		f(&s)
	}
	w.must(w.Subscribe(context.Background(), s))
}

// latest is the progress of the last mailing.
func (w *world) latest() announce.Progress {
	w.t.Helper()
	list, err := w.Mailings(context.Background(), 1)
	w.must(err)
	if len(list) == 0 {
		return announce.Progress{}
	}
	return list[0]
}

// crowd writes n subscribers in one go. Every seventh is weekly.
func (w *world) crowd(n int) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.d.Update(ctx, func(tx *db.Tx) error {
		stmt, err := tx.Prepare(ctx, `INSERT INTO announce_subscribers
			(who, sealed, chat, kinds, themes, places, rhythm, quiet_from, quiet_to, muted, state, since, changed)
			VALUES (?1, ?2, 'private', ?3, ?4, ?5, ?6, 1200, 480, 0, 'active', 0, 0)`)
		if err != nil {
			return err
		}
		defer stmt.Close()
		kinds := []string{" ", " evenement formation ", " evenement ", " campagne "}
		themes := []string{" ", " sante-mentale addictions ", " sante-mentale "}
		places := []string{" ", " sanitas ", " 37261 europe ", " 37122 "}
		for i := range n {
			rhythm := announce.AtOnce
			if i%7 == 0 {
				rhythm = announce.Weekly
			}
			_, err := stmt.ExecContext(ctx, fmt.Sprintf("%022x", uint64(i)*0x9E3779B97F4A7C15), []byte("sealed"),
				kinds[i%4], themes[i%3], places[i/4%4], rhythm)
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// inState counts the deliveries of a mailing in a state.
func (w *world) inState(mailing int64, state string) (n int) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.d.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT COUNT(*) FROM announce_deliveries WHERE mailing = ?1 AND state = ?2", []any{mailing, state}, &n)
	}))
	return n
}

func (w *world) wait(d time.Duration) { w.now = w.now.Add(d) }
