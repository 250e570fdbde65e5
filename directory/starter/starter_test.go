package starter

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestServices(t *testing.T) {
	services := Services()
	if len(services) != 159 {
		t.Errorf("%d services, want 159", len(services))
	}
	ready, ids := 0, map[string]bool{}
	for i := range services {
		s := &services[i]
		if err := s.Validate(); err != nil {
			t.Error(err)
		}
		if ids[s.ID] {
			t.Errorf("%s: twice", s.ID)
		}
		ids[s.ID] = true
		if s.Source != Source || s.Confirmed() {
			t.Errorf("%s: source %q, verified %q: nobody dialled these numbers", s.ID, s.Source, s.Verified)
		}
		if s.Structure == "" || s.Name == "" || s.Description == "" || len(s.Themes) == 0 || len(s.Publics) == 0 {
			t.Errorf("%s: a fact every entry has is missing", s.ID)
		}
		if !slices.Contains([]string{directory.High, directory.Medium, directory.Low}, s.Confidence) {
			t.Errorf("%s: confidence %q", s.ID, s.Confidence)
		}
		if s.SourceName+s.SourceURL == "" && (s.Confidence != directory.Low || s.ToVerify == "") {
			t.Errorf("%s: no source, and nothing asks for one", s.ID)
		}
		if s.Ready {
			ready++
			if s.Confidence == directory.Low {
				t.Errorf("%s: ready, with low confidence", s.ID)
			}
		}
		checkDate(t, s.ID, s.SourceDate)
		checkURL(t, s.ID, s.SourceURL)
		checkURL(t, s.ID, s.Website)
	}
	if ready != 83 {
		t.Errorf("%d services ready, NOTES.md says 83", ready)
	}
}

var date = regexp.MustCompile(`^(\d{4}(-\d{2}(-\d{2})?)?)?$`)

func checkDate(t *testing.T, id, value string) {
	t.Helper()
	if !date.MatchString(value) {
		t.Errorf("%s: %q is not a date", id, value)
	}
}

func checkURL(t *testing.T, id, value string) {
	t.Helper()
	u, err := url.Parse(value)
	if value != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		t.Errorf("%s: %q is not an address", id, value)
	}
}

// TestCallersGetTheirOwnServices: what one caller changes, the next does not see.
func TestCallersGetTheirOwnServices(t *testing.T) {
	first := Services()
	first[0].Name, first[0].Themes[0] = "changed", "changed"
	if second := Services(); second[0].Name == "changed" || second[0].Themes[0] == "changed" {
		t.Error("services are shared between callers")
	}
}

// TestStarterIsStored brings the whole directory into both databases, twice.
func TestStarterIsStored(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		store := directory.NewStore(d, func() time.Time { return checkedAt })
		for _, want := range []directory.Report{{Added: 159}, {Unchanged: 159}} {
			got, err := store.Import(context.Background(), directory.Batch{Source: Source,
				All: func(yield func(directory.Service, error) bool) {
					for _, s := range Services() {
						if !yield(s, nil) {
							return
						}
					}
				}})
			if err != nil || got != want {
				t.Errorf("got %+v, %v, want %+v", got, err, want)
			}
		}
	})
}

func TestPlaces(t *testing.T) {
	quarters, communes, priority, ids := 0, map[string]bool{}, 0, map[string]bool{}
	for _, p := range Places() {
		if p.Kind == directory.Commune {
			communes[p.INSEE] = true
		}
	}
	for _, p := range Places() {
		if ids[p.ID] || p.ID == "" || p.Name == "" || p.SourceURL == "" {
			t.Errorf("%q: twice, or a fact is missing", p.ID)
		}
		ids[p.ID] = true
		switch p.Kind {
		case directory.Quartier:
			quarters++
			if !communes[p.INSEE] || p.Commune == "" {
				t.Errorf("%s: of no commune (%q)", p.ID, p.INSEE)
			}
			if p.Priority {
				priority++
			}
		case directory.Commune:
			if p.ID != p.INSEE || len(p.Postcodes) == 0 {
				t.Errorf("%s: INSEE %q, postcodes %q", p.ID, p.INSEE, p.Postcodes)
			}
		default:
			t.Errorf("%s: kind %q", p.ID, p.Kind)
		}
		// Three quarters and one former one have no known point.
		if p.Point != (directory.Point{}) && p.Point.DistanceM(directory.Point{Lat: 47.39, Lon: 0.69}) > 15_000 {
			t.Errorf("%s: far from Tours", p.ID)
		}
	}
	if quarters != 16 || priority != 13 || len(communes) != 13 {
		t.Errorf("%d quarters of which %d priority, %d communes; want 16, 13, 13", quarters, priority, len(communes))
	}
}

// TestPlaceTraps: facts that public pages confuse.
func TestPlaceTraps(t *testing.T) {
	commune := map[string]string{"la-rabaterie": "Saint-Pierre-des-Corps", "la-rabiere": "Joué-lès-Tours",
		"le-morier": "Joué-lès-Tours", "les-tourettes": "Tours", "niqueux-bruere": "La Riche"}
	for _, p := range Places() {
		if want, ok := commune[p.ID]; ok && p.Commune != want {
			t.Errorf("%s: in %s, want %s", p.ID, p.Commune, want)
		}
		delete(commune, p.ID)
	}
	if len(commune) > 0 {
		t.Errorf("missing: %v", commune)
	}
}

func TestHelplines(t *testing.T) {
	lines := Helplines()
	if len(lines) != 40 {
		t.Errorf("%d helplines, want 40", len(lines))
	}
	ids, numbers := map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		number := strings.ReplaceAll(l.Number, " ", "")
		if ids[l.ID] || number != "" && numbers[number] || l.ID == "" || l.Name == "" || l.Description == "" {
			t.Errorf("%s: twice, or a fact is missing", l.ID)
		}
		ids[l.ID], numbers[number] = true, true
		if number == "" && l.URL == "" {
			t.Errorf("%s: neither number nor address", l.ID)
		}
		if !slices.Contains([]string{"stored", "code", "knowledge"}, l.Verification) {
			t.Errorf("%s: verification %q", l.ID, l.Verification)
		}
		if l.Verification == "stored" && l.SourceURL == "" {
			t.Errorf("%s: read on a page that is not named", l.ID)
		}
		for _, theme := range l.Themes {
			if _, ok := directory.ThemeByID(theme); !ok {
				t.Errorf("%s: unknown theme %q", l.ID, theme)
			}
		}
		checkDate(t, l.ID, l.SourceDate)
		checkURL(t, l.ID, l.URL)
		checkURL(t, l.ID, l.SourceURL)
		for _, d := range directory.Doubts([]directory.Service{{ID: l.ID, Phone: l.Number, Hours: l.Hours, Themes: l.Themes}}, nil, checkedAt) {
			if d.Kind == directory.BadHours || d.Kind == directory.BadPhone {
				t.Errorf("%s: %s %q", l.ID, d.Kind, d.Value)
			}
		}
	}
}

// TestHelplineTraps: numbers that are one digit or one habit away from another.
func TestHelplineTraps(t *testing.T) {
	names := map[string]string{
		"0 800 23 13 13": "Drogues Info Service", "0 800 235 236": "Fil Santé Jeunes",
		"114": "sourds", "39 28": "discriminations", "3114": "suicide", "3117": "transports",
		"3919": "Violences Femmes", "119": "Enfance en danger", "02 41 48 21 21": "antipoison",
	}
	for _, l := range Helplines() {
		if want, ok := names[l.Number]; ok && !strings.Contains(l.Name, want) {
			t.Errorf("%s is %q, want %q in it", l.Number, l.Name, want)
		}
		delete(names, l.Number)
		urgent := slices.Contains([]string{"15", "17", "18", "112", "114", "02 41 48 21 21"}, l.Number)
		if l.Emergency != urgent {
			t.Errorf("%s %s: emergency %v", l.Number, l.Name, l.Emergency)
		}
		if l.Number == "116 117" && l.Local {
			t.Error("116 117 did not serve Centre-Val de Loire: the 15 does")
		}
	}
	if len(names) > 0 {
		t.Errorf("missing: %v", names)
	}
}
