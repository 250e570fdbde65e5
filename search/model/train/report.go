package main

import (
	"bytes"
	"fmt"

	"relais/search/model"
)

// shares are the parts of the corpus a learning curve is drawn for, and all of it.
var shares = []float64{0.25, 0.5, 0.75}

// write makes the report.
func write(corpus []model.Labelled) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`# What the models learned, measured

Written by ` + "`go run ./search/model/train --report`" + `; the same corpus and lexicon give the same figures.

Every figure is cross-validated in five folds: a message is judged by a model that learned from the four other folds only, pruned, rounded and calibrated as the embedded one. A fold takes every fifth line of each file, so each holds every theme, danger and register. The files' authors are in all folds: messages of somebody else will be harder. The expressions of the lexicon are learned from in all folds, and never judged.

These are figures of the models alone. The search also reads the lexicon, the rules and the index, and for danger the lexicon votes too.

`)
	subjects, danger := load(corpus)
	s, d := subjects.judged(1), danger.judged(1)
	subjectFigures(&out, s)
	dangerFigures(&out, d)
	whole := [2]string{s.summary(), d.dangerSummary()}
	curves(&out, subjects, danger, whole)
	strangers(&out, subjects, model.HeldExamples(corpus))
	if err := sizes(&out, subjects, danger, whole); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// lesson is what a model is learned from.
type lesson struct {
	classes  []string
	examples []model.Example
	settings model.Settings
}

func load(corpus []model.Labelled) (subjects, danger lesson) {
	c, e := model.SubjectExamples(corpus)
	subjects = lesson{c, e, model.SubjectSettings}
	c, e = model.DangerExamples(corpus)
	return subjects, lesson{c, e, model.DangerSettings}
}

// judged cross-validates, learning from a share of each fold's lesson.
func (l lesson) judged(share float64) set {
	p := model.CrossValidate(l.classes, l.examples, l.settings, share)
	s := set{classes: l.classes}
	for i, e := range l.examples {
		if e.Fold != model.Always {
			s.examples = append(s.examples, e)
			s.p = append(s.p, p[i])
		}
	}
	return s
}

func curves(out *bytes.Buffer, subjects, danger lesson, whole [2]string) {
	out.WriteString(`## Learning curve

The share of the lesson that is learned from; what is judged stays the same.

| share | themes, micro F1 | besoin first | besoin in 3 | danger seen at 10 % of tempting false alarms | kind right |
|--:|--:|--:|--:|--:|--:|
`)
	for _, share := range shares {
		fmt.Fprintf(out, "| %.0f %% | %s | %s |\n", 100*share, subjects.judged(share).summary(), danger.judged(share).dangerSummary())
	}
	fmt.Fprintf(out, "| 100 %% | %s | %s |\n\n", whole[0], whole[1])
}

// strangers shows what is seen of an author who is not learned from.
func strangers(out *bytes.Buffer, subjects lesson, held []model.Example) {
	fmt.Fprintf(out, `## An author who is not learned from

The %d questions of `+"`corpus/held-questions.jsonl`"+`, four for each besoin, judged by what is learned from a share of all the others, not calibrated.

| share | themes, micro F1 | besoin first | besoin in 3 |
|--:|--:|--:|--:|
`, len(held))
	for _, share := range append(shares, 1) {
		fmt.Fprintf(out, "| %.0f %% | %s |\n", 100*share, subjects.on(held, share).summary())
	}
	out.WriteString("\n")
}

// on judges other examples by what is learned from a share of the lesson.
func (l lesson) on(held []model.Example, share float64) set {
	var part []model.Example
	for _, e := range l.examples {
		if float64(e.Part) < share*model.Parts {
			part = append(part, e)
		}
	}
	m := model.Fit(l.classes, part, l.settings)
	s := set{classes: l.classes, examples: held}
	for _, e := range held {
		s.p = append(s.p, m.PredictText(e.Text))
	}
	return s
}

// everyWeight is a factor that keeps all.
const everyWeight = 1000

// sizes shows what dropping weights costs.
func sizes(out *bytes.Buffer, subjects, danger lesson, whole [2]string) error {
	out.WriteString(`## Size

Each class keeps its strongest weights only. The line of factor 1 is what is embedded.

| kept | subjects, kB | themes, micro F1 | besoin first | besoin in 3 | danger, kB | danger seen at 10 % of tempting false alarms | kind right |
|--:|--:|--:|--:|--:|--:|--:|--:|
`)
	for _, factor := range []float64{0.25, 0.5, 1, 2, everyWeight} {
		s, d := subjects.keeping(factor), danger.keeping(factor)
		sKB, err := s.size()
		if err != nil {
			return err
		}
		dKB, err := d.size()
		if err != nil {
			return err
		}
		name, figures := fmt.Sprintf("× %g", factor), whole
		if factor == everyWeight {
			name = "all"
		}
		if factor != 1 {
			figures = [2]string{s.judged(1).summary(), d.judged(1).dangerSummary()}
		}
		fmt.Fprintf(out, "| %s | %d | %s | %d | %s |\n", name, sKB, figures[0], dKB, figures[1])
	}
	return nil
}

// keeping is the lesson with more or fewer weights kept.
func (l lesson) keeping(factor float64) lesson {
	keep := map[string]int{}
	for group, n := range l.settings.Keep {
		keep[group] = int(factor * float64(n))
	}
	l.settings.Keep = keep
	return l
}

// size is that of the stored model, in kB.
func (l lesson) size() (int, error) {
	var buf bytes.Buffer
	err := model.Fit(l.classes, l.examples, l.settings).Write(&buf)
	return buf.Len() / 1000, err
}
