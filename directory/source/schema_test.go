package source

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func referential(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "schema", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct{ Value string }
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range rows {
		out = append(out, r.Value)
	}
	return out
}

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(filepath.Join("testdata", "schema", name))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAgainstSchema reads services made wrong field by field: what we tell of
// each must be what the JSON Schema of data·inclusion says, and conversely.
func TestAgainstSchema(t *testing.T) {
	service := schema(t, "service.schema.json")
	data, err := os.ReadFile("testdata/inclusion-bad.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	set := open(t, "inclusion-bad.ndjson")
	collect(t, set)
	told := map[int]map[string]bool{}
	for _, p := range set.Problems() {
		if beyondSchema[p.Expect] {
			continue
		}
		if told[p.Line] == nil {
			told[p.Line] = map[string]bool{}
		}
		told[p.Line][p.Field] = true
	}
	line := 0
	for record := range bytes.Lines(data) {
		if line++; line == 1 {
			continue // the structure
		}
		want := schemaFields(t, service, record)
		if diff := cmp.Diff(want, told[line]); diff != "" {
			t.Errorf("line %d (-schema +told):\n%s", line, diff)
		}
	}
}

// beyondSchema is what the schema cannot say: rules between fields or records,
// and what its descriptions ask but its JSON does not check.
var beyondSchema = map[string]bool{
	expectUnique: true, expectStructure: true, expectPosition: true, expectBoth: true,
	expectAlone: true, expectID: true, expectPhone: true,
}

// schemaFields lists the fields the schema refuses; nil when it accepts the record.
func schemaFields(t *testing.T, s *jsonschema.Schema, record []byte) map[string]bool {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(record))
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{}
	err = s.Validate(v)
	if err == nil {
		return nil
	}
	var walk func(e *jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if len(e.InstanceLocation) > 0 {
			fields[e.InstanceLocation[0]] = true
		}
		for _, c := range e.Causes {
			walk(c)
		}
	}
	walk(err.(*jsonschema.ValidationError))
	return fields
}

// TestFixturesConform checks that the answers of the API that we take as good
// conform to the schemas, without the fields that only the API adds.
func TestFixturesConform(t *testing.T) {
	for name, file := range map[string]string{
		"inclusion-services.json": "service.schema.json", "inclusion-structures.json": "structure.schema.json",
	} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		page, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.(map[string]any)["items"].([]any) {
			if err := schema(t, file).Validate(item); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
