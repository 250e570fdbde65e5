package search

import (
	"strconv"

	"relais/search/lexicon"
)

// number reads a word as a whole number, in digits or in French letters up to
// a hundred, from position i. It returns how many words it took, 0 for none.
func number(words []lexicon.Word, i int) (n, took int) {
	w := words[i].Fold
	if w[0] >= '0' && w[0] <= '9' {
		v, err := strconv.Atoi(w)
		if err != nil || len(w) > 4 {
			return 0, 0
		}
		return v, 1
	}
	v, ok := numerals[w]
	if !ok {
		return 0, 0
	}
	took = 1
	for i+took < len(words) {
		next := words[i+took].Fold
		if next == "et" && i+took+1 < len(words) && (words[i+took+1].Fold == "un" || words[i+took+1].Fold == "onze") && v >= 20 {
			return v + numerals[words[i+took+1].Fold], took + 2
		}
		u, ok := numerals[next]
		switch {
		case ok && v == 4 && next == "vingt" || next == "vingts" && v == 4:
			v = 80
		case ok && v >= 20 && u < 20 && v%20 == 0 || ok && v >= 20 && u < 10 && v%10 == 0:
			v += u
		default:
			return v, took
		}
		took++
	}
	return v, took
}

var numerals = map[string]int{
	"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
	"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
	"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
	"septante": 70, "octante": 80, "nonante": 90,
}
