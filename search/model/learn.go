package model

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"relais/search/lexicon"
)

// Example is a text and the classes it belongs to.
type Example struct {
	Text    string
	Classes []string
	Weight  float64 // how much it counts; 0 means 1
	// NoBesoins tells that nobody said which besoins it has: it teaches them nothing.
	NoBesoins bool
}

// Settings of learning. The zero value is not useful: see Defaults.
type Settings struct {
	Passes   int
	Rate     float64
	Decay    float64 // pull of every weight towards zero
	MinCount int     // clues seen in fewer examples are left out
	Positive float64 // how much an example of a class outweighs the others
	Prune    int     // weights of fewer quanta are dropped
}

// Defaults are the settings the embedded models are trained with.
var Defaults = Settings{Passes: 14, Rate: 0.5, Decay: 2e-6, MinCount: 2, Positive: 3, Prune: 1}

// Learn fits one logistic regression a class. The same examples in the same
// order always give the same model.
func Learn(classes []string, examples []Example, s Settings) *Model {
	data, clues := encode(classes, examples, s.MinCount)
	m := &Model{Classes: classes, Bias: make([]float32, len(classes)), Scale: make([]float32, len(classes)),
		Rows: map[uint32][]Weight{}}
	rng := rand.New(rand.NewPCG(1, 2))
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	shuffled := make([][]int, s.Passes)
	for p := range shuffled {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		shuffled[p] = slices.Clone(order)
	}
	for c := range classes {
		w, bias := fit(uint16(c), strings.HasPrefix(classes[c], "besoin:"), data, len(clues), shuffled, s)
		m.keep(uint16(c), w, bias, clues, s.Prune)
	}
	return m
}

type encoded struct {
	clues   []uint32 // indexes
	value   float64
	weight  float64
	classes []uint16
	partial bool // says nothing of besoins
}

func encode(classes []string, examples []Example, minCount int) ([]encoded, []uint32) {
	byName := map[string]uint16{}
	for i, c := range classes {
		byName[c] = uint16(i)
	}
	texts := make([][]uint32, len(examples))
	count := map[uint32]int{}
	for i, e := range examples {
		for _, f := range features(lexicon.Words(e.Text)) {
			texts[i] = append(texts[i], f.hash)
		}
		slices.Sort(texts[i])
		texts[i] = slices.Compact(texts[i])
		for _, h := range texts[i] {
			count[h]++
		}
	}
	var clues []uint32
	for h, n := range count {
		if n >= minCount {
			clues = append(clues, h)
		}
	}
	slices.Sort(clues)
	index := make(map[uint32]uint32, len(clues))
	for i, h := range clues {
		index[h] = uint32(i)
	}
	out := make([]encoded, len(examples))
	for i, e := range examples {
		out[i] = encoded{value: value(len(texts[i])), weight: e.Weight, partial: e.NoBesoins}
		if e.Weight == 0 {
			out[i].weight = 1
		}
		for _, h := range texts[i] {
			if k, ok := index[h]; ok {
				out[i].clues = append(out[i].clues, k)
			}
		}
		for _, c := range e.Classes {
			if k, ok := byName[c]; ok {
				out[i].classes = append(out[i].classes, k)
			}
		}
	}
	return out, clues
}

// fit is stochastic gradient descent with AdaGrad's rates.
func fit(class uint16, besoin bool, data []encoded, clues int, shuffled [][]int, s Settings) ([]float64, float64) {
	w, g := make([]float64, clues), make([]float64, clues)
	bias, biasG := -2.0, 1.0
	for _, order := range shuffled {
		for _, i := range order {
			e := &data[i]
			if besoin && e.partial {
				continue
			}
			y, weight := 0.0, e.weight
			if slices.Contains(e.classes, class) {
				y, weight = 1, weight*s.Positive
			}
			score := bias
			for _, k := range e.clues {
				score += w[k] * e.value
			}
			grad := (sigmoid(score) - y) * weight
			if math.Abs(grad) < 0.002 {
				continue
			}
			biasG += grad * grad
			bias -= 0.1 * grad / math.Sqrt(biasG)
			for _, k := range e.clues {
				d := grad*e.value + s.Decay*w[k]
				g[k] += d * d
				w[k] -= s.Rate * d / (1e-3 + math.Sqrt(g[k]))
			}
		}
	}
	return w, bias
}

// keep stores the weights of a class as bytes, without those that weigh nothing.
func (m *Model) keep(class uint16, w []float64, bias float64, clues []uint32, prune int) {
	top := 1e-9
	for _, v := range w {
		top = max(top, math.Abs(v))
	}
	scale := top / 127
	m.Bias[class], m.Scale[class] = float32(bias), float32(scale)
	for k, v := range w {
		q := int(math.Round(v / scale))
		if q > prune || q < -prune {
			m.Rows[clues[k]] = append(m.Rows[clues[k]], Weight{class, int8(q)})
		}
	}
}
