package model

import (
	"math"
	"slices"

	"relais/search/lexicon"
)

// encoded is a set of examples as numbers.
type encoded struct {
	clues []uint32  // hashes, ascending
	scale []float32 // of each clue: its heft and how telling it is
	texts []text
}

type text struct {
	clues   []uint32 // indexes
	values  []float32
	square  float64 // of values
	weight  float64
	classes []uint16
	silent  []uint16 // classes it says nothing of
}

// encode reads examples; clues seen in too few of them are left out.
func encode(classes []string, examples []Example, s Settings) *encoded {
	raw := make([][]clue, len(examples))
	norm := make([]float32, len(examples))
	type seen struct {
		n    int
		kind kind
	}
	count := map[uint32]seen{}
	var c clues
	for i, e := range examples {
		c.read(unfold(e.Text))
		raw[i], norm[i] = slices.Clone(c.list), c.value(s.Heft)
		for _, x := range raw[i] {
			count[x.hash] = seen{count[x.hash].n + 1, x.kind}
		}
	}
	d := &encoded{}
	for h, x := range count {
		if x.n >= s.MinCount[x.kind] {
			d.clues = append(d.clues, h)
		}
	}
	slices.Sort(d.clues)
	index := make(map[uint32]uint32, len(d.clues))
	for i, h := range d.clues {
		index[h] = uint32(i)
		x := count[h]
		rare := math.Log(float64(len(examples)) / float64(x.n))
		d.scale = append(d.scale, s.Heft[x.kind]*float32(math.Pow(rare, s.Rare)))
	}
	byName := map[string]uint16{}
	for i, c := range classes {
		byName[c] = uint16(i)
	}
	for i, e := range examples {
		t := text{weight: e.Weight, classes: numbers(byName, e.Classes), silent: numbers(byName, e.Silent)}
		if e.Weight == 0 {
			t.weight = 1
		}
		for _, x := range raw[i] {
			k, ok := index[x.hash]
			if !ok {
				continue
			}
			v := d.scale[k] * norm[i]
			t.clues = append(t.clues, k)
			t.values = append(t.values, v)
			t.square += float64(v) * float64(v)
		}
		d.texts = append(d.texts, t)
	}
	return d
}

func numbers(byName map[string]uint16, names []string) []uint16 {
	var out []uint16
	for _, n := range names {
		if k, ok := byName[n]; ok {
			out = append(out, k)
		}
	}
	return out
}

// unfold cuts a text into words, hurried forms written whole, as questions are.
func unfold(text string) []lexicon.Word {
	words := lexicon.Words(text)
	out := make([]lexicon.Word, 0, len(words)+4)
	for _, w := range words {
		if long, ok := lexicon.Quick(w.Fold); ok {
			out = append(out, lexicon.Words(long)...)
		} else {
			out = append(out, w)
		}
	}
	return out
}
