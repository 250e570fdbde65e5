package bot

import (
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// withRelay rests a world on the real activity and figures.
func withRelay(t *testing.T, d *db.DB) (*world, *relay.Log, *figures.Figures) {
	t.Helper()
	w := newWorld(t)
	key, err := db.NewKey("a secret of tests, long enough")
	if err != nil {
		t.Fatal(err)
	}
	log := relay.New(d, key, w.bot.Now)
	f := figures.New(d, 0, w.bot.Now)
	w.bot.Activity, w.bot.Figures, w.bot.NotFound = log, f, db.ErrNotFound
	return w, log, f
}

// TestWithTheRealRelay plays a first day, from an invitation to the last word.
func TestWithTheRealRelay(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		w, log, f := withRelay(t, d)
		w.bot.Access = InviteAccess
		code, err := log.Invite(t.Context(), relay.Terminal, relay.Coordinator, relay.Territory{Commune: "37261", Quartier: "sanitas"}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		awa, say := w.awa(), func(words string) {
			w.awa().Send(0, words)
			w.must()
		}
		say("dentiste sanitas")
		wants(t, w.last(awaID).Body(), "sur invitation")
		awa.Start("inv-" + code)
		w.must()
		w.tap(awa, 0, "Association")
		w.tap(awa, 0, "Sanitas")
		say("dentiste sanitas")
		for _, b := range []string{"✕ Sanitas", "1", "✔️ J’oriente", "Il faut l’accompagner", "← Retour", "Affiner", "Ce n’est pas ce que je voulais dire",
			"Le thème", "← Retour", "Rien ne convient", "Trop cher"} {
			w.tap(awa, 0, b)
		}
		say("/mon_activite")
		wants(t, w.last(awaID).Body(), "accompagnement demandé. Qu’est-ce que cela a donné ?")
		w.tap(awa, 0, "Accompagné")
		say("/mon_activite")
		wants(t, w.last(awaID).Body(), "1 besoin, en 1 jour", "1 personne orientée", "1 personne accompagnée", "1 besoin sans réponse signalé")
		if err := f.Tally(t.Context()); err != nil {
			t.Fatal(err)
		}
		say("/stats")
		wants(t, w.last(awaID).Body(), "Février 2026, Sanitas", "Demandes : 0")
		w.tap(awa, 0, "Mois en cours")
		wants(t, w.last(awaID).Body(), "Mars 2026 (en cours), Sanitas", "Demandes : < 11")
		w.tap(awa, 0, "M’écrire chaque lundi")
		w.now = monday
		if err := w.bot.SendDigests(t.Context()); err != nil {
			t.Fatal(err)
		}
		wants(t, w.last(awaID).Body(), "Bonne semaine", "Demandes : < 11")
		say("/inviter")
		w.tap(awa, 0, "Médiation : accompagne")
		wants(t, w.last(awaID).Body(), "?start=inv-")
		say("/mes_donnees")
		file := w.last(awaID).Document
		wants(t, string(w.sim.FileData(file.ID)), "coordination, Sanitas", "Dentaire", "« dentiste sanitas »", "suite : Accompagné", "Trop cher")
		say("/effacer")
		w.tap(awa, 0, "Oui, tout effacer")
		wants(t, w.last(awaID).Body(), "C’est effacé")
		say("dentiste")
		wants(t, w.last(awaID).Body(), "sur invitation")
		if log := w.log.String(); strings.Contains(log, "incident") {
			t.Errorf("the log: %s", log)
		}
	})
}
