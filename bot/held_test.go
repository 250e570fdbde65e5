package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
)

// TestHeldTellsEverything: each value of a Holding is in the file.
func TestHeldTellsEverything(t *testing.T) {
	w := newWorld(t)
	at := moment.Add(-time.Hour)
	state, err := json.Marshal(trail{Version: trailVersion, Text: "dentiste sanitas"})
	if err != nil {
		t.Fatal(err)
	}
	h := relay.Holding{
		Person: relay.Person{Role: relay.Coordinator, Structure: "mission-locale", State: relay.Paused, Since: at,
			Territory: relay.Territory{Commune: "37261", Quartier: "sanitas"}},
		Home: &relay.HeldHome{Where: relay.Territory{Quartier: "europe"}, At: at}, Digest: &relay.HeldDigest{Chat: 4242}, Needs: 7,
		Questions: []relay.HeldQuestion{{At: at, Channel: "group", Structure: "ccas", Theme: "dentaire", Besoin: "domiciliation", Age: "11-17",
			Danger: "suicide", Quartier: "sanitas", Commune: "37261", Zone: relay.Territory{Quartier: "europe"}, Results: 2,
			Took: 31 * time.Millisecond, Edited: true, Tags: map[string][]string{"theme": {"dentaire", "addictions"}, "besoin": {"rsa"},
				"audience": {"femmes"}, "need": {"langue:ar"}, "not": {"hopital"}, "service": {"csapa-port-bretagne"}}}},
		Intents:     []relay.HeldIntent{{At: at, Service: "pmi-sanitas", Kind: relay.Referral, Outcome: "refus", OutcomeAt: moment}},
		Unmet:       []relay.HeldUnmet{{At: at, Reason: "trop-loin"}},
		Flags:       []relay.HeldFlag{{At: at, Service: "cmp-nord", What: "horaires"}},
		Corrections: []relay.HeldCorrection{{At: at, What: "place", Value: "les-tourettes"}},
		Browsings:   []relay.Browsing{{State: state}},
		Sessions:    []relay.HeldSession{{Kind: "session", Created: at, Expires: moment}},
		Invites:     []relay.HeldInvite{{Role: relay.Mediator, Created: at, Expires: moment, Used: true}},
		Entries:     []relay.Entry{{Kind: relay.Tool, Day: 20260301, Title: "Affiche SISM", Detail: "affiche", Number: 1200, Partners: []string{"CLSM"}}},
		Audit:       []relay.Act{{At: at, Actor: "p105", Action: "export", Subject: "bilan", Detail: "2026-02"}},
	}
	file := w.bot.held(t.Context(), &h, nil)
	wants(t, file, "coordination, Sanitas", "mission locale", "en pause", "12 mars 2026 à 9 h", "lieu de travail : Europe", "4242", "besoins exprimés : 7",
		"dans un groupe", "structure : CCAS", "thème : Dentaire", "besoin : Domiciliation", "11 à 17 ans", "danger : Suicide", "lieu demandé : Sanitas",
		"compté à : Europe", "2 réponses", "31 ms", "question modifiée", "Addictions", "RSA", "public : femmes", "en arabe", "sauf : hopital",
		"CSAPA Port-Bretagne", "orientation · PMI – Sanitas", "suite : Refus (dite le 12 mars 2026 à 10 h", "Trop loin", "cmp-nord · Les horaires",
		"Le lieu · les-tourettes", "« dentiste sanitas »", "médiation", "a servi", "Affiche SISM", "1 200", "CLSM", "p105 · export · bilan · 2026-02", "24 mois")
	if strings.Contains(file, "- rien") {
		t.Errorf("a part of it is not told:\n%s", file)
	}
	empty := w.bot.held(t.Context(), &relay.Holding{}, nil)
	if n := strings.Count(empty, "- rien\n"); n != 10 {
		t.Errorf("%d empty parts:\n%s", n, empty)
	}
}
