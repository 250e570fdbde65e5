package model

import (
	"math"
	"slices"
)

// Learn fits one linear classifier a class, and calibrates it on scores held
// out. The same examples in the same order always give the same model.
func Learn(classes []string, examples []Example, s Settings) *Model {
	held := heldOut(classes, examples, s, 1)
	m := Fit(classes, examples, s)
	m.sure = calibrate(classes, examples, held, -1)
	return m
}

// CrossValidate gives each example the probabilities that a model gives it
// which learned from a share (0 to 1) of the other folds only. They are
// calibrated on the other folds too.
func CrossValidate(classes []string, examples []Example, s Settings, share float64) [][]float64 {
	return crossed(classes, examples, heldOut(classes, examples, s, share))
}

// crossed makes held-out scores into probabilities; each fold is calibrated on
// the others.
func crossed(classes []string, examples []Example, held [][]float64) [][]float64 {
	out := make([][]float64, len(examples))
	for fold := range Folds {
		by := calibrate(classes, examples, held, fold)
		for i, e := range examples {
			if e.Fold != fold {
				continue
			}
			out[i] = make([]float64, len(classes))
			for c, k := range by {
				out[i][c] = sigmoid(k.of(held[i][c]))
			}
		}
	}
	return out
}

// heldOut gives each example the scores, before calibration, of a model that
// learned from a share of the other folds only.
func heldOut(classes []string, examples []Example, s Settings, share float64) [][]float64 {
	out := make([][]float64, len(examples))
	for fold := range Folds {
		var others []Example
		for _, e := range examples {
			if e.Fold != fold && float64(e.Part) < share*Parts {
				others = append(others, e)
			}
		}
		m := Fit(classes, others, s)
		for i, e := range examples {
			if e.Fold == fold {
				out[i] = m.scores(unfold(e.Text))
			}
		}
	}
	return out
}

// Fit learns without calibration, several times faster than Learn: its
// probabilities are only scores.
func Fit(classes []string, examples []Example, s Settings) *Model {
	d := encode(classes, examples, s)
	m := assemble(classes, d.clues, fitAll(d, classes, s), s.Levels)
	m.heft = s.Heft
	return m
}

// assemble stores lines by clue, their weights rounded to a few levels.
func assemble(classes []string, hashes []uint32, lines []line, levels int) *Model {
	m := &Model{Classes: classes, start: []uint32{0}, sure: make([]calibration, len(classes))}
	for c := range m.sure {
		m.sure[c].slope = 1
	}
	rows := make([][]weight, len(hashes))
	for c, l := range lines {
		var top float64
		for _, v := range l.value {
			top = max(top, math.Abs(float64(v)))
		}
		step := max(top, 1e-9) / float64(levels)
		m.bias = append(m.bias, float32(l.bias))
		m.scale = append(m.scale, float32(step))
		for a, k := range l.clue {
			if q := int8(math.Round(float64(l.value[a]) / step)); q != 0 {
				rows[k] = append(rows[k], weight{uint16(c), q})
			}
		}
	}
	for k, row := range rows {
		if len(row) > 0 {
			m.clues = append(m.clues, hashes[k])
			m.weights = append(m.weights, row...)
			m.start = append(m.start, uint32(len(m.weights)))
		}
	}
	m.weights = slices.Clip(m.weights)
	m.index()
	return m
}
