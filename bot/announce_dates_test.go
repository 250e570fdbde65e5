package bot

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// readOn is when these dates are typed: Tuesday 1 September 2026.
var readOn = time.Date(2026, 9, 1, 10, 0, 0, 0, paris)

func shortly(dates []announce.Date) string {
	var out []string
	for _, d := range dates {
		s, e := d.Starts.In(paris), d.Ends.In(paris)
		switch {
		case d.Whole && s.Equal(e):
			out = append(out, s.Format("2006-01-02"))
		case d.Whole:
			out = append(out, s.Format("2006-01-02")+".."+e.Format("2006-01-02"))
		case s.Equal(e):
			out = append(out, s.Format("2006-01-02T15:04"))
		case s.Format("0102") == e.Format("0102"):
			out = append(out, s.Format("2006-01-02T15:04")+"-"+e.Format("15:04"))
		default:
			out = append(out, s.Format("2006-01-02T15:04")+".."+e.Format("2006-01-02T15:04"))
		}
	}
	return strings.Join(out, " ")
}

func TestReadDates(t *testing.T) {
	for words, want := range map[string]string{
		"jeudi 8 octobre 18h30":                                "2026-10-08T18:30",
		"Jeudi 8 octobre, 18 h 30":                             "2026-10-08T18:30",
		"le 8 octobre à 18:30":                                 "2026-10-08T18:30",
		"8/10 18h":                                             "2026-10-08T18:00",
		"08/10/2026 de 14h à 17h":                              "2026-10-08T14:00-17:00",
		"8.10.26":                                              "2026-10-08",
		"2026-10-08 9h":                                        "2026-10-08T09:00",
		"du 6 au 8 octobre de 14h à 17h":                       "2026-10-06T14:00-17:00 2026-10-07T14:00-17:00 2026-10-08T14:00-17:00",
		"du mardi 6 au jeudi 8 octobre":                        "2026-10-06..2026-10-08",
		"6-8 octobre":                                          "2026-10-06..2026-10-08",
		"du 28 septembre au 3 octobre 2026":                    "2026-09-28..2026-10-03",
		"du 28 décembre au 3 janvier":                          "2026-12-28..2027-01-03",
		"du 28 décembre au 3 janvier 2027":                     "2026-12-28..2027-01-03",
		"6, 8 et 10 octobre à 18h":                             "2026-10-06T18:00 2026-10-08T18:00 2026-10-10T18:00",
		"6 octobre 14h, 8 octobre 16h":                         "2026-10-06T14:00 2026-10-08T16:00",
		"8 octobre 16h ; 6 octobre 14h-16h":                    "2026-10-06T14:00-16:00 2026-10-08T16:00",
		"mardi 6 octobre\n18h\njeudi 8 octobre\n20h":           "2026-10-06T18:00 2026-10-08T20:00",
		"8 octobre de 9h à 12h et de 14h à 17h":                "2026-10-08T09:00-12:00 2026-10-08T14:00-17:00",
		"8 octobre à 14h et à 16h":                             "2026-10-08T14:00 2026-10-08T16:00",
		"8 octobre entre 14h et 16h30":                         "2026-10-08T14:00-16:30",
		"8 octobre 20h - 1h":                                   "2026-10-08T20:00..2026-10-09T01:00",
		"8 octobre de 18 h à minuit":                           "2026-10-08T18:00..2026-10-09T00:00",
		"6 octobre 14h au 8 octobre 17h":                       "2026-10-06T14:00..2026-10-08T17:00",
		"du jeudi 8 octobre, 20 h, au vendredi 9 octobre, 1 h": "2026-10-08T20:00..2026-10-09T01:00",
		"demain 9h":                                            "2026-09-02T09:00",
		"samedi 14h":                                           "2026-09-05T14:00",
		"samedi prochain à midi":                               "2026-09-05T12:00",
		"aujourd’hui à partir de 18h":                          "2026-09-01T18:00",
		"1er octobre":                                          "2026-10-01",
		"3 mars":                                               "2027-03-03",
		"14 h 10 octobre":                                      "!",
		"8 oct. 14 h 10 octobre 15h":                           "2026-10-08T14:00 2026-10-10T15:00",
		"9 octobre 18h, 9 octobre 18h":                         "2026-10-09T18:00",
		"":                                                     "!",
		"bientôt":                                              "!",
		"jeudi 9 octobre 18h30":                                "!", // a Friday
		"31 février":                                           "!",
		"18h30":                                                "!",
		"le 8":                                                 "!",
		"octobre":                                              "!",
		"tous les jeudis":                                      "!",
		"8 octobre 25h":                                        "!",
		"8 octobre 18h salle des fêtes":                        "!",
		"du 8 au 6 octobre 2026":                               "!",
		"12/13":                                                "!",
		"8 octobre au":                                         "2026-10-08",
	} {
		dates, err := readDates(words, readOn)
		got := shortly(dates)
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%q: got %s (%v), want %s", words, got, err, want)
		}
		if trouble := (*dateTrouble)(nil); errors.As(err, &trouble) && strings.Contains(trouble.say(), "{") {
			t.Errorf("%q: %s", words, trouble.say())
		}
	}
}

// TestDatesReadBack: what is shown of dates reads as the same dates.
func TestDatesReadBack(t *testing.T) {
	for i := range 400 {
		day := readOn.AddDate(0, 0, i*7%500)
		starts := time.Date(day.Year(), day.Month(), day.Day(), 6+i%17, i%4*15, 0, 0, paris)
		for _, d := range []announce.Date{
			{Starts: starts, Ends: starts}, {Starts: starts, Ends: starts.Add(90 * time.Minute)}, {Starts: starts, Ends: starts.Add(26 * time.Hour)},
			{Starts: dayStart(day), Ends: dayStart(day), Whole: true}, {Starts: dayStart(day), Ends: dayStart(day.AddDate(0, 0, 1+i%40)), Whole: true},
		} {
			shown := text.DateWords(text.AnnounceDate(d), readOn)
			back, err := readDates(shown, readOn)
			if err != nil || len(back) != 1 || !back[0].Starts.Equal(d.Starts) || !back[0].Ends.Equal(d.Ends) || back[0].Whole != d.Whole {
				t.Fatalf("%q reads as %s, %v", shown, shortly(back), err)
			}
		}
	}
}

func dayStart(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, paris)
}

func FuzzReadDates(f *testing.F) {
	for _, s := range []string{"jeudi 8 octobre 18h30", "du 6 au 8 octobre de 14h à 17h", "6, 8/10 et demain 9h-12h ; samedi", "1er janv. 2027 24h",
		"6 octobre 14h au 8 octobre 17h", "du lun 5 au au 99", "jusqu'à -/- 00:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		dates, err := readDates(words, readOn)
		if err != nil {
			if trouble := (*dateTrouble)(nil); !errors.As(err, &trouble) {
				t.Fatalf("%q: %v", words, err)
			}
			return
		}
		if len(dates) == 0 || len(dates) > announce.MaxDates {
			t.Fatalf("%q: %d dates", words, len(dates))
		}
		for i, d := range dates {
			if d.Ends.Before(d.Starts) || i > 0 && !d.Starts.After(dates[i-1].Starts) || d.Starts.Year() < 2000 || d.Starts.Year() > 2099 {
				t.Fatalf("%q: %s", words, fmt.Sprint(dates))
			}
		}
	})
}
