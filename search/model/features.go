package model

import (
	"hash/fnv"

	"relais/search/lexicon"
)

// feature is one clue in a text and the word (index) it came from.
type feature struct {
	hash uint32
	word int
}

// features lists the clues of a text: each stem, each pair of neighbours, and
// the pieces of three to five letters of each word, its edges marked.
func features(words []lexicon.Word) []feature {
	out := make([]feature, 0, 16*len(words))
	prev := "^"
	for i, w := range words {
		out = append(out,
			feature{hash("w", w.Stem), i},
			feature{hash("b", prev, w.Stem), i})
		prev = w.Stem
		if len(w.Fold) < 3 {
			continue
		}
		edged := "<" + w.Fold + ">"
		for n := 3; n <= 5; n++ {
			for k := 0; k+n <= len(edged); k++ {
				out = append(out, feature{hash("c", edged[k:k+n]), i})
			}
		}
	}
	return out
}

func hash(parts ...string) uint32 {
	h := fnv.New32a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum32()
}
