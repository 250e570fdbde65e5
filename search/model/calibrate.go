package model

import (
	"math"
	"slices"
)

// calibration turns a score into log-odds: slope × score + shift.
type calibration struct{ slope, shift float64 }

func (c calibration) of(score float64) float64 { return float64(c.slope*score) + c.shift }

// point is a held-out score and whether the text is of the class.
type point struct {
	score float64
	is    bool
}

// calibrate makes scores into probabilities (Platt, 1999), from scores of
// texts that the weights have not seen. Classes of one group start from what
// fits them together and leave it as far as their own examples say. One fold
// may be left out; -1 leaves none.
func calibrate(classes []string, examples []Example, held [][]float64, without int) []calibration {
	points := make([][]point, len(classes))
	pooled := map[string][]point{}
	for c, name := range classes {
		points[c] = pointsOf(c, name, examples, held, without)
		pooled[group(name)] = append(pooled[group(name)], points[c]...)
	}
	shared := map[string]calibration{}
	for name, all := range pooled {
		shared[name] = platt(all, calibration{3, -1}, 1)
	}
	out := make([]calibration, len(classes))
	for c, name := range classes {
		out[c] = platt(points[c], shared[group(name)], 6)
	}
	return out
}

func pointsOf(c int, class string, examples []Example, held [][]float64, without int) []point {
	var out []point
	for i, e := range examples {
		if e.Fold != Always && e.Fold != without && !slices.Contains(e.Silent, class) {
			out = append(out, point{held[i][c], slices.Contains(e.Classes, class)})
		}
	}
	return out
}

// platt fits a calibration by Newton's method, held near a first guess by a
// spring of some stiffness.
func platt(points []point, near calibration, stiff float64) calibration {
	c := near
	for range 20 {
		g0, g1 := stiff*(c.slope-near.slope), stiff*(c.shift-near.shift)
		h00, h01, h11 := stiff, 0.0, stiff
		for _, p := range points {
			q := sigmoid(c.of(p.score))
			d := q
			if p.is {
				d = q - 1
			}
			w := q * (1 - q)
			g0 += float64(d * p.score)
			g1 += d
			h00 += float64(w * float64(p.score*p.score))
			h01 += float64(w * p.score)
			h11 += w
		}
		det := float64(h00*h11) - float64(h01*h01)
		a := (float64(h11*g0) - float64(h01*g1)) / det
		b := (float64(h00*g1) - float64(h01*g0)) / det
		c.slope -= a
		c.shift -= b
		if math.Abs(a)+math.Abs(b) < 1e-6 {
			break
		}
	}
	c.slope = max(c.slope, 0.2)
	return c
}
