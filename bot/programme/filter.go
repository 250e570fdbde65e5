package programme

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
	"relais/directory"
)

// filter chooses in the programme. Zero values choose all.
type filter struct {
	Day    int    // YYYYMMDD
	Place  string // slug of a quarter or INSEE code of a commune
	Public string // of text.ProgrammePublics
	Kind   string // of announce.Kinds
	Theme  string // of directory.Themes
	Past   bool   // days that are over too
}

// filter reads the parameters of an address: jour=2026-10-09, lieu (or quartier,
// or commune), public, genre, theme, passe=1. Empty ones choose all, unknown
// names say nothing; errFilter for a value that does not exist.
func (p *Programme) filter(q url.Values) (f filter, err error) {
	f = filter{Public: q.Get("public"), Kind: q.Get("genre"), Theme: q.Get("theme"), Past: q.Get("passe") == "1"}
	if day := q.Get("jour"); day != "" {
		t, err := time.Parse(time.DateOnly, day)
		if err != nil || t.Year() < 2000 || t.Year() > 2099 {
			return f, fmt.Errorf("jour: %w", errFilter)
		}
		f.Day = t.Year()*10000 + int(t.Month())*100 + t.Day()
	}
	for _, name := range []string{"commune", "quartier", "lieu"} {
		id := q.Get(name)
		if id == "" {
			continue
		}
		place, ok := p.places[id]
		if !ok || name != "lieu" && place.Kind != name {
			return f, fmt.Errorf("%s: %w", name, errFilter)
		}
		f.Place = id
	}
	return f, f.check()
}

func (f filter) check() error {
	if _, ok := text.ProgrammePublic(f.Public); f.Public != "" && !ok {
		return fmt.Errorf("public: %w", errFilter)
	}
	if f.Kind != "" && !slices.Contains(announce.Kinds, f.Kind) {
		return fmt.Errorf("genre: %w", errFilter)
	}
	if _, ok := directory.ThemeByID(f.Theme); f.Theme != "" && !ok {
		return fmt.Errorf("theme: %w", errFilter)
	}
	return nil
}

// address is path with the filter, always written the same way.
func (p *Programme) address(path string, f filter) string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Day != 0 {
		q.Set("jour", isoDay(f.Day))
	}
	if f.Place != "" {
		q.Set(p.places[f.Place].Kind, f.Place)
	}
	set("public", f.Public)
	set("genre", f.Kind)
	set("theme", f.Theme)
	if f.Past {
		q.Set("passe", "1")
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func isoDay(day int) string { return fmt.Sprintf("%04d-%02d-%02d", day/10000, day/100%100, day%100) }

// keeps tells whether an item is chosen; days are chosen date by date.
func (f filter) keeps(it announce.Item) bool {
	switch {
	case f.Kind != "" && it.Kind != f.Kind,
		f.Theme != "" && len(it.Themes) > 0 && !slices.Contains(it.Themes, f.Theme),
		f.Public != "" && !isFor(f.Public, it.Audience):
		return false
	}
	nowhere := it.Quartier == "" && it.Commune == ""
	return f.Place == "" || nowhere || it.Quartier == f.Place || it.Commune == f.Place
}

// words say what was chosen, for a title.
func (p *Programme) words(f filter, now time.Time) (words []string) {
	if f.Day != 0 {
		words = append(words, text.DayWords(f.Day, now))
	}
	if f.Place != "" {
		words = append(words, p.placeName(f.Place))
	}
	if w, ok := text.ProgrammePublic(f.Public); ok {
		words = append(words, "pour "+w)
	}
	if f.Kind != "" {
		_, many := text.AnnounceKind(f.Kind)
		words = append(words, text.Small(many))
	}
	if t, ok := directory.ThemeByID(f.Theme); ok {
		words = append(words, text.Small(t.Label))
	}
	return words
}

// placeName is how a slug or an INSEE code reads; empty for an unknown one.
func (p *Programme) placeName(id string) string { return text.Tidy(p.places[id].Name) }

// named is the name of a place with its commune, when it does not tell it.
func (p *Programme) named(it announce.Item) string {
	quarter, commune := p.placeName(it.Quartier), p.placeName(it.Commune)
	if quarter != "" && commune == "" {
		commune = text.Tidy(p.places[it.Quartier].Commune)
	}
	if quarter == "" || commune == "" || strings.Contains(quarter, commune) {
		return quarter + commune
	}
	return quarter + ", " + commune
}
