package relay

import (
	"regexp"
	"strings"
)

var (
	nameParts = set(`de du des d la le les el al ben bel ould van von der den di da dos das abd bou ait st saint bint ibn y e o mc mac l`)
	// placeBefore says that what follows names a place or a service.
	placeBefore = set(`rue avenue av boulevard bd allee allees place square quai chemin impasse cours centre ecole college lycee maison hopital
		clinique espace gymnase stade residence foyer association asso fondation institut quartier tram arret station saint sainte st ste
		creche mediatheque bibliotheque theatre salle pont parc jardin tour cite esplanade complexe campus faculte fac universite ehpad pole
		social sociale culturel sante dentaire rotonde route faubourg fbg hotel halle gare mail passage piscine maternelle primaire
		elementaire polyclinique secours cite-scolaire cmp cmpp pmi csapa mds cpef groupe equipe bus cafe l'espace general marechal
		abbe president colonel resto restaurant pharmacie laboratoire labo cabinet table collectif fnath ligne syndrome maladie`)
)

// findNames finds names of persons: after a title ("Mme X"), a naming
// ("s’appelle x", "nom : X"), a word of family ("mon fils X"), and first names
// wherever they stand but in the name of a place.
func findNames(text string) []span {
	n := &namer{text: text, words: split(text)}
	n.shout = shouting(n.words)
	var out []span
	for i := 0; i < len(n.words); i++ {
		from, to := n.at(i)
		if to <= from {
			continue
		}
		out = append(out, span{n.words[from].start, n.end(to)})
		i = to - 1
	}
	return out
}

type namer struct {
	text  string
	words []word
	shout bool // capitals say nothing
}

// at reads the name that word i announces, as words from to to, to not included.
func (n *namer) at(i int) (from, to int) {
	if j := n.afterTitle(i); j > 0 {
		return j, n.name(j, titled)
	}
	if j := n.afterNaming(i); j > 0 {
		return j, n.name(j, named)
	}
	if j := n.afterKin(i); j > 0 {
		return j, n.name(j, related)
	}
	if n.firstName(i) {
		return i, n.rest(i+1, true)
	}
	return i, i
}

// end is where the name that ends before word to ends, with the dot of an
// initial.
func (n *namer) end(to int) int {
	w := n.words[to-1]
	if w.end-w.start == 1 && strings.HasPrefix(n.text[w.end:], ".") {
		return w.end + 1
	}
	return w.end
}

func (n *namer) capital(i int) bool { return n.words[i].capital && !n.shout }

// cue is what announces a name.
type cue int

const (
	titled cue = iota
	named
	related
)

// name reads a name at word j: the word after it, or j for none.
func (n *namer) name(j int, by cue) int {
	k := j
	for k+1 < len(n.words) && k-j < 3 && nameParts[n.words[k].folded] && near(n.text, n.words[k], n.words[k+1]) &&
		n.capital(k+1) && (n.nameWord(k+1) || nameParts[n.words[k+1].folded]) {
		k++
	}
	if by == related && k > j && !n.capital(j) {
		return j // "la famille de Tours", "femme du Sanitas"
	}
	w := n.words[k]
	if !n.nameWord(k) {
		return j
	}
	if n.capital(k) {
		return n.rest(k+1, false)
	}
	if k > j || !n.lowerName(w, j, by) {
		return j
	}
	return n.restLower(j + 1)
}

var functionWords = set(`a ai au aux avec c ce ces cet cette chez d dans de des du elle en est et etait eu eux il ils j je l la le les leur lui
	m ma mes mon n ne ni nous on ou par pas plus pour qu que qui s sa sans se ses si son sont sur t ta te tes toi tu un une va vers veut vient
	voila vous y sort dit doit peut tres trop deja toujours comment reviens bonjour merci urgent mais`)

// nameWord tells whether a word may be in a name at all.
func (n *namer) nameWord(i int) bool {
	w := n.words[i]
	if w.digits || strings.ContainsAny(w.folded, "0123456789") {
		return false
	}
	if w.end-w.start == 1 { // an initial: "Mme B."
		return w.capital && !n.shout && (w.folded != "a" && w.folded != "y" || strings.HasPrefix(n.text[w.end:], "."))
	}
	if labels[w.folded] || fields[w.folded] || placeWords[w.folded] && (w.caps || !lastNames[w.folded]) {
		return false
	}
	return !functionWords[w.folded] && !titles[w.folded] || w.folded == "le" && n.capital(i)
}

// lowerName tells whether a word in lower case is a name after a cue.
func (n *namer) lowerName(w word, i int, by cue) bool {
	if firstNames[w.folded] {
		return true
	}
	if by == related {
		return unsureFirsts[w.folded] && !commonWords[w.folded] && n.personAfter(i)
	}
	if lastNames[w.folded] && !commonWords[w.folded] {
		return true
	}
	if by == titled && i > 0 && softTitles[n.words[i-1].folded] {
		return false
	}
	return !commonWords[w.folded] && !worded(n.text[w.start:w.end]) && len(w.folded) > 2
}

// worded tells whether a word ends as French adjectives, participles, plurals
// and adverbs do.
func worded(s string) bool {
	s = strings.ToLower(s)
	for _, end := range []string{
		"é", "ée", "és", "ées", "ante", "euse", "eux", "ives", "ive", "ique", "iques", "iste", "able", "ible", "aire", "ienne",
		"ais", "aise", "ois", "oise", "ain", "aine", "ien", "que", "ment", "tion", "trice", "teur", "tés", "lle", "nne", "isme", "ale", "ons", "ent", "ait", "aient", "era", "rait", "phone",
	} {
		if strings.HasSuffix(s, end) && len(s) > len(end)+1 {
			return true
		}
	}
	return false
}

// rest goes on over the words of a name after its first one.
func (n *namer) rest(k int, afterFirst bool) int {
	for count := 0; k < len(n.words) && count < 4; count++ {
		p := k
		for p+1 < len(n.words) && p-k < 2 && nameParts[n.words[p].folded] && near(n.text, n.words[p-1], n.words[p]) &&
			near(n.text, n.words[p], n.words[p+1]) && n.capital(p+1) && !placeWords[n.words[p+1].folded] {
			p++
		}
		w := n.words[p]
		if !near(n.text, n.words[p-1], w) || !n.nameWord(p) {
			break
		}
		lower := !n.capital(p)
		if lower && !(afterFirst && p == k && lastNames[w.folded] && !commonWords[w.folded]) {
			break
		}
		k = p + 1
	}
	return k
}

// restLower takes a second lower-case word when it is a known name, or when
// the sentence stops after it.
func (n *namer) restLower(k int) int {
	if k >= len(n.words) || !near(n.text, n.words[k-1], n.words[k]) {
		return k
	}
	w := n.words[k]
	if w.digits || functionWords[w.folded] || commonWords[w.folded] || placeWords[w.folded] || len(w.folded) < 3 {
		return k
	}
	known := firstNames[w.folded] || lastNames[w.folded]
	last := k+1 >= len(n.words) || !near(n.text, w, n.words[k+1]) || functionWords[n.words[k+1].folded]
	if known || w.capital || last && !worded(n.text[w.start:w.end]) {
		return k + 1
	}
	return k
}

// firstName tells whether word i is the first name of a person.
func (n *namer) firstName(i int) bool {
	w := n.words[i]
	sure, unsure := isFirst(w.folded), unsureFirsts[w.folded] || unsureCompound(w.folded)
	if !sure && !unsure || n.ofPlace(i) {
		return false
	}
	if sure {
		return true
	}
	return n.capital(i) && n.personAfter(i) || w.capital && n.familyAfter(i)
}

func isFirst(folded string) bool {
	if firstNames[folded] {
		return true
	}
	a, b, ok := strings.Cut(folded, "-")
	return ok && (firstNames[a] && (firstNames[b] || unsureFirsts[b]) || unsureFirsts[a] && firstNames[b])
}

func unsureCompound(folded string) bool {
	a, b, ok := strings.Cut(folded, "-")
	return ok && unsureFirsts[a] && unsureFirsts[b]
}

// ofPlace tells whether word i is part of the name of a place or service.
func (n *namer) ofPlace(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if !near(n.text, n.words[k], n.words[k+1]) {
			return false
		}
		if placeBefore[n.words[k].folded] {
			return true
		}
		if !particles[n.words[k].folded] && !ranks[n.words[k].folded] && !n.words[k].capital {
			return false
		}
	}
	return false
}

var ageAfter = regexp.MustCompile(`^[\s\x{00A0},(:\-–]*(?:\[(?:téléphone|date|numéro|courriel)|\d{1,3}[\s\x{00A0}]?(?:ans?|mois|a)(?:[^\pL]|$)|née?[^\pL]|âgée?[^\pL])`)

// personAfter tells whether an age, a birth or a number follows word i.
func (n *namer) personAfter(i int) bool {
	return ageAfter.MatchString(n.text[n.words[i].end:])
}

// familyAfter tells whether a family name follows word i.
func (n *namer) familyAfter(i int) bool {
	if i+1 >= len(n.words) || !near(n.text, n.words[i], n.words[i+1]) {
		return false
	}
	next := n.words[i+1]
	return n.nameWord(i+1) && (lastNames[next.folded] || firstNames[next.folded]) &&
		(next.capital || !commonWords[next.folded])
}
