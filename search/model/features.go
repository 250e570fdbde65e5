package model

import (
	"math"
	"sync"

	"relais/search/lexicon"
)

// A clue is a hash of a stem, of two stems that follow each other or stand
// one word apart, or of a piece of a word.
type clue struct {
	hash uint32
	word int32 // the word it came from
	kind kind
}

type kind uint8

const (
	stem kind = iota
	pair
	skip
	piece
	kinds
)

// Heft is how much a clue of each kind counts before anything is learned: a
// word has one stem and a dozen pieces.
type Heft [kinds]float32

// clues is a reusable list of the distinct clues of a text.
type clues struct {
	list  []clue
	seen  []uint32 // open addressing, 0 is free
	edged []byte
	of    [kinds]int // how many there are of each kind
	sums  []int32    // room for those who add up what the clues weigh
}

var cluesPool = sync.Pool{New: func() any { return new(clues) }}

const (
	offset32 = 2166136261
	prime32  = 16777619
	// shortest and longest are the letters of a piece, edges included.
	shortest, longest = 3, 5
)

// read lists the clues of words, each once.
func (c *clues) read(words []lexicon.Word) {
	c.list, c.of = c.list[:0], [kinds]int{}
	most := 0
	for _, w := range words {
		most += 3 + (longest-shortest+1)*(len(w.Fold)+2)
	}
	size := 64
	for size < 2*most {
		size *= 2
	}
	if len(c.seen) < size {
		c.seen = make([]uint32, size)
	} else {
		c.seen = c.seen[:size:cap(c.seen)]
		clear(c.seen)
	}
	before, last := "", "^"
	for i, w := range words {
		at := int32(i)
		c.add(clue{hashOf('w', w.Stem, ""), at, stem})
		c.add(clue{hashOf('b', last, w.Stem), at, pair})
		if before != "" {
			c.add(clue{hashOf('s', before, w.Stem), at, skip})
		}
		before, last = last, w.Stem
		if len(w.Fold) >= 3 {
			c.pieces(w.Fold, at)
		}
	}
}

// pieces adds what each run of letters of a word is, its edges marked.
func (c *clues) pieces(word string, at int32) {
	c.edged = append(append(append(c.edged[:0], '<'), word...), '>')
	for k := range len(c.edged) - shortest + 1 {
		h := hashByte(offset32, 'c')
		for n, b := range c.edged[k:min(k+longest, len(c.edged))] {
			h = hashByte(h, b)
			if n >= shortest-1 {
				c.add(clue{mix(h), at, piece})
			}
		}
	}
}

func (c *clues) add(x clue) {
	mask := uint32(len(c.seen) - 1)
	i := x.hash & mask
	for c.seen[i] != 0 {
		if c.seen[i] == x.hash {
			return
		}
		i = (i + 1) & mask
	}
	c.seen[i] = x.hash
	c.list = append(c.list, x)
	c.of[x.kind]++
}

// value is what a clue of heft 1 counts for in this text: long texts do not
// shout louder than short ones.
func (c *clues) value(heft Heft) float32 {
	sum := float32(1)
	for k, n := range c.of {
		sum += float32(n) * heft[k] * heft[k]
	}
	return 1 / float32(math.Sqrt(float64(sum)))
}

func hashOf(kind byte, a, b string) uint32 {
	h := hashByte(offset32, kind)
	for i := range len(a) {
		h = hashByte(h, a[i])
	}
	h = hashByte(h, 0)
	for i := range len(b) {
		h = hashByte(h, b[i])
	}
	return mix(h)
}

func hashByte(h uint32, b byte) uint32 { return (h ^ uint32(b)) * prime32 }

// mix spreads a hash over 24 bits: enough that two clues hardly ever meet, and
// a third less to store. It is never 0.
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x7feb352d
	h ^= h >> 15
	return max(h>>8, 1)
}
