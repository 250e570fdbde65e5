package lexicon

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	var got []string
	for _, w := range Words("L’ado d'Élise, 17ans : aujourd'hui à Saint-Cyr… j'ai mal quelqu'un cœur Pluriel(le)s") {
		got = append(got, w.Fold)
	}
	want := strings.Fields("l ado d elise 17 ans aujourd'hui a saint cyr j ai mal quelqu'un coeur plurielles")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Words that must meet under one stem, and words that must not.
func TestStem(t *testing.T) {
	for _, group := range [][]string{
		{"fume", "fumer", "fumez", "fumee", "fumait"},
		{"dentiste", "dentistes"},
		{"hopital", "hopitaux"},
		{"infirmier", "infirmiere", "infirmieres"},
		{"deprime", "deprimee", "deprimer"},
		{"gratuit", "gratuite", "gratuits"},
	} {
		for _, w := range group[1:] {
			if Stem(w) != Stem(group[0]) {
				t.Errorf("Stem(%q) = %q, Stem(%q) = %q: should be equal", w, Stem(w), group[0], Stem(group[0]))
			}
		}
	}
	for _, pair := range [][2]string{{"parent", "par"}, {"dent", "de"}, {"mari", "mairie"}, {"sante", "sans"}, {"papi", "papiers"}} {
		if Stem(pair[0]) == Stem(pair[1]) {
			t.Errorf("%q and %q share the stem %q", pair[0], pair[1], Stem(pair[0]))
		}
	}
}

func TestSound(t *testing.T) {
	for _, pair := range [][2]string{
		{"dantiste", "dentiste"}, {"orthofoniste", "orthophoniste"}, {"adiction", "addiction"},
		{"arjent", "argent"}, {"anfan", "enfant"},
	} {
		if Sound(pair[0]) != Sound(pair[1]) {
			t.Errorf("Sound(%q) = %q, Sound(%q) = %q", pair[0], Sound(pair[0]), pair[1], Sound(pair[1]))
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("l'été à 17h30, ça va ?")
	f.Add("\xff'\u0301d'")
	f.Add("zᗗ")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, w := range Words(s) {
			if w.Start < last || w.End <= w.Start || w.End > len(s) {
				t.Fatalf("bad bounds %d %d in %q", w.Start, w.End, s)
			}
			last = w.End
			if utf8.ValidString(s) && !utf8.ValidString(w.Stem) {
				t.Fatalf("invalid stem %q of %q", w.Stem, w.Raw)
			}
		}
	})
}
