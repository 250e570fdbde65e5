// Command train learns the models of Relais from the corpus and writes their
// weights. The same corpus and lexicon always give the same files.
//
//	go run ./search/model/train
//
// With --report it writes the figures of cross-validation instead, to
// search/model/REPORT.md; that takes minutes.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"

	"relais/search/model"
)

const folder = "search/model/"

// common is how many messages must use a word for it to be one.
const common = 2

func main() {
	report := flag.Bool("report", false, "write "+folder+"REPORT.md")
	flag.Parse()
	if err := run(*report); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(report bool) error {
	corpus, err := model.Corpus(os.DirFS(folder + "corpus"))
	if err != nil {
		return err
	}
	if report {
		text, err := write(corpus)
		if err != nil {
			return err
		}
		return os.WriteFile(folder+"REPORT.md", text, 0o644)
	}
	words, err := model.Count(corpus, common)
	if err != nil {
		return err
	}
	if err := os.WriteFile(folder+"vocabulary.txt.gz", words, 0o644); err != nil {
		return err
	}
	classes, examples := model.SubjectExamples(corpus)
	if err := learn("subjects", classes, examples, model.SubjectSettings); err != nil {
		return err
	}
	classes, examples = model.DangerExamples(corpus)
	return learn("danger", classes, examples, model.DangerSettings)
}

func learn(name string, classes []string, examples []model.Example, s model.Settings) error {
	m := model.Learn(classes, examples, s)
	var buf bytes.Buffer
	if err := m.Write(&buf); err != nil {
		return err
	}
	fmt.Printf("%s: %d examples, %d classes, %d clues, %d weights, %d kB\n",
		name, len(examples), len(classes), m.Clues(), m.Weights(), buf.Len()/1000)
	return os.WriteFile(folder+name+".gob.gz", buf.Bytes(), 0o644)
}
