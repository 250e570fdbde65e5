package announce_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db/dbtest"
)

const (
	victimDB   = "RELAIS_TEST_POST_DB"
	victimFile = "RELAIS_TEST_POST_FILE"
)

// TestVictim is the program that TestKilled kills: what it sends arrives as a
// line in a file.
func TestVictim(t *testing.T) {
	address := os.Getenv(victimDB)
	if address == "" {
		t.Skip("for TestKilled")
	}
	arrived, err := os.OpenFile(os.Getenv(victimFile), os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	b := announce.New(dbtest.Open(t, address), key(t, "a secret of tests, long enough"), time.Now)
	p := &announce.Post{Board: b, Enabled: func() bool { return true }, Workers: 6, Clears: true}
	p.Send = func(ctx context.Context, d announce.Delivery) (int, string, error) {
		time.Sleep(10 * time.Millisecond) // its turn comes
		if err := d.Clear(ctx); err != nil {
			return 0, "", err
		}
		_, err := fmt.Fprintln(arrived, d.Chat)
		time.Sleep(2 * time.Millisecond) // the answer comes
		return 1, "", err
	}
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// Killed again and again, the program sends nothing twice: what may have left
// is uncertain, everything else arrives.
func TestKilled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, address string) {
		const people = 150
		d := dbtest.Open(t, address)
		w := newWorld(t, d)
		w.now = time.Now()
		for chat := int64(1); chat <= people; chat++ {
			w.join(chat, func(s *announce.Subscription) { s.QuietFrom, s.QuietTo = 0, 0 })
		}
		w.publish(event("Ciné-débat", announce.DayOf(w.now.AddDate(0, 0, 20))))
		file := t.TempDir() + "/arrived"
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		kills := 0
		for ; kills < 12 && w.latest().Counts[announce.Sent] < people*2/3; kills++ {
			cmd := exec.Command(os.Args[0], "-test.run=^TestVictim$")
			cmd.Env = append(os.Environ(), victimDB+"="+address, victimFile+"="+file)
			w.must(cmd.Start())
			before := w.latest().Counts[announce.Sent]
			until := time.Now().Add(10 * time.Second)
			for w.latest().Counts[announce.Sent] < before+8+kills && time.Now().Before(until) {
				time.Sleep(5 * time.Millisecond)
			}
			w.must(cmd.Process.Kill())
			_ = cmd.Wait()
		}
		w.now = time.Now().Add(5 * time.Minute)
		m := &mail{}
		w.step(w.post(m))

		text, err := os.ReadFile(file)
		w.must(err)
		times := map[string]int{}
		for _, chat := range strings.Fields(string(text)) {
			times[chat]++
		}
		for _, d := range m.sent {
			times[fmt.Sprint(d.Chat)]++
		}
		for chat, n := range times {
			if n > 1 {
				t.Errorf("chat %s received %d times", chat, n)
			}
		}
		got := w.latest()
		t.Logf("%d kills: %v", kills, got.Counts)
		if got.State != "done" || got.Counts[announce.Sent]+got.Counts[announce.Uncertain] != people {
			t.Errorf("progress %+v", got)
		}
		if lost := people - len(times); lost > got.Counts[announce.Uncertain] {
			t.Errorf("%d did not receive, %d are uncertain", lost, got.Counts[announce.Uncertain])
		}
	})
}
