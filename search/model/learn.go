package model

import (
	"cmp"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Example is a text and the classes it belongs to.
type Example struct {
	Text    string
	Classes []string
	Silent  []string // classes it says nothing of: it teaches them nothing
	Weight  float64  // how much it counts; 0 means 1
	File    string   // of the corpus it comes from, empty when from none
	Fold    int      // 0 to Folds-1: held out together in cross-validation
	Part    int      // 0 to Parts-1: learned from together in a learning curve
}

// Settings of learning. The zero value is not useful: see SubjectSettings and
// DangerSettings.
type Settings struct {
	Cost     float64        // what an error costs, against the size of the weights
	Positive float64        // how much an example of a class outweighs the others
	Heft     Heft           // how much clues count, by their kind
	Rare     float64        // how much a rare clue outweighs a frequent one
	MinCount [kinds]int     // clues seen in fewer examples are left out
	Passes   int            // over all examples
	Keep     map[string]int // weights kept for a class, by group: theme, besoin, none, danger, kind
	Spread   float64        // how much frequency counts when weights are dropped
	Levels   int            // a weight is stored as a step, this many on each side of 0
}

// SubjectSettings and DangerSettings are those of the embedded models, chosen
// by cross-validation (REPORT.md).
var (
	SubjectSettings = Settings{
		Cost: 0.3, Positive: 2, Heft: Heft{stem: 1, pair: 0.7, skip: 0.5, piece: 0.5}, Rare: 0.5,
		MinCount: [kinds]int{stem: 1, pair: 2, skip: 2, piece: 2}, Passes: 5,
		Keep: map[string]int{"theme": 24000, "besoin": 6000, None: 40000}, Spread: 0.5, Levels: 31,
	}
	DangerSettings = Settings{
		Cost: 0.15, Positive: 2, Heft: Heft{stem: 1, pair: 1, skip: 0.7, piece: 0.3}, Rare: 0.5,
		MinCount: [kinds]int{stem: 1, pair: 1, skip: 2, piece: 1}, Passes: 5,
		Keep: map[string]int{AnyDanger: 60000, "kind": 25000}, Spread: 0.3, Levels: 31,
	}
)

// line is the weights of one class before they are stored.
type line struct {
	clue  []uint32 // indexes, ascending
	value []float32
	bias  float64
}

// fitAll fits every class, on all processors: the classes do not depend on
// one another, so the result does not depend on their number.
func fitAll(d *encoded, classes []string, s Settings) []line {
	out := make([]line, len(classes))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			f := newFitter(d)
			for c := range next {
				f.fit(uint16(c), s)
				out[c] = f.strongest(s.Keep[group(classes[c])], s.Spread)
			}
		})
	}
	for c := range classes {
		next <- c
	}
	close(next)
	wg.Wait()
	return out
}

// fitter learns one class after another over the same texts.
type fitter struct {
	d      *encoded
	common []float64 // how often each clue is seen
	weight []float64
	bias   float64
	dual   []float64 // how much each text holds its side
	order  []int
}

func newFitter(d *encoded) *fitter {
	f := &fitter{d: d, common: make([]float64, len(d.clues)), weight: make([]float64, len(d.clues)), dual: make([]float64, len(d.texts))}
	for _, t := range d.texts {
		for _, k := range t.clues {
			f.common[k]++
		}
	}
	return f
}

// fit finds the weights that separate a class from the rest with the least
// squared hinge loss and the smallest weights, by descent along one dual
// coordinate (one example) at a time (Hsieh and others, 2008). A text that
// stands well on its side costs one look a pass.
//
// Products are rounded before they are added: no processor may fuse the two.
func (f *fitter) fit(class uint16, s Settings) {
	clear(f.weight)
	clear(f.dual)
	f.bias = 0
	f.order = f.order[:0]
	for i, t := range f.d.texts {
		if !slices.Contains(t.silent, class) {
			f.order = append(f.order, i)
		}
	}
	rng := rand.New(rand.NewPCG(7, 11))
	for range s.Passes {
		rng.Shuffle(len(f.order), func(i, j int) { f.order[i], f.order[j] = f.order[j], f.order[i] })
		for _, i := range f.order {
			f.step(i, class, s)
		}
	}
}

// step moves the weights by what one text asks.
func (f *fitter) step(i int, class uint16, s Settings) {
	t := &f.d.texts[i]
	side, cost := -1.0, s.Cost*t.weight
	if slices.Contains(t.classes, class) {
		side, cost = 1, cost*s.Positive
	}
	slack := 1 / (2 * cost)
	slope := float64(side*f.score(t)) - 1 + float64(slack*f.dual[i])
	before := f.dual[i]
	f.dual[i] = max(0, before-slope/(t.square+1+slack))
	if by := side * (f.dual[i] - before); by != 0 {
		f.move(t, by)
	}
}

func (f *fitter) score(t *text) float64 {
	sum := f.bias
	for a, k := range t.clues {
		sum += float64(f.weight[k] * float64(t.values[a]))
	}
	return sum
}

func (f *fitter) move(t *text, by float64) {
	f.bias += by
	for a, k := range t.clues {
		f.weight[k] += float64(by * float64(t.values[a]))
	}
}

// strongest are the weights worth keeping: large, and of clues seen often.
func (f *fitter) strongest(keep int, spread float64) line {
	force := make([]float64, len(f.weight))
	var order []uint32
	for k, w := range f.weight {
		if w != 0 {
			force[k] = math.Abs(w) * float64(f.d.scale[k]) * math.Pow(f.common[k], spread)
			order = append(order, uint32(k))
		}
	}
	if len(order) > keep {
		slices.SortFunc(order, func(a, b uint32) int { return cmp.Or(cmp.Compare(force[b], force[a]), cmp.Compare(a, b)) })
		order = order[:keep]
		slices.Sort(order)
	}
	l := line{clue: order, bias: f.bias}
	for _, k := range order {
		l.value = append(l.value, float32(f.weight[k]*float64(f.d.scale[k])))
	}
	return l
}
