package announce

import (
	"slices"
	"strings"
)

// Alike tells whether two items seem to announce the same thing: a day in
// common, nearly the same title, the same place. Items without date are alike
// when their deadline or, without one, every word of their titles is the same.
func Alike(a, b Item) bool {
	if !alikeTitles(a.Title, b.Title) || !samePlace(a, b) {
		return false
	}
	if len(a.Dates) == 0 && len(b.Dates) == 0 {
		return a.Kind == b.Kind && a.Deadline == b.Deadline && (a.Deadline != 0 || Fold(a.Title) == Fold(b.Title))
	}
	return slices.ContainsFunc(a.Dates, func(x Date) bool {
		return slices.ContainsFunc(b.Dates, func(y Date) bool {
			return x.FirstDay() <= y.LastDay() && y.FirstDay() <= x.LastDay()
		})
	})
}

// alikeTitles compares the words of two titles: three in five of all are in
// both, or those of the shorter, two at least, are all in the longer.
func alikeTitles(a, b string) bool {
	x, y := titleWords(a), titleWords(b)
	common := 0
	for w := range x {
		common += oneIf(y[w])
	}
	all, least := len(x)+len(y)-common, min(len(x), len(y))
	return all > 0 && (common*5 >= all*3 || least >= 2 && common == least)
}

// titleWords are the words that tell something.
func titleWords(s string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(Fold(s)) {
		if !emptyWords[w] {
			words[w] = true
		}
	}
	return words
}

var emptyWords = map[string]bool{"a": true, "au": true, "aux": true, "d": true, "de": true, "des": true, "du": true,
	"en": true, "et": true, "l": true, "la": true, "le": true, "les": true, "pour": true, "sur": true, "un": true, "une": true}

// samePlace tells whether two items are in one place, as far as both tell it:
// venue or address, then quarter, then commune. What one of them leaves out
// does not part them.
func samePlace(a, b Item) bool {
	for _, p := range [][2]string{{Fold(a.Venue), Fold(b.Venue)}, {Fold(a.Address), Fold(b.Address)}} {
		if p[0] != "" && p[1] != "" && (strings.Contains(p[0], p[1]) || strings.Contains(p[1], p[0])) {
			return true
		}
	}
	switch {
	case a.Quartier != "" && b.Quartier != "":
		return a.Quartier == b.Quartier
	case a.Commune != "" && b.Commune != "":
		return a.Commune == b.Commune && (a.Venue == "" || b.Venue == "")
	}
	return a.Venue == "" || b.Venue == ""
}
