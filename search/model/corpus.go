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
	Line      int      `json:"-"` // in its file, from 1
	IsDanger  bool     `json:"-"` // from a danger-*.jsonl file
	IsSubject bool     `json:"-"` // from a questions-*.jsonl file
	IsHeld    bool     `json:"-"` // from a held-*.jsonl file: questions never learned from
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
			l := Labelled{File: name, Line: line}
			if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
				f.Close()
				return nil, fmt.Errorf("%s line %d: %w", name, line, err)
			}
			base := path.Base(name)
			l.IsDanger = strings.HasPrefix(base, "danger-")
			l.IsSubject = strings.HasPrefix(base, "questions-")
			l.IsHeld = strings.HasPrefix(base, "held-")
			out = append(out, l)
		}
		f.Close()
		if err := sc.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}
