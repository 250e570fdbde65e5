package exchange

import (
	"strings"
	"testing"
	"time"
)

func TestMentions(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"jeudi 8 octobre 2026 à 18h30", "2026-10-08 18:30"},
		{"Le jeudi 8 octobre, de 14 h à 16 h 30", "2026-10-08 14:00 > 16:30"},
		{"le 8 octobre 2026 de 14 à 16h", "2026-10-08 14:00 > 16:00"},
		{"8 octobre 2026, 18:30 – 20:15", "2026-10-08 18:30 > 20:15"},
		{"8 octobre 2026 à midi", "2026-10-08 12:00"},
		{"8 octobre 2026 de 22h à 1h", "2026-10-08 22:00 > 2026-10-09 01:00"},
		{"1er oct. 2026", "2026-10-01 > 2026-10-01"},
		{"du 5 au 9 octobre 2026", "2026-10-05 > 2026-10-09"},
		{"du lundi 28 septembre au vendredi 2 octobre 2026 de 9h à 17h", "2026-09-28 > 2026-10-02"},
		{"du 05/10/2026 au 09/10/2026", "2026-10-05 > 2026-10-09"},
		{"8, 9 et 10 octobre 2026 à 14h", "2026-10-08 14:00|2026-10-09 14:00|2026-10-10 14:00"},
		{"jeudi 8 et vendredi 9 octobre", "2026-10-08 > 2026-10-08|2026-10-09 > 2026-10-09"},
		{"08/10/2026 14h-16h", "2026-10-08 14:00 > 16:00"},
		{"8/10/26", "2026-10-08 > 2026-10-08"},
		{"08.10.2026", "2026-10-08 > 2026-10-08"},
		{"2026-10-08 18:30", "2026-10-08 18:30"},
		{"2026-10-08T18:30:00", "2026-10-08 18:30"},
		{"mercredi 6 janvier", "2027-01-06 > 2027-01-06"}, // the one to come
		{"JEUDI 8 OCTOBRE 2026", "2026-10-08 > 2026-10-08"},
		{"8\u00a0octobre\u00a02026 à 18\u00a0h\u00a030", "2026-10-08 18:30"},
		{"25 octobre 2026 à 2h30", "2026-10-25 02:30"},
		{"lundi 8 octobre 2026", "weekday 4"},
		{"lundi 8 octobre", "year"},
		{"le 8 octobre", "year"},
		{"31 février 2026", "date"},
		{"du 9 au 5 octobre 2026", "date"},
		{"tél. 02.47.20.12.34", ""},
		{"06 12 10 20 26", ""},
		{"12/10/2026/4", ""},
		{"bientôt, en octobre", ""},
		{"de 14h à 16h", ""},
		{"article 8 mai", "year"},
	} {
		var got []string
		for _, m := range mentions(flatten(c.in), now) {
			if m.bad != "" {
				got = append(got, strings.TrimSpace(m.bad+" "+m.why))
			}
			got = append(got, datesText(m.dates)...)
		}
		if said := strings.Join(got, "|"); said != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.in, said, c.want)
		}
	}
}

func TestPlainDates(t *testing.T) {
	for _, c := range []struct{ title, text, want string }{
		{"Atelier jeudi 8 octobre 2026", "Le 12 octobre 2026, autre chose.", "2026-10-08 > 2026-10-08"},
		{"Atelier", "Rendez-vous le 8 octobre 2026 à 14h.", "2026-10-08 14:00"},
		{"Atelier du 8 octobre 2026", "", "2026-10-08 > 2026-10-08"},
		{"Atelier", "Le 8 octobre 2026, puis encore le 8 octobre 2026 à 14h.", "2026-10-08 14:00"},
		{"Atelier", "Le 8 octobre 2026 ou le 15 octobre 2026.", ""},
		{"Atelier", "Inscriptions avant le 8 octobre 2026.", ""},
		{"Atelier", "Publié le 8 octobre 2026.", ""},
		{"Atelier", "Jusqu’au 8 octobre 2026.", ""},
		{"Atelier", "Dépôt des dossiers au plus tard le 8 octobre 2026.", ""},
		{"Atelier", "C’était le 8 juin 2026.", ""},
		{"Atelier", "Le lundi 8 octobre 2026.", ""}, // a Thursday
		{"Atelier", "Le 8 octobre.", ""},
		{"Atelier", "Reporté du 2 octobre 2026 au 8 octobre 2026.", ""},
	} {
		if got := strings.Join(datesText(plainDates(c.title, c.text, now)), "|"); got != c.want {
			t.Errorf("%s / %s: got %s, want %s", c.title, c.text, got, c.want)
		}
	}
}

func TestMoments(t *testing.T) {
	for _, c := range []struct{ value, zone, want string }{
		{"20261008T183000", "", "2026-10-08T16:30:00Z"},
		{"20261008T183000Z", "Europe/Paris", "2026-10-08T18:30:00Z"},
		{"20261008T183000", "Europe/London", "2026-10-08T17:30:00Z"},
		{"20261008T183000", "/mozilla.org/20050126_1/Europe/Paris", "2026-10-08T16:30:00Z"},
		{"20261008T183000", "Romance Standard Time", "2026-10-08T16:30:00Z"},
		{"20261025T023000", "", "2026-10-25T00:30:00Z"}, // the first of two
		{"20261008", "", "2026-10-07T22:00:00Z"},
		{"20260231", "", ""},
		{"20261008T2530", "", ""},
		{"19991231", "", ""},
		{"demain", "", ""},
	} {
		loc, _ := zoneOf(c.zone)
		m, ok := momentOf(c.value, loc)
		got := ""
		if ok {
			got = m.UTC().Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.value, c.zone, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<p>Bonjour&nbsp;!</p><p>À&nbsp;demain<br/>ou après</p>", "Bonjour\u00a0!\n\nÀ\u00a0demain\nou après"},
		{"Un &amp; deux\ntrois", "Un & deux\ntrois"},
		{"3 < 5 et 7 > 2", "3 < 5 et 7 > 2"},
		{"<style>p{}</style><p>Vu</p><script>alert(1)</script>", "Vu"},
		{"a\r\n\r\n\r\n  b\t c", "a\n\nb c"},
	} {
		if got := plain(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCancelledTitle(t *testing.T) {
	for in, want := range map[string]string{
		"ANNULÉ – Repas": "Repas", "[Annulé] Repas": "Repas", "Annulée : sortie": "sortie", "(ANNULE) Repas": "Repas",
		"Annuler une dette": "", "Annulé": "", "Annulation": "", "Annulé ?": "", "Annulée\u00a0: sortie": "sortie",
	} {
		title, off := cancelledTitle(in)
		if off != (want != "") || off && title != want || !off && title != in {
			t.Errorf("%s: %s %v", in, title, off)
		}
	}
}

func TestClip(t *testing.T) {
	for in, want := range map[string]string{"court": "court", "un deux trois": "un deux…", "abcdefghijklmno": "abcdefghi…", "🎬🎬🎬🎬🎬🎬": "🎬🎬🎬🎬…"} {
		if got := clip(in, 10); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
