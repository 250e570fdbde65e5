package message

import (
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
)

func name(id string) string {
	return map[string]string{"sanitas": "Sanitas", "37172": "Notre-Dame-d'Oé"}[id]
}

// TestOf: all that an item says is in its message, and nothing else than words.
func TestOf(t *testing.T) {
	free, now := true, time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)
	it := announce.Item{Kind: announce.Event, Title: "Ciné <b>", What: "On en parle.", Audience: "pour tous", Venue: "Maison", Address: "1 place Neuve",
		Quartier: "sanitas", Commune: "37261", Organiser: "Le Mail", Partners: []string{"L’Ancre"}, Free: &free, Access: []string{"pmr"},
		Contact: "02 47 11 22 33", Dates: []announce.Date{{Starts: now.AddDate(0, 0, 7), Ends: now.AddDate(0, 0, 7)}}}
	got := Of(it, announce.ForNew, name, now)
	for _, want := range []string{"Ciné &lt;b&gt;", "On en parle.", "Maison", "Sanitas", "Le Mail", "L’Ancre", "gratuit", "fauteuil", "8 octobre"} {
		if !strings.Contains(strings.ToLower(strings.ReplaceAll(got, "\u00a0", " ")), strings.ToLower(want)) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		it   announce.Item
		want string
	}{
		{announce.Item{}, ""},
		{announce.Item{Commune: "37172"}, "Notre-Dame-d’Oé"},
		{announce.Item{Quartier: "sanitas", Commune: "37261"}, "Sanitas"},
	} {
		if got := Place(c.it, name); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
