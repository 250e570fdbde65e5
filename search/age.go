package search

import (
	"slices"

	"relais/search/lexicon"
)

// age is what a text says of someone's age.
type age struct {
	years    int
	from, to int // words that say it
}

// ages finds the ages said in words: "16 ans", "18 mois", "13-15 ans", "née en
// 2009", "la soixantaine". A length of time is not an age ("depuis 2 ans",
// "15 ans de mariage", "enceinte de 5 mois"), nor is a size, a floor or a
// postcode. year is the current year.
func ages(words []lexicon.Word, year int) []age {
	var out []age
	for i := 0; i < len(words); i++ {
		if a, ok := bornIn(words, i, year); ok {
			out, i = append(out, a), a.to-1
			continue
		}
		if n, ok := decades[words[i].Fold]; ok && i > 0 && (words[i-1].Fold == "la" || words[i-1].Fold == "une") {
			out = append(out, age{n, i - 1, i + 1})
			continue
		}
		n, took := number(words, i)
		if took == 0 {
			continue
		}
		if a, ok := counted(words, i, n, took); ok {
			out, i = append(out, a), a.to-1
		} else {
			i += took - 1
		}
	}
	return out
}

var decades = map[string]int{"vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
	"soixantaine": 60, "septantaine": 70, "octantaine": 80}

func bornIn(words []lexicon.Word, i, year int) (age, bool) {
	w := words[i].Fold
	if w != "ne" && w != "nee" && w != "nes" && w != "nees" && w != "naissance" {
		return age{}, false
	}
	for j := i + 1; j < len(words) && j < i+6; j++ {
		n, took := number(words, j)
		if took == 1 && n > year-115 && n <= year {
			return age{year - n, i, j + 1}, true
		}
		if took == 1 && len(words[j].Fold) == 2 && words[j-1].Fold == "en" { // "né en 87"
			if n <= year%100 {
				return age{year%100 - n, i, j + 1}, true
			}
			return age{year%100 + 100 - n, i, j + 1}, true
		}
		if took == 0 && !slices.Contains([]string{"en", "le", "l", "an", "annee", "de", "er", "janvier", "fevrier", "mars", "avril",
			"mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"}, words[j].Fold) {
			break
		}
	}
	return age{}, false
}

// counted reads "16 ans", "18 mois", "13-15 ans", "3 semaines" at i.
func counted(words []lexicon.Word, i, n, took int) (age, bool) {
	end := i + took
	if end < len(words) && (words[end].Fold == "et" || words[end].Fold == "a" || words[end].Fold == "ou" || isDigits(words[end].Fold)) {
		k := end
		if !isDigits(words[end].Fold) {
			k++
		}
		if k < len(words) {
			if m, t := number(words, k); t > 0 && k+t < len(words) && unitYears[words[k+t].Fold] && m > n {
				end = k + t // "13-15 ans", "entre 11 et 13 ans"
			}
		}
	}
	if end >= len(words) {
		return age{}, false
	}
	unit := words[end].Fold
	months := unit == "mois" || unit == "moi" && nearBaby(words, i)
	weeks := unit == "semaine" || unit == "semaines" || unit == "jours" || unit == "jour"
	switch {
	case unitYears[unit]:
		if unit == "a" && !isDigits(words[i].Fold) {
			return age{}, false
		}
	case months:
		if n > 36 || !months {
			return age{}, false
		}
	case weeks && nearBaby(words, i):
	default:
		return age{}, false
	}
	if duration(words, i, end, !unitYears[unit]) {
		return age{}, false
	}
	years := n
	if i > 2 && words[i-1].Fold == "ses" && words[i-2].Fold == "sur" { // "va sur ses 75 ans"
		years--
	}
	if months {
		years = n / 12
	} else if weeks {
		years = 0
	}
	if years > 115 {
		return age{}, false
	}
	return age{years, i, end + 1}, true
}

var unitYears = map[string]bool{"ans": true, "an": true, "piges": true, "pige": true, "balais": true, "berges": true, "anss": true, "printemps": true}

var babyWords = map[string]bool{"bebe": true, "bebes": true, "nourrisson": true, "petit": true, "petite": true, "bb": true,
	"enfant": true, "fils": true, "fille": true, "jumeaux": true, "jumelles": true, "ne": true, "nee": true, "agee": true, "age": true, "loulou": true, "garcon": true}

func nearBaby(words []lexicon.Word, i int) bool {
	for k := max(0, i-5); k < min(len(words), i+6); k++ {
		if babyWords[words[k].Fold] {
			return true
		}
	}
	return false
}

// duration tells whether the count from i to the unit at end is a length of
// time rather than an age. short is true for months and weeks, which are ages
// of babies only.
func duration(words []lexicon.Word, i, end int, short bool) bool {
	prev := func(k int) string {
		if i-k < 0 || slices.ContainsFunc(words[i-k+1:i+1], func(w lexicon.Word) bool { return w.Break }) {
			return ""
		}
		return words[i-k].Fold
	}
	next := func(k int) string {
		if end+k < len(words) && !words[end+k].Break {
			return words[end+k].Fold
		}
		return ""
	}
	switch prev(1) {
	case "depuis", "pendant", "durant", "dans", "en", "apres", "quelques", "chaque", "ca", "toutes", "sous", "tous", "sur", "bientot":
		return prev(1) != "bientot"
	case "y": // "il y a" without a
		return true
	case "a":
		if prev(2) == "y" || prev(2) == "ya" {
			return true
		}
	case "les":
		if prev(2) == "tous" || prev(2) == "toutes" {
			return true
		}
	case "fait", "font", "faire":
		return prev(2) == "ca" || prev(2) == "cela" || short
	case "de":
		if lasting[prev(2)] || prev(2) == "moins" && short {
			return true
		}
	case "prend", "attend", "attente", "delai", "pris", "fera":
		return true
	}
	if prev(2) == "depuis" || prev(2) == "pendant" || prev(3) == "depuis" && (prev(1) == "de" || prev(1) == "a" || prev(1) == "peu") {
		return true
	}
	switch next(1) {
	case "que", "qu", "plus", "apres", "avant", "d'attente", "attente":
		return true
	case "de", "d":
		if !slices.Contains([]string{"la", "le", "l", "tours", "joue", "nationalite"}, next(2)) && next(2) != "" {
			return true
		}
	}
	return false
}

// lasting are the words before "de" that make a count a length of time.
var lasting = map[string]bool{"enceinte": true, "grossesse": true, "retard": true, "delai": true, "attente": true, "bout": true,
	"sejour": true, "pause": true, "bail": true, "contrat": true, "prison": true, "peine": true, "sursis": true, "credit": true,
	"formation": true, "stage": true, "preavis": true, "arret": true, "cdd": true, "liste": true, "traitement": true}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
