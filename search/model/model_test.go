package model

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"relais/search/lexicon"
)

// small is a part of the corpus that is learned in a moment.
func small(t testing.TB) []Labelled {
	t.Helper()
	corpus, err := Corpus(os.DirFS("corpus"))
	if err != nil {
		t.Fatal(err)
	}
	var out []Labelled
	for i, l := range corpus {
		if l.IsDanger && i%8 == 0 {
			out = append(out, l)
		}
	}
	return out
}

func learned(t testing.TB, corpus []Labelled) []byte {
	t.Helper()
	classes, examples := DangerExamples(corpus)
	var buf bytes.Buffer
	if err := Learn(classes, examples, DangerSettings).Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestSameCorpusSameBytes(t *testing.T) {
	corpus := small(t)
	if !bytes.Equal(learned(t, corpus), learned(t, corpus)) {
		t.Error("two lessons from one corpus gave two models")
	}
}

func TestReadGivesWhatWasWritten(t *testing.T) {
	classes, examples := DangerExamples(small(t))
	m := Learn(classes, examples, DangerSettings)
	var buf bytes.Buffer
	if err := m.Write(&buf); err != nil {
		t.Fatal(err)
	}
	back, err := Read(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	words := lexicon.Words("mon mari me frappe devant les enfants")
	want, got := m.Predict(words), back.Predict(words)
	for c := range want {
		if want[c] != got[c] {
			t.Errorf("%s: %v, read back %v", m.Classes[c], want[c], got[c])
		}
	}
}

func TestReadRefusesWhatIsBroken(t *testing.T) {
	good := learned(t, small(t))
	for name, data := range map[string][]byte{
		"empty": nil, "not gzip": []byte("relais"), "cut": good[:len(good)/2],
	} {
		if _, err := Read(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzPredict(f *testing.F) {
	f.Add("elle veut mourir")
	f.Add("dantiste pas chere 🙂 ’ \x00\xff")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		words := lexicon.Words(text)
		for _, m := range []*Model{Subjects(), Danger()} {
			for c, p := range m.Predict(words) {
				if !(p >= 0 && p <= 1) {
					t.Fatalf("%q: %s %v", text, m.Classes[c], p)
				}
			}
		}
	})
}

func TestExplainAddsUpToTheScore(t *testing.T) {
	for _, m := range []*Model{Subjects(), Danger()} {
		explainAddsUp(t, m)
	}
}

func explainAddsUp(t *testing.T, m *Model) {
	t.Helper()
	words := lexicon.Words("ma voisine dit qu'elle veut mourir")
	none := m.scores(nil)
	for c, score := range m.scores(words) {
		if m.Classes[c] == AnyDanger {
			continue // it leans on another kind when there is no word
		}
		sum := 0.0
		for _, w := range m.Explain(words, m.Classes[c]) {
			sum += w
		}
		if d := score - none[c] - sum; d > 1e-3 || d < -1e-3 {
			t.Errorf("%s: the words weigh %.3f, the score moved by %.3f", m.Classes[c], sum, score-none[c])
		}
	}
	for i, w := range m.Explain(words, "no such class") {
		if w != 0 {
			t.Errorf("word %d weighs %v for a class that does not exist", i, w)
		}
	}
}

// explicit reads testdata/explicit.txt: messages by kind.
func explicit(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/explicit.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		kind, q, ok := strings.Cut(strings.TrimSpace(line), ";")
		if ok && !strings.HasPrefix(line, "#") {
			out[kind] = append(out[kind], q)
		}
	}
	return out
}

// What these tests ask of explicit messages, at the probability from which
// the search lets the model raise an alarm alone, and at the one where it
// confirms a word of the lexicon.
const (
	alone, confirms = 0.30, 0.2
	plain           = None
)

func TestShortExplicitMessages(t *testing.T) {
	m := Danger()
	var seen, confirmed, right, of int
	for kind, messages := range explicit(t) {
		if kind == plain {
			continue
		}
		for _, q := range messages {
			of++
			p, best := judge(m, q)
			if p >= alone {
				seen++
			} else {
				t.Logf("%.2f %s: %s", p, kind, q)
			}
			if p >= confirms {
				confirmed++
			}
			if best == kind {
				right++
			} else {
				t.Logf("%s taken for %s: %s", kind, best, q)
			}
		}
	}
	t.Logf("%d messages: %d seen, %d confirmed, %d of the right kind", of, seen, confirmed, right)
	if of < 60 || seen*100 < 90*of || confirmed*100 < 97*of || right*100 < 85*of {
		t.Errorf("%d messages: %d seen (90 %% wanted), %d confirmed (97 %%), %d of the right kind (85 %%)", of, seen, confirmed, right)
	}
}

func TestPlainRequestsRaiseNoAlarm(t *testing.T) {
	m := Danger()
	messages := explicit(t)[plain]
	wrong := 0
	for _, q := range messages {
		if p, kind := judge(m, q); p >= alone {
			wrong++
			t.Logf("%.2f %s: %s", p, kind, q)
		}
	}
	if len(messages) < 40 || wrong > 1 {
		t.Errorf("%d false alarms of %d", wrong, len(messages))
	}
}

func TestExplicitMessagesAreNotLearned(t *testing.T) {
	corpus, err := Corpus(os.DirFS("corpus"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, l := range corpus {
		known[lexicon.Fold(l.Q)] = true
	}
	for _, messages := range explicit(t) {
		for _, q := range messages {
			if known[lexicon.Fold(q)] {
				t.Errorf("%q stands in the corpus", q)
			}
		}
	}
}

// judge gives the probability of danger and the surest kind.
func judge(m *Model, q string) (p float64, kind string) {
	top := -1.0
	for c, x := range m.Predict(unfold(q)) {
		if m.Classes[c] == AnyDanger {
			p = x
		} else if x > top {
			top, kind = x, m.Classes[c]
		}
	}
	return p, kind
}

func TestPredictIsSafeForConcurrentUse(t *testing.T) {
	m := Danger()
	texts := []string{"elle veut mourir", "un dentiste pas cher", "il respire plus, venez", "où dormir ce soir avec mon bébé"}
	var want [][]float64
	for _, q := range texts {
		want = append(want, m.Predict(lexicon.Words(q)))
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 50 {
				k := (g + i) % len(texts)
				if got := m.Predict(lexicon.Words(texts[k])); !slices.Equal(got, want[k]) {
					t.Errorf("%q: another answer beside other questions", texts[k])
				}
			}
		})
	}
	wg.Wait()
}

var question = lexicon.Words("ma voisine de 80 ans cherche une aide pour le ménage vers Sanitas")

func BenchmarkPredict(b *testing.B) {
	subjects, danger := Subjects(), Danger()
	b.ReportAllocs()
	for b.Loop() {
		subjects.Predict(question)
		danger.Predict(question)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		mustRead(subjectsData)
		mustRead(dangerData)
	}
}
