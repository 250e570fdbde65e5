package model

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestPlattFindsTheSlope(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	want := calibration{slope: 2.5, shift: -1}
	var points []point
	for range 20000 {
		s := 4*rng.Float64() - 2
		points = append(points, point{s, rng.Float64() < sigmoid(want.of(s))})
	}
	got := platt(points, calibration{1, 0}, 1)
	if math.Abs(got.slope-want.slope) > 0.15 || math.Abs(got.shift-want.shift) > 0.1 {
		t.Errorf("found %+v, want about %+v", got, want)
	}
}

func TestPlattWithFewPointsStaysNear(t *testing.T) {
	near := calibration{3, -2}
	for name, points := range map[string][]point{
		"none":      nil,
		"one":       {{0.4, true}},
		"all right": {{0.4, true}, {-0.9, false}, {0.8, true}, {-1, false}},
	} {
		got := platt(points, near, 6)
		if math.Abs(got.slope-near.slope) > 1 || math.Abs(got.shift-near.shift) > 1 {
			t.Errorf("%s: %+v strays from %+v", name, got, near)
		}
	}
}
