package directory

import (
	"math"
	"strings"
	"testing"
)

func TestValidate(t *testing.T) {
	tests := []struct {
		what   string
		change func(*Service)
		want   string // "" when it is fine
	}{
		{"all facts", func(*Service) {}, ""},
		{"structure alone", func(s *Service) { s.Name = "" }, ""},
		{"no id", func(s *Service) { s.ID = "" }, "usable id"},
		{"id with a space", func(s *Service) { s.ID = "a b" }, "usable id"},
		{"no source", func(s *Service) { s.Source = "" }, "without a source"},
		{"no name at all", func(s *Service) { s.Name, s.Structure = "", "" }, "without a name"},
		{"half a position", func(s *Service) { s.Lon = nil }, "half a position"},
		{"no position", func(s *Service) { s.Lat, s.Lon = nil, nil }, ""},
		{"unknown theme", func(s *Service) { s.Themes = []string{"dentaire", "dents"} }, `"dents"`},
		{"unknown audience", func(s *Service) { s.Publics = []string{"tous"} }, `"tous"`},
	}
	for _, test := range tests {
		s := full()
		s.Source = "tours"
		test.change(&s)
		err := s.Validate()
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want %q", test.what, err, test.want)
		}
	}
}

func TestFreshness(t *testing.T) {
	s := Service{SourceDate: "2021-01-08"}
	if s.Confirmed() || s.AsOf() != "2021-01-08" {
		t.Errorf("not verified: Confirmed %v, AsOf %q", s.Confirmed(), s.AsOf())
	}
	s.Verified = "2026-10-01"
	if !s.Confirmed() || s.AsOf() != "2026-10-01" {
		t.Errorf("verified: Confirmed %v, AsOf %q", s.Confirmed(), s.AsOf())
	}
}

func TestIsFree(t *testing.T) {
	tests := []struct {
		free *bool
		cost string
		want bool
	}{
		{nil, "", false}, {nil, "gratuit", true}, {nil, "gratuite sur inscription", true},
		{nil, "10 €", false}, {ptr(false), "gratuit", false}, {ptr(true), "", true},
	}
	for _, test := range tests {
		s := Service{Free: test.free, Cost: test.cost}
		if got := s.IsFree(); got != test.want {
			t.Errorf("cost %q: free %v, want %v", test.cost, got, test.want)
		}
	}
}

func TestDistance(t *testing.T) {
	tours, paris := Point{47.3941, 0.6848}, Point{48.8566, 2.3522}
	if got := tours.DistanceM(paris); math.Abs(got-204_000) > 2000 {
		t.Errorf("Tours to Paris: %.0f m", got)
	}
	if got := tours.DistanceM(tours); got != 0 {
		t.Errorf("Tours to itself: %g m", got)
	}
	if a, b := tours.DistanceM(paris), paris.DistanceM(tours); a != b {
		t.Errorf("there %g m, back %g m", a, b)
	}
	if got := (Point{0, 0}).DistanceM(Point{0, 180}); math.IsNaN(got) {
		t.Error("the other side of the earth is not a number")
	}
}

func TestVocabulary(t *testing.T) {
	seen := map[string]bool{}
	for _, theme := range Themes {
		got, ok := ThemeByID(theme.ID)
		if !ok || got != theme || seen[theme.ID] || theme.Label == "" || strings.ContainsAny(theme.ID, " |") {
			t.Errorf("theme %+v: found %v %+v", theme, ok, got)
		}
		seen[theme.ID] = true
	}
	clear(seen)
	for _, word := range Audiences {
		if !IsAudience(word) || seen[word] || strings.Contains(word, "|") {
			t.Errorf("audience %q is twice, or cannot be stored", word)
		}
		seen[word] = true
	}
	if _, ok := ThemeByID("dents"); ok || IsAudience("tous") {
		t.Error("unknown words are found")
	}
}
