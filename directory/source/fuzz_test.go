package source

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"relais/directory"
)

// The tables are read before fuzzing: read by the first input, they would make
// it look like new ground.
func init() {
	categoryOf("355", "CMP")
	coherent("37000", 47, 0)
	title("A", false)
	street("1 R A")
	commune("A", "37000")
	thematiques()
	inclusionPublics()
}

// fuzzSet reads any text as the format, and checks what every reading
// promises: services that can be stored, each id once, errors that are FileErrors.
func fuzzSet(t *testing.T, name, text string) {
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := Open([]string{path})
	var file *FileError
	if err != nil {
		if !errors.As(err, &file) {
			t.Fatalf("error %v is no FileError", err)
		}
		return
	}
	seen := map[string]bool{}
	for svc, err := range set.Services(nil) {
		if err != nil {
			if !errors.As(err, &file) {
				t.Fatalf("error %v is no FileError", err)
			}
			return
		}
		svc.Source = set.Source
		if err := svc.Validate(); err != nil {
			t.Fatal(err)
		}
		if svc.AgeMin != nil && svc.AgeMax != nil && *svc.AgeMin > *svc.AgeMax || seen[svc.ID] || outside(&svc) {
			t.Fatalf("service %q breaks a promise", svc.ID)
		}
		seen[svc.ID] = true
	}
	known := asSet(Expectations)
	for _, p := range set.Problems() {
		if !known[p.Expect] {
			t.Fatalf("problem %q has no sentence", p.Expect)
		}
	}
}

func outside(s *directory.Service) bool {
	p, ok := s.Point()
	return ok && !coherent(s.Postcode, p.Lat, p.Lon)
}

func FuzzTable(f *testing.F) {
	for _, name := range []string{"template-bad.csv", "template-tab-1252.csv", "finess-raw.csv", "finess-01-mangled.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) { fuzzSet(t, "table.csv", text) })
}

func FuzzFHIR(f *testing.F) {
	f.Add(organisation)
	f.Add(organisation + `{"resourceType":"Location","managingOrganization":{"reference":"Organization/1"},"position":{"latitude":47.4,"longitude":0.7}}`)
	f.Add(`{"resourceType":"Organization","address":{},"name":3}`)
	f.Fuzz(func(t *testing.T, text string) { fuzzSet(t, "lines.ndjson", text) })
}

func FuzzInclusion(f *testing.F) {
	data, err := os.ReadFile("testdata/inclusion-bad.ndjson")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data[:3000]))
	f.Add(`{"items":[{"id":"a--1","nom":"abc","structure_id":"a--2"},{"id":"a--2","nom":"def"}],"pages":2}`)
	f.Fuzz(func(t *testing.T, text string) { fuzzSet(t, "items.json", text) })
}
