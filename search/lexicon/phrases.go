package lexicon

import "strings"

// Phrases finds expressions in a text whatever their plurals, endings, accents
// and small words: "test de grossesse" is found in "tests grossesse".
type Phrases struct {
	byFirst map[string][]phrase // by the first stem
	stems   map[string]bool     // every stem of every phrase
}

type phrase struct {
	stems []string
	exact string   // when set, the one folded word it must be
	full  []string // when set, the folded words that must stand around: "à la rue" is not "rue"
	at    int      // where the one that counts stands in full
	id    string
	text  string
}

// Match is a phrase found: words From up to but not To, of the list given to Find.
type Match struct {
	ID, Text string
	From, To int
}

// NewPhrases returns an empty set.
func NewPhrases() *Phrases {
	return &Phrases{byFirst: map[string][]phrase{}, stems: map[string]bool{}}
}

// Add puts an expression in; finding it gives id.
func (p *Phrases) Add(text, id string) {
	all := Words(text)
	words := content(all)
	if len(words) == 0 {
		return
	}
	ph := phrase{id: id, text: text}
	for _, w := range words {
		ph.stems = append(ph.stems, w.Stem)
		p.stems[w.Stem] = true
	}
	if len(words) == 1 && len(all) > 1 {
		for i, w := range all {
			ph.full = append(ph.full, w.Stem)
			if w == words[0] {
				ph.at = i
			}
		}
	}
	p.byFirst[ph.stems[0]] = append(p.byFirst[ph.stems[0]], ph)
}

// AddAcronym puts in an acronym, which must be typed letter by letter.
func (p *Phrases) AddAcronym(text, id string) {
	words := Words(text)
	if len(words) == 0 {
		return
	}
	if len(words) > 1 {
		p.Add(text, id)
		return
	}
	w := words[0]
	p.byFirst[w.Stem] = append(p.byFirst[w.Stem], phrase{stems: []string{w.Stem}, exact: w.Fold, id: id, text: text})
	p.stems[w.Stem] = true
}

// Knows tells whether a stem belongs to some phrase.
func (p *Phrases) Knows(stem string) bool { return p.stems[stem] }

// Find lists the phrases in words, from the left; where several start or lie
// inside one another the longest is kept, with every id it has.
func (p *Phrases) Find(words []Word) []Match {
	idx := contentIndex(words)
	var out []Match
	for i := 0; i < len(idx); {
		best := 0
		first := len(out)
		for _, ph := range p.byFirst[words[idx[i]].Stem] {
			n := ph.matches(words, idx[i:])
			if n == 0 || n < best {
				continue
			}
			if n > best {
				out, best = out[:first], n
			}
			out = append(out, Match{ph.id, ph.text, idx[i], idx[i+n-1] + 1})
		}
		i += max(best, 1)
	}
	return out
}

func (ph *phrase) matches(words []Word, idx []int) int {
	if len(ph.stems) > len(idx) {
		return 0
	}
	for k, s := range ph.stems {
		w := words[idx[k]]
		if w.Stem != s || ph.exact != "" && w.Fold != ph.exact || k > 0 && breaks(words, idx[k-1], idx[k]) {
			return 0
		}
	}
	if ph.full != nil && !ph.whole(words, idx[0]) {
		return 0
	}
	return len(ph.stems)
}

// whole tells whether the small words of the phrase stand around word i too.
func (ph *phrase) whole(words []Word, i int) bool {
	first := i - ph.at
	if first < 0 || first+len(ph.full) > len(words) {
		return false
	}
	for k, stem := range ph.full {
		if words[first+k].Stem != stem {
			return false
		}
	}
	return true
}

// breaks tells whether a comma or full stop stands between two words.
func breaks(words []Word, a, b int) bool {
	for i := a + 1; i <= b; i++ {
		if words[i].Break {
			return true
		}
	}
	return false
}

// small are the words a phrase does without. Unlike tools, "pas", "plus",
// "sans", "à" … stay: they change what a phrase says.
var small = map[string]bool{
	"le": true, "la": true, "les": true, "l": true, "un": true, "une": true, "des": true, "du": true,
	"de": true, "d": true, "au": true, "aux": true, "en": true, "et": true, "ne": true, "n": true,
	"qu": true, "que": true, "qui": true, "pour": true, "a": true, "son": true, "sa": true, "ses": true,
	"mon": true, "ma": true, "mes": true, "s": true, "se": true, "est": true, "ce": true, "cette": true, "juste": true, "vraiment": true, "carrement": true,
}

// IsSmall tells whether a phrase does without a folded word.
func IsSmall(fold string) bool { return small[fold] }

func contentIndex(words []Word) []int {
	idx := make([]int, 0, len(words))
	for i, w := range words {
		if !small[w.Fold] {
			idx = append(idx, i)
		}
	}
	return idx
}

func content(words []Word) []Word {
	var out []Word
	for _, w := range words {
		if !small[w.Fold] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// Condition is what a message must say: every term, in one of its variants.
type Condition struct {
	must []*Phrases
	not  []*Phrases
}

// NewCondition reads "a|b & c & !d".
func NewCondition(text string) Condition {
	var c Condition
	for term := range strings.SplitSeq(text, "&") {
		term = strings.TrimSpace(term)
		p := NewPhrases()
		for v := range strings.SplitSeq(strings.TrimPrefix(term, "!"), "|") {
			p.Add(v, v)
		}
		if strings.HasPrefix(term, "!") {
			c.not = append(c.not, p)
		} else {
			c.must = append(c.must, p)
		}
	}
	return c
}

// Holds tells whether words meet the condition, and which words did.
func (c *Condition) Holds(words []Word) (hits []Match, ok bool) {
	for _, p := range c.must {
		m := p.Find(words)
		if len(m) == 0 {
			return nil, false
		}
		hits = append(hits, m[0])
	}
	for _, p := range c.not {
		if len(p.Find(words)) > 0 {
			return nil, false
		}
	}
	return hits, true
}
