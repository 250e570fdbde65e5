package search

import (
	"fmt"
	"slices"
	"strings"

	"relais/directory"
	"relais/search/lexicon"
	"relais/search/model"
)

// gazetteer finds the places people name.
type gazetteer struct {
	phrases *lexicon.Phrases
	byKey   map[string]*directory.Place // by phrase id: "kind:id"
	post    map[string]*directory.Place // by postcode, the first commune that has it
	streets *lexicon.Phrases            // "rue de la Rôtière", and quarters that are not priority ones
	spots   map[string]spot             // by phrase id of streets
	far     map[string][]elsewhere      // communes elsewhere in France, by folded name
}

// spot is a point more precise than the place it belongs to.
type spot struct {
	place *directory.Place // the quarter it tells, nil when it only tells where
	insee string
	point directory.Point
}

// streetReach is how far from the middle of a quarter a street still tells it.
const streetReach = 450 // metres

// addSpot knows a street, square or quarter by its name.
func (g *gazetteer) addSpot(name, insee string, at directory.Point, quarter string) {
	key := fmt.Sprintf("%s/%s", lexicon.Fold(name), insee)
	if _, ok := g.spots[key]; ok || name == "" {
		return
	}
	sp := spot{insee: insee, point: at}
	nearest := streetReach + 1.0
	for _, p := range g.byKey {
		if p.Kind != directory.Quartier || p.INSEE != insee {
			continue
		}
		if quarter != "" && sameQuarter(&directory.Service{Quartier: quarter}, p) {
			sp.place = p
			break
		}
		if m := at.DistanceM(p.Point); m < nearest {
			nearest, sp.place = m, p
		}
	}
	g.spots[key] = sp
	g.streets.Add(name, key)
}

func placeKey(p *directory.Place) string { return p.Kind + ":" + p.ID }

func newGazetteer(places []directory.Place) *gazetteer {
	g := &gazetteer{phrases: lexicon.NewPhrases(), byKey: map[string]*directory.Place{}, post: map[string]*directory.Place{},
		streets: lexicon.NewPhrases(), spots: map[string]spot{}, far: map[string][]elsewhere{}}
	for i := range places {
		p := &places[i]
		key := placeKey(p)
		g.byKey[key] = p
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			g.phrases.Add(name, key)
			if short := strings.TrimPrefix(strings.TrimPrefix(lexicon.Fold(name), "saint-"), "saint "); short != lexicon.Fold(name) {
				g.phrases.Add("St "+name[len("Saint-"):], key)
				g.phrases.Add("Ste "+name[len("Saint-"):], key)
			}
		}
		for _, code := range p.Postcodes {
			if g.post[code] == nil {
				g.post[code] = p
			}
		}
	}
	return g
}

// named is a place said in words From up to To.
type named struct {
	place    *directory.Place
	from, to int
	spot     *directory.Point // where exactly, nil for the place as a whole
}

// find lists the places named, in order. What is both a common word and a
// place (Europe, Fontaines, Pasteur, Rives, Riche, Joué, Tour) counts only
// where the words around it make it a place.
func (g *gazetteer) find(words []lexicon.Word) []named {
	var out []named
	for _, m := range g.phrases.Find(words) {
		p := g.byKey[m.ID]
		if p == nil || !g.isPlace(words, m) {
			continue
		}
		out = append(out, named{p, m.From, m.To, nil})
	}
	for i, w := range words {
		if p := g.post[w.Fold]; p != nil && len(w.Raw) == 5 {
			out = append(out, named{p, i, i + 1, nil})
		}
	}
	out = append(out, g.findSpots(words, out)...)
	out = append(out, g.findFar(words, out)...)
	slices.SortStableFunc(out, func(a, b named) int { return a.from - b.from })
	return dropLeft(words, dropStreetsElsewhere(words, out))
}

// dropLeft drops the places somebody leaves or comes from, when another is
// named: "il quitte la Rabière pour le Sanitas".
func dropLeft(words []lexicon.Word, found []named) []named {
	if len(found) < 2 {
		return found
	}
	stay := slices.DeleteFunc(slices.Clone(found), func(n named) bool {
		for k := n.from - 1; k >= max(0, n.from-3) && !words[k+1].Break; k-- {
			if leaving[words[k].Stem] {
				return true
			}
		}
		return false
	})
	if len(stay) == 0 {
		return found
	}
	return stay
}

var leaving = map[string]bool{lexicon.Stem("quitter"): true, lexicon.Stem("quitte"): true, lexicon.Stem("vient"): true,
	lexicon.Stem("arrive"): true, lexicon.Stem("parti"): true}

// findSpots finds streets and squares. One that lies in another commune than
// the one named is not that one.
func (g *gazetteer) findSpots(words []lexicon.Word, known []named) []named {
	var out []named
	for _, m := range g.streets.Find(words) {
		sp := g.spots[m.ID]
		if slices.ContainsFunc(known, func(n named) bool {
			return n.place.Kind == directory.Commune && n.place.INSEE != sp.insee && (n.from < m.From || n.from >= m.To) || n.place.Kind == directory.Quartier
		}) {
			continue
		}
		place := sp.place
		if place == nil {
			place = &directory.Place{Kind: directory.Position, INSEE: sp.insee, Point: sp.point}
		}
		out = append(out, named{place, m.From, m.To, &sp.point})
	}
	return out
}

// leads are the words that announce a place.
var leads = map[string]bool{"a": true, "au": true, "aux": true, "vers": true, "cote": true, "quartier": true, "sur": true,
	"habite": true, "habitent": true, "habitant": true, "de": true, "du": true, "des": true, "d": true, "dans": true, "pres": true, "secteur": true,
	"qpv": true, "place": true, "cite": true, "tours": true, "la": true, "les": true, "le": true, "l": true, "commune": true, "ville": true, "rue": true}

// isPlace tells whether a name found is a place here. What is also a common
// word (lexicon/lieux-douteux.csv) needs the words that make it a place around
// it: "à Joué" but not "il a joué", "les Fontaines" but not "il y a des
// fontaines".
func (g *gazetteer) isPlace(words []lexicon.Word, m lexicon.Match) bool {
	name := words[m.From].Fold
	if m.To-m.From == 1 && (len(name) < 3 || !spelled(name, m.Text)) || g.named(words, m.From) {
		return false
	}
	d, doubtful := lexicon.DoubtfulPlaces()[name]
	if m.To-m.From > 1 || !doubtful {
		return true
	}
	prev, next := "", ""
	if m.From > 0 && !words[m.From].Break {
		prev = words[m.From-1].Fold
	}
	if m.To < len(words) && !words[m.To].Break {
		next = words[m.To].Fold
	}
	there := m.From > 1 && words[m.From-2].Fold == "a" && prev == "des" // "il y a des fontaines"
	if slices.Contains(d.NeverAfter, prev) || slices.Contains(d.NeverBefore, next) || there {
		return false
	}
	said := prev == "a" && m.From > 1 && subjects[words[m.From-2].Fold] // "elle a joué"
	announced := slices.Contains(d.Leads, prev)
	if slices.Contains(d.Leads, "*") {
		announced = leads[prev] || prev == "" || m.To == len(words)
	}
	return announced && !said || isUpper(words[m.From].Raw) && m.From > 0 && !determiners[prev]
}

// spelled tells whether a word is one of a name's, an s apart: a place is not
// found in another form of its stem ("jouer" is not Joué).
func spelled(word, name string) bool {
	return slices.ContainsFunc(lexicon.Words(name), func(w lexicon.Word) bool {
		return strings.TrimSuffix(w.Fold, "s") == strings.TrimSuffix(word, "s")
	})
}

// subjects before "a" make it the verb.
var subjects = map[string]bool{"il": true, "elle": true, "on": true, "qui": true, "y": true, "l": true, "n": true, "ils": true, "elles": true}

// namers stand before a name that is not a place: "rue de la Riche", "église
// Saint-Pierre", "la famille Montlouis".
var namers = map[string]bool{"eglise": true, "college": true, "lycee": true, "ecole": true, "famille": true, "mme": true, "madame": true,
	"mr": true, "docteur": true, "dr": true, "prenomme": true, "appelle": true, "monsieur": true, "creche": true, "institut": true}

// named tells whether the place name at i belongs to the name of a street, a
// school or a person. An alias that itself starts with the street is not concerned.
func (g *gazetteer) named(words []lexicon.Word, i int) bool {
	k := i - 1
	for k >= 0 && lexicon.IsSmall(words[k].Fold) && !words[k+1].Break {
		k--
	}
	if k < 0 || words[k+1].Break {
		return false
	}
	if w := words[k].Fold; namers[w] && k == i-1 || w == "famille" && k == i-1 && isUpper(words[i].Raw) {
		return true
	}
	return streetWord[words[k].Fold] && !streetWord[words[i].Fold]
}

func isUpper(raw string) bool { return raw != "" && raw[0] >= 'A' && raw[0] <= 'Z' }

// dropStreetsElsewhere drops an alias that is a street of a quarter when a
// commune is named beside it to which that quarter does not belong: there is
// an avenue du Général-de-Gaulle in Joué too.
func dropStreetsElsewhere(words []lexicon.Word, found []named) []named {
	var communes []named
	for _, n := range found {
		if n.place.Kind == directory.Commune {
			communes = append(communes, n)
		}
	}
	found = slices.DeleteFunc(found, func(n named) bool {
		return n.spot == nil && slices.ContainsFunc(found, func(s named) bool {
			return s.spot != nil && s.place.INSEE != n.place.INSEE && n.from >= s.from && n.to <= s.to
		})
	})
	return slices.DeleteFunc(found, func(n named) bool {
		if n.place.Kind != directory.Quartier || len(communes) == 0 || !streetWord[words[n.from].Fold] && n.to-n.from < 3 {
			return false
		}
		return !slices.ContainsFunc(communes, func(c named) bool { return c.place.INSEE == n.place.INSEE })
	})
}

var streetWord = map[string]bool{"rue": true, "avenue": true, "place": true, "allee": true, "boulevard": true, "impasse": true,
	"quai": true, "square": true, "chemin": true, "route": true, "cours": true, "passage": true}

// elsewhere is a commune outside the known area that shares its name with
// others.
type elsewhere struct {
	place    *directory.Place
	services int
}

// addFar knows a commune outside the area; services tells how many it has.
func (g *gazetteer) addFar(name string, p *directory.Place, services int) {
	g.far[name] = append(g.far[name], elsewhere{p, services})
	for _, code := range p.Postcodes {
		if g.post[code] == nil {
			g.post[code] = p
		}
	}
}

// findFar finds communes outside the known area: a word that announces a place
// stands before, or the name is capitalised, or it ends the message. A name
// that is also a common word needs a capital and an announcement.
func (g *gazetteer) findFar(words []lexicon.Word, known []named) []named {
	if len(g.far) == 0 {
		return nil
	}
	taken := make([]bool, len(words))
	for _, n := range known {
		for i := n.from; i < n.to; i++ {
			taken[i] = true
		}
	}
	var out []named
	for i := 0; i < len(words); i++ {
		for n := min(5, len(words)-i); n > 0; n-- {
			if taken[i] || !g.saysFar(words, i, n) {
				continue
			}
			p := choose(g.far[joinFold(words[i:i+n])], words, i+n)
			out = append(out, named{p, i, i + n, nil})
			i += n - 1
			break
		}
	}
	return out
}

var farLeads = map[string]bool{"a": true, "sur": true, "vers": true, "de": true, "au": true, "d": true, "pres": true, "cote": true, "chu": true}

func (g *gazetteer) saysFar(words []lexicon.Word, i, n int) bool {
	name := joinFold(words[i : i+n])
	if g.far[name] == nil || len(name) < 3 || n == 1 && lexicon.IsTool(name) || g.named(words, i) {
		return false
	}
	lead := i > 0 && farLeads[words[i-1].Fold] && !words[i].Break
	capital := isUpper(words[i].Raw) && (i > 0 || len(words) == n)
	last := i+n == len(words) && i > 0 && len(name) >= 5 && !lexicon.IsSmall(words[i-1].Fold)
	if n == 1 && (common(name) || len(name) < 4) {
		return lead && capital
	}
	return lead || capital || last
}

// common tells whether a name is rather a word: several messages of the corpus
// use it. People name towns there too, but each of them seldom.
func common(name string) bool { return model.Vocabulary()[name] >= 15 }

// choose prefers the commune of the department or postcode typed after the
// name, else the one that has most services.
func choose(all []elsewhere, words []lexicon.Word, next int) *directory.Place {
	best := all[0]
	for _, e := range all {
		if next < len(words) && isDigits(words[next].Fold) && len(words[next].Fold) >= 2 && strings.HasPrefix(e.place.Postcodes[0], words[next].Fold[:2]) {
			return e.place
		}
		if e.services > best.services {
			best = e
		}
	}
	return best.place
}

func joinFold(words []lexicon.Word) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.Fold
		if w.Fold == "st" {
			parts[i] = "saint"
		} else if w.Fold == "ste" {
			parts[i] = "sainte"
		}
	}
	return strings.Join(parts, " ")
}
