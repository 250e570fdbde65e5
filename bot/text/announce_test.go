package text

import (
	"strings"
	"testing"
	"time"
)

func parisTime(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAnnouncement(t *testing.T) {
	free := true
	p := AnnouncementParts{Kind: "evenement", Edition: true, Title: "Ciné-débat \"Les autres\" & moi", What: "Un film, puis on parle.",
		Audience: "Pour tous", Dates: []AnnounceDate{{Starts: parisTime(t, "2026-10-08 18:30")}}, Venue: "centre social Pluriel(le)s",
		Place: "Sanitas", Organiser: "Pluriel(le)s", Partners: []string{"CMP", "UNAFAM", "CCAS"}, Free: &free, Open: true,
		Access: []string{"pmr"}, Contact: "02 47 00 00 00", Now: parisTime(t, "2026-09-01 10:00")}
	want := `🗓 <b>SISM · Ciné-débat "Les autres" &amp; moi</b> — jeudi 8 octobre, 18 h 30, centre social Pluriel(le)s, Sanitas
Un film, puis on parle.
Pour tous, gratuit, sans inscription · accessible en fauteuil · proposé par Pluriel(le)s · avec CMP, UNAFAM et CCAS
📞 02 47 00 00 00`
	if got := strings.ReplaceAll(Announcement(p), nbsp, " "); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	p.Purpose = "cancelled"
	if got := Announcement(p); !strings.HasPrefix(got, "❌ <b>Annulé") {
		t.Errorf("got %s", got)
	}
}

// TestAnnouncementFits: under a poster what one needs to go there stays.
func TestAnnouncementFits(t *testing.T) {
	p := AnnouncementParts{Kind: "formation", Title: "Premiers secours", What: strings.Repeat("des mots & d’autres ", 300),
		Organiser: "Le Mail", Contact: "02 47 11 22 33", Poster: true, Now: parisTime(t, "2026-09-01 10:00"),
		Dates: []AnnounceDate{{Starts: parisTime(t, "2027-01-01 09:00"), Ends: parisTime(t, "2027-01-01 12:00")}}}
	got := Announcement(p)
	if n := Units(plainOf(got)); n > CaptionLimit || n < CaptionLimit-60 {
		t.Errorf("%d units", n)
	}
	for _, part := range []string{"vendredi 1er janvier 2027, de 9 h à 12 h", "Proposé par Le Mail", "02 47 11 22 33"} {
		if !strings.Contains(strings.ReplaceAll(got, nbsp, " "), strings.ReplaceAll(part, nbsp, " ")) {
			t.Errorf("%q is missing in %s", part, got)
		}
	}
}

func TestDateWords(t *testing.T) {
	now := parisTime(t, "2026-09-01 10:00")
	for want, d := range map[string]AnnounceDate{
		"jeudi 8 octobre":                                        {parisTime(t, "2026-10-08 00:00"), parisTime(t, "2026-10-08 00:00"), true},
		"du mardi 6 au jeudi 8 octobre":                          {parisTime(t, "2026-10-06 00:00"), parisTime(t, "2026-10-08 00:00"), true},
		"du lundi 28 septembre au jeudi 8 octobre":               {parisTime(t, "2026-09-28 00:00"), parisTime(t, "2026-10-08 00:00"), true},
		"du jeudi 31 décembre 2026 au vendredi 1er janvier 2027": {parisTime(t, "2026-12-31 00:00"), parisTime(t, "2027-01-01 00:00"), true},
		"jeudi 8 octobre, de 14 h à 17 h 30":                     {parisTime(t, "2026-10-08 14:00"), parisTime(t, "2026-10-08 17:30"), false},
		"du jeudi 8 octobre, 20 h, au vendredi 9 octobre, 1 h":   {parisTime(t, "2026-10-08 20:00"), parisTime(t, "2026-10-09 01:00"), false},
		"dimanche 25 octobre, 18 h":                              {parisTime(t, "2026-10-25 18:00"), time.Time{}, false},
	} {
		if got := strings.ReplaceAll(DateWords(d, now), nbsp, " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	many := make([]AnnounceDate, 9)
	for i := range many {
		many[i] = AnnounceDate{Starts: now.AddDate(0, 0, i), Whole: true}
	}
	if got := DatesWords(many, now); len(got) != datesShown+1 || !strings.Contains(got[datesShown], "3") {
		t.Errorf("got %v", got)
	}
}
