package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/simulator"
	"relais/directory/db/dbtest"
)

const (
	// permitted is how many messages a second Telegram lets through.
	permitted = 30
	// askers is how many chats ask meanwhile, each every askEvery.
	askers   = 20
	askEvery = 6 * time.Second
)

// BenchmarkDeliveries sends one announcement to all subscribers, by the program
// in a process of its own, to a Telegram that keeps to its limits, while twenty
// chats ask questions. It reports what share of the permitted rate is used, by
// announcements and answers together, and how long answers took. Nobody may
// receive twice, and everybody once. RELAIS_BENCH_DELIVERIES is how many
// subscribers: at 29 a second 10,000 take six minutes.
func BenchmarkDeliveries(b *testing.B) {
	n := sized(b, "RELAIS_BENCH_DELIVERIES", 1000)
	b.Run("sqlite", func(b *testing.B) { benchmarkDeliveries(b, n, b.TempDir()) })
	b.Run("postgres", func(b *testing.B) { benchmarkDeliveries(b, n, dbtest.Postgres(b)) })
}

func benchmarkDeliveries(b *testing.B, n int, address string) {
	const title = "Ciné-débat à mesurer"
	sim, env := telegramWithLimits(b, address, nil)
	m := newMailRoom(b, address)
	all := m.people(sim, n)
	crowd := make([]*asker, askers)
	for i := range crowd {
		crowd[i] = &asker{sim: sim, who: sim.AddPerson(simulator.Person{ID: int64(2001 + i), FirstName: fmt.Sprintf("Op%d", i)})}
	}
	stop := background(b, env)
	warm(b, crowd)
	mailing := m.publish(title)
	b.ResetTimer()
	ctx, cancel := context.WithCancel(b.Context())
	var asking sync.WaitGroup
	for i, a := range crowd {
		asking.Go(func() { a.keepAsking(ctx, time.Duration(i)*askEvery/askers) })
	}
	sendAll(b, m, mailing, n)
	b.StopTimer()
	cancel()
	asking.Wait()
	stop()
	m.once(sim, mailing, all, title)
	m.reportRate(b, mailing, crowd)
	for _, r := range sim.Refusals() {
		b.Errorf("Telegram refused %s: %s", r.Method, r.Description)
	}
}

// background starts the program in a process of its own; stop ends it.
func background(b *testing.B, env settings) (stop func()) {
	b.Helper()
	path, err := exec.LookPath("relais")
	if err != nil {
		b.Fatal(err)
	}
	log := &journal{}
	cmd := exec.Command(path, "serve")
	cmd.Env, cmd.Stderr = []string{"PATH=" + os.Getenv("PATH")}, log
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	stop = sync.OnceFunc(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			b.Errorf("ended with %v: %s", err, tail(log.String(), 20))
		}
	})
	b.Cleanup(stop)
	return stop
}

// warm asks one question each: the program is there, and has its index.
func warm(b *testing.B, crowd []*asker) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	for _, a := range crowd {
		if !a.ask(ctx) {
			b.Fatal("no answer before the announcement")
		}
	}
	time.Sleep(2 * time.Second) // the limits of Telegram forget them
	for _, a := range crowd {
		a.took, a.before = nil, len(answers(a.sim.Messages(a.who.ID)))
	}
}

// sendAll waits for the end of a mailing.
func sendAll(b *testing.B, m *mailRoom, mailing int64, n int) {
	b.Helper()
	for end := time.Now().Add(time.Minute + time.Duration(n)*time.Second/15); ; time.Sleep(200 * time.Millisecond) {
		p, err := m.board.Mailing(b.Context(), mailing)
		m.must(err)
		if p.State == "done" {
			return
		}
		if time.Now().After(end) {
			b.Fatalf("not done: %v", p.Counts)
		}
	}
}

// once fails unless everybody received once, as the rows say.
func (m *mailRoom) once(sim *simulator.Simulator, mailing int64, all []*simulator.Actor, title string) {
	m.tb.Helper()
	rows := m.rows(mailing)
	for _, a := range all {
		if r, ok := m.row(rows, a.ID); !ok || r.state != announce.Sent || received(sim, a.ID, title) != 1 {
			m.tb.Errorf("received %d times, row %+v", received(sim, a.ID, title), r)
		}
	}
}

// reportRate tells what was reached between the first announcement and the last.
func (m *mailRoom) reportRate(b *testing.B, mailing int64, crowd []*asker) {
	var at []int64
	for _, r := range m.rows(mailing) {
		at = append(at, r.at)
	}
	var took []time.Duration
	said := 0
	for _, a := range crowd {
		took = append(took, a.took...)
		said += len(answers(a.sim.Messages(a.who.ID))) - a.before
	}
	slices.Sort(took)
	if len(took) == 0 {
		b.Fatal("no question was answered meanwhile")
	}
	seconds := float64(slices.Max(at)-slices.Min(at)) / 1000
	b.ReportMetric(float64(len(at))/seconds, "announcements/s")
	b.ReportMetric(float64(len(at)+said)/seconds, "messages/s")
	b.ReportMetric(float64(len(at)+said)/seconds/permitted*100, "%-of-permitted")
	b.ReportMetric(float64(len(took)), "questions")
	b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), "ms-p99")
	b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "ms-max")
	b.ReportMetric(0, "ns/op")
}

// asker is a chat that asks questions.
type asker struct {
	sim    *simulator.Simulator
	who    *simulator.Actor
	took   []time.Duration // by the answers
	asked  int
	before int // messages to it that are not counted
}

// ask asks the next question and waits for its answer.
func (a *asker) ask(ctx context.Context) bool {
	age := firstAge + a.asked%60
	seen := len(answers(a.sim.Messages(a.who.ID)))
	start := time.Now()
	a.who.Send(0, fmt.Sprintf("%s %d ans", needs[a.asked%len(needs)], age))
	a.asked++
	err := a.sim.WaitFor(ctx, a.who.ID, func(list []simulator.Message) bool {
		list = answers(list)
		return slices.Contains(heard(list[min(seen, len(list)):]), age-firstAge)
	})
	a.took = append(a.took, time.Since(start))
	return err == nil
}

// keepAsking asks until ctx ends; what was asked last is answered all the same.
func (a *asker) keepAsking(ctx context.Context, first time.Duration) {
	for wait(ctx, first) {
		first = askEvery
		patient, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		if !a.ask(patient) {
			a.took[len(a.took)-1] = time.Hour // shows in the figures
		}
		cancel()
	}
}
