package model

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"relais/search/lexicon"
)

//go:embed vocabulary.txt.gz
var vocabularyData []byte

// Vocabulary tells how many messages of the corpus use a folded word. A word
// that several people typed is a word, not a slip.
var Vocabulary = sync.OnceValue(func() map[string]int {
	z, err := gzip.NewReader(bytes.NewReader(vocabularyData))
	if err != nil {
		panic("embedded vocabulary: " + err.Error())
	}
	data, err := io.ReadAll(z)
	if err != nil {
		panic("embedded vocabulary: " + err.Error())
	}
	out := map[string]int{}
	for line := range strings.Lines(string(data)) {
		var w string
		var n int
		if _, err := fmt.Sscan(line, &w, &n); err == nil {
			out[w] = n
		}
	}
	return out
})

// Count makes the vocabulary of a corpus: folded words used by at least least
// messages that are learned from, one a line with their count, compressed.
func Count(corpus []Labelled, least int) ([]byte, error) {
	count := map[string]int{}
	for _, l := range corpus {
		if l.IsHeld {
			continue
		}
		seen := map[string]bool{}
		for _, w := range lexicon.Words(l.Q) {
			if !seen[w.Fold] {
				seen[w.Fold] = true
				count[w.Fold]++
			}
		}
	}
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	for _, w := range slices.Sorted(maps.Keys(count)) {
		if count[w] >= least {
			fmt.Fprintln(z, w, count[w])
		}
	}
	err = z.Close()
	return buf.Bytes(), err
}
