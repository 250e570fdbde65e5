// Package measure tells how well questions are answered: it reads questions
// with the services they should get, messages in danger with the numbers they
// must show, and questions with what they mean, and computes the figures that
// `relais eval` prints.
package measure

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"relais/search"
)

// Query is a question with the services that answer it: 3 the right one, 2
// the right kind, 1 acceptable, none wrong.
type Query struct {
	ID, Q, Kind, Note string
	Grades            map[string]int
}

// Crisis is a message, and the numbers of which one must be shown.
type Crisis struct {
	ID, Q, Kind string
	Crisis      bool
	Numbers     []string
}

// Meaning is a question and what it means.
type Meaning struct {
	ID, Q         string
	Age           *int
	Audience      []string
	Place         *string
	Themes, Needs []string
}

// Read reads a file of one JSON object a line.
func Read[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("%s line %d: %w", path, line, err)
		}
		out = append(out, v)
	}
	return out, sc.Err()
}

// Finder answers questions; *search.Engine does.
type Finder interface {
	Find(context.Context, search.Question) (search.Answer, error)
}

// Judged is one question and how it was answered.
type Judged struct {
	Query
	First  []string // ids shown, best first
	S1, S3 bool
	NDCG   float64
	Answer search.Answer
}

// Ranking is how the questions of one kind were answered.
type Ranking struct {
	Kind         string
	Count        int
	S1, S3, NDCG float64
}

// Queries asks every question and judges the answers. Questions that nothing
// answers count as right when nothing is shown.
func Queries(ctx context.Context, f Finder, queries []Query, at time.Time) ([]Judged, error) {
	var out []Judged
	for _, q := range queries {
		a, err := f.Find(ctx, search.Question{Text: q.Q, At: at, Limit: 10})
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		j := Judged{Query: q, Answer: a}
		for _, r := range a.Results {
			j.First = append(j.First, r.Service.ID)
		}
		j.judge()
		out = append(out, j)
	}
	return out, nil
}

func (j *Judged) judge() {
	if len(j.Grades) == 0 {
		if len(j.First) == 0 {
			j.S1, j.S3, j.NDCG = true, true, 1
		}
		return
	}
	best := 0
	var grades []int
	for _, g := range j.Grades {
		best = max(best, g)
		grades = append(grades, g)
	}
	slices.SortFunc(grades, func(a, b int) int { return cmp.Compare(b, a) })
	gain := func(grade, rank int) float64 { return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(rank)+2) }
	ideal, got := 0.0, 0.0
	for i, g := range grades[:min(10, len(grades))] {
		ideal += gain(g, i)
	}
	for i, id := range j.First[:min(10, len(j.First))] {
		got += gain(j.Grades[id], i)
		if j.Grades[id] == best {
			j.S1 = j.S1 || i == 0
			j.S3 = j.S3 || i < 3
		}
	}
	j.NDCG = got / ideal
}

// Summarise gives the figures for each kind of question, then for all.
func Summarise(judged []Judged) []Ranking {
	var kinds []string
	for _, j := range judged {
		if !slices.Contains(kinds, j.Kind) {
			kinds = append(kinds, j.Kind)
		}
	}
	var out []Ranking
	for _, k := range append(kinds, "") {
		r := Ranking{Kind: k}
		for _, j := range judged {
			if k != "" && j.Kind != k {
				continue
			}
			r.Count++
			r.S1 += one(j.S1)
			r.S3 += one(j.S3)
			r.NDCG += j.NDCG
		}
		n := float64(max(r.Count, 1))
		r.S1, r.S3, r.NDCG = r.S1/n, r.S3/n, r.NDCG/n
		out = append(out, r)
	}
	return out
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Danger is how messages in danger were seen.
type Danger struct {
	Dangers, Right int // right: one of the numbers was shown
	Calm, False    int // false: an alarm where there was none
	Missed         []Crisis
	Wrong          []Crisis // alarms that should not be, and wrong numbers
}

// Recall is the share of dangers whose right number was shown.
func (d Danger) Recall() float64 { return float64(d.Right) / float64(max(d.Dangers, 1)) }

// FalseAlarms is the share of calm messages that raised an alarm.
func (d Danger) FalseAlarms() float64 { return float64(d.False) / float64(max(d.Calm, 1)) }

// Dangers judges what see shows for each message.
func Dangers(see func(text string, at time.Time) *search.Danger, messages []Crisis, at time.Time) Danger {
	var out Danger
	for _, c := range messages {
		got := see(c.Q, at)
		if !c.Crisis {
			out.Calm++
			if got != nil {
				out.False++
				out.Wrong = append(out.Wrong, c)
			}
			continue
		}
		out.Dangers++
		if shows(got, c.Numbers) {
			out.Right++
		} else {
			out.Missed = append(out.Missed, c)
		}
	}
	return out
}

func shows(d *search.Danger, numbers []string) bool {
	if d == nil {
		return false
	}
	bare := func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "\u00a0", "") }
	return slices.ContainsFunc(d.Lines, func(l search.Line) bool {
		return slices.ContainsFunc(numbers, func(n string) bool { return bare(n) == bare(l.Number) })
	})
}

// Understanding is how questions were understood.
type Understanding struct {
	Count         int
	Age, Place    float64 // share exactly right
	Audience      float64 // F1
	Themes, Needs float64 // F1
	Wrong         []string
}

// Meanings judges what is understood of each question.
func Meanings(ctx context.Context, f Finder, meanings []Meaning, at time.Time) (Understanding, error) {
	out := Understanding{Count: len(meanings)}
	var themes, needs, audiences f1
	for _, m := range meanings {
		a, err := f.Find(ctx, search.Question{Text: m.Q, At: at})
		if err != nil {
			return out, fmt.Errorf("question %s: %w", m.ID, err)
		}
		u := a.Understood
		var wrong []string
		// A year of birth gives an age that a golden file may leave out.
		if same(m.Age, u.Age) || m.Age == nil && strings.Contains(m.Q, "née en") || m.Age == nil && strings.Contains(m.Q, "né en") {
			out.Age++
		} else {
			wrong = append(wrong, fmt.Sprintf("age %v ≠ %v", show(u.Age), show(m.Age)))
		}
		place := ""
		if u.Place != nil {
			place = u.Place.ID
		}
		want := ""
		if m.Place != nil {
			want = *m.Place
		}
		if place == want {
			out.Place++
		} else {
			wrong = append(wrong, fmt.Sprintf("place %q ≠ %q", place, want))
		}
		if !themes.add(u.Themes, m.Themes) {
			wrong = append(wrong, fmt.Sprintf("themes %v ≠ %v", u.Themes, m.Themes))
		}
		if !needs.add(u.Needs, m.Needs) {
			wrong = append(wrong, fmt.Sprintf("needs %v ≠ %v", u.Needs, m.Needs))
		}
		if !audiences.add(u.Audiences, m.Audience) {
			wrong = append(wrong, fmt.Sprintf("audience %v ≠ %v", u.Audiences, m.Audience))
		}
		if wrong != nil {
			out.Wrong = append(out.Wrong, m.ID+" "+m.Q+" : "+strings.Join(wrong, " · "))
		}
	}
	n := float64(max(out.Count, 1))
	out.Age, out.Place = out.Age/n, out.Place/n
	out.Themes, out.Needs, out.Audience = themes.value(), needs.value(), audiences.value()
	return out, nil
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func show(a *int) string {
	if a == nil {
		return "–"
	}
	return fmt.Sprint(*a)
}

// f1 counts labels over all questions.
type f1 struct{ right, said, meant int }

func (f *f1) add(said, meant []string) bool {
	n := 0
	for _, s := range said {
		if slices.Contains(meant, s) {
			n++
		}
	}
	f.right, f.said, f.meant = f.right+n, f.said+len(said), f.meant+len(meant)
	return n == len(said) && n == len(meant)
}

func (f *f1) value() float64 {
	if f.said+f.meant == 0 {
		return 1
	}
	return 2 * float64(f.right) / float64(f.said+f.meant)
}
