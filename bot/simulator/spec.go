package simulator

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:generate go run gen.go telegram-bot-api-10.1.json

//go:embed spec.json.gz
var specGzip []byte

// spec is the Bot API as far as calls are checked: see gen.go.
type spec struct {
	Version string                 `json:"version"`
	Methods map[string][]specField `json:"methods"`
	Types   map[string]specType    `json:"types"`
}

type specField struct {
	Name     string   `json:"n"`
	Types    []string `json:"t"`
	Required bool     `json:"r"`
	Const    string   `json:"c"` // the only value of a discriminator, or empty
}

type specType struct {
	Fields   []specField `json:"f"`
	Subtypes []string    `json:"s"`
}

var loadSpec = sync.OnceValues(func() (*spec, error) {
	z, err := gzip.NewReader(bytes.NewReader(specGzip))
	if err != nil {
		return nil, fmt.Errorf("reading the Bot API specification: %w", err)
	}
	var s spec
	if err := json.NewDecoder(z).Decode(&s); err != nil {
		return nil, fmt.Errorf("reading the Bot API specification: %w", err)
	}
	return &s, nil
})
