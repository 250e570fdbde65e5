package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary be the program itself when it is called
// "relais", as the scripts and the tests that kill it do.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"relais": main})
}

// settings is an environment: nothing of the machine's own reaches the program.
type settings map[string]string

func (s settings) get(name string) string { return s[name] }

func (s settings) with(more settings) settings {
	all := settings{}
	for _, m := range []settings{s, more} {
		for name, value := range m {
			all[name] = value
		}
	}
	return all
}

// relais runs the program in this process and returns what it printed.
func relais(ctx context.Context, env settings, stdin string, args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	err = run(ctx, args, env.get, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), err
}

// journal keeps what running programs write on standard error.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// process is the program running for itself.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	log  *journal
	done chan error
}

// launch starts the program in a process of its own, which ends with the test.
func launch(t *testing.T, env settings, stdout io.Writer, args ...string) *process {
	t.Helper()
	path, err := exec.LookPath("relais")
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, cmd: exec.Command(path, args...), log: &journal{}, done: make(chan error, 1)}
	p.cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	for name, value := range env {
		p.cmd.Env = append(p.cmd.Env, name+"="+value)
	}
	p.cmd.Stdout, p.cmd.Stderr = stdout, p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.done <- p.cmd.Wait(); close(p.done) }()
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		<-p.done
		if t.Failed() {
			t.Logf("log of %v, its last lines:\n%s", args, tail(p.log.String(), 40))
		}
	})
	return p
}

// kill ends the program as a power cut would.
func (p *process) kill() {
	p.cmd.Process.Kill()
	<-p.done
}

// stop asks the program to end, and tells how long that took.
func (p *process) stop() time.Duration {
	p.t.Helper()
	start := time.Now()
	p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-p.done:
		if err != nil {
			p.t.Errorf("ended with %v", err)
		}
	case <-time.After(15 * time.Second):
		p.t.Error("still running 15 s after SIGTERM")
		p.kill()
	}
	return time.Since(start)
}

func tail(text string, lines int) string {
	all := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// until waits for something that takes a while.
func until(t *testing.T, what string, d time.Duration, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(d); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", d, what)
		}
	}
}

// fixture is a file of directory/source, which proves there what is in it.
func fixture(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "directory", "source", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// same fails when two texts differ, and says where.
func same(t *testing.T, what, want, got string) {
	t.Helper()
	if want != got {
		t.Errorf("%s: want\n%s\ngot\n%s", what, want, got)
	}
}
