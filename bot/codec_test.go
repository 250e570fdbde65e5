package bot

import (
	"errors"
	"strings"
	"testing"

	"relais/directory"
	"relais/search"
)

func TestTapRoundTrip(t *testing.T) {
	for _, c := range []tap{
		{"k3j2h1g0", tapPage, "3"},
		{"", tapExample, "1"},
		{"k3j2h1g0", tapDrop, "need:langue:arabe"},
		{"k3j2h1g0", tapNothing, ""},
		{"k3j2h1g0", tapError, serviceKey("csapa-port-bretagne") + ".telephone"},
	} {
		data, err := c.data()
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if got, err := readTap(data); err != nil || got != c {
			t.Errorf("%q reads as %+v, %v", data, got, err)
		}
	}
}

func TestReadTapRefuses(t *testing.T) {
	for _, c := range []struct {
		data string
		want error
	}{
		{"", errTapForm},
		{"0:k3j2h1g0:page:3", errTapVersion},
		{"2:k3j2h1g0:page:3", errTapVersion},
		{"1:k3j2h1g0", errTapForm},
		{"1:k3j2h1g0:page", errTapForm},
		{"1:k3j2h1g0:destroy:all", errTapForm},
		{"un:texte", errTapVersion},
		{strings.Repeat("x", 65), errTapForm},
	} {
		if got, err := readTap(c.data); !errors.Is(err, c.want) {
			t.Errorf("%q reads as %+v, %v; want %v", c.data, got, err, c.want)
		}
	}
}

func TestTapRefusesToWrite(t *testing.T) {
	if _, err := (tap{"k3j2h1g0", tapDrop, strings.Repeat("é", 30)}).data(); !errors.Is(err, errTapLong) {
		t.Errorf("got %v", err)
	}
	if _, err := (tap{"a:b", tapPage, "3"}).data(); !errors.Is(err, errTapForm) {
		t.Errorf("got %v", err)
	}
	if row := (&keys{browsing: "k3j2h1g0"}).tap("x", tapDrop, strings.Repeat("x", 60)); row != nil {
		t.Errorf("a button Telegram would refuse: %v", row)
	}
}

// TestVocabularyFitsButtons: every theme, besoin, audience and place can be a button.
func TestVocabularyFitsButtons(t *testing.T) {
	facets := []string{"need:ouvert-maintenant", "not:protection-juridique"}
	for _, theme := range directory.Themes {
		facets = append(facets, "theme:"+theme.ID)
	}
	for _, a := range directory.Audiences {
		facets = append(facets, "audience:"+a)
	}
	_, places := starter(t)
	for _, p := range places {
		facets = append(facets, placeFacet(p.ID))
	}
	for _, theme := range directory.Themes {
		for _, id := range search.BesoinsOf(theme.ID) {
			facets = append(facets, besoinFacet(id))
		}
	}
	for _, f := range facets {
		for _, a := range []action{tapAdd, tapDrop} {
			if _, err := (tap{"k3j2h1g0", a, f}).data(); err != nil {
				t.Errorf("%s: %v", f, err)
			}
		}
	}
}

// TestServiceKeysDiffer on the embedded directory.
func TestServiceKeysDiffer(t *testing.T) {
	services, _ := starter(t)
	seen := map[string]string{}
	for _, s := range services {
		k := serviceKey(s.ID)
		if seen[k] != "" || len(k) != 8 {
			t.Errorf("%s and %s have the key %q", s.ID, seen[k], k)
		}
		seen[k] = s.ID
	}
}

func FuzzReadTap(f *testing.F) {
	f.Add("1:k3j2h1g0:page:3")
	f.Add("1::example:1")
	f.Add("1:k:drop:need:langue:arabe")
	f.Fuzz(func(t *testing.T, data string) {
		got, err := readTap(data)
		if err != nil {
			return
		}
		again, err := got.data()
		if err != nil || again != data {
			t.Fatalf("%q reads as %+v, which is written %q, %v", data, got, again, err)
		}
	})
}
