package model

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/gob"
	"fmt"
	"io"
	"math"
	"sync"

	"relais/search/lexicon"
)

// Model gives each class of a list a probability for a text. It is safe for
// concurrent use.
type Model struct {
	Classes []string
	Bias    []float32
	Scale   []float32 // a weight is its byte times the scale of its class
	Rows    map[uint32][]Weight
}

// Weight is what a clue weighs for a class.
type Weight struct {
	Class uint16
	Value int8
}

//go:embed subjects.gob.gz
var subjectsData []byte

//go:embed danger.gob.gz
var dangerData []byte

// Subjects tells themes ("theme:dentaire"), besoins ("besoin:ivg") and "none",
// the class of what no service here treats.
var Subjects = sync.OnceValue(func() *Model { return mustRead(subjectsData) })

// Danger tells the kinds of danger, and "danger" for any of them.
var Danger = sync.OnceValue(func() *Model { return mustRead(dangerData) })

// Predict gives the probability of each class, in the order of Classes.
func (m *Model) Predict(words []lexicon.Word) []float64 {
	out := make([]float64, len(m.Classes))
	for i, s := range m.scores(words) {
		out[i] = sigmoid(s)
	}
	return out
}

func (m *Model) scores(words []lexicon.Word) []float64 {
	out := make([]float64, len(m.Classes))
	fs := features(words)
	seen := make(map[uint32]bool, len(fs))
	for _, f := range fs {
		if seen[f.hash] {
			continue
		}
		seen[f.hash] = true
		for _, w := range m.Rows[f.hash] {
			out[w.Class] += float64(w.Value) * float64(m.Scale[w.Class])
		}
	}
	norm := value(len(seen))
	for i := range out {
		out[i] = out[i]*norm + float64(m.Bias[i])
	}
	return out
}

// value is what each of n distinct clues counts for.
func value(n int) float64 { return 1 / math.Sqrt(float64(max(n, 1))) }

// Explain tells what each word weighed for a class: the sum over its clues,
// in units of log-odds.
func (m *Model) Explain(words []lexicon.Word, class string) []float64 {
	out := make([]float64, len(words))
	c := m.index(class)
	if c < 0 {
		return out
	}
	seen := map[uint32]bool{}
	fs := features(words)
	for _, f := range fs {
		seen[f.hash] = true
	}
	norm := value(len(seen))
	clear(seen)
	for _, f := range fs {
		if seen[f.hash] {
			continue
		}
		seen[f.hash] = true
		for _, w := range m.Rows[f.hash] {
			if int(w.Class) == c {
				out[f.word] += float64(w.Value) * float64(m.Scale[c]) * norm
			}
		}
	}
	return out
}

func (m *Model) index(class string) int {
	for i, c := range m.Classes {
		if c == class {
			return i
		}
	}
	return -1
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Write stores the model, compressed.
func (m *Model) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(z).Encode(m.pack()); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return z.Close()
}

// packed is a model as columns, in one order, so that equal models make equal files.
type packed struct {
	Classes     []string
	Bias, Scale []float32
	Hash        []uint32 // ascending, as differences
	Count       []uint16 // weights of each hash
	Class       []uint8  // of each weight; see pack
	ClassHigh   []uint8
	Value       []int8
}

func mustRead(data []byte) *Model {
	m, err := read(data)
	if err != nil {
		panic("embedded model: " + err.Error())
	}
	return m
}

func read(data []byte) (*Model, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var p packed
	if err := gob.NewDecoder(z).Decode(&p); err != nil {
		return nil, err
	}
	return p.unpack(), nil
}
