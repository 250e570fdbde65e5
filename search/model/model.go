package model

import (
	_ "embed"
	"math"
	"slices"
	"sync"

	"relais/search/lexicon"
)

// Model gives each class of a list a probability for a text. It is safe for
// concurrent use.
type Model struct {
	Classes []string
	heft    Heft
	bias    []float32
	scale   []float32     // a weight is its byte times the scale of its class
	leans   []int         // on which class each leans
	sure    []calibration // what makes a score a probability
	clues   []uint32      // hashes, ascending
	start   []uint32      // of each clue's weights; one more than clues
	weights []weight
	slots   []uint32 // open addressing by hash: 1 + index of a clue, 0 when free
}

// weight is what a clue weighs for a class.
type weight struct {
	class uint16
	value int8
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
// Probabilities are calibrated on texts held out: of ten questions given 0.8,
// about eight are of the class.
func (m *Model) Predict(words []lexicon.Word) []float64 {
	out := m.scores(words)
	for i, s := range out {
		out[i] = sigmoid(s)
	}
	return out
}

// PredictText is Predict for a text as typed.
func (m *Model) PredictText(text string) []float64 { return m.Predict(unfold(text)) }

// scores gives the log-odds of each class.
func (m *Model) scores(words []lexicon.Word) []float64 {
	out := m.raw(words)
	m.lean(out)
	for i, s := range out {
		out[i] = m.sure[i].of(s)
	}
	return out
}

// raw is how far a text stands on the side of each class, by its own weights.
func (m *Model) raw(words []lexicon.Word) []float64 {
	c := cluesPool.Get().(*clues)
	defer cluesPool.Put(c)
	c.read(words)
	c.sums = append(c.sums[:0], make([]int32, len(m.Classes))...)
	for _, x := range c.list {
		for _, w := range m.row(x.hash) {
			c.sums[w.class] += int32(w.value)
		}
	}
	out := make([]float64, len(m.Classes))
	value := c.value(m.heft)
	for i, n := range c.sums {
		out[i] = float64(m.bias[i] + float32(float32(n)*m.scale[i])*value)
	}
	return out
}

// row is what a clue weighs for each class it tells something of.
func (m *Model) row(hash uint32) []weight {
	mask := uint32(len(m.slots) - 1)
	for i := hash & mask; m.slots[i] != 0; i = (i + 1) & mask {
		if k := m.slots[i] - 1; m.clues[k] == hash {
			return m.weights[m.start[k]:m.start[k+1]]
		}
	}
	return nil
}

// index makes the slots of clues, and what classes lean on.
func (m *Model) index() {
	m.leans = leans(m.Classes)
	size := 64
	for size < 2*len(m.clues) {
		size *= 2
	}
	m.slots = make([]uint32, size)
	mask := uint32(size - 1)
	for k, h := range m.clues {
		i := h & mask
		for m.slots[i] != 0 {
			i = (i + 1) & mask
		}
		m.slots[i] = uint32(k) + 1
	}
}

// Explain tells what each word weighed for a class, and for the one it leans
// on: the sum over its clues, in units of log-odds. A clue of two words counts
// for the second.
func (m *Model) Explain(words []lexicon.Word, class string) []float64 {
	out := make([]float64, len(words))
	of := slices.Index(m.Classes, class)
	if of < 0 {
		return out
	}
	slope := m.sure[of].slope
	m.weigh(out, words, of, slope)
	if share, on := m.leansOn(of, m.leans[of], m.raw(words)); on >= 0 {
		m.weigh(out, words, on, slope*share)
	}
	return out
}

// weigh adds to out what each word weighs for a class, times a share.
func (m *Model) weigh(out []float64, words []lexicon.Word, class int, share float64) {
	c := cluesPool.Get().(*clues)
	defer cluesPool.Put(c)
	c.read(words)
	value := float64(c.value(m.heft)) * float64(m.scale[class]) * share
	for _, x := range c.list {
		for _, w := range m.row(x.hash) {
			if int(w.class) == class {
				out[x.word] += float64(w.value) * value
			}
		}
	}
}

// Clues is how many clues weigh something.
func (m *Model) Clues() int { return len(m.clues) }

// Weights is how many weights there are, of all clues and classes.
func (m *Model) Weights() int { return len(m.weights) }

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
