package bot

import (
	"regexp"
	"strings"

	"relais/bot/text"
)

var (
	isoDate = regexp.MustCompile(`\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b`)
	finess  = regexp.MustCompile(`(^|[.;:(] *|\pL+ |)FINESS\b`)
)

// readable writes what a source says as one says it: dates in French, and the
// name of a register with what it is.
func readable(s string) string {
	s = isoDate.ReplaceAllStringFunc(s, text.FullDate)
	return finess.ReplaceAllStringFunc(s, func(found string) string { return register(strings.TrimSuffix(found, "FINESS")) })
}

// register is « répertoire national FINESS » after the word before it.
func register(before string) string {
	const name = "répertoire national FINESS"
	switch word := strings.ToLower(strings.TrimSpace(before)); word {
	case "", ".", ";", ":", "(":
		if word == "" || word == "." {
			return before + text.Capital(name)
		}
		return before + name
	case "national":
		return before + "FINESS"
	case "répertoire":
		return before + "national FINESS"
	case "le", "du", "au", "ce":
		return before + name
	}
	return before + "du " + name
}
