package hours

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

const generated = 3000 // values written by the grammar

// question and reply are the lines of testdata/reference/states.mjs.
type question struct {
	Value string  `json:"value"`
	At    []int64 `json:"at"` // unix ms
}

type reply struct {
	Error  bool     `json:"error"`
	States []string `json:"states"`
	Next   []int64  `json:"next"` // unix ms, 0 none, -1 the reference cannot tell
}

// askReference runs the npm package, which CI installs before the tests.
func askReference(t *testing.T, questions []question) []reply {
	t.Helper()
	node, err := exec.LookPath("node")
	folder := filepath.Join("testdata", "reference")
	if err == nil {
		_, err = os.Stat(filepath.Join(folder, "node_modules"))
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the reference is not installed: %v", err)
		}
		t.Skipf("the reference is not installed (npm ci in %s): %v", folder, err)
	}
	var in bytes.Buffer
	lines := json.NewEncoder(&in)
	for _, q := range questions {
		if err := lines.Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(node, "states.mjs")
	cmd.Dir, cmd.Stdin = folder, &in
	cmd.Env = append(os.Environ(), "TZ=Europe/Paris")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var replies []reply
	for lines := json.NewDecoder(bytes.NewReader(out)); lines.More(); {
		var r reply
		if err := lines.Decode(&r); err != nil {
			t.Fatal(err)
		}
		replies = append(replies, r)
	}
	if len(replies) != len(questions) {
		t.Fatalf("%d replies to %d questions", len(replies), len(questions))
	}
	return replies
}

// instants are those every value is asked about.
var instants = []string{
	"2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z", // the night without 2 h
	"2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z", // 2 h twice
	"2026-05-01T08:30:00Z", "2025-12-25T09:30:00Z", "2025-12-26T00:30:00Z", "2026-04-06T14:00:00Z", // holidays
	"2025-12-31T23:00:00Z", "2026-07-14T22:00:00Z", "2026-02-18T09:00:00Z", "2026-02-17T23:00:00Z",
}

func questionsFor(t *testing.T) []question {
	g := generator{rand.New(rand.NewPCG(37, 2026))}
	values := realValues(t)
	for range generated {
		values = append(values, g.value())
	}
	slices.Sort(values)
	var questions []question
	for _, v := range slices.Compact(values) {
		q := question{Value: v}
		for _, at := range instants {
			u, err := time.Parse(time.RFC3339, at)
			if err != nil {
				t.Fatal(err)
			}
			q.At = append(q.At, u.UnixMilli())
		}
		for range 9 {
			minute := []int{g.IntN(dayMinutes), 15 * g.IntN(96), 15*g.IntN(96) - 1}[g.IntN(3)]
			q.At = append(q.At, time.Date(2025, 1, 1+g.IntN(730), 0, minute, 0, 0, Paris).UnixMilli())
		}
		questions = append(questions, q)
	}
	return questions
}

// TestReference compares with the npm package opening_hours. The figures it
// prints with -v stand in testdata/reference/README.md.
func TestReference(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	questions := questionsFor(t)
	var c comparison
	for i, r := range askReference(t, questions) {
		c.value(t, questions[i], r)
	}
	c.settle(t)
	c.report(t)
}

// dispute is a next change on which the two differ.
type dispute struct {
	question // the minute before our change, our change
	now      State
	text     string
}

// settle asks the reference for its state around our next changes: where its
// own state changes there too, the difference is one of the known mistakes of
// its next changes on the nights of the clock change (see the README).
func (c *comparison) settle(t *testing.T) {
	var questions []question
	for _, d := range c.disputes {
		questions = append(questions, d.question)
	}
	if len(questions) == 0 {
		return
	}
	differ := map[string]bool{}
	for i, r := range askReference(t, questions) {
		d := c.disputes[i]
		if r.States[0] == d.now.String() && r.States[1] != r.States[0] {
			c.contradictions++
			t.Logf("settled: %s", d.text)
			continue
		}
		c.changes++
		differ[d.Value] = true
		t.Log(d.text)
	}
	for _, v := range c.differing {
		differ[v] = true
	}
	c.differ = len(differ)
}

// comparison counts values and instants.
type comparison struct {
	values, refused, bothRefuse, refusedByReference int
	comparable, differ, silentValues                int
	same, silent, states, changes, changesSilent    int
	contradictions                                  int // next changes the reference itself denies
	disputes                                        []dispute
	differing                                       []string // values with another state
}

func (c *comparison) value(t *testing.T, q question, r reply) {
	c.values++
	s, err := Parse(q.Value)
	switch {
	case err != nil && r.Error:
		c.bothRefuse++
		return
	case err != nil:
		c.refused++
		return
	case r.Error:
		c.refusedByReference++
		t.Logf("read here only: %q", q.Value)
		return
	}
	c.comparable++
	states, silent := c.states, c.silent
	for i, ms := range q.At {
		c.instant(t, s, q.Value, time.UnixMilli(ms), r.States[i], r.Next[i])
	}
	if c.states != states {
		c.differing = append(c.differing, q.Value)
	}
	if c.silent != silent {
		c.silentValues++
	}
}

func (c *comparison) instant(t *testing.T, s Schedule, value string, at time.Time, state string, next int64) {
	now, change, then := s.at(at)
	switch {
	case state == "":
		return
	case now.String() == state:
		c.same++
	case now == Unknown:
		c.silent++
		return
	default:
		c.states++
		t.Logf("%q at %s: %s, the reference says %s", value, at.In(Paris).Format(time.RFC3339), now, state)
		return
	}
	if now == Unknown || next < 0 {
		return
	}
	ours := int64(0)
	if !change.IsZero() {
		ours = change.UnixMilli()
	}
	switch {
	case ours == next:
	case then == Unknown:
		c.changesSilent++
	default:
		around := question{value, []int64{ours - 60_000, ours}}
		c.disputes = append(c.disputes, dispute{around, now, fmt.Sprintf("%q at %s: changes %s, the reference says %s",
			value, at.In(Paris).Format(time.RFC3339), change.In(Paris).Format(time.RFC3339),
			time.UnixMilli(next).In(Paris).Format(time.RFC3339))})
	}
}

func (c *comparison) report(t *testing.T) {
	t.Logf("values %d: read by both %d, by the reference alone %d, here alone %d, by none %d",
		c.values, c.comparable, c.refused, c.refusedByReference, c.bothRefuse)
	agree := 100 * float64(c.comparable-c.differ) / float64(c.comparable)
	t.Logf("values in agreement: %.2f %% of those read by both; %d of them silent at some instant", agree, c.silentValues)
	t.Logf("instants: same state %d, silent here %d (%.2f %%), other state %d",
		c.same, c.silent, 100*float64(c.silent)/float64(c.same+c.silent+c.states), c.states)
	t.Logf("next change: differs %d, silent here %d, denied by the reference's own states %d",
		c.changes, c.changesSilent, c.contradictions)
	if agree < 99 {
		t.Errorf("agreement %.2f %% is under 99 %%", agree)
	}
}
