package main

import (
	"os"
	"strings"
	"testing"

	"relais/search/model"
)

func TestThresholdWithTheBestF1(t *testing.T) {
	g := []guess{{0.9, true}, {0.8, true}, {0.7, false}, {0.6, true}, {0.2, false}, {0.1, false}}
	if got := best(g); got != 0.6 {
		t.Errorf("threshold %v, want 0.6", got)
	}
	if got, want := at(g, 0.6), (counts{right: 3, wrong: 1}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	if got, want := at(g, 0.85), (counts{right: 1, missed: 2}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	if got := (counts{right: 3, wrong: 1}).f1(); got != 6.0/7 {
		t.Errorf("F1 %v, want 6/7", got)
	}
}

func TestRightOneAmongTheFirst(t *testing.T) {
	s := set{
		classes: []string{"besoin:a", "besoin:b", "besoin:c"},
		examples: []model.Example{
			{Classes: []string{"besoin:a"}},
			{Classes: []string{"besoin:b"}},
			{Classes: nil}, // judged by nothing
		},
		p: [][]float64{{0.9, 0.1, 0}, {0.5, 0.4, 0.1}, {1, 1, 1}},
	}
	all := s.with("besoin:")
	if hits, of := s.first(1, all); hits != 1 || of != 2 {
		t.Errorf("first: %d of %d, want 1 of 2", hits, of)
	}
	if hits, of := s.first(2, all); hits != 2 || of != 2 {
		t.Errorf("first two: %d of %d, want 2 of 2", hits, of)
	}
}

// A message is never judged by a model that learned it: what only learning by
// heart could tell stays unknown.
func TestHeldOutMessagesAreNotLearned(t *testing.T) {
	suicide, rue := "suicide", "rue"
	var corpus []model.Labelled
	for i := range 200 {
		l := model.Labelled{Q: strings.Repeat(string(rune('a'+i%26)), 4+i/26), IsDanger: true, Line: i + 1}
		switch i * 7 % 3 {
		case 0:
			l.Danger = &suicide
		case 1:
			l.Danger = &rue
		}
		corpus = append(corpus, l)
	}
	_, danger := load(corpus)
	judged := danger.judged(1)
	right, of := judged.first(1, judged.kinds())
	if right*100 > of*75 {
		t.Errorf("%d of %d kinds guessed where there is nothing to learn", right, of)
	}
}

func TestEveryMessageIsJudged(t *testing.T) {
	corpus, err := model.Corpus(os.DirFS("../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	var part []model.Labelled
	for i, l := range corpus {
		if l.IsDanger && i%20 == 0 {
			part = append(part, l)
		}
	}
	_, danger := load(part)
	judged := danger.judged(1)
	if n := len(judged.examples); n != len(part) {
		t.Errorf("%d messages judged of %d", n, len(part))
	}
	for i, e := range judged.examples {
		if len(judged.p[i]) != len(judged.classes) {
			t.Fatalf("%q: %d probabilities for %d classes", e.Text, len(judged.p[i]), len(judged.classes))
		}
	}
}
