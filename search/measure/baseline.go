package measure

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fr" // the "fr" analyzer
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/mattn/go-sqlite3"

	"relais/directory"
	"relais/search"
)

// Baseline is a plain engine: it looks for the words of the question in all
// the text of the services, and understands nothing.
type Baseline struct {
	Name     string
	services map[string]*directory.Service
	ask      func(ctx context.Context, words string, limit int) ([]string, error)
	close    func() error
}

// Find answers as Finder, with the services only.
func (b *Baseline) Find(ctx context.Context, q search.Question) (search.Answer, error) {
	limit := q.Limit
	if limit == 0 {
		limit = 10
	}
	ids, err := b.ask(ctx, q.Text, limit)
	if err != nil {
		return search.Answer{}, fmt.Errorf("%s: %w", b.Name, err)
	}
	var a search.Answer
	for _, id := range ids {
		a.Results = append(a.Results, search.Result{Service: b.services[id]})
	}
	a.Total = len(ids)
	return a, nil
}

// Close releases the engine.
func (b *Baseline) Close() error { return b.close() }

// fullText is all the text of a service, for an engine that knows no better.
func fullText(s *directory.Service) string {
	return strings.Join([]string{s.Structure, s.Name, s.Description, strings.Join(s.Themes, " "),
		strings.Join(s.Publics, " "), s.Address, s.Commune, s.Quartier, s.Access, s.Cost}, " ")
}

func byID(services []directory.Service) map[string]*directory.Service {
	out := make(map[string]*directory.Service, len(services))
	for i := range services {
		out[services[i].ID] = &services[i]
	}
	return out
}

// PlainBleve is bleve as it comes, with one of its analyzers: "standard" or "fr".
func PlainBleve(services []directory.Service, analyzer string) (*Baseline, error) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = analyzer
	m.StoreDynamic, m.DocValuesDynamic = false, false
	index, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	for from := 0; from < len(services); from += 5000 {
		batch := index.NewBatch()
		for i := from; i < min(from+5000, len(services)); i++ {
			if err := batch.Index(services[i].ID, map[string]string{"text": fullText(&services[i])}); err != nil {
				return nil, err
			}
		}
		if err := index.Batch(batch); err != nil {
			return nil, err
		}
	}
	b := &Baseline{Name: "bleve " + analyzer, services: byID(services), close: index.Close}
	b.ask = func(ctx context.Context, words string, limit int) ([]string, error) {
		match := query.NewMatchQuery(words)
		match.SetField("text")
		req := bleve.NewSearchRequestOptions(match, limit, 0, false)
		req.SortBy([]string{"-_score", "_id"})
		res, err := index.SearchInContext(ctx, req)
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(res.Hits))
		for i, h := range res.Hits {
			ids[i] = h.ID
		}
		return ids, nil
	}
	return b, nil
}

// ErrNoFTS5 says that the program was built without SQLite's full-text search:
// go build -tags sqlite_fts5.
var ErrNoFTS5 = fmt.Errorf("built without -tags sqlite_fts5")

// FTS5 is SQLite's full-text search with bm25, accents folded.
func FTS5(ctx context.Context, services []directory.Service) (*Baseline, error) {
	d, err := sql.Open("sqlite3", "file::memory:")
	if err != nil {
		return nil, err
	}
	d.SetMaxOpenConns(1)
	if _, err := d.ExecContext(ctx, `CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, body, tokenize = 'unicode61 remove_diacritics 2')`); err != nil {
		d.Close()
		if e, ok := err.(sqlite3.Error); ok && strings.Contains(e.Error(), "no such module") {
			return nil, ErrNoFTS5
		}
		return nil, err
	}
	if err := fillFTS5(ctx, d, services); err != nil {
		d.Close()
		return nil, err
	}
	b := &Baseline{Name: "SQLite FTS5", services: byID(services), close: d.Close}
	b.ask = func(ctx context.Context, words string, limit int) ([]string, error) {
		rows, err := d.QueryContext(ctx, `SELECT id FROM t WHERE t MATCH ?1 ORDER BY bm25(t), id LIMIT ?2`, anyWord(words), limit)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		var ids []string
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
		return ids, rows.Err()
	}
	return b, nil
}

func fillFTS5(ctx context.Context, d *sql.DB, services []directory.Service) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	put, err := tx.PrepareContext(ctx, `INSERT INTO t (id, body) VALUES (?1, ?2)`)
	if err != nil {
		return err
	}
	for i := range services {
		if _, err := put.ExecContext(ctx, services[i].ID, fullText(&services[i])); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// anyWord asks FTS5 for any of the words, each quoted.
func anyWord(words string) string {
	fields := strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(" \t\n'’,;:.!?()\"«»/-", r) })
	if len(fields) == 0 {
		return `""`
	}
	for i, f := range fields {
		fields[i] = `"` + f + `"`
	}
	return strings.Join(fields, " OR ")
}

// Baselines are the plain engines to compare with, those that can be had.
func Baselines(ctx context.Context, services []directory.Service) ([]*Baseline, error) {
	var out []*Baseline
	for _, analyzer := range []string{"standard", "fr"} {
		b, err := PlainBleve(services, analyzer)
		if err != nil {
			return out, err
		}
		out = append(out, b)
	}
	b, err := FTS5(ctx, services)
	if err == ErrNoFTS5 {
		return out, nil
	}
	return append(out, b), err
}

// Compared is how an engine does on the same questions.
type Compared struct {
	Name string
	Ranking
	Took time.Duration // a question, on average
}

// Compare asks every engine the same questions.
func Compare(ctx context.Context, engines map[string]Finder, order []string, queries []Query, at time.Time) ([]Compared, error) {
	var out []Compared
	for _, name := range order {
		start := time.Now()
		judged, err := Queries(ctx, engines[name], queries, at)
		if err != nil {
			return nil, err
		}
		took := time.Since(start) / time.Duration(max(1, len(queries)))
		all := Summarise(judged)
		out = append(out, Compared{name, all[len(all)-1], took})
	}
	return out, nil
}
