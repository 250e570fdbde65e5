package main

import (
	"cmp"
	"slices"
	"strings"

	"relais/search/model"
)

// set is one corpus with the probabilities of a cross-validation.
type set struct {
	classes  []string
	examples []model.Example
	p        [][]float64 // of each example, by class
}

func (s set) index(class string) int { return slices.Index(s.classes, class) }

// with lists the classes that start with a prefix.
func (s set) with(prefix string) []int {
	var out []int
	for c, name := range s.classes {
		if strings.HasPrefix(name, prefix) {
			out = append(out, c)
		}
	}
	return out
}

// guess is one probability and whether it should have been high.
type guess struct {
	p  float64
	is bool
}

// guesses are those for some classes, by the examples that say something of them.
func (s set) guesses(classes ...int) []guess {
	var out []guess
	for i, e := range s.examples {
		for _, c := range classes {
			if !slices.Contains(e.Silent, s.classes[c]) {
				out = append(out, guess{s.p[i][c], slices.Contains(e.Classes, s.classes[c])})
			}
		}
	}
	return out
}

// counts are what a threshold gives.
type counts struct{ right, wrong, missed int }

func (c counts) precision() float64 { return ratio(c.right, c.right+c.wrong) }
func (c counts) recall() float64    { return ratio(c.right, c.right+c.missed) }
func (c counts) f1() float64        { return ratio(2*c.right, 2*c.right+c.wrong+c.missed) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// at counts what passes a threshold.
func at(guesses []guess, threshold float64) counts {
	var c counts
	for _, g := range guesses {
		switch {
		case g.is && g.p >= threshold:
			c.right++
		case g.is:
			c.missed++
		case g.p >= threshold:
			c.wrong++
		}
	}
	return c
}

// best is the threshold with the highest F1.
func best(guesses []guess) float64 {
	sorted := slices.SortedFunc(slices.Values(guesses), func(a, b guess) int { return cmp.Compare(b.p, a.p) })
	total := 0
	for _, g := range sorted {
		if g.is {
			total++
		}
	}
	right, top, threshold := 0, 0.0, 1.0
	for n, g := range sorted {
		if g.is {
			right++
		}
		if f := ratio(2*right, n+1+total); f > top {
			top, threshold = f, g.p
		}
	}
	return threshold
}

// first tells for how many examples that have one of some classes the right
// one is among the n most probable of them.
func (s set) first(n int, classes []int) (hits, of int) {
	for i, e := range s.examples {
		if !s.has(e, classes) {
			continue
		}
		of++
		for _, c := range s.ranked(i, classes)[:min(n, len(classes))] {
			if slices.Contains(e.Classes, s.classes[c]) {
				hits++
				break
			}
		}
	}
	return hits, of
}

func (s set) has(e model.Example, classes []int) bool {
	return slices.ContainsFunc(classes, func(c int) bool { return slices.Contains(e.Classes, s.classes[c]) })
}

// ranked sorts classes by their probability for an example.
func (s set) ranked(i int, classes []int) []int {
	out := slices.Clone(classes)
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(s.p[i][b], s.p[i][a]) })
	return out
}
