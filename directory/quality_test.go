package directory

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var towns = []Place{
	{Kind: Commune, Name: "Tours", INSEE: "37261", Postcodes: []string{"37000", "37100"}, Point: Point{47.39835, 0.69618}},
	{Kind: Quartier, ID: "sanitas", INSEE: "37261", Point: Point{47.3815, 0.6995}},
}

// sound is a service nothing can be said against.
func sound(change func(*Service)) Service {
	s := full()
	s.ToVerify = ""
	change(&s)
	return s
}

func TestDoubtsAboutOneService(t *testing.T) {
	unverified := func(s *Service) { s.Verified = "" }
	tests := []struct {
		what   string
		change func(*Service)
		want   []string // "kind value"
	}{
		{"sound", func(*Service) {}, nil},
		{"unverified but recent", unverified, nil},
		{"not a phone", func(s *Service) { s.Phone = "02 47 00" }, []string{"bad-phone 02 47 00"}},
		{"lost zero", func(s *Service) { s.Phone = "247000001" }, []string{"bad-phone 247000001"}},
		{"short number", func(s *Service) { s.Phone = "3114" }, nil},
		{"European short number", func(s *Service) { s.Phone = "116 117" }, nil},
		{"mobile", func(s *Service) { s.Phone = "06 00 00 00 00" }, nil},
		{"Blois", func(s *Service) { s.Phone = "02 54 00 00 00" }, []string{"other-region 02 54 00 00 00"}},
		{"Marseille", func(s *Service) { s.Phone = "04 91 00 00 00" }, []string{"other-region 04 91 00 00 00"}},
		{"a block of the 02 tied to no town", func(s *Service) { s.Phone = "02 49 00 00 00" }, nil},
		{"Blois in Blois", func(s *Service) { s.Phone, s.INSEE = "02 54 00 00 00", "41018" }, nil},
		{"postcode of another commune", func(s *Service) { s.Postcode = "37300" }, []string{"wrong-code 37300"}},
		{"position elsewhere", func(s *Service) { s.Lat = ptr(48.0) }, []string{"far-away Tours"}},
		{"no position", func(s *Service) { s.Lat, s.Lon = nil, nil }, nil},
		{"commune unknown here", func(s *Service) { s.INSEE, s.Postcode = "75056", "75001" }, nil},
		{"west in the west", func(s *Service) { s.Structure = "ADMR Tours Ouest" }, nil},
		{"east in the west", func(s *Service) { s.Structure = "ADMR Tours Est" }, []string{"wrong-part 26 rue Richelieu Tours"}},
		{"a name that only begins so", func(s *Service) { s.Structure = "Tours Estime" }, nil},
		{"unreadable hours", func(s *Service) { s.Hours = "le matin" }, []string{"bad-hours le matin"}},
		{"weekend, verified", func(s *Service) { s.Hours = "Mo-Sa 09:00-12:00" }, nil},
		{"weekend, old", func(s *Service) { s.Hours, s.Verified, s.SourceDate = "Mo-Sa 09:00-12:00", "", "2020-01-01" },
			[]string{"old-hours Mo-Sa 09:00-12:00", "old-source 2020"}},
		{"closed on Saturdays, old", func(s *Service) { s.Hours, s.Verified, s.SourceDate = "Mo-Fr 09:00-12:00; Sa off", "", "2020-01-01" },
			[]string{"old-source 2020"}},
		{"nowhere to turn to", func(s *Service) { s.Phone, s.Address, s.Email = "", "", "" }, []string{"no-contact "}},
		{"no theme", func(s *Service) { s.Themes = nil }, []string{"no-theme "}},
		{"three years old", func(s *Service) { s.Verified, s.SourceDate = "", "2023-12-31" }, []string{"old-source 2023"}},
		{"two years old", func(s *Service) { s.Verified, s.SourceDate = "", "2024-01-01" }, nil},
		{"old record in a recent source", func(s *Service) { s.Verified, s.SourceName = "", "FINESS ; fiche mise à jour le 1996-07-19" },
			[]string{"old-source 1996"}},
		{"old record, verified since", func(s *Service) { s.SourceName = "FINESS ; fiche mise à jour le 1996-07-19" }, nil},
		{"no date", func(s *Service) { s.Verified, s.SourceDate = "", "" }, nil},
		{"a question", func(s *Service) { s.Verified, s.ToVerify = "", "Quels horaires ?" }, []string{"to-verify Quels horaires ?"}},
		{"a question, verified since", func(s *Service) { s.ToVerify = "Quels horaires ?" }, nil},
	}
	for _, test := range tests {
		got := said(Doubts([]Service{sound(test.change)}, towns, testNow))
		if diff := cmp.Diff(test.want, got); diff != "" && len(test.want)+len(got) > 0 {
			t.Errorf("%s (-want +got):\n%s", test.what, diff)
		}
	}
}

func said(doubts []Doubt) []string {
	var out []string
	for _, d := range doubts {
		out = append(out, string(d.Kind)+" "+d.Value)
	}
	return out
}

func TestSharedPhone(t *testing.T) {
	with := func(id, structure string) Service {
		return sound(func(s *Service) { s.ID, s.Structure = id, structure })
	}
	two := []Service{with("a", "A"), with("b", "B"), with("a2", "A")}
	want := []Doubt{{"a", SharedPhone, "b", 0}, {"b", SharedPhone, "a, a2", 0}, {"a2", SharedPhone, "b", 0}}
	if diff := cmp.Diff(want, Doubts(two, towns, testNow)); diff != "" {
		t.Errorf("two structures (-want +got):\n%s", diff)
	}
	if got := Doubts(append(two, with("c", "C")), towns, testNow); len(got) != 0 {
		t.Errorf("a switchboard is doubted: %v", got)
	}
}

func TestPostcodeAgainstNeighbours(t *testing.T) {
	var services []Service
	put := func(id, code string, lat float64) {
		services = append(services, sound(func(s *Service) {
			s.ID, s.Structure, s.Phone, s.Postcode, s.Lat = id, id, "", code, ptr(lat)
		}))
	}
	for i := range 5 {
		put(fmt.Sprint("south", i), "37000", 47.380+float64(i)/1000)
		put(fmt.Sprint("north", i), "37100", 47.420+float64(i)/1000)
	}
	put("odd", "37000", 47.4225)
	put("alone", "37100", 47.400) // between the two: nothing can be said
	want := []Doubt{{"odd", WrongSide, "37000", 0}}
	if diff := cmp.Diff(want, Doubts(services, towns, testNow)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGravestFirst(t *testing.T) {
	services := []Service{
		sound(func(s *Service) { s.ID, s.Verified, s.SourceDate = "old", "", "2019-01-01" }),
		sound(func(s *Service) { s.ID, s.Verified, s.SourceDate = "older", "", "2009-01-01" }),
		sound(func(s *Service) { s.ID, s.Themes = "unfiled", nil }),
		sound(func(s *Service) { s.ID, s.Phone = "wrong", "12345" }),
	}
	var got []string
	for _, d := range Doubts(services, towns, testNow) {
		got = append(got, d.ServiceID)
	}
	if diff := cmp.Diff([]string{"wrong", "unfiled", "older", "old"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
