package announce_test

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
)

func TestCheck(t *testing.T) {
	now := at(20261001, 10, 0)
	tests := []struct {
		name string
		edit func(*announce.Item)
		want []string
	}{
		{"as it is", func(*announce.Item) {}, nil},
		{"nothing", func(it *announce.Item) { *it = announce.Item{} }, []string{"kind", "title", "what", "organiser"}},
		{"no title", func(it *announce.Item) { it.Title = "" }, []string{"title"}},
		{"longest title", func(it *announce.Item) { it.Title = strings.Repeat("é", 120) }, nil},
		{"title too long", func(it *announce.Item) { it.Title = strings.Repeat("é", 121) }, []string{"title"}},
		{"an emoji counts twice", func(it *announce.Item) { it.Title = strings.Repeat("🎬", 61) }, []string{"title"}},
		{"title of two lines", func(it *announce.Item) { it.Title = "Ciné\ndébat" }, []string{"title"}},
		{"longest text", func(it *announce.Item) { it.What = strings.Repeat("a\n", 350) }, nil},
		{"text too long", func(it *announce.Item) { it.What = strings.Repeat("a", 701) }, []string{"what"}},
		{"control character", func(it *announce.Item) { it.What = "a\x00b" }, []string{"what"}},
		{"an event without text", func(it *announce.Item) { it.What = "" }, nil},
		{"no date", func(it *announce.Item) { it.Dates = nil }, []string{"dates"}},
		{"a campaign needs none", func(it *announce.Item) { it.Kind, it.Dates = announce.Campaign, nil }, nil},
		{"out of order", func(it *announce.Item) { slices.Reverse(it.Dates) }, []string{"dates"}},
		{"the same twice", func(it *announce.Item) { it.Dates[1] = it.Dates[0] }, []string{"dates"}},
		{"ends before it starts", func(it *announce.Item) { it.Dates[0].Ends = it.Dates[0].Starts.Add(-1) }, []string{"dates"}},
		{"a date past", func(it *announce.Item) { it.Dates[0] = evening(20260930) }, []string{"dates"}},
		{"today, begun", func(it *announce.Item) {
			it.Dates[0] = announce.Date{Starts: at(20261001, 9, 0), Ends: at(20261001, 11, 0)}
		}, nil},
		{"today, whole", func(it *announce.Item) {
			it.Dates[0] = announce.Date{Starts: at(20261001, 0, 0), Ends: at(20261001, 0, 0), Whole: true}
		}, nil},
		{"no date known", func(it *announce.Item) { it.Dates[0] = announce.Date{} }, []string{"dates"}},
		{"a call without deadline", func(it *announce.Item) { it.Kind = announce.Call }, []string{"deadline"}},
		{"a call", func(it *announce.Item) { it.Kind, it.Deadline = announce.Call, 20261001 }, nil},
		{"a deadline past", func(it *announce.Item) { it.Kind, it.Deadline = announce.Call, 20260930 }, []string{"deadline"}},
		{"a deadline that is no day", func(it *announce.Item) { it.Deadline = 20260231 }, []string{"deadline"}},
		{"unknown theme", func(it *announce.Item) { it.Themes = []string{"sante-mentale", "astrologie"} }, []string{"themes"}},
		{"theme twice", func(it *announce.Item) { it.Themes = []string{"jeunes", "jeunes"} }, []string{"themes"}},
		{"unknown access", func(it *announce.Item) { it.Access = []string{"pmr", "ascenseur"} }, []string{"access"}},
		{"place of words", func(it *announce.Item) { it.Quartier = "Le Sanitas" }, []string{"quartier"}},
		{"commune by name", func(it *announce.Item) { it.Commune = "Tours" }, []string{"commune"}},
		{"partner with a bar", func(it *announce.Item) { it.Partners = []string{"CCAS", "a|b"} }, []string{"partners"}},
		{"phones", func(it *announce.Item) {
			it.Contact = "02 47 12 34 56, 06.12.34.56.78, +33 2 47 12 34 56, 3114 ou 116 117"
		}, nil},
		{"phone cut short", func(it *announce.Item) { it.Contact = "02 47 12 34" }, []string{"contact"}},
		{"phone in 00", func(it *announce.Item) { it.Contact = "00 47 12 34 56" }, []string{"contact"}},
		{"phones and hours", func(it *announce.Item) {
			it.Contact = "0 800 23 13 13 - 0247123456 (9h-12h30), 37000 Tours, +33 (0)6 12 34 56 78 9h"
		}, nil},
		{"a digit too many", func(it *announce.Item) { it.Contact = "02 47 12 34 567" }, []string{"contact"}},
		{"another country", func(it *announce.Item) { it.Contact = "+32 2 123 45 67" }, []string{"contact"}},
		{"mail", func(it *announce.Item) { it.Contact = "accueil@exemple.fr" }, nil},
		{"address of a page", func(it *announce.Item) { it.URL = "https://exemple.fr/a?b=1" }, nil},
		{"script", func(it *announce.Item) { it.URL = "javascript:alert(1)" }, []string{"url"}},
		{"address with a password", func(it *announce.Item) { it.URL = "https://a:b@exemple.fr/" }, []string{"url"}},
		{"address without host", func(it *announce.Item) { it.URL = "https:///a" }, []string{"url"}},
		{"reach", func(it *announce.Item) { it.Reach = "personne" }, []string{"reach"}},
		{"png", func(it *announce.Item) { it.Poster = pngPoster() }, nil},
		{"jpeg", func(it *announce.Item) { it.Poster = jpegPoster() }, nil},
		{"picture cut short", func(it *announce.Item) { it.Poster = pngPoster()[:len(pngPoster())-30] }, []string{"poster"}},
		{"picture of another kind", func(it *announce.Item) { it.Poster = []byte("GIF89a") }, []string{"poster"}},
		{"ribbon", func(it *announce.Item) { it.Poster = ribbon() }, []string{"poster"}},
		{"too many words for a caption", func(it *announce.Item) {
			it.Poster, it.What, it.Address = pngPoster(), strings.Repeat("a", 700), strings.Repeat("b", 200)
		}, []string{"what"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			it := event("Ciné-débat", 20261009, 20261010)
			test.edit(&it)
			if diff := cmp.Diff(test.want, announce.CheckAt(it, now)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// ribbon is a picture Telegram would refuse: thirty times wider than high.
func ribbon() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 10))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestOver(t *testing.T) {
	tests := []struct {
		name string
		date announce.Date
		last int
		over time.Time
	}{
		{"hours", evening(20261009), 20261009, at(20261009, 20, 30)},
		{"end unknown", announce.Date{Starts: at(20261009, 18, 0), Ends: at(20261009, 18, 0)}, 20261009, at(20261010, 0, 0)},
		{"whole day", announce.Date{Starts: at(20261009, 0, 0), Ends: at(20261009, 0, 0), Whole: true}, 20261009, at(20261010, 0, 0)},
		{"whole days", announce.Date{Starts: at(20261009, 0, 0), Ends: at(20261011, 0, 0), Whole: true}, 20261011, at(20261012, 0, 0)},
		{"till midnight", announce.Date{Starts: at(20261009, 18, 0), Ends: at(20261010, 0, 0)}, 20261009, at(20261010, 0, 0)},
		{"day of 25 hours", announce.Date{Starts: at(20261025, 0, 0), Ends: at(20261025, 0, 0), Whole: true}, 20261025, at(20261026, 0, 0)},
	}
	for _, test := range tests {
		if got := test.date.LastDay(); got != test.last {
			t.Errorf("%s: last day %d, want %d", test.name, got, test.last)
		}
		if got := test.date.Over(); !got.Equal(test.over) {
			t.Errorf("%s: over at %v, want %v", test.name, got, test.over)
		}
	}
}

func TestFits(t *testing.T) {
	inSanitas := announce.Item{Kind: announce.Event, Themes: []string{"jeunes", "sante-mentale"}, Quartier: sanitas, Commune: tours}
	ofTours := announce.Item{Kind: announce.Campaign, Commune: tours}
	anywhere := announce.Item{Kind: announce.Alert}
	tests := []struct {
		name   string
		choice announce.Subscription
		want   [3]bool // sanitas, tours, anywhere
	}{
		{"everything", announce.Subscription{}, [3]bool{true, true, true}},
		{"events", announce.Subscription{Kinds: []string{announce.Event}}, [3]bool{true, false, false}},
		{"alerts and campaigns", announce.Subscription{Kinds: []string{announce.Alert, announce.Campaign}}, [3]bool{false, true, true}},
		{"one of its themes", announce.Subscription{Themes: []string{"dentaire", "jeunes"}}, [3]bool{true, true, true}},
		{"none of its themes", announce.Subscription{Themes: []string{"dentaire"}}, [3]bool{false, true, true}},
		{"its quarter", announce.Subscription{Places: []string{sanitas}}, [3]bool{true, false, true}},
		{"its commune", announce.Subscription{Places: []string{tours}}, [3]bool{true, true, true}},
		{"another quarter", announce.Subscription{Places: []string{"rives-du-cher"}}, [3]bool{false, false, true}},
		{"one of several", announce.Subscription{Places: []string{"37233", sanitas}}, [3]bool{true, false, true}},
		{"its theme, elsewhere", announce.Subscription{Themes: []string{"jeunes"}, Places: []string{"37233"}}, [3]bool{false, false, true}},
		{"its place, another kind", announce.Subscription{Kinds: []string{announce.Training}, Places: []string{tours}}, [3]bool{false, false, false}},
	}
	for _, test := range tests {
		for i, it := range []announce.Item{inSanitas, ofTours, anywhere} {
			if got := announce.Fits(it, test.choice); got != test.want[i] {
				t.Errorf("%s, item %d: %v", test.name, i, got)
			}
			it.Reach = announce.Everyone
			if !announce.Fits(it, test.choice) {
				t.Errorf("%s, item %d for everyone does not fit", test.name, i)
			}
		}
	}
}

func TestAlike(t *testing.T) {
	tests := []struct {
		name string
		edit func(*announce.Item)
		want bool
	}{
		{"the same", func(*announce.Item) {}, true},
		{"other case and accents", func(it *announce.Item) { it.Title = "CINE DEBAT : « Les heures  claires »" }, true},
		{"longer", func(it *announce.Item) { it.Title = "SISM 2026 – Ciné-débat autour du film Les Heures claires" }, true},
		{"another hour", func(it *announce.Item) { it.Dates[0].Starts = it.Dates[0].Starts.Add(-3 * time.Hour) }, true},
		{"another day", func(it *announce.Item) { it.Dates = []announce.Date{evening(20261012)} }, false},
		{"another title", func(it *announce.Item) { it.Title = "Atelier d’écriture" }, false},
		{"one word in common", func(it *announce.Item) { it.Title = "Débat sur le logement des jeunes" }, false},
		{"another venue of the quarter", func(it *announce.Item) { it.Venue = "Bibliothèque" }, true},
		{"another venue and quarter", func(it *announce.Item) { it.Venue, it.Quartier = "Bibliothèque", "rives-du-cher" }, false},
		{"place unknown", func(it *announce.Item) { it.Venue, it.Quartier, it.Commune = "", "", "" }, true},
	}
	for _, test := range tests {
		a, b := event("Ciné-débat « Les Heures claires »", 20261009), event("Ciné-débat « Les Heures claires »", 20261009)
		test.edit(&b)
		if announce.Alike(a, b) != test.want || announce.Alike(b, a) != test.want {
			t.Errorf("%s: %v", test.name, !test.want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("Ciné-débat", "02 47 12 34 56", "https://exemple.fr", pngPoster(), int64(0), int64(0), 20261009)
	f.Add("", "+33", "://", []byte("\xff\xd8\xff"), int64(-1), int64(1)<<62, -1)
	f.Fuzz(func(t *testing.T, words, contact, url string, poster []byte, starts, ends int64, deadline int) {
		it := event(words, 20261009)
		it.Contact, it.URL, it.Poster, it.Deadline, it.Partners = contact, url, poster, deadline, []string{words}
		it.Dates[0] = announce.Date{Starts: time.UnixMilli(starts), Ends: time.UnixMilli(ends)}
		for _, field := range announce.CheckAt(it, at(20261001, 10, 0)) {
			if field == "kind" || field == "themes" || field == "venue" {
				t.Errorf("%s is wrong", field)
			}
		}
	})
}
