package bot

import (
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
)

// monday is one, at 10 h in Tours.
var monday = time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)

func digestTo(w *world, people ...int64) {
	for _, id := range people {
		w.activity.digests[id] = id
		w.activity.due = append(w.activity.due, relay.Digest{Operator: id, Chat: id})
	}
}

func TestDigestTellsTheWeek(t *testing.T) {
	w := newWorld(t)
	w.now = monday
	digestTo(w, noraID)
	if err := w.bot.SendDigests(t.Context()); err != nil {
		t.Fatal(err)
	}
	wants(t, w.last(noraID).Body(), "Bonne semaine !", "Du 9 mars 2026 au 15 mars 2026, Sanitas",
		"Demandes : ≥ 44 (semaine d’avant : ≥ 33)", "Opérateurs actifs : < 11 (semaine d’avant : < 11)",
		"Le plus demandé : dentaire (≥ 22)", "≥ : au moins, arrondi par tranches de 11")
	wants(t, strings.Join(w.figures.asked, "\n"), "2026-03-09 sanitas")
	if _, ok := w.last(noraID).Button("Ne plus m’écrire le lundi"); !ok {
		t.Error("no way to stop it")
	}
	w.tap(w.sim.Actor(noraID), 0, "← Chiffres")
	wants(t, w.last(noraID).Body(), "Février 2026, Sanitas")
}

func TestDigestHours(t *testing.T) {
	for name, now := range map[string]time.Time{
		"early": time.Date(2026, 3, 16, 7, 59, 0, 0, time.UTC), "late": time.Date(2026, 3, 16, 17, 0, 0, 0, time.UTC),
		"tuesday": monday.AddDate(0, 0, 1), "night": time.Date(2026, 3, 15, 23, 30, 0, 0, time.UTC),
	} {
		w := newWorld(t)
		w.now = now
		digestTo(w, noraID)
		if err := w.bot.SendDigests(t.Context()); err != nil || len(w.said(noraID)) > 0 {
			t.Errorf("%s: %v, %d messages", name, err, len(w.said(noraID)))
		}
	}
	// In summer, 9 h in Tours is 7 h UTC.
	w := newWorld(t)
	w.now = time.Date(2026, 7, 6, 7, 0, 0, 0, time.UTC)
	digestTo(w, noraID)
	if err := w.bot.SendDigests(t.Context()); err != nil || len(w.said(noraID)) != 1 {
		t.Errorf("summer: %v, %d messages", err, len(w.said(noraID)))
	}
}

// TestDigestUnsubscribes who blocked Relais, and who does not coordinate any
// more; the others are written to.
func TestDigestUnsubscribes(t *testing.T) {
	w := newWorld(t)
	w.now = monday
	digestTo(w, inesID, awaID, noraID)
	w.sim.Actor(inesID).Block()
	w.sim.ExpectMany("sendMessage", "blocked")
	if err := w.bot.SendDigests(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.activity.digests[inesID] != 0 || w.activity.digests[awaID] != 0 || w.activity.digests[noraID] == 0 {
		t.Errorf("subscribed: %v", w.activity.digests)
	}
	if len(w.said(awaID)) > 0 {
		t.Error("figures were sent to an operator")
	}
	wants(t, w.last(noraID).Body(), "Bonne semaine")
}

// TestStopADigestFromItsMessage: somebody who does not coordinate any more
// may still stop being written to.
func TestStopADigestFromItsMessage(t *testing.T) {
	w := newWorld(t)
	w.now = monday
	digestTo(w, noraID)
	if err := w.bot.SendDigests(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.activity.people[noraID].State = relay.Paused
	w.tap(w.sim.Actor(noraID), 0, "Ne plus m’écrire le lundi")
	if w.activity.digests[noraID] != 0 {
		t.Error("still subscribed")
	}
}
