package model

import (
	"slices"
	"strings"

	"relais/search/lexicon"
)

// Some classes lean on another that is learned from more examples: a besoin on
// its theme, any danger on the surest of its kinds. The shares are those of
// cross-validation by authors who are not in what is learned from.
const (
	themeShare = 0.3
	kindShare  = 0.5
)

// surestKind stands for the kind of danger with the highest score.
const surestKind = -2

// leans tells for each class which one it leans on: its index, -1 for none, or
// surestKind.
func leans(classes []string) []int {
	out := make([]int, len(classes))
	for c, name := range classes {
		out[c] = -1
		if id, ok := strings.CutPrefix(name, "besoin:"); ok {
			b, _ := lexicon.BesoinByID(id)
			out[c] = slices.Index(classes, "theme:"+b.Theme)
		} else if name == AnyDanger {
			out[c] = surestKind
		}
	}
	return out
}

// lean adds to raw scores what classes get from those they lean on.
func (m *Model) lean(scores []float64) {
	for c, on := range m.leans {
		if share, on := m.leansOn(c, on, scores); on >= 0 {
			scores[c] += float64(share * scores[on])
		}
	}
}

func (m *Model) leansOn(c, on int, scores []float64) (share float64, class int) {
	if on != surestKind {
		return themeShare, on
	}
	best := -1
	for k := range scores {
		if k != c && (best < 0 || scores[k] > scores[best]) {
			best = k
		}
	}
	return kindShare, best
}
