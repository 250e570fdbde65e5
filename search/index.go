package search

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"relais/directory"
	"relais/search/lexicon"
)

// The index proposes candidates: which services speak of these words, are
// filed under these themes and besoins, near here. Ranking is done in Go
// (rank.go) on the services themselves, so nothing is stored in it. The words
// are stems made by the lexicon, the same for questions and services.
const (
	textField = "t"
	keyField  = "k" // "theme:…", "besoin:…", "cell:…"
)

// mappingVersion changes when what is indexed changes.
const mappingVersion = "5"

func newMapping() (mapping.IndexMapping, error) {
	m := bleve.NewIndexMapping()
	err := m.AddCustomAnalyzer("stems", map[string]any{
		"type": custom.Name, "tokenizer": whitespace.Name,
	})
	if err != nil {
		return nil, err
	}
	field := func(analyzer string) *mapping.FieldMapping {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = analyzer, false, false, false, false
		return f
	}
	d := bleve.NewDocumentStaticMapping()
	d.AddFieldMappingsAt(textField, field("stems"))
	d.AddFieldMappingsAt(keyField, field(keyword.Name))
	m.DefaultMapping = d
	return m, nil
}

type indexed struct {
	T string   `json:"t"`
	K []string `json:"k"`
}

// entry is what the index holds of a service.
func entry(s *directory.Service, d *doc) indexed {
	var b strings.Builder
	write := func(text string, times int) {
		for _, w := range lexicon.Words(text) {
			if lexicon.IsTool(w.Fold) {
				continue
			}
			for range times {
				b.WriteString(w.Stem)
				b.WriteByte(' ')
			}
		}
	}
	write(s.Structure, 3)
	write(s.Name, 3)
	write(s.Commune+" "+s.Quartier, 2)
	write(strings.Join(s.Publics, " "), 1)
	write(s.Description+" "+s.Access+" "+s.Address, 1)
	e := indexed{K: []string{cellKey(s, d)}}
	for _, t := range s.Themes {
		write(label(t), 2)
		e.K = append(e.K, "theme:"+t)
	}
	for _, t := range tie(s) {
		e.K = append(e.K, "besoin:"+t.besoin)
	}
	e.T = b.String()
	return e
}

func label(theme string) string {
	t, _ := directory.ThemeByID(theme)
	return t.Label
}

// Cells are 0.2° of latitude by 0.3° of longitude: about 22 km square in France.
const cellLat, cellLon = 0.2, 0.3

// cellKey is the cell a service stands in; that of its department when its
// position is unknown, "cell:nowhere" when even that is.
func cellKey(s *directory.Service, d *doc) string {
	switch {
	case d.located:
		return fmt.Sprintf("cell:%d:%d", int(math.Floor(d.at.Lat/cellLat)), int(math.Floor(d.at.Lon/cellLon)))
	case len(s.Postcode) == 5:
		return "cell:" + department(s.Postcode)
	case len(s.INSEE) == 5:
		return "cell:" + department(s.INSEE)
	}
	return "cell:nowhere"
}

// department is the start of a postcode or INSEE code that tells it.
func department(code string) string {
	if strings.HasPrefix(code, "97") || strings.HasPrefix(code, "98") {
		return code[:3]
	}
	return code[:min(2, len(code))]
}

// cellsAround lists the keys of the cells within km of a place, and those of
// services that are somewhere in its department or nowhere in particular.
func cellsAround(place *directory.Place, km float64) []string {
	p := place.Point
	dLat := km / 111.2
	dLon := dLat / max(0.2, math.Cos(p.Lat*math.Pi/180))
	out := []string{"cell:nowhere"}
	if code := cmp.Or(place.INSEE, strings.Join(place.Postcodes[:min(1, len(place.Postcodes))], "")); code != "" {
		out = append(out, "cell:"+department(code))
	}
	for i := math.Floor((p.Lat - dLat) / cellLat); i <= math.Floor((p.Lat+dLat)/cellLat); i++ {
		for j := math.Floor((p.Lon - dLon) / cellLon); j <= math.Floor((p.Lon+dLon)/cellLon); j++ {
			out = append(out, fmt.Sprintf("cell:%d:%d", int(i), int(j)))
		}
	}
	return out
}

// indexName names the folder of an index by all that it depends on: the
// mapping, the lexicon and the version of the directory.
func indexName(version int64) string {
	words := lexicon.Digest()
	h := sha256.Sum256(append([]byte(mappingVersion), words[:]...))
	return fmt.Sprintf("index-%x-%d", h[:6], version)
}

// openIndex opens the index of a version of the directory, building it first
// where it is missing. An empty folder keeps it in memory.
func openIndex(ctx context.Context, folder string, snap *snapshot) (bleve.Index, error) {
	m, err := newMapping()
	if err != nil {
		return nil, err
	}
	if folder == "" || len(snap.services) == 0 { // a builder closes badly on nothing
		index, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
		if err != nil {
			return nil, err
		}
		batch := index.NewBatch()
		for i := range snap.services {
			if err := batch.Index(docName(i), snap.entry(i)); err != nil {
				return nil, err
			}
		}
		return index, index.Batch(batch)
	}
	path := snap.indexPath(folder)
	if index, err := bleve.OpenUsing(path, map[string]any{"read_only": true}); err == nil {
		return index, nil
	} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, bleve.ErrorIndexPathDoesNotExist) {
		os.RemoveAll(path) // a damaged cache is made again
	}
	if err := buildIndex(ctx, folder, path, m, snap); err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	return bleve.OpenUsing(path, map[string]any{"read_only": true})
}

// buildIndex makes the index beside its place, then renames it into it: a
// build that is cut leaves nothing that could be opened.
func buildIndex(ctx context.Context, folder, path string, m mapping.IndexMapping, snap *snapshot) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(folder, "building-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	b, err := bleve.NewBuilder(filepath.Join(tmp, "index"), m, map[string]any{"batchSize": 2000, "buildPathPrefix": tmp})
	if err != nil {
		return err
	}
	for i := range snap.services {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.Index(docName(i), snap.entry(i)); err != nil {
			return err
		}
	}
	if err := b.Close(); err != nil {
		return err
	}
	return os.Rename(filepath.Join(tmp, "index"), path)
}

// removeOld removes the other indexes of the folder.
func removeOld(folder, keep string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if name := e.Name(); (strings.HasPrefix(name, "index-") || strings.HasPrefix(name, "building-")) && name != filepath.Base(keep) {
			os.RemoveAll(filepath.Join(folder, name))
		}
	}
}

func docName(i int) string { return fmt.Sprintf("%07d", i) }

// candidates lists the services worth ranking for a question and the besoins it
// asks: at most limit, in cells when it is not nil, anywhere otherwise.
func (s *snapshot) candidates(ctx context.Context, r *reading, asked []topic, cells []string, limit int) ([]int, error) {
	var should []query.Query
	term := func(field, value string, boost float64) query.Query {
		q := bleve.NewTermQuery(value)
		q.SetField(field)
		q.SetBoost(boost)
		return q
	}
	for _, t := range r.text {
		should = append(should, term(textField, t.stem, t.weight))
	}
	for id, p := range r.themes {
		if p > 0.2 {
			should = append(should, term(keyField, "theme:"+id, 2*p))
		}
	}
	for _, t := range asked {
		if t.p > 0.15 {
			should = append(should, term(keyField, "besoin:"+t.id, 4*t.p))
		}
	}
	if len(should) == 0 {
		return nil, nil
	}
	any := bleve.NewDisjunctionQuery(should...)
	var q query.Query = any
	if cells != nil {
		near := make([]query.Query, len(cells))
		for i, c := range cells {
			near[i] = term(keyField, c, 0)
		}
		// Both must hold, rather than a filter: the shorter list leads, and the
		// cells of a place hold far fewer services than a common word does.
		q = bleve.NewConjunctionQuery(bleve.NewDisjunctionQuery(near...), any)
	}
	req := bleve.NewSearchRequestOptions(q, limit, 0, false)
	req.SortBy([]string{"-_score", "_id"})
	res, err := s.index.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	out := make([]int, 0, len(res.Hits))
	for _, h := range res.Hits {
		i, err := strconv.Atoi(h.ID)
		if err != nil || i < 0 || i >= len(s.services) {
			return nil, fmt.Errorf("index holds an unknown entry %q", h.ID)
		}
		out = append(out, i)
	}
	return out, nil
}
