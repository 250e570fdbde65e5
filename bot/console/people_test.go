package console

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
)

func (h *house) stateOf(t *testing.T, who int64) string {
	t.Helper()
	p, err := h.log.Person(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	return p.State
}

func (h *house) put(t *testing.T, by *visitor, who int64, state string) reply {
	t.Helper()
	return by.post(t, "/console/relais/etat", url.Values{"personne": {h.log.Pseudonym(who)}, "etat": {state}})
}

func TestPeopleArePausedAndResumed(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		for name, by := range map[string]int64{"administrator": boss, "coordinator": ofSanitas} {
			v := h.visit(t, by)
			for _, state := range []string{relay.Paused, relay.Active} {
				a := h.put(t, v, awa, state)
				if a.status != http.StatusSeeOther || h.stateOf(t, awa) != state {
					t.Errorf("%s, %s: status %d, state %s", name, state, a.status, h.stateOf(t, awa))
				}
			}
		}
		v := h.visit(t, boss)
		if a := h.put(t, v, awa, relay.Removed); a.status != http.StatusSeeOther || h.stateOf(t, awa) != relay.Removed {
			t.Errorf("removed: status %d", a.status)
		}
		if body := v.get(t, "/console/relais?etat=removed").body; !strings.Contains(body, short(h.log.Pseudonym(awa))) || strings.Contains(body, short(h.log.Pseudonym(karim))) {
			t.Error("the filter of states does not filter")
		}
	})
}

func TestPeopleOneMayNotChange(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		tests := []struct {
			name      string
			by, whom  int64
			state     string
			status    int
			stateThen string
		}{
			{"oneself", boss, boss, relay.Paused, http.StatusForbidden, relay.Active},
			{"oneself, a coordinator", ofSanitas, ofSanitas, relay.Removed, http.StatusForbidden, relay.Active},
			{"another territory's", ofSanitas, karim, relay.Paused, http.StatusNotFound, relay.Active},
			{"an administrator", overall, boss, relay.Paused, http.StatusForbidden, relay.Active},
			{"another coordinator", overall, ofJoue, relay.Removed, http.StatusForbidden, relay.Active},
			{"a coordinator elsewhere", ofSanitas, ofJoue, relay.Removed, http.StatusNotFound, relay.Active},
			{"to a state that is none", boss, awa, "chef", http.StatusForbidden, relay.Active},
			{"somebody unknown", boss, nobody, relay.Paused, http.StatusNotFound, relay.Active},
		}
		for _, test := range tests {
			a := h.put(t, h.visit(t, test.by), test.whom, test.state)
			if a.status != test.status || h.stateOf(t, test.whom) != test.stateThen {
				t.Errorf("%s: status %d, state %s", test.name, a.status, h.stateOf(t, test.whom))
			}
		}
	})
}

// TestPeopleAreCodes keeps names off the page, there being none, and whole
// pseudonyms out of what is read.
func TestPeopleAreCodes(t *testing.T) {
	h := oneHouse(t)
	body := h.visit(t, boss).get(t, "/console/relais").body
	for _, id := range []int64{boss, overall, ofSanitas, awa, karim} {
		whole := h.log.Pseudonym(id)
		if !strings.Contains(body, "<code>"+short(whole)+"</code>") {
			t.Errorf("%d is not listed", id)
		}
		if shown := strings.ReplaceAll(body, `name="personne" value="`+whole+`"`, ""); strings.Contains(shown, whole) {
			t.Errorf("the pseudonym of %d is shown whole", id)
		}
	}
	for _, words := range []string{"médiation", "coordination · Sanitas", "18\u00a0novembre\u00a02026", "actif", "<span>(vous)</span>"} {
		if !strings.Contains(body, words) {
			t.Errorf("no %q on the page", words)
		}
	}
}

var inviteLink = regexp.MustCompile(`https://t\.me/RelaisBot\?start=inv-([A-Za-z0-9_-]+)`)

func TestInvitationWorksOnce(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v := h.visit(t, ofSanitas)
		a := v.post(t, "/console/relais/inviter", url.Values{"role": {"mediator"}, "lieu": {"sanitas"}, "duree": {"7"}})
		found := inviteLink.FindStringSubmatch(a.body)
		if a.status != http.StatusOK || found == nil || !strings.Contains(a.body, "25\u00a0novembre\u00a02026") {
			t.Fatalf("status %d\n%s", a.status, a.body)
		}
		if a.header.Get("Cache-Control") != "no-store" || strings.Contains(v.get(t, "/console/relais").body, found[1]) {
			t.Error("the link may be seen again")
		}
		p, err := h.log.Join(t.Context(), nobody, found[1])
		if err != nil || p.Role != relay.Mediator || p.Territory.Quartier != "sanitas" {
			t.Errorf("joined as %+v, %v", p, err)
		}
		if _, err := h.log.Join(t.Context(), 8, found[1]); err == nil {
			t.Error("the link is good twice")
		}
	})
}

func TestInvitationsOneMayNotMake(t *testing.T) {
	h := oneHouse(t)
	tests := []struct {
		name             string
		by               int64
		role, lieu, life string
		status           int
	}{
		{"an administrator, by a coordinator", overall, "administrator", "", "7", http.StatusForbidden},
		{"a coordinator, by a coordinator", ofSanitas, "coordinator", "sanitas", "7", http.StatusForbidden},
		{"elsewhere", ofSanitas, "operator", "la-rabiere", "7", http.StatusForbidden},
		{"everywhere", ofSanitas, "operator", "", "7", http.StatusForbidden},
		{"nowhere", boss, "operator", "atlantide", "7", http.StatusForbidden},
		{"a role that is none", boss, "king", "", "7", http.StatusBadRequest},
		{"for ever", boss, "operator", "", "9999", http.StatusBadRequest},
		{"for no time", boss, "operator", "", "", http.StatusBadRequest},
	}
	for _, test := range tests {
		a := h.visit(t, test.by).post(t, "/console/relais/inviter", url.Values{"role": {test.role}, "lieu": {test.lieu}, "duree": {test.life}})
		if a.status != test.status || inviteLink.MatchString(a.body) {
			t.Errorf("%s: status %d", test.name, a.status)
		}
		h.clock = h.clock.Add(time.Minute)
	}
}

func TestJournal(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.meeting(t, "Réunion", relay.Territory{Quartier: "sanitas"})
		h.meeting(t, "Réunion", relay.Territory{Commune: joue})
		v := h.visit(t, boss)
		h.put(t, v, karim, relay.Paused)
		body := v.get(t, "/console/journal").body
		for _, words := range []string{"Vous avez ajouté la saisie nº\u00a01 (réunion).", "Vous avez mis en pause l’accès de " + short(h.log.Pseudonym(karim)),
			"La ligne de commande a créé un lien d’invitation\u00a0: coordination, Sanitas.", "Vous avez ouvert la console.",
			"18\u00a0novembre\u00a02026 à 15\u00a0h\u00a000"} {
			if !strings.Contains(body, words) {
				t.Errorf("no %q in the journal", words)
			}
		}
		mine := h.visit(t, ofSanitas).get(t, "/console/journal").body
		if !strings.Contains(mine, "la saisie nº\u00a01 ") || strings.Contains(mine, "la saisie nº\u00a02 ") || strings.Contains(mine, short(h.log.Pseudonym(karim))) {
			t.Error("the journal of one territory tells of another")
		}
		if body := v.get(t, "/console/journal?du=2026-11-01&au=2026-11-17").body; !strings.Contains(body, "Rien entre ces deux dates") {
			t.Error("the days do not filter")
		}
		for _, query := range []string{"?du=hier", "?du=2026-11-18&au=2026-11-01", "?au=2026-13-01"} {
			if a := v.get(t, "/console/journal"+query); a.status != http.StatusBadRequest || !strings.Contains(a.body, "ne se lisent pas") {
				t.Errorf("%s: status %d", query, a.status)
			}
		}
	})
}

// TestEveryActHasASentence reads the whole closed list.
func TestEveryActHasASentence(t *testing.T) {
	h := oneHouse(t)
	who := &reader{session: relay.Session{Person: relay.Person{Operator: h.log.Pseudonym(boss)}}}
	for _, action := range relay.Actions {
		got := h.sentence(relay.Act{Action: action, Actor: h.log.Pseudonym(awa), Subject: "entry:12", Detail: "reunion"}, who)
		if strings.ContainsAny(got, "{}") || strings.Contains(got, "a fait") || !strings.HasSuffix(got, ".") {
			t.Errorf("%s: %q", action, got)
		}
	}
}
