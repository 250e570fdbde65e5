package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"relais/search/model"
)

// alarms are the probabilities of danger by what the message is.
type alarms struct {
	danger, tempting, questions []float64
}

func (s set) alarms(keep func(model.Example) bool) alarms {
	var a alarms
	c := s.index(model.AnyDanger)
	for i, e := range s.examples {
		switch {
		case !keep(e):
		case len(e.Classes) > 0:
			a.danger = append(a.danger, s.p[i][c])
		case strings.HasPrefix(e.File, "danger-"):
			a.tempting = append(a.tempting, s.p[i][c])
		default:
			a.questions = append(a.questions, s.p[i][c])
		}
	}
	return a
}

func everything(model.Example) bool { return true }

// over is the share of probabilities that reach a threshold.
func over(p []float64, threshold float64) float64 {
	n := 0
	for _, x := range p {
		if x >= threshold {
			n++
		}
	}
	return ratio(n, len(p))
}

// dangerSummary is two cells: recall where one tempting message in ten raises
// a false alarm, and how often the surest kind is right.
func (s set) dangerSummary() string {
	a := s.alarms(everything)
	tempting := slices.Sorted(slices.Values(a.tempting))
	threshold := tempting[len(tempting)*9/10]
	right, of := s.first(1, s.kinds())
	return fmt.Sprintf("%.3f | %.3f", over(a.danger, threshold), ratio(right, of))
}

func (s set) kinds() []int {
	return slices.DeleteFunc(s.with(""), func(c int) bool { return s.classes[c] == model.AnyDanger })
}

func dangerFigures(out *bytes.Buffer, s set) {
	a := s.alarms(everything)
	fmt.Fprintf(out, "## Danger\n\n%d messages in danger, %d chosen to tempt, %d questions (a few of which do speak of danger; those of subjects where danger is never far, such as urgence and violences, are left out). The short explicit messages are those of `danger-i`.\n\n",
		len(a.danger), len(a.tempting), len(a.questions))
	short := s.alarms(func(e model.Example) bool { return e.File == "danger-i.jsonl" })
	out.WriteString("| alarm from | danger seen | false, tempting | false, questions | short: seen | short: false |\n|--:|--:|--:|--:|--:|--:|\n")
	for _, t := range []float64{0.03, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8} {
		fmt.Fprintf(out, "| %.2f | %.3f | %.3f | %.3f | %.3f | %.3f |\n", t,
			over(a.danger, t), over(a.tempting, t), over(a.questions, t), over(short.danger, t), over(short.tempting, t))
	}
	out.WriteString("\n")
	kindFigures(out, s)
	reliability(out, "danger", s.guesses(s.index(model.AnyDanger)))
}

// kindFigures shows what is seen of each kind, and what is taken for what.
func kindFigures(out *bytes.Buffer, s set) {
	kinds := s.kinds()
	right, of := s.first(1, kinds)
	two, _ := s.first(2, kinds)
	fmt.Fprintf(out, "The surest kind is the right one for **%.3f** of the messages in danger, one of the two surest for %.3f.\n\n", ratio(right, of), ratio(two, of))
	out.WriteString("| kind | messages | seen at 0.2 | seen at 0.3 | seen at 0.4 | kind right | taken for |\n|---|--:|--:|--:|--:|--:|---|\n")
	for _, k := range kinds {
		of := func(e model.Example) bool { return slices.Contains(e.Classes, s.classes[k]) }
		p := s.alarms(of).danger
		taken := map[int]int{}
		for i, e := range s.examples {
			if of(e) {
				taken[s.ranked(i, kinds)[0]]++
			}
		}
		var others []string
		for _, c := range kinds {
			if n := taken[c]; c != k && n*20 >= len(p) {
				others = append(others, fmt.Sprintf("%s %d", s.classes[c], n))
			}
		}
		fmt.Fprintf(out, "| %s | %d | %.2f | %.2f | %.2f | %.2f | %s |\n", s.classes[k], len(p),
			over(p, 0.2), over(p, 0.3), over(p, 0.4), ratio(taken[k], len(p)), strings.Join(others, ", "))
	}
	out.WriteString("\nTaken for: kinds put first for at least one message in twenty.\n\n")
}
