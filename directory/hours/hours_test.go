package hours

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// paris reads a wall-clock time; one that occurs twice is the first.
func paris(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, Paris)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func mustParse(t testing.TB, value string) Schedule {
	t.Helper()
	s, err := Parse(value)
	if err != nil {
		t.Fatalf("Parse(%q): %v", value, err)
	}
	return s
}

// spaced writes non-breaking spaces as plain ones, to keep tables readable.
func spaced(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

func TestSentence(t *testing.T) {
	// 2026-03-23 is a Monday.
	tests := []struct{ value, at, want, opens string }{
		{"24/7", "2026-03-23 13:00", "ouvert jour et nuit", ""},
		{"off", "2026-03-23 13:00", "fermé", ""},
		{"Mo-Fr 08:30-12:30,14:00-17:30", "2026-03-23 14:00", "ouvert jusqu’à 17 h 30", ""},
		{"Mo-Fr 08:30-12:30,14:00-17:30", "2026-03-23 12:30", "fermé, ouvre à 14 h", "à 14 h"},
		{"Mo-Fr 08:30-12:30,14:00-17:30", "2026-03-23 17:30", "fermé, ouvre demain à 8 h 30", "demain à 8 h 30"},
		{"Mo-Fr 09:00-17:00", "2026-03-27 18:00", "fermé, ouvre lundi à 9 h", "lundi à 9 h"},
		{"Mo 09:00-17:00", "2026-03-23 18:00", "fermé, ouvre lundi 30 mars à 9 h", "lundi 30 mars à 9 h"},
		{"Apr 01 09:00-17:00", "2026-03-01 18:00", "fermé, ouvre mercredi 1er avril à 9 h", "mercredi 1er avril à 9 h"},
		{"2027 Mo 09:00-17:00", "2026-03-23 18:00", "fermé, ouvre lundi 4 janvier 2027 à 9 h", "lundi 4 janvier 2027 à 9 h"},
		// Midnight and the night.
		{"Mo-Su 08:00-02:00", "2026-03-23 20:00", "ouvert jusqu’à 2 h", ""},
		{"Mo-Su 08:00-02:00", "2026-03-24 01:59", "ouvert jusqu’à 2 h", ""},
		{"Mo-Su 08:00-02:00", "2026-03-24 02:00", "fermé, ouvre à 8 h", "à 8 h"},
		{"Mo-Fr 20:00-24:00", "2026-03-23 23:59", "ouvert jusqu’à minuit", ""},
		{"Mo-Fr 20:00-24:00", "2026-03-24 00:00", "fermé, ouvre à 20 h", "à 20 h"},
		{"Tu 00:00-06:00", "2026-03-23 20:00", "fermé, ouvre à minuit", "à minuit"},
		{"We 00:00-06:00", "2026-03-23 20:00", "fermé, ouvre mercredi à 0 h", "mercredi à 0 h"},
		{"Fr 22:00-26:30", "2026-03-28 02:00", "ouvert jusqu’à 2 h 30", ""},
		{"Mo-We 00:00-24:00", "2026-03-23 13:00", "ouvert jusqu’à jeudi à 0 h", ""},
		{"Mo 09:00-24:00; Tu 00:00-18:00", "2026-03-23 13:00", "ouvert jusqu’à demain à 18 h", ""},
		// Holidays.
		{"Mo-Fr 09:00-17:00; PH off", "2026-05-01 10:00", "fermé, ouvre lundi à 9 h", "lundi à 9 h"},
		{"Mo-Fr 09:00-17:00; PH off", "2026-04-06 10:00", "fermé, ouvre demain à 9 h", "demain à 9 h"},
		{"Mo-Fr 09:00-17:00; PH off", "2026-04-07 10:00", "ouvert jusqu’à 17 h", ""},
		{"24/7; PH off", "2026-12-24 10:00", "ouvert jusqu’à minuit", ""},
		{"SH Mo-Fr 10:00-12:00", "2026-02-16 11:00", "ouvert jusqu’à 12 h", ""},
		{"SH 10:00-12:00", "2026-02-13 11:00", "fermé", ""}, // Saturday 14 February cannot be told
		{"SH Mo-Fr 10:00-12:00", "2026-02-27 13:00", "fermé, ouvre lundi 13 avril à 10 h", "lundi 13 avril à 10 h"},
		{"Mo-Fr 10:00-12:00; SH off", "2030-02-18 11:00", "", ""},
		// The nights of the change: 2 h does not exist, or comes twice.
		{"Su 02:30-06:00", "2026-03-29 01:30", "fermé, ouvre à 3 h", "à 3 h"},
		{"Sa 22:00-04:00", "2026-03-28 23:00", "ouvert jusqu’à 4 h", ""},
		{"Su 04:00-06:00", "2026-10-25 01:00", "fermé, ouvre à 4 h", "à 4 h"},
		// What is not certain.
		{"Mo-Fr 17:00+", "2026-03-23 18:00", "", ""},
		{"Mo-Fr 09:00-12:00+", "2026-03-23 10:00", "ouvert au moins jusqu’à 12 h", ""},
		{`Mo-Fr 09:00-17:00 "sur rendez-vous"`, "2026-03-23 10:00", "", ""},
		{`Mo-Fr 09:00-17:00 "sur rendez-vous"`, "2026-03-23 18:00", "fermé", ""},
		{"Mo-Fr 09:00-17:00 sur rendez-vous", "2026-03-23 10:00", "", ""},
		{"Mo-Fr 09:00-17:00 et le samedi matin", "2026-03-28 10:00", "", ""},
		{"Mo-Fr", "2026-03-23 10:00", "", ""},
		{"PH off; Mo-Fr 09:00-17:00", "2026-05-01 10:00", "", ""},
		{"Mo 09:00-12:00; Mo 14:00-17:00", "2026-03-23 10:00", "", ""},
		{"Mo 09:00-12:00; Mo 14:00-17:00", "2026-03-23 15:00", "ouvert jusqu’à 17 h", ""},
		{"Fr 22:00-04:00; Sa 10:00-12:00", "2026-03-28 01:00", "", ""},
		{"Fr 22:00-04:00, Sa 10:00-12:00", "2026-03-28 01:00", "ouvert jusqu’à 4 h", ""},
	}
	for _, tt := range tests {
		s, at := mustParse(t, tt.value), paris(t, tt.at)
		if got := spaced(s.Sentence(at)); got != tt.want {
			t.Errorf("%q at %s: sentence %q, want %q", tt.value, tt.at, got, tt.want)
		}
		if got := spaced(s.Opens(at)); got != tt.opens {
			t.Errorf("%q at %s: opens %q, want %q", tt.value, tt.at, got, tt.opens)
		}
	}
	if got, want := mustParse(t, "Mo 09:00-17:30").Sentence(paris(t, "2026-03-23 10:00")), "ouvert jusqu’à 17\u00a0h\u00a030"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAtSummerTime(t *testing.T) {
	tests := []struct {
		value, at, next string // RFC 3339
		state           State
	}{
		// Two and a half hours pass between 22:00 and 01:30, three to 04:00.
		{"Sa 22:00-04:00", "2026-03-29T00:30:00+01:00", "2026-03-29T04:00:00+02:00", Open},
		{"Sa 22:00-04:00", "2026-10-25T02:30:00+02:00", "2026-10-25T04:00:00+01:00", Open},
		{"Sa 22:00-02:30", "2026-03-29T01:59:00+01:00", "2026-03-29T03:00:00+02:00", Open},
		// On the clock of the wall 2:15 comes twice, before and after 2:30.
		{"Sa 22:00-02:30", "2026-10-25T02:15:00+02:00", "2026-10-25T02:30:00+02:00", Open},
		{"Sa 22:00-02:30", "2026-10-25T02:45:00+02:00", "2026-10-25T02:00:00+01:00", Closed},
		{"Sa 22:00-02:30", "2026-10-25T02:15:00+01:00", "2026-10-25T02:30:00+01:00", Open},
		{"Mo-Fr 09:00-17:00", "2026-03-27T20:00:00+01:00", "2026-03-30T09:00:00+02:00", Closed},
		{"Mo-Fr 09:00-17:00", "2026-10-23T18:00:00Z", "2026-10-26T08:00:00Z", Closed},
	}
	for _, tt := range tests {
		at, _ := time.Parse(time.RFC3339, tt.at)
		want, _ := time.Parse(time.RFC3339, tt.next)
		state, next := mustParse(t, tt.value).At(at)
		if state != tt.state || !next.Equal(want) {
			t.Errorf("%q at %s: %s until %s, want %s until %s", tt.value, tt.at, state, next, tt.state, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, value := range []string{
		"", "   ", ";", "Lu-Ve 09:00-12:00", "Lun-Ven: 08:00-18:00", "Mo-Fr 9h-12h", "Mo-Fr 9h00-12h00", "Mar 09:00-12:00",
		"Me 14:00-17:00", "Mo-Ve 09:00-12:00", "Di off", "lundi 9:00-12:00", "Mo-Fr 09.00-12.00", "Mo-Fr 09-12",
		"Mo-Fr sunrise-sunset", "easter off", "Mo-Fr 09:00", "Mo-Fr 25:00-26:00", "Mo-Fr 09:00-49:00", "Mo-Fr 09:60-10:00",
		"Mo-Fr 09:00-12:00; Sa 9h-12h", "Mo-Fr 09:00-12:00 et 14h-17h", "Mo[6] 09:00-12:00", "week 54 Mo 09:00-10:00",
		"Feb 30 off", "Mar 16-Mar 15 off", "2026 Dec 20-2026 Dec 10 off", `Mo "sans fin`, "Mo-Fr 09:00-12:00 Sa 10:00-12:00", "Mo-Fr 09:00-12:00 PH off",
		"SH,PH Mo-Fr 10:00-12:00", "Mo-Fr 09:00-12:00,", "Mo-Fr 09:00-12:00 ||", "24/7, Mo 09:00-10:00", "Mo-Fr 09:00-17:00/30",
		"Mo-Fr 9:00 am-5:00 pm", "\xff", strings.Repeat("Mo 09:00-10:00;", 200),
	} {
		if s, err := Parse(value); !errors.Is(err, ErrSyntax) || s.Week() != "" {
			t.Errorf("Parse(%.40q) = %q, %v", value, s.Week(), err)
		}
	}
	_, err := Parse("Mo-Fr 09:00-12:00; demander Zoé au 0612345678")
	if err == nil || strings.Contains(err.Error(), "Zoé") || strings.Contains(err.Error(), "06") {
		t.Errorf("error tells too much or nothing: %v", err)
	}
}

func TestComment(t *testing.T) {
	tests := []struct {
		value, comment string
		appointment    bool
	}{
		{`Mo-Fr 09:00-12:00 "sur rendez-vous"; PH off`, "sur rendez-vous", true},
		{"Mo-Fr 09:00-12:00 uniquement sur RDV", "uniquement sur RDV", true},
		{"Mo-Fr 09:00-12:00 (fermé en août)", "fermé en août", false},
		{`Mo 09:00-12:00 "sans rendez-vous"; Tu 09:00-12:00 "1er étage"`, "sans rendez-vous ; 1er étage", false},
		{"24/7", "", false},
	}
	for _, tt := range tests {
		s := mustParse(t, tt.value)
		if got := spaced(s.Comment()); got != tt.comment || s.ByAppointment() != tt.appointment {
			t.Errorf("%q: comment %q, by appointment %t", tt.value, got, s.ByAppointment())
		}
	}
}

func TestWeek(t *testing.T) {
	tests := map[string]string{
		"24/7": "jour et nuit",
		"Mo,Tu 09:00-12:00,14:00-17:00; Sa 09:00-12:00": "lundi, mardi 9 h – 12 h et 14 h – 17 h · samedi 9 h – 12 h",
		"Mo-Fr 08:30-12:30; PH off":                     "du lundi au vendredi 8 h 30 – 12 h 30 · jours fériés : fermé",
		"Mo-Su 08:00-02:00":                             "tous les jours 8 h – 2 h",
		"Mo-Fr 20:00-24:00":                             "du lundi au vendredi 20 h – minuit",
		"Mo-Fr 09:00-17:00; We off":                     "lundi, mardi, jeudi, vendredi 9 h – 17 h",
		"Mo-Fr 09:00-17:00; We 09:00-12:00":             "lundi, mardi, jeudi, vendredi 9 h – 17 h · mercredi 9 h – 12 h",
		`We 14:00-17:00 "sur rendez-vous"`:              "mercredi 14 h – 17 h (sur rendez-vous)",
		"Mo[1],We[-1] 09:00-12:00":                      "1er lundi du mois, dernier mercredi du mois : 9 h – 12 h",
		"Tu 09:00-12:00; Jul-Aug off":                   "mardi 9 h – 12 h · juillet à août : fermé",
		"week 1-53/2 Mo 09:00-12:00":                    "semaines impaires, lundi : 9 h – 12 h",
		"SH Mo-Fr 10:00-12:00":                          "vacances scolaires, du lundi au vendredi : 10 h – 12 h",
		"Tu 09:00-12:00; Dec 24-Jan 01 off":             "mardi 9 h – 12 h · du 24 décembre au 1er janvier : fermé",
		`Mo 09:00-12:00 || "sur rendez-vous"`:           "lundi 9 h – 12 h · sinon sur rendez-vous",
		"Mo 17:00+":                                     "lundi à partir de 17 h",
		"Mo 09:00-12:00+":                               "lundi 9 h – 12 h ou plus",
		"SH Mo 09:00-12:00+":                            "vacances scolaires, lundi : 9 h – 12 h ou plus",
		"Mo 09:00-12:00; Mo 14:00-17:00":                "lundi 9 h – 12 h et 14 h – 17 h",
		"off":                                           "fermé",
	}
	for value, want := range tests {
		if diff := cmp.Diff(want, spaced(mustParse(t, value).Week())); diff != "" {
			t.Errorf("%q (-want +got):\n%s", value, diff)
		}
	}
}

func TestNeeds(t *testing.T) {
	tests := []struct {
		value                      string
		saturday, evening, morning bool
	}{
		{"24/7", true, true, true},
		{"Mo-Fr 09:00-12:00,14:00-18:00", false, false, true},
		{"Mo-Sa 13:00-18:30; Sa off", false, true, false},
		{"Sa[1] 14:00-17:00", true, false, false},
		{"SH Sa 14:00-20:00; Mo 14:00-15:00", false, false, false},
		{"Fr 22:00-04:00", false, true, false},
		{`Sa 09:00-12:00 "sur rendez-vous"`, true, false, true},
		{"Mo-Fr 09:00+", false, false, true},
		{"Mo-Fr 17:00+", false, true, false},
		{"off", false, false, false},
	}
	for _, tt := range tests {
		s := mustParse(t, tt.value)
		if s.OpenOn(time.Saturday) != tt.saturday || s.OpenEvening() != tt.evening || s.OpenMorning() != tt.morning {
			t.Errorf("%q: saturday %t, evening %t, morning %t", tt.value, s.OpenOn(time.Saturday), s.OpenEvening(), s.OpenMorning())
		}
	}
}

// Every hour of a year is known for the real values that can be read and hold
// no comment.
func TestRealValuesAreKnown(t *testing.T) {
	readable := 0
	for _, value := range realValues(t) {
		s, err := Parse(value)
		if err != nil || s.Comment() != "" {
			continue
		}
		readable++
		for at := paris(t, "2026-01-01 00:30"); at.Year() == 2026; at = at.Add(time.Hour) {
			if state, _ := s.At(at); state == Unknown {
				t.Errorf("%q is unknown at %s", value, at)
				break
			}
		}
	}
	if readable < 25 {
		t.Errorf("only %d values can be read", readable)
	}
}

func TestZeroSchedule(t *testing.T) {
	var s Schedule
	at := paris(t, "2026-03-23 10:00")
	if state, next := s.At(at); state != Unknown || !next.IsZero() {
		t.Errorf("At = %s, %s", state, next)
	}
	if s.Sentence(at)+s.Opens(at)+s.Week()+s.Comment() != "" || s.OpenOn(time.Monday) || s.OpenEvening() || s.OpenMorning() {
		t.Error("the zero Schedule says something")
	}
}

func TestPublicHolidays(t *testing.T) {
	for year, want := range map[int]string{
		2024: "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25",
		2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
		2038: "01-01 04-26 05-01 05-08 06-03 06-14 07-14 08-15 11-01 11-11 12-25",
	} {
		var got []string
		for d := time.Date(year, 1, 1, 12, 0, 0, 0, Paris); d.Year() == year; d = d.AddDate(0, 0, 1) {
			if IsPublicHoliday(d) {
				got = append(got, d.Format("01-02"))
			}
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%d (-want +got):\n%s", year, diff)
		}
	}
	if !IsPublicHoliday(time.Date(2026, 4, 30, 22, 0, 0, 0, time.UTC)) {
		t.Error("1 May begins at midnight in Paris")
	}
}

func TestSchoolCalendar(t *testing.T) {
	lines := 0
	for line := range strings.Lines(schoolTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		f := strings.Split(strings.TrimSpace(line), "\t")
		from, err1 := time.Parse(time.DateOnly, f[0])
		to, err2 := time.Parse(time.DateOnly, f[1])
		if err1 != nil || err2 != nil || to.Before(from) || !strings.Contains(" known holiday unsure ", " "+f[2]+" ") {
			t.Errorf("line %q", line)
		}
	}
	if lines != len(schoolCalendar) || lines == 0 {
		t.Errorf("%d lines, %d periods", lines, len(schoolCalendar))
	}
	for date, want := range map[string]answer{
		"2026-02-13": no, "2026-02-14": unsure, "2026-02-15": yes, "2026-03-01": yes, "2026-03-02": no,
		"2026-05-15": unsure, "2026-08-31": yes, "2026-09-01": no, "2027-04-20": yes, "2027-09-01": unsure, "2023-10-25": unsure,
	} {
		at := paris(t, date+" 12:00")
		if got := dayOf(at.Date()).school; got != want {
			t.Errorf("%s: %d, want %d", date, got, want)
		}
	}
}

// FuzzParse checks that nothing panics and that At goes forward: the state
// changes at the instant it tells, and not before.
func FuzzParse(f *testing.F) {
	for _, v := range realValues(f) {
		f.Add(v, int64(1_790_000_000))
	}
	f.Add(`SH Mo[-1],We 22:00-26:30+, PH off || "sur rendez-vous"`, int64(1_774_746_000))
	f.Fuzz(func(t *testing.T, value string, unix int64) {
		s, err := Parse(value)
		if err != nil {
			return
		}
		at := time.Unix(unix&(1<<32-1), 0)
		state, next, then := s.at(at)
		if !next.IsZero() {
			after, _ := s.At(next)
			before, _ := s.At(next.Add(-time.Second))
			if !next.After(at) || then == state || after != then || before != state {
				t.Errorf("%q at %s: %s, then %s at %s; found %s before, %s after", value, at, state, then, next, before, after)
			}
		}
		if (s.Sentence(at) == "") != (state == Unknown) {
			t.Errorf("%q at %s: %s, sentence %q", value, at, state, s.Sentence(at))
		}
		s.Opens(at)
		s.Week()
	})
}

func BenchmarkAt(b *testing.B) {
	at := paris(b, "2026-03-23 10:00")
	for _, value := range []string{"24/7", "Mo-Fr 08:30-12:30,14:00-17:00; PH off", "SH Mo-Fr 10:00-12:00"} {
		b.Run(value, func(b *testing.B) {
			s := mustParse(b, value)
			b.ReportAllocs()
			for b.Loop() {
				s.At(at)
			}
		})
	}
}
