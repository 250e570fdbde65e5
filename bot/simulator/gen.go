//go:build ignore

// Gen reduces the machine-readable specification of the Bot API to what the
// simulator checks: the parameters of each method and the types they reach.
//
//	go run gen.go telegram-bot-api-10.1.json
//
// writes spec.json.gz beside it. See SOURCES.md.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"log"
	"os"
	"regexp"
	"strings"
)

type source struct {
	Version string                `json:"version"`
	Methods map[string]definition `json:"methods"`
	Types   map[string]definition `json:"types"`
}

type definition struct {
	Fields []struct {
		Name        string   `json:"name"`
		Types       []string `json:"types"`
		Required    bool     `json:"required"`
		Description string   `json:"description"`
	} `json:"fields"`
	Subtypes []string `json:"subtypes"`
}

type field struct {
	Name     string   `json:"n"`
	Types    []string `json:"t"`
	Required bool     `json:"r,omitempty"`
	Const    string   `json:"c,omitempty"`
}

type object struct {
	Fields   []field  `json:"f,omitempty"`
	Subtypes []string `json:"s,omitempty"`
}

type reduced struct {
	Version string             `json:"version"`
	Methods map[string][]field `json:"methods"`
	Types   map[string]object  `json:"types"`
}

var constant = regexp.MustCompile(`(?:must be|always) ["“]?([a-z0-9_]+)["”]?$`)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run gen.go SPEC.json")
	}
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var in source
	if err := json.Unmarshal(data, &in); err != nil {
		log.Fatal(err)
	}
	out := reduced{Version: in.Version, Methods: map[string][]field{}, Types: map[string]object{}}
	for name, m := range in.Methods {
		out.Methods[name] = reduce(m)
		for _, f := range m.Fields {
			reach(in, out.Types, f.Types)
		}
	}
	if err := write("spec.json.gz", out); err != nil {
		log.Fatal(err)
	}
}

// reach adds to types all that the named ones lead to.
func reach(in source, types map[string]object, names []string) {
	for _, name := range names {
		name = name[strings.LastIndex(name, " ")+1:]
		d, known := in.Types[name]
		if _, done := types[name]; done || !known {
			continue
		}
		types[name] = object{Fields: reduce(d), Subtypes: d.Subtypes}
		reach(in, types, d.Subtypes)
		for _, f := range d.Fields {
			reach(in, types, f.Types)
		}
	}
}

func reduce(d definition) []field {
	fields := []field{}
	for _, f := range d.Fields {
		r := field{Name: f.Name, Types: f.Types, Required: f.Required}
		if m := constant.FindStringSubmatch(f.Description); m != nil && f.Name == "type" {
			r.Const = m[1]
		}
		fields = append(fields, r)
	}
	return fields
}

func write(name string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := z.Write(data); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}
