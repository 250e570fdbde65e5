// Command train learns the models of Relais from the corpus and writes their
// weights. The same corpus always gives the same files.
//
//	go run ./search/model/train
package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"

	"relais/search/model"
)

const folder = "search/model/"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	corpus, err := model.Corpus(os.DirFS(folder + "corpus"))
	if err != nil {
		return err
	}
	words, err := model.Count(corpus, 2)
	if err != nil {
		return err
	}
	if err := os.WriteFile(folder+"vocabulary.txt.gz", words, 0o644); err != nil {
		return err
	}
	classes, examples := model.SubjectExamples(corpus)
	slices.Sort(classes)
	if err := learn("subjects", classes, examples, model.Defaults); err != nil {
		return err
	}
	classes, examples = model.DangerExamples(corpus)
	return learn("danger", classes, examples, model.Defaults)
}

func learn(name string, classes []string, examples []model.Example, s model.Settings) error {
	m := model.Learn(classes, examples, s)
	var buf bytes.Buffer
	if err := m.Write(&buf); err != nil {
		return err
	}
	fmt.Printf("%s: %d examples, %d classes, %d clues, %d kB\n", name, len(examples), len(classes), len(m.Rows), buf.Len()/1000)
	return os.WriteFile(folder+name+".gob.gz", buf.Bytes(), 0o644)
}
