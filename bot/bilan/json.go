package bilan

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes the Bilan as one JSON object, indented; see the package.
func WriteJSON(w io.Writer, b Bilan) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(b); err != nil {
		return fmt.Errorf("writing a bilan as JSON: %w", err)
	}
	return nil
}
