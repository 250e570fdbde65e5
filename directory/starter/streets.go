package starter

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"relais/directory"
)

//go:embed streets.csv
var streetsCSV string

// Streets are the streets and squares known from public addresses. They tell
// which quarter somebody is speaking of.
var Streets = sync.OnceValue(func() []directory.Street {
	var out []directory.Street
	for line := range strings.Lines(streetsCSV) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, ";")
		s := directory.Street{Name: f[0], INSEE: f[1]}
		if _, err := fmt.Sscan(f[2]+" "+f[3], &s.Point.Lat, &s.Point.Lon); err != nil {
			panic("starter data: streets.csv: " + line)
		}
		out = append(out, s)
	}
	return out
})
