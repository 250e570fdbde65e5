package model

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Labelled is one line of the corpus.
type Labelled struct {
	Q         string   `json:"q"`
	Themes    []string `json:"themes"`
	Besoins   []string `json:"besoins"`
	Audience  []string `json:"audience"`
	Age       *float64 `json:"age"`
	Needs     []string `json:"needs"`
	Danger    *string  `json:"danger"`
	Minor     bool     `json:"minor"`
	Alone     bool     `json:"alone"`
	File      string   `json:"-"`
	IsDanger  bool     `json:"-"` // from a danger-*.jsonl file
	IsSubject bool     `json:"-"` // from a questions-*.jsonl file
}

// Corpus reads every .jsonl file of a folder, by name.
func Corpus(folder fs.FS) ([]Labelled, error) {
	names, err := fs.Glob(folder, "*.jsonl")
	if err != nil {
		return nil, err
	}
	var out []Labelled
	for _, name := range names {
		f, err := folder.Open(name)
		if err != nil {
			return nil, err
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<20)
		for line := 1; sc.Scan(); line++ {
			if strings.TrimSpace(sc.Text()) == "" {
				continue
			}
			l := Labelled{File: name}
			if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
				f.Close()
				return nil, fmt.Errorf("%s line %d: %w", name, line, err)
			}
			base := path.Base(name)
			l.IsDanger = strings.HasPrefix(base, "danger-")
			l.IsSubject = strings.HasPrefix(base, "questions-")
			out = append(out, l)
		}
		f.Close()
		if err := sc.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

// None is the class of questions that nothing here answers.
const None = "none"

// SubjectExamples are the questions, with their themes and besoins.
func SubjectExamples(corpus []Labelled) (classes []string, examples []Example) {
	seen := map[string]bool{}
	add := func(e *Example, class string) {
		e.Classes = append(e.Classes, class)
		if !seen[class] {
			seen[class] = true
			classes = append(classes, class)
		}
	}
	for _, l := range corpus {
		if !l.IsSubject {
			continue
		}
		e := Example{Text: l.Q, NoBesoins: l.Besoins == nil}
		for _, t := range l.Themes {
			add(&e, "theme:"+t)
		}
		for _, b := range l.Besoins {
			add(&e, "besoin:"+b)
		}
		if len(l.Themes) == 0 {
			add(&e, None)
		}
		examples = append(examples, e)
	}
	return classes, examples
}

// AnyDanger is the class of every message in danger, whatever its kind.
const AnyDanger = "danger"

// DangerExamples are all messages; the questions stand for the absence of
// danger, at a lower weight because a few of them do speak of it.
func DangerExamples(corpus []Labelled) (classes []string, examples []Example) {
	classes = []string{AnyDanger}
	seen := map[string]bool{}
	for _, l := range corpus {
		switch {
		case l.IsDanger && l.Danger != nil:
			if k := *l.Danger; !seen[k] {
				seen[k] = true
				classes = append(classes, k)
			}
			examples = append(examples, Example{Text: l.Q, Classes: []string{AnyDanger, *l.Danger}})
		case l.IsDanger:
			examples = append(examples, Example{Text: l.Q})
		case l.IsSubject:
			examples = append(examples, Example{Text: l.Q, Weight: 0.5})
		}
	}
	return classes, examples
}
