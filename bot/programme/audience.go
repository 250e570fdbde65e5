package programme

import (
	"strings"
	"unicode"
)

// publics are the beginnings of the words, without accents, that tell each
// public of text.ProgrammePublics.
var publics = map[string][]string{
	"enfants":        {"enfant", "petit", "bebe", "famil", "ecolier"},
	"jeunes":         {"jeune", "ado", "etudiant", "lyceen", "collegien", "mineur", "apprenti"},
	"parents":        {"parent", "famil", "mere", "pere", "maman", "papa"},
	"adultes":        {"adulte", "femme", "homme", "habitant"},
	"aines":          {"age", "agee", "agees", "ages", "aine", "senior", "retraite", "ancien"},
	"aidants":        {"aidant", "proche", "entourage", "famil"},
	"professionnels": {"professionnel", "operateur", "relais", "agent", "benevole", "intervenant", "soignant", "travailleur", "elu"},
}

// whole are the beginnings that stand for the whole word only: « âge » is not
// « agent ».
var whole = map[string]bool{"age": true, "agee": true, "agees": true, "ages": true, "elu": true, "mere": true, "pere": true}

// isFor tells whether what is for an audience, in words, suits a public. What
// says nothing, says all, or says what we cannot read suits everybody: a filter
// hides only what is known to be for others.
func isFor(public, audience string) bool {
	words := strings.FieldsFunc(plainLetters(audience), func(r rune) bool { return !unicode.IsLetter(r) })
	read := false
	for i, w := range words {
		if w == "tous" || w == "toutes" || w == "public" && i > 0 && words[i-1] == "tout" {
			return true
		}
		for id, beginnings := range publics {
			if !begins(w, beginnings) {
				continue
			}
			if id == public {
				return true
			}
			read = true
		}
	}
	return !read
}

func begins(word string, beginnings []string) bool {
	for _, b := range beginnings {
		if whole[b] && strings.TrimSuffix(word, "s") == strings.TrimSuffix(b, "s") || !whole[b] && strings.HasPrefix(word, b) {
			return true
		}
	}
	return false
}

var unaccented = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "ô", "o", "ö", "o", "ù", "u", "û", "u", "ü", "u", "œ", "oe")

// plainLetters is s in lower case, without accents.
func plainLetters(s string) string { return unaccented.Replace(strings.ToLower(s)) }
