package source

import (
	"context"
	"os"
	"runtime"
	"testing"

	"relais/directory"
	"relais/directory/db/dbtest"
)

// BenchmarkImportFINESS imports the file that RELAIS_BENCH_FINESS names, else
// the Indre-et-Loire part, into an empty SQLite database. It is to stay under
// 60 s and 500 MB on two cores for the whole extraction.
func BenchmarkImportFINESS(b *testing.B) {
	path := os.Getenv("RELAIS_BENCH_FINESS")
	if path == "" {
		path = "testdata/finess-37.ndjson.gz"
	}
	for b.Loop() {
		b.StopTimer()
		d := dbtest.Open(b, b.TempDir())
		store := newStore(d)
		b.StartTimer()
		set, err := Open([]string{path})
		if err != nil {
			b.Fatal(err)
		}
		report, err := store.Import(context.Background(), directory.Batch{Source: set.Source, All: set.Services(nil), Keep: set.Keep})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(report.Added), "services")
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MB")
}
