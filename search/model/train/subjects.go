package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"relais/search/lexicon"
	"relais/search/model"
)

// summary is a few cells: micro F1 of the themes, besoin first, besoin in three.
func (s set) summary() string {
	themes := s.guesses(s.with("theme:")...)
	besoins := s.with("besoin:")
	one, of := s.first(1, besoins)
	three, _ := s.first(3, besoins)
	return fmt.Sprintf("%.3f | %.3f | %.3f", at(themes, best(themes)).f1(), ratio(one, of), ratio(three, of))
}

func subjectFigures(out *bytes.Buffer, s set) {
	themes, besoins := s.with("theme:"), s.with("besoin:")
	all := s.guesses(themes...)
	threshold := best(all)
	whole := at(all, threshold)
	macro := 0.0
	for _, c := range themes {
		macro += at(s.guesses(c), threshold).f1() / float64(len(themes))
	}
	top, of := s.first(1, themes)
	fmt.Fprintf(out, "## Themes\n\n%d questions, %d themes. At one threshold for all, %.2f: precision %.3f, recall %.3f, **micro F1 %.3f**, macro F1 %.3f. The surest theme is right for %.3f of %d questions.\n\n",
		len(s.examples), len(themes), threshold, whole.precision(), whole.recall(), whole.f1(), macro, ratio(top, of), of)
	out.WriteString("| theme | questions | precision | recall | F1 | most confused with |\n|---|--:|--:|--:|--:|---|\n")
	for _, c := range themes {
		g := s.guesses(c)
		k := at(g, threshold)
		fmt.Fprintf(out, "| %s | %d | %.2f | %.2f | %.2f | %s |\n", bare(s.classes[c]), k.right+k.missed, k.precision(), k.recall(), k.f1(), s.rival(c, themes))
	}
	none := s.guesses(s.index(model.None))
	k := at(none, best(none))
	fmt.Fprintf(out, "\nQuestions that nothing here answers (none): at %.2f, precision %.2f, recall %.2f.\n\n", best(none), k.precision(), k.recall())
	besoinFigures(out, s, besoins)
	reliability(out, "theme", s.guesses(themes...))
	reliability(out, "besoin", s.guesses(besoins...))
}

// rival is the theme most often first where c was right and not first.
func (s set) rival(c int, themes []int) string {
	count := map[int]int{}
	for i, e := range s.examples {
		if slices.Contains(e.Classes, s.classes[c]) {
			if t := s.ranked(i, themes)[0]; !slices.Contains(e.Classes, s.classes[t]) {
				count[t]++
			}
		}
	}
	top := -1
	for _, t := range themes {
		if count[t] > 0 && (top < 0 || count[t] > count[top]) {
			top = t
		}
	}
	if top < 0 {
		return ""
	}
	return fmt.Sprintf("%s (%d)", bare(s.classes[top]), count[top])
}

func besoinFigures(out *bytes.Buffer, s set, besoins []int) {
	one, of := s.first(1, besoins)
	three, _ := s.first(3, besoins)
	g := s.guesses(besoins...)
	threshold := best(g)
	fmt.Fprintf(out, "## Besoins\n\n%d besoins, %d questions that have one. A right one comes **first for %.3f**, among the first three for %.3f. At one threshold, %.2f: micro F1 %.3f.\n\n",
		len(besoins), of, ratio(one, of), ratio(three, of), threshold, at(g, threshold).f1())
	out.WriteString("By theme of the besoin:\n\n| theme | questions | first | in 3 | besoins hardest to see |\n|---|--:|--:|--:|---|\n")
	for _, c := range s.with("theme:") {
		theme := bare(s.classes[c])
		var of, one, three int
		var hard []string
		for _, b := range besoins {
			known, _ := lexicon.BesoinByID(bare(s.classes[b]))
			if known.Theme != theme {
				continue
			}
			n, first, third := s.place(b, besoins)
			of, one, three = of+n, one+first, three+third
			if n > 0 && 2*third < n {
				hard = append(hard, fmt.Sprintf("%s (%d of %d)", known.ID, third, n))
			}
		}
		fmt.Fprintf(out, "| %s | %d | %.2f | %.2f | %s |\n", theme, of, ratio(one, of), ratio(three, of), strings.Join(hard, ", "))
	}
	out.WriteString("\nHardest: fewer than half of its questions have it among the first three.\n\n")
}

// place counts the questions of a besoin, and where it comes first or in three.
func (s set) place(b int, besoins []int) (of, first, third int) {
	for i, e := range s.examples {
		if !slices.Contains(e.Classes, s.classes[b]) {
			continue
		}
		of++
		switch slices.Index(s.ranked(i, besoins), b) {
		case 0:
			first, third = first+1, third+1
		case 1, 2:
			third++
		}
	}
	return of, first, third
}

// reliability shows whether a probability is one.
func reliability(out *bytes.Buffer, what string, all []guess) {
	edges := []float64{0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01}
	fmt.Fprintf(out, "Is the probability of a %s one?\n\n| said | how often said | was so |\n|---|--:|--:|\n", what)
	for k := range len(edges) - 1 {
		n, right := 0, 0
		for _, g := range all {
			if g.p >= edges[k] && g.p < edges[k+1] {
				n++
				if g.is {
					right++
				}
			}
		}
		fmt.Fprintf(out, "| %.2f to %.2f | %d | %.2f |\n", edges[k], min(1, edges[k+1]), n, ratio(right, n))
	}
	out.WriteString("\n")
}

func bare(class string) string {
	_, id, _ := strings.Cut(class, ":")
	return id
}
