package search

import (
	"strings"
	"unicode/utf8"

	"relais/search/lexicon"
	"relais/search/model"
)

// speller corrects words that nothing here knows towards words that mean
// something here. A known word is never corrected.
type speller struct {
	known   map[string]bool     // folded words that are right as they are
	targets map[string]int      // folded words worth reaching, with how common they are
	deletes map[string][]string // what remains of a target without one or two letters → targets
	sounds  map[string][]string // sound → targets
	shown   map[string]string   // folded → as written, with accents
}

// wellKnown is how many messages of the corpus must use a word for it to be
// right beyond doubt: the corpus is written as people write.
const wellKnown = 4

// newSpeller knows the lexicon, common French, the names of places and the
// words of the services, given by calling add for each text and its weight.
func newSpeller(texts func(add func(text string, weight int))) *speller {
	s := &speller{known: map[string]bool{}, targets: map[string]int{}, deletes: map[string][]string{},
		sounds: map[string][]string{}, shown: map[string]string{}}
	for w, n := range model.Vocabulary() {
		if n >= wellKnown {
			s.known[w] = true
		}
	}
	lexicon.EachText(func(text string) { s.add(text, 3) })
	texts(s.add)
	return s
}

func (s *speller) add(text string, weight int) {
	for _, w := range lexicon.Words(text) {
		f := w.Fold
		s.known[f] = true
		if len(f) < 4 || isDigits(f) || weight == 0 {
			continue
		}
		if s.targets[f] == 0 {
			s.index(f, w.Raw)
		}
		s.targets[f] += weight
	}
}

func (s *speller) index(f, raw string) {
	s.shown[f] = strings.ToLower(raw)
	k := lexicon.Sound(f)
	s.sounds[k] = append(s.sounds[k], f)
	for d := range deletions(f) {
		s.deletes[d] = append(s.deletes[d], f)
	}
}

// deletions is w and all that remains when one letter goes, or two of a long word.
func deletions(w string) map[string]bool {
	out := map[string]bool{w: true}
	one := map[string]bool{}
	for i := range len(w) {
		d := w[:i] + w[i+1:]
		out[d], one[d] = true, true
	}
	if len(w) >= 8 {
		for o := range one {
			for i := range len(o) {
				out[o[:i]+o[i+1:]] = true
			}
		}
	}
	return out
}

// correct gives the word meant by an unknown folded word, ok false when there
// is none near enough.
func (s *speller) correct(w string) (to string, ok bool) {
	if len(w) < 4 || isDigits(w) || s.known[w] || !ascii(w) {
		return "", false
	}
	best, bestScore := "", 0.0
	seldom := model.Vocabulary()[w] // a slip others made too, or a rare word
	try := func(t string, same bool) {
		if seldom > 0 && (!same || model.Vocabulary()[t] < 4*seldom) {
			return
		}
		d := distance(w, t)
		limit := 1
		switch {
		case len(w) < 6 && !same && !swapped(w, t):
			limit = 0 // too short to tell a slip from another word
		case len(w) >= 8:
			limit = 2
		}
		if same {
			limit++
		}
		if d > limit || d == 0 || !same && w[0] != t[0] {
			return
		}
		score := 3 - float64(d)
		if same {
			score += 1.5
		}
		if w[0] != t[0] {
			score -= 1
		}
		if stem := lexicon.Stem(w); stem == lexicon.Stem(t) {
			score += 1
		}
		score += 0.2 * min(4, float64(s.targets[t])/4)
		if score > bestScore || score == bestScore && t < best {
			best, bestScore = t, score
		}
	}
	for _, t := range s.sounds[lexicon.Sound(w)] {
		try(t, true)
	}
	for d := range deletions(w) {
		for _, t := range s.deletes[d] {
			try(t, lexicon.Sound(t) == lexicon.Sound(w))
		}
	}
	if best == "" || bestScore < 1.2 || lexicon.Stem(best) == lexicon.Stem(w) {
		return "", false // nothing near, or a form of a known word
	}
	return best, true
}

// unglue reads a word run together with the small word an apostrophe should
// cut off: "lecole", "durjence", "jai".
func (s *speller) unglue(w string) (small, word string, ok bool) {
	if len(w) < 5 || s.known[w] || !ascii(w) || !strings.ContainsRune("ldjnsmtc", rune(w[0])) || !strings.ContainsRune("aeiouyh", rune(w[1])) {
		return "", "", false
	}
	if s.targets[w[1:]] > 0 {
		return w[:1], w[1:], true
	}
	to, ok := s.correct(w[1:])
	if !ok || lexicon.Sound(to) != lexicon.Sound(w[1:]) {
		return "", "", false
	}
	return w[:1], to, true
}

// split reads a run-together word as two: a small word and one that means
// something here ("jeveux", "lapmi"), or two that do ("aidealimentaire").
func (s *speller) split(w string) (a, b string, ok bool) {
	if len(w) < 6 || s.known[w] || !ascii(w) {
		return "", "", false
	}
	for i := 2; i <= len(w)-4; i++ {
		a, b = w[:i], w[i:]
		if s.targets[b] >= 6 && (lexicon.IsSmall(a) || lexicon.IsTool(a)) || len(a) > 3 && s.targets[a] >= 6 && s.targets[b] >= 6 {
			return a, b, true
		}
	}
	return "", "", false
}

// swapped tells whether two neighbouring letters of a are swapped in b: "mdhp".
func swapped(a, b string) bool {
	for i := 0; i+1 < len(a) && len(a) == len(b); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

func ascii(s string) bool { return utf8.RuneCountInString(s) == len(s) }

// distance is the number of letters to change, add, drop or swap.
func distance(a, b string) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
