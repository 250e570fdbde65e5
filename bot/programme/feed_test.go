package programme

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"relais/bot/announce/exchange"
)

func unfolded(s string) string { return strings.ReplaceAll(s, "\r\n ", "") }

func TestFeeds(t *testing.T) {
	w := oneTown(t)
	id := w.fill(t)
	a := w.get(t, "/programme.ics")
	if a.status != http.StatusOK || a.header.Get("Content-Type") != exchange.ContentType {
		t.Fatalf("status %d, %q", a.status, a.header.Get("Content-Type"))
	}
	says(t, unfolded(a.body), "BEGIN:VCALENDAR\r\n", "STATUS:CANCELLED", "Les Intranquilles", "Repérer une crise",
		fmt.Sprintf("URL:https://relais.test/programme/%d\r\n", id.film))
	hides(t, a.body, "Pas encore relu", "Octobre rose", "partner")
	one := w.get(t, fmt.Sprintf("/programme/%d.ics", id.film))
	if n := strings.Count(one.body, "BEGIN:VEVENT"); one.status != http.StatusOK || n != 1 || one.header.Get("Content-Type") != exchange.ContentType {
		t.Errorf("status %d, %d events, %q", one.status, n, one.header.Get("Content-Type"))
	}
	says(t, unfolded(one.body), "Projection du film", "Gratuit", "Sanitas")
	if n := strings.Count(w.get(t, fmt.Sprintf("/programme/%d.ics", id.walk)).body, "BEGIN:VEVENT"); n != 2 {
		t.Errorf("%d events for two dates", n)
	}
	if a := w.get(t, fmt.Sprintf("/programme/%d.ics", id.call+1)); a.status != http.StatusNotFound {
		t.Errorf("no date: status %d", a.status)
	}
}

func TestFilteredFeed(t *testing.T) {
	w := oneTown(t)
	w.fill(t)
	for query, test := range map[string][2]string{
		"quartier=sanitas":  {"Intranquilles", "Marche bleue"},
		"commune=37122":     {"Pique-nique", "Intranquilles"},
		"genre=formation":   {"Repérer", "Intranquilles"},
		"theme=addictions":  {"Marche bleue", "Intranquilles"},
		"genre=appel":       {"quartiers", "Marche"},
		"public=jeunes":     {"Intranquilles", "Café des parents et"},
		"jour=2026-10-08":   {"Intranquilles", "Pique-nique"},
		"genre=alerte&x=42": {"VCALENDAR", "VEVENT"},
	} {
		body := unfolded(w.get(t, "/programme.ics?"+query).body)
		if !strings.Contains(body, test[0]) || strings.Contains(body, test[1]) {
			t.Errorf("%s: %s there %v, %s there %v", query, test[0], strings.Contains(body, test[0]), test[1], strings.Contains(body, test[1]))
		}
	}
	w.clock = at(31, 12, 0).AddDate(0, 1, 0)
	says(t, w.get(t, "/programme.ics").body, "Intranquilles") // over, and still there
	w.clock = at(31, 12, 0).AddDate(0, 4, 0)
	hides(t, w.get(t, "/programme.ics").body, "Intranquilles")
}
