package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"relais/directory"
	"relais/directory/db"
	"relais/directory/source"
	"relais/directory/starter"
	"relais/search"
	"relais/search/measure"
)

// The benchmarks take the path of the whole FINESS extraction from
// RELAIS_BENCH_FINESS; without it they use the part of Indre-et-Loire.
const benchVar = "RELAIS_BENCH_FINESS"

func benchFile() string {
	if f := os.Getenv(benchVar); f != "" {
		return f
	}
	return "../../directory/source/testdata/finess-37.ndjson.gz"
}

func benchServices(b *testing.B) []directory.Service {
	b.Helper()
	set, err := source.Open([]string{benchFile()})
	if err != nil {
		b.Fatal(err)
	}
	all := starter.Services()
	for s, err := range set.Services(func(int64) {}) {
		if err != nil {
			b.Fatal(err)
		}
		s.Source = set.Source
		all = append(all, s)
	}
	return all
}

// benchStore is a SQLite directory with the extraction and the starter.
func benchStore(b *testing.B) (*db.DB, *directory.Store) {
	b.Helper()
	d, err := db.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { d.Close() })
	store := directory.NewStore(d, time.Now)
	if _, err := loadStarter(b.Context(), store, false); err != nil {
		b.Fatal(err)
	}
	set, err := source.Open([]string{benchFile()})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := store.Import(b.Context(), directory.Batch{Source: set.Source, All: set.Services(func(int64) {})}); err != nil {
		b.Fatal(err)
	}
	return d, store
}

// BenchmarkIndex builds the index on disk.
func BenchmarkIndex(b *testing.B) {
	services := benchServices(b)
	for b.Loop() {
		e := newEngine(b.TempDir(), slog.New(slog.DiscardHandler))
		if err := e.Load(b.Context(), 1, slices.Clone(services)); err != nil {
			b.Fatal(err)
		}
		e.Close()
	}
	b.ReportMetric(float64(len(services)), "services")
}

// BenchmarkStart reads the directory from SQLite, opens an existing index and
// answers one question.
func BenchmarkStart(b *testing.B) {
	_, store := benchStore(b)
	folder := b.TempDir()
	start := func() {
		e := newEngine(folder, slog.New(slog.DiscardHandler))
		if err := loadEngine(b.Context(), e, store); err != nil {
			b.Fatal(err)
		}
		if _, err := e.Find(b.Context(), search.Question{Text: "dentiste sanitas", At: evalAt}); err != nil {
			b.Fatal(err)
		}
		e.Close()
	}
	start()
	b.ResetTimer()
	for b.Loop() {
		start()
	}
}

// BenchmarkAsk asks the questions of testdata/questions.txt in turn on an open
// index, and reports the median and the 99th percentile.
func BenchmarkAsk(b *testing.B) {
	services := benchServices(b)
	b.Run("starter", func(b *testing.B) { benchmarkAsk(b, starter.Services()) })
	b.Run("all", func(b *testing.B) { benchmarkAsk(b, services) })
}

func benchmarkAsk(b *testing.B, services []directory.Service) {
	e := newEngine(b.TempDir(), slog.New(slog.DiscardHandler))
	defer e.Close()
	n := len(services)
	if err := e.Load(b.Context(), 1, services); err != nil {
		b.Fatal(err)
	}
	measureFinder(b, e)
	b.ReportMetric(float64(n), "services")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
}

// measureFinder asks the questions in turn and reports the median and the 99th
// percentile.
func measureFinder(b *testing.B, f measure.Finder) {
	questions := benchQuestions(b)
	for _, q := range questions { // what is made on first use is made
		find(b, f, q)
	}
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		find(b, f, questions[len(took)%len(questions)])
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// BenchmarkCompare asks the same questions on the same services to Relais and
// to plain engines (SQLite FTS5 with -tags sqlite_fts5).
func BenchmarkCompare(b *testing.B) {
	services := benchServices(b)
	b.Run("relais", func(b *testing.B) { benchmarkAsk(b, slices.Clone(services)) })
	plain, err := measure.Baselines(b.Context(), services)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range plain {
		defer p.Close()
		b.Run(strings.ReplaceAll(p.Name, " ", "-"), func(b *testing.B) { measureFinder(b, p) })
	}
}

// BenchmarkGrowth shows how the cost of a question grows with the directory:
// the real services, then three and ten times as many, each copy moved a few
// kilometres. Ten times the whole extraction is a million services; it takes
// minutes and is asked for with RELAIS_BENCH_GROWTH=1.
func BenchmarkGrowth(b *testing.B) {
	if os.Getenv("RELAIS_BENCH_GROWTH") == "" {
		b.Skip("RELAIS_BENCH_GROWTH is not set")
	}
	for _, times := range []int{1, 3, 10} {
		b.Run(fmt.Sprintf("x%d", times), func(b *testing.B) { benchmarkAsk(b, multiply(benchServices(b), times)) })
	}
}

func multiply(services []directory.Service, times int) []directory.Service {
	out := slices.Clone(services)
	for k := 1; k < times; k++ {
		for _, s := range services {
			s.ID, s.Finess = fmt.Sprintf("%s-%d", s.ID, k), ""
			if p, ok := s.Point(); ok {
				lat, lon := p.Lat+0.03*float64(k%4), p.Lon+0.04*float64(k%3)
				s.Lat, s.Lon = &lat, &lon
			}
			out = append(out, s)
		}
	}
	return out
}

func find(b *testing.B, f measure.Finder, q string) {
	if _, err := f.Find(context.Background(), search.Question{Text: q, At: evalAt}); err != nil {
		b.Fatal(err)
	}
}

// benchQuestions are the questions of the control set.
func benchQuestions(b *testing.B) []string {
	f, err := os.Open("../../search/testdata/control/queries.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var out []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var q struct{ Q string }
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			b.Fatal(err)
		}
		out = append(out, q.Q)
	}
	return out
}
