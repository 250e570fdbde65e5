package search

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"hash/fnv"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"

	"relais/directory"
	"relais/directory/hours"
	"relais/search/lexicon"
)

// snapshot is the directory at one version, with its index: all that one
// question needs. It never changes once made; the next one replaces it.
type snapshot struct {
	version  int64
	services []directory.Service
	docs     []doc
	byID     map[string]int
	centers  map[string]directory.Point // of communes, by communeKey
	under    *understander
	index    bleve.Index
	idf      sync.Map // stem → float64
	streets  []directory.Street
}

// doc is what ranking needs of a service. What takes time to make is made
// when a question first meets the service.
type doc struct {
	at      directory.Point // its own position, else the middle of its commune
	located bool            // at is known
	exact   bool            // at is its own position
	ties    atomic.Pointer[[]tied]
	made    atomic.Pointer[made]
}

type made struct {
	words    map[string]float32 // stem → weight of the best field it stands in
	name     []lexicon.Word     // of the structure's own name
	schedule hours.Schedule
	minAge   int
	maxAge   int // 0 when unknown
}

// newSnapshot prepares services, which it keeps; a FINESS record of a service
// that a person described is left out.
func newSnapshot(version int64, services []directory.Service, places []directory.Place, streets []directory.Street) *snapshot {
	s := &snapshot{version: version, streets: streets, services: withoutTwins(services), byID: map[string]int{}, centers: map[string]directory.Point{}}
	s.docs = make([]doc, len(s.services))
	s.findCenters(places)
	for i := range s.services {
		svc := &s.services[i]
		s.byID[svc.ID] = i
		d := &s.docs[i]
		if p, ok := svc.Point(); ok {
			d.at, d.located, d.exact = p, true, true
		} else if p, ok := s.centers[communeKey(svc)]; ok {
			d.at, d.located = p, true
		}
	}
	s.under = s.newUnderstander(places)
	return s
}

func withoutTwins(services []directory.Service) []directory.Service {
	described := map[string]bool{}
	for i := range services {
		if services[i].Source != "finess" && services[i].Finess != "" {
			described[services[i].Finess] = true
		}
	}
	return slices.DeleteFunc(services, func(s directory.Service) bool {
		return s.Source == "finess" && described[s.Finess]
	})
}

func communeKey(s *directory.Service) string {
	if s.INSEE != "" {
		return s.INSEE
	}
	return placeName(s.Commune) + "/" + s.Postcode[:min(2, len(s.Postcode))]
}

func placeName(name string) string { return joinFold(lexicon.Words(name)) }

// findCenters knows the middle of every commune: that of the area's places,
// elsewhere the mean of its services.
func (s *snapshot) findCenters(places []directory.Place) {
	type sum struct{ lat, lon, n float64 }
	sums := map[string]*sum{}
	for i := range s.services {
		p, ok := s.services[i].Point()
		if !ok {
			continue
		}
		k := communeKey(&s.services[i])
		if sums[k] == nil {
			sums[k] = &sum{}
		}
		sums[k].lat, sums[k].lon, sums[k].n = sums[k].lat+p.Lat, sums[k].lon+p.Lon, sums[k].n+1
	}
	for k, m := range sums {
		s.centers[k] = directory.Point{Lat: m.lat / m.n, Lon: m.lon / m.n}
	}
	for _, p := range places {
		if p.Kind == directory.Commune {
			s.centers[p.INSEE] = p.Point
			for _, code := range p.Postcodes {
				s.centers[placeName(p.Name)+"/"+code[:2]] = p.Point
			}
		}
	}
}

// newUnderstander knows the places of the area, the communes the services are
// in, and the words of the services a person described.
func (s *snapshot) newUnderstander(places []directory.Place) *understander {
	g := newGazetteer(places)
	known := map[string]bool{}
	for _, p := range places {
		known[placeName(p.Name)] = true
	}
	s.addElsewhere(g, known)
	for _, st := range s.streets {
		g.addSpot(st.Name, st.INSEE, st.Point, "")
	}
	for i := range s.services {
		if svc := &s.services[i]; svc.Source != "finess" {
			s.addSpots(g, svc, i)
		}
	}
	sp := newSpeller(func(add func(string, int)) {
		for _, p := range places {
			add(p.Name+" "+strings.Join(p.Aliases, " "), 2)
		}
		for i := range s.services {
			if svc := &s.services[i]; svc.Source != "finess" {
				add(svc.Structure+" "+svc.Name, 1)
				add(svc.Description, 0)
			}
		}
	})
	for name := range g.far {
		for w := range strings.FieldsSeq(name) {
			sp.known[w] = true
		}
	}
	return &understander{g, sp}
}

// addElsewhere knows the communes of the services outside the area.
func (s *snapshot) addElsewhere(g *gazetteer, known map[string]bool) {
	type seen struct {
		place *directory.Place
		name  string
		n     int
	}
	byKey := map[string]*seen{}
	var order []string
	for i := range s.services {
		svc := &s.services[i]
		key := communeKey(svc)
		at, located := s.centers[key]
		if !located {
			continue
		}
		c := byKey[key]
		if c == nil {
			name := placeName(svc.Commune)
			if name == "" || known[name] {
				continue
			}
			c = &seen{name: name, place: &directory.Place{Kind: directory.Commune, ID: svc.INSEE, Name: svc.Commune, INSEE: svc.INSEE, Point: at}}
			byKey[key] = c
			order = append(order, key)
		}
		c.n++
		if svc.Postcode != "" && !slices.Contains(c.place.Postcodes, svc.Postcode) {
			c.place.Postcodes = append(c.place.Postcodes, svc.Postcode)
		}
	}
	// Of the communes that share a postcode, the one with most services has it.
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(byKey[b].n, byKey[a].n) })
	for _, key := range order {
		c := byKey[key]
		slices.Sort(c.place.Postcodes)
		if len(c.place.Postcodes) == 0 {
			continue
		}
		if c.place.ID == "" {
			c.place.ID = c.place.Postcodes[0]
		}
		g.addFar(c.name, c.place, c.n)
	}
}

// addSpots knows the street of a service and, when it is not a priority
// quarter, the name of its quarter.
func (s *snapshot) addSpots(g *gazetteer, svc *directory.Service, i int) {
	if !s.docs[i].exact {
		return
	}
	at := s.docs[i].at
	for part := range strings.SplitSeq(svc.Address, ",") {
		words := lexicon.Words(part)
		for k, w := range words {
			if streetWord[w.Fold] && k+1 < len(words) {
				g.addSpot(part[w.Start:], svc.INSEE, at, svc.Quartier)
				break
			}
		}
	}
	if q := svc.Quartier; q != "" && len(g.phrases.Find(lexicon.Words(q))) == 0 && q != "Centre" {
		name, _, _ := strings.Cut(q, " (")
		g.addSpot(name, svc.INSEE, at, q)
	}
}

func (s *snapshot) entry(i int) indexed {
	return entry(&s.services[i], &s.docs[i])
}

// fingerprint tells two contents of the same version apart, for instance
// after a restored backup.
func (s *snapshot) fingerprint() string {
	h := fnv.New64a()
	var b [8]byte
	for i := range s.services {
		svc := &s.services[i]
		h.Write([]byte(svc.ID))
		h.Write([]byte(svc.Name))
		binary.LittleEndian.PutUint64(b[:], uint64(len(svc.Description)))
		h.Write(b[:])
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}

func (s *snapshot) indexPath(folder string) string {
	return filepath.Join(folder, indexName(s.version)+"-"+s.fingerprint())
}

// make returns what ranking needs of service i.
func (s *snapshot) make(i int) *made {
	if m := s.docs[i].made.Load(); m != nil {
		return m
	}
	m := newMade(&s.services[i])
	s.docs[i].made.Store(m)
	return m
}

// ties are the besoins service i answers.
func (s *snapshot) ties(i int) []tied {
	if t := s.docs[i].ties.Load(); t != nil {
		return *t
	}
	t := tie(&s.services[i])
	s.docs[i].ties.Store(&t)
	return t
}

func newMade(s *directory.Service) *made {
	m := &made{words: map[string]float32{}}
	put := func(text string, weight float32) (kept []lexicon.Word) {
		for _, w := range lexicon.Words(text) {
			if lexicon.IsTool(w.Fold) || len(w.Fold) < 2 {
				continue
			}
			kept = append(kept, w)
			m.words[w.Stem] = max(m.words[w.Stem], weight)
		}
		return kept
	}
	own, _, _ := strings.Cut(s.Structure, " (")
	m.name = put(own, 1)
	put(s.Name, 1)
	put(s.Structure, 0.9)
	put(s.Description, 0.55)
	put(s.Access+" "+s.Address, 0.35)
	put(strings.Join(s.Publics, " "), 0.4)
	put(s.Commune+" "+s.Quartier, 0.4)
	for _, t := range s.Themes {
		put(label(t), 0.5)
	}
	m.minAge, m.maxAge = ageRange(s)
	m.schedule, _ = hours.Parse(s.Hours) // unknown when it cannot be read
	return m
}

// ageRange is the range of ages a service states, in its fields or its words;
// 0, 0 when it states none.
func ageRange(s *directory.Service) (low, high int) {
	if s.AgeMax != nil || s.AgeMin != nil {
		low, high = 0, 120
		if s.AgeMin != nil {
			low = *s.AgeMin
		}
		if s.AgeMax != nil {
			high = *s.AgeMax
		}
		return low, high
	}
	words := lexicon.Words(s.Name + ". " + s.Description)
	for i := 0; i+2 < len(words); i++ {
		a, n := number(words, i)
		j := i + n
		if n == 0 || j >= len(words) {
			continue
		}
		if words[j].Fold == "a" {
			j++
		}
		if j >= len(words) {
			break
		}
		if b, m := number(words, j); m > 0 && j+m < len(words) && words[j+m].Fold == "ans" && b > a && b <= 120 {
			return a, b
		}
	}
	for i := 2; i+1 < len(words); i++ {
		if n, took := number(words, i); took > 0 && words[i-1].Fold == "de" && words[i-2].Fold == "plus" && words[i+took].Fold == "ans" {
			return n, 120
		}
	}
	return 0, 0
}

// rarity is the inverse document frequency of a stem; 0 when no service has it.
func (s *snapshot) rarity(stem string) float64 {
	if v, ok := s.idf.Load(stem); ok {
		return v.(float64)
	}
	v := 0.0
	if n := s.frequency(stem); n > 0 {
		v = math.Log(1 + (float64(len(s.services))-n+0.5)/(n+0.5))
	}
	s.idf.Store(stem, v)
	return v
}
